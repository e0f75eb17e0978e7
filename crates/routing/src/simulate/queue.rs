//! What waits, so that the beginning of each queue is at hand.

use std::collections::{BTreeMap, HashMap};

use parlance_core::{InteractionId, ServiceId, Timestamp};

use crate::{
    needs::Class,
    queues::cuts,
    snapshot::{Agent, Service, Waiting},
};

/// A queue and a priority in it, the higher first.
type Line = (ServiceId, u32, std::cmp::Reverse<i32>);

/// All queues.
#[derive(Debug, Default)]
pub(super) struct Queues {
    lines: BTreeMap<Line, BTreeMap<(Timestamp, InteractionId), Waiting>>,
    /// How many wait of each service.
    waiting: HashMap<ServiceId, usize>,
}

fn line_of(waiting: &Waiting) -> Line {
    (
        waiting.service_id,
        waiting.class,
        std::cmp::Reverse(waiting.priority),
    )
}

impl Queues {
    pub(super) fn add(&mut self, waiting: Waiting) {
        *self.waiting.entry(waiting.service_id).or_default() += 1;
        let line = self.lines.entry(line_of(&waiting)).or_default();
        line.insert((waiting.queued_at, waiting.id), waiting);
    }

    pub(super) fn take(&mut self, waiting: &Waiting) {
        let line = self.lines.entry(line_of(waiting)).or_default();
        if line.remove(&(waiting.queued_at, waiting.id)).is_some()
            && let Some(count) = self.waiting.get_mut(&waiting.service_id)
        {
            *count -= 1;
        }
    }

    pub(super) fn has(&self, service: ServiceId) -> bool {
        self.waiting.get(&service).is_some_and(|count| *count > 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.values().all(|count| *count == 0)
    }

    /// As much of the queues of these services as can matter to these agents: what a run of the real floor reads.
    pub(super) fn beginning(
        &self,
        services: &[Service],
        classes: &[Class],
        agents: &[Agent],
        now: Timestamp,
    ) -> Vec<Waiting> {
        let used: Vec<(ServiceId, Class)> = self
            .lines
            .iter()
            .filter(|((_, class, _), line)| *class != 0 && !line.is_empty())
            .filter_map(|((service, number, _), _)| {
                let class = classes.iter().find(|class| class.number == *number)?;
                Some((*service, class.clone()))
            })
            .collect();
        let mut found: BTreeMap<InteractionId, Waiting> = BTreeMap::new();
        for cut in cuts(services, &used, agents, |_| 0) {
            let since = now.plus_ms(-cut.waited_ms);
            let limit = usize::try_from(cut.limit).unwrap_or(usize::MAX);
            let lines = self.lines.range(
                (cut.service_id, cut.class, std::cmp::Reverse(i32::MAX))
                    ..=(cut.service_id, cut.class, std::cmp::Reverse(i32::MIN)),
            );
            let due = lines
                .flat_map(|(_, line)| line.values().take_while(|waiting| waiting.queued_at <= since))
                .take(limit);
            found.extend(due.map(|waiting| (waiting.id, waiting.clone())));
        }
        found.into_values().collect()
    }
}
