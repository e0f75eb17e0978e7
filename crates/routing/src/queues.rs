//! Which part of the queues can matter to these agents: routing reads that part and no more.

use parlance_core::ServiceId;

use crate::{
    needs::{Class, first_step},
    snapshot::{Agent, Service},
};

/// The beginning of a queue: chats of a service that ask the same, in their order, as far as they have waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The service.
    pub service_id: ServiceId,
    /// What they ask beyond the service's rules.
    pub class: u32,
    /// They have waited at least so long; 0: all of them. Others come to matter when they have.
    pub waited_ms: i64,
    /// How many of them, at most.
    pub limit: u64,
}

/// What must be read so that the decision is that of the whole floor. `passed` tells how many chats in a service's
/// queues somebody has just let pass.
///
/// An agent who is good enough from a step on can get the first chats that have waited so long. Each of these before a
/// chat takes room of somebody who serves the queue, or was let pass: beyond their room and what was let pass nothing
/// can be given away.
#[must_use]
pub fn cuts(
    services: &[Service],
    classes: &[(ServiceId, Class)],
    agents: &[Agent],
    passed: impl Fn(ServiceId) -> u64,
) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for service in services {
        let usual = Class {
            number: 0,
            skills: Vec::new(),
        };
        let own = classes
            .iter()
            .filter(|(of, _)| *of == service.id)
            .map(|(_, class)| class);
        for class in std::iter::once(&usual).chain(own) {
            let needs = service.all_needs(&class.skills);
            let mut reached = vec![false; needs.len()];
            let mut room = 0;
            for agent in agents {
                if let Some(step) = first_step(&needs, agent) {
                    let free = u64::from(agent.room.saturating_sub(agent.held));
                    room += free;
                    reached[step] |= free > 0;
                }
            }
            let steps = reached.iter().enumerate().filter(|(_, reached)| **reached);
            cuts.extend(steps.map(|(step, _)| Cut {
                service_id: service.id,
                class: class.number,
                waited_ms: step.checked_sub(1).map_or(0, |step| service.steps[step].after_ms),
                limit: room + passed(service.id),
            }));
        }
    }
    cuts
}
