//! Which event is sent next. Events of one thread to one app form a lane and keep their order;
//! lanes run side by side. Pure bookkeeping: time comes in, work goes out.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use crate::instagram::object_of;
use crate::journal::Receipt;
use crate::world::QueuedEvent;

/// A lane: one thread (or one loose event) of one app.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LaneKey {
    pub app_id: String,
    lane: String,
}

/// An event waiting to be sent.
#[derive(Clone)]
pub(crate) struct Item {
    pub event: QueuedEvent,
    /// Not sent before this time (simulated Unix ms).
    pub not_before_ms: i64,
    /// Redeemed before the event leaves: what was not recorded is not told.
    pub receipt: Option<Receipt>,
    /// A follower was let past once already.
    pub shuffled: bool,
}

#[derive(Default)]
struct Lane {
    items: VecDeque<Item>,
    busy: bool,
    tries: u32,
    next_try_ms: i64,
    first_failure_ms: Option<i64>,
}

/// Events to be sent in one request.
pub(crate) struct Job {
    pub app_id: String,
    pub lanes: Vec<LaneKey>,
    pub items: Vec<Item>,
    /// Failed tries of the worst lane so far.
    pub tries: u32,
}

/// How many requests and events an app takes at once.
pub(crate) struct Limits {
    pub connections: usize,
    pub batch_max: usize,
}

/// All lanes.
#[derive(Default)]
pub(crate) struct Queue {
    lanes: HashMap<LaneKey, Lane>,
    ready: VecDeque<LaneKey>,
    waiting: BTreeSet<(i64, LaneKey)>,
    in_flight: HashMap<String, usize>,
}

impl Queue {
    /// Adds an event at the end of its lane.
    pub fn push(&mut self, item: Item) {
        let event = &item.event;
        let lane = match (&event.psid, event.loose) {
            (_, true) => format!("loose {}", event.seq),
            (Some(psid), false) => psid.clone(),
            (None, false) => event.page_id.clone(),
        };
        let key = LaneKey {
            app_id: event.app_id.clone(),
            lane,
        };
        let lane = self.lanes.entry(key.clone()).or_default();
        lane.items.push_back(item);
        if lane.items.len() == 1 && !lane.busy {
            self.schedule(key);
        }
    }

    fn schedule(&mut self, key: LaneKey) {
        let Some(lane) = self.lanes.get(&key) else { return };
        let Some(head) = lane.items.front() else {
            self.lanes.remove(&key);
            return;
        };
        self.waiting
            .insert((lane.next_try_ms.max(head.not_before_ms), key));
    }

    /// Makes every waiting lane due: the clock was moved, or somebody pressed "try now".
    pub fn release_all(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        for (_, key) in waiting {
            if let Some(lane) = self.lanes.get_mut(&key) {
                lane.next_try_ms = 0;
                if let Some(head) = lane.items.front_mut() {
                    head.not_before_ms = 0;
                }
            }
            self.ready.push_back(key);
        }
    }

    /// The time the next lane becomes due, if any waits.
    pub fn next_due_ms(&self) -> Option<i64> {
        self.waiting.first().map(|(due, _)| *due)
    }

    /// Events of all lanes that are still to be acknowledged.
    pub fn len(&self) -> usize {
        self.lanes.values().map(|lane| lane.items.len()).sum()
    }

    /// Takes the next request, if one may be sent now. Its lanes stay busy until [`Self::finish`].
    pub fn take(
        &mut self,
        now_ms: i64,
        limits: impl Fn(&str) -> Limits,
        mut hold_back: impl FnMut(&QueuedEvent) -> bool,
    ) -> Option<Job> {
        while self.waiting.first().is_some_and(|(due, _)| *due <= now_ms) {
            let (_, key) = self.waiting.pop_first().expect("just seen");
            if self.shuffle(&key, now_ms, &mut hold_back) {
                continue;
            }
            self.ready.push_back(key);
        }
        let mut full = HashSet::new();
        let mut passed = VecDeque::new();
        let mut job: Option<(Job, usize)> = None;
        while let Some(key) = self.ready.pop_front() {
            let open = match &job {
                Some((job, batch_max)) => {
                    job.app_id == key.app_id && job.items.len() < *batch_max && self.same_object(job, &key)
                }
                None => !full.contains(&key.app_id),
            };
            if !open {
                passed.push_back(key);
                continue;
            }
            if job.is_none() {
                let limits = limits(&key.app_id);
                if self.in_flight.get(&key.app_id).copied().unwrap_or(0) >= limits.connections {
                    full.insert(key.app_id.clone());
                    passed.push_back(key);
                    continue;
                }
                let fresh = Job {
                    app_id: key.app_id.clone(),
                    lanes: vec![],
                    items: vec![],
                    tries: 0,
                };
                job = Some((fresh, limits.batch_max.max(1)));
            }
            let (job, batch_max) = job.as_mut().expect("set above");
            self.fill(job, key, *batch_max, now_ms);
            if job.items.len() >= *batch_max {
                break;
            }
        }
        passed.append(&mut self.ready);
        self.ready = passed;
        let (job, _) = job?;
        *self.in_flight.entry(job.app_id.clone()).or_default() += 1;
        Some(job)
    }

    /// One request is about one object.
    fn same_object(&self, job: &Job, key: &LaneKey) -> bool {
        let head = self.lanes.get(key).and_then(|lane| lane.items.front());
        match (job.items.first(), head) {
            (Some(first), Some(head)) => object_of(&first.event.page_id) == object_of(&head.event.page_id),
            _ => true,
        }
    }

    fn fill(&mut self, job: &mut Job, key: LaneKey, batch_max: usize, now_ms: i64) {
        let Some(lane) = self.lanes.get_mut(&key) else {
            return;
        };
        let room = batch_max - job.items.len();
        // The head is due, or the lane would not be here; of its followers only those that are due too.
        let followers = lane
            .items
            .iter()
            .skip(1)
            .take_while(|item| item.not_before_ms <= now_ms);
        let taken = lane.items.iter().take(1).chain(followers).take(room).cloned();
        job.items.extend(taken);
        lane.busy = true;
        job.tries = job.tries.max(lane.tries);
        job.lanes.push(key);
    }

    /// Lets the second event of a lane past the first, or makes the first wait a moment for a second.
    /// Returns true when the lane was put back to wait.
    fn shuffle(
        &mut self,
        key: &LaneKey,
        now_ms: i64,
        hold_back: &mut impl FnMut(&QueuedEvent) -> bool,
    ) -> bool {
        const WAIT_FOR_FOLLOWER_MS: i64 = 400;
        let Some(lane) = self.lanes.get_mut(key) else {
            return true;
        };
        let follower = lane.items.len() > 1;
        let Some(head) = lane.items.front_mut() else {
            return true;
        };
        if head.shuffled {
            if follower && head.not_before_ms > 0 {
                head.not_before_ms = 0;
                lane.items.swap(0, 1);
            }
            return false;
        }
        if !hold_back(&head.event) {
            return false;
        }
        head.shuffled = true;
        if follower {
            lane.items.swap(0, 1);
            return false;
        }
        head.not_before_ms = now_ms + WAIT_FOR_FOLLOWER_MS;
        self.schedule(key.clone());
        true
    }

    /// Ends a request: acknowledged events leave, failed ones wait until `retry_at_ms`.
    /// Returns for each failed lane since when it has been failing.
    pub fn finish(
        &mut self,
        job: &Job,
        acknowledged: bool,
        now_ms: i64,
        retry_at_ms: i64,
    ) -> Vec<(LaneKey, i64)> {
        if let Some(in_flight) = self.in_flight.get_mut(&job.app_id) {
            *in_flight = in_flight.saturating_sub(1);
        }
        let sent: HashSet<u64> = job.items.iter().map(|item| item.event.seq).collect();
        let mut failing = Vec::new();
        for key in &job.lanes {
            let Some(lane) = self.lanes.get_mut(key) else {
                continue;
            };
            lane.busy = false;
            if acknowledged {
                while lane
                    .items
                    .front()
                    .is_some_and(|item| sent.contains(&item.event.seq))
                {
                    lane.items.pop_front();
                }
                (lane.tries, lane.next_try_ms, lane.first_failure_ms) = (0, 0, None);
            } else {
                lane.tries += 1;
                lane.next_try_ms = retry_at_ms;
                let since = lane.first_failure_ms.unwrap_or(now_ms).min(now_ms);
                lane.first_failure_ms = Some(since);
                failing.push((key.clone(), since));
            }
            self.schedule(key.clone());
        }
        failing
    }

    /// Drops all events of an app for a page; returns their numbers.
    pub fn drop_page(&mut self, app_id: &str, page_id: &str) -> Vec<u64> {
        self.drop_where(|key, event| key.app_id == app_id && event.page_id == page_id)
    }

    /// Drops all events of one lane; returns their numbers.
    pub fn drop_lane(&mut self, lane: &LaneKey) -> Vec<u64> {
        self.drop_where(|key, _| key == lane)
    }

    fn drop_where(&mut self, gone: impl Fn(&LaneKey, &QueuedEvent) -> bool) -> Vec<u64> {
        let mut dropped = Vec::new();
        for (key, lane) in &mut self.lanes {
            lane.items.retain(|item| {
                let goes = gone(key, &item.event);
                if goes {
                    dropped.push(item.event.seq);
                }
                !goes
            });
        }
        self.lanes.retain(|_, lane| lane.busy || !lane.items.is_empty());
        let lanes = &self.lanes;
        self.waiting.retain(|(_, key)| lanes.contains_key(key));
        self.ready.retain(|key| lanes.contains_key(key));
        dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(seq: u64, psid: &str, not_before_ms: i64) -> Item {
        let event = QueuedEvent {
            seq,
            app_id: "app".into(),
            page_id: "page".into(),
            psid: Some(psid.into()),
            field: "messages".into(),
            standby: false,
            kind: "message".into(),
            what: String::new(),
            mid: None,
            value: "{}".into(),
            queued_ms: 0,
            loose: false,
        };
        Item {
            event,
            not_before_ms,
            receipt: None,
            shuffled: false,
        }
    }

    fn take(queue: &mut Queue, now_ms: i64, connections: usize, batch_max: usize) -> Option<Job> {
        queue.take(
            now_ms,
            |_| Limits {
                connections,
                batch_max,
            },
            |_| false,
        )
    }

    fn seqs(job: &Job) -> Vec<u64> {
        job.items.iter().map(|item| item.event.seq).collect()
    }

    #[test]
    fn a_thread_has_one_event_in_flight_and_keeps_its_order() {
        let mut queue = Queue::default();
        for (seq, psid) in [(1, "ana"), (2, "ana"), (3, "ben")] {
            queue.push(item(seq, psid, 0));
        }
        let first = take(&mut queue, 0, 9, 1).expect("ana's first");
        let second = take(&mut queue, 0, 9, 1).expect("ben's first");
        assert_eq!((seqs(&first), seqs(&second)), (vec![1], vec![3]));
        assert!(
            take(&mut queue, 0, 9, 1).is_none(),
            "ana's second waits for her first"
        );
        queue.finish(&first, true, 0, 0);
        assert_eq!(seqs(&take(&mut queue, 0, 9, 1).expect("now")), [2]);
    }

    #[test]
    fn a_failed_event_waits_and_holds_its_followers() {
        let mut queue = Queue::default();
        queue.push(item(1, "ana", 0));
        queue.push(item(2, "ana", 0));
        let job = take(&mut queue, 0, 9, 1).expect("due");
        let failing = queue.finish(&job, false, 0, 500);
        assert_eq!(failing.len(), 1);
        assert!(take(&mut queue, 499, 9, 1).is_none());
        assert_eq!(queue.next_due_ms(), Some(500));
        let again = take(&mut queue, 500, 9, 1).expect("due again");
        assert_eq!((seqs(&again), again.tries), (vec![1], 1));
    }

    #[test]
    fn a_batch_gathers_several_threads_up_to_its_size() {
        let mut queue = Queue::default();
        for (seq, psid) in [(1, "ana"), (2, "ben"), (3, "ana"), (4, "cem")] {
            queue.push(item(seq, psid, 0));
        }
        let job = take(&mut queue, 0, 9, 3).expect("due");
        assert_eq!(seqs(&job), [1, 3, 2]);
        queue.finish(&job, true, 0, 0);
        assert_eq!(seqs(&take(&mut queue, 0, 9, 3).expect("rest")), [4]);
        assert_eq!(queue.len(), 1);
    }

    #[test]
    fn connections_are_bounded() {
        let mut queue = Queue::default();
        queue.push(item(1, "ana", 0));
        queue.push(item(2, "ben", 0));
        let first = take(&mut queue, 0, 1, 1).expect("due");
        assert!(take(&mut queue, 0, 1, 1).is_none());
        queue.finish(&first, true, 0, 0);
        assert!(take(&mut queue, 0, 1, 1).is_some());
    }

    #[test]
    fn disorder_lets_the_second_event_pass_the_first() {
        let mut queue = Queue::default();
        queue.push(item(1, "ana", 0));
        queue.push(item(2, "ana", 0));
        let mut once = true;
        let job = queue
            .take(
                0,
                |_| Limits {
                    connections: 9,
                    batch_max: 1,
                },
                |_| std::mem::take(&mut once),
            )
            .expect("due");
        assert_eq!(seqs(&job), [2]);
    }

    #[test]
    fn a_dropped_page_forgets_its_events_even_those_in_flight() {
        let mut queue = Queue::default();
        queue.push(item(1, "ana", 0));
        queue.push(item(2, "ben", 0));
        let job = take(&mut queue, 0, 1, 1).expect("due");
        let mut dropped = queue.drop_page("app", "page");
        dropped.sort_unstable();
        assert_eq!(dropped, [1, 2]);
        queue.push(item(3, "ana", 0));
        queue.finish(&job, true, 0, 0);
        assert_eq!(seqs(&take(&mut queue, 0, 1, 1).expect("the new one")), [3]);
    }
}
