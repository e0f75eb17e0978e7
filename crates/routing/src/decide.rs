//! The decisions: waiting interactions in order, each to the best agent who has room.
//!
//! Chats of a service that ask the same, as long as they have waited, form a queue: for each, the agents who are good
//! enough stand in a heap by rank. A decision only ever makes its agent's rank worse, so other heaps are not touched: an
//! entry that turns out to be outdated when it comes up is put back with its present rank. A decision costs a few heap
//! steps; the whole run is linear in what waits and in agents × queues.

use std::{
    cell::OnceCell,
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use parlance_core::{InteractionId, ServiceId, Timestamp, UserId, routing_reason::RoutingReason};

use crate::{
    explain::{self, Facts},
    needs::Needs,
    rank::Rank,
    snapshot::{Readiness, Snapshot, Waiting},
};

/// One interaction goes to one agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is offered.
    pub interaction_id: InteractionId,
    /// To whom.
    pub agent_id: UserId,
    /// Why.
    pub reason: RoutingReason,
}

/// Decides as much as can be decided now, in the order in which offers are to be made.
#[must_use]
pub fn decide(snapshot: &Snapshot) -> Vec<Decision> {
    Run::new(snapshot).decide()
}

/// The agents who can get what waits in a queue.
struct Pool {
    /// Place of the service in the snapshot.
    service: usize,
    /// What is asked of agents, in each step up to the one that counts.
    needs: Vec<Needs>,
    heap: BinaryHeap<Reverse<Rank>>,
    /// How many of them have room now.
    with_room: u32,
    /// Waiting interactions that were looked at before and stay.
    left_waiting: u32,
}

/// A place in line: priority, since when, id, and where it stands in the snapshot.
type Place = (Reverse<i32>, Timestamp, InteractionId, usize);

struct Run<'s> {
    snapshot: &'s Snapshot,
    /// What each agent holds, with the decisions of this run.
    held: Vec<u32>,
    /// The pools each agent stands in.
    member_of: Vec<Vec<usize>>,
    pools: Vec<Pool>,
    /// The pool of each waiting interaction; none for those that are reserved, and those of unknown rules.
    pool_of: Vec<Option<usize>>,
    /// Made when somebody is looked for by their id, which is seldom.
    agent_places: OnceCell<HashMap<UserId, usize>>,
    /// Chats that still fit anywhere.
    room_left: u64,
}

impl<'s> Run<'s> {
    fn new(snapshot: &'s Snapshot) -> Self {
        let mut run = Self {
            snapshot,
            held: snapshot.agents.iter().map(|agent| agent.held).collect(),
            member_of: vec![Vec::new(); snapshot.agents.len()],
            pools: Vec::new(),
            pool_of: vec![None; snapshot.waiting.len()],
            agent_places: OnceCell::new(),
            room_left: snapshot
                .agents
                .iter()
                .filter(|agent| agent.readiness == Readiness::Ready)
                .map(|agent| u64::from(agent.room.saturating_sub(agent.held)))
                .sum(),
        };
        if run.room_left > 0 {
            run.make_pools();
        }
        run
    }

    fn make_pools(&mut self) {
        let services: HashMap<ServiceId, usize> =
            places(self.snapshot.services.iter().map(|service| service.id));
        let mut known: HashMap<(usize, u32, usize), Option<usize>> = HashMap::new();
        for (place, waiting) in self.snapshot.waiting.iter().enumerate() {
            if waiting.reserved_for.is_some() {
                continue;
            }
            let Some(service) = services.get(&waiting.service_id).copied() else {
                continue;
            };
            let step = self.snapshot.services[service].step_after(waiting.waited_ms(self.snapshot.now));
            self.pool_of[place] = *known
                .entry((service, waiting.class, step))
                .or_insert_with(|| self.make_pool(service, waiting.class, step));
        }
    }

    /// The agents who are good enough and have room.
    fn make_pool(&mut self, service: usize, class: u32, step: usize) -> Option<usize> {
        let rules = &self.snapshot.services[service];
        let beyond = self.snapshot.class(class)?;
        let needs: Vec<Needs> = (0..=step).map(|step| rules.needs(beyond, step)).collect();
        let asked = needs.last()?;
        let place = self.pools.len();
        let mut ranks = Vec::new();
        for (agent_place, agent) in self.snapshot.agents.iter().enumerate() {
            if agent.readiness == Readiness::Ready && agent.has_room() && asked.are_met_by(agent) {
                ranks.push(Reverse(Rank::of(agent_place, agent, agent.held, asked)));
                self.member_of[agent_place].push(place);
            }
        }
        self.pools.push(Pool {
            service,
            needs,
            with_room: u32::try_from(ranks.len()).unwrap_or(u32::MAX),
            heap: ranks.into(),
            left_waiting: 0,
        });
        Some(place)
    }

    fn decide(mut self) -> Vec<Decision> {
        let mut line = self.line();
        let mut decisions = Vec::new();
        while self.room_left > 0
            && let Some(Reverse((_, _, _, place))) = line.pop()
        {
            let waiting = &self.snapshot.waiting[place];
            let decision = match (waiting.reserved_for, self.pool_of[place]) {
                (Some(agent), _) => self.give_to_reserved(waiting, agent),
                (None, Some(pool)) => self.give_to_best(waiting, pool),
                (None, None) => None,
            };
            decisions.extend(decision);
        }
        decisions
    }

    /// What could be given away, in order. Mostly there is more of it than room, so it is not sorted whole.
    fn line(&self) -> BinaryHeap<Reverse<Place>> {
        if self.room_left == 0 {
            return BinaryHeap::new();
        }
        let can_go = |place: usize, waiting: &Waiting| {
            waiting.reserved_for.is_some()
                || self.pool_of[place].is_some_and(|pool| self.pools[pool].with_room > 0)
        };
        self.snapshot
            .waiting
            .iter()
            .enumerate()
            .filter(|(place, waiting)| can_go(*place, waiting))
            .map(|(place, waiting)| {
                Reverse((Reverse(waiting.priority), waiting.queued_at, waiting.id, place))
            })
            .collect()
    }

    fn place_of(&self, agent: UserId) -> Option<usize> {
        self.agent_places
            .get_or_init(|| places(self.snapshot.agents.iter().map(|agent| agent.id)))
            .get(&agent)
            .copied()
    }

    /// A colleague chose the agent, or they had the customer last: team and skills are not asked, readiness and room are.
    fn give_to_reserved(&mut self, waiting: &Waiting, agent_id: UserId) -> Option<Decision> {
        let place = self.place_of(agent_id)?;
        let agent = &self.snapshot.agents[place];
        let free = agent.readiness == Readiness::Ready && self.held[place] < agent.room;
        if !free || waiting.passed_by.contains(&agent_id) {
            return None;
        }
        let services = &self.snapshot.services;
        let service = services.iter().find(|service| service.id == waiting.service_id);
        let beyond = self.snapshot.class(waiting.class).unwrap_or_default();
        let needs: Vec<Needs> = service
            .map(|service| service.needs(beyond, 0))
            .into_iter()
            .collect();
        let facts = Facts {
            position: 1,
            candidates: 1,
            decided_by: match waiting.reserved_until {
                Some(_) => "last_agent",
                None => "transfer",
            },
            ..Facts::of(self.snapshot, waiting, place, self.held[place])
        };
        let reason = explain::reason(&facts, &needs, None);
        self.take_room(place);
        Some(Decision {
            interaction_id: waiting.id,
            agent_id,
            reason,
        })
    }

    fn give_to_best(&mut self, waiting: &Waiting, pool: usize) -> Option<Decision> {
        let candidates = self.candidates(pool, &waiting.passed_by);
        if candidates == 0 {
            self.pools[pool].left_waiting += 1;
            return None;
        }
        let mut put_back = Vec::new();
        let best = self.next(pool, &waiting.passed_by, &mut put_back)?;
        // The one after the best says which rule decided; both go back, outdated ranks are found when they come up.
        let second = self.next(pool, &waiting.passed_by, &mut put_back);
        let decided_by = best.decided_by(second.as_ref());
        put_back.extend([Some(best), second].into_iter().flatten());
        let Pool {
            service,
            needs,
            left_waiting,
            heap,
            ..
        } = &mut self.pools[pool];
        heap.extend(put_back.into_iter().map(Reverse));
        let position = *left_waiting + 1;
        let (service, needs) = (&self.snapshot.services[*service], &*needs);
        let facts = Facts {
            position,
            candidates,
            decided_by,
            ..Facts::of(self.snapshot, waiting, best.agent, self.held[best.agent])
        };
        let reason = explain::reason(&facts, needs, Some(service));
        self.take_room(best.agent);
        Some(Decision {
            interaction_id: waiting.id,
            agent_id: reason.agent_id,
            reason,
        })
    }

    /// How many agents could get a queue's work now, without those who passed on this piece.
    fn candidates(&self, pool: usize, passed_by: &[UserId]) -> u32 {
        let mut passed: Vec<usize> = passed_by
            .iter()
            .filter_map(|id| self.place_of(*id))
            .filter(|place| self.member_of[*place].contains(&pool))
            .filter(|place| self.held[*place] < self.snapshot.agents[*place].room)
            .collect();
        passed.sort_unstable();
        passed.dedup();
        self.pools[pool]
            .with_room
            .saturating_sub(u32::try_from(passed.len()).unwrap_or(u32::MAX))
    }

    /// Takes the best agent with room out of a pool; those who passed are collected in `put_back`.
    fn next(&mut self, pool: usize, passed_by: &[UserId], put_back: &mut Vec<Rank>) -> Option<Rank> {
        let heap = &mut self.pools[pool].heap;
        while let Some(Reverse(rank)) = heap.pop() {
            let agent = &self.snapshot.agents[rank.agent];
            let held = self.held[rank.agent];
            if held >= agent.room {
                continue;
            }
            if rank.held != held {
                heap.push(Reverse(rank.with_held(held)));
            } else if passed_by.contains(&agent.id) {
                put_back.push(rank);
            } else {
                return Some(rank);
            }
        }
        None
    }

    fn take_room(&mut self, place: usize) {
        self.held[place] += 1;
        self.room_left -= 1;
        if self.held[place] >= self.snapshot.agents[place].room {
            for pool in &self.member_of[place] {
                self.pools[*pool].with_room -= 1;
            }
        }
    }
}

fn places<T: std::hash::Hash + Eq>(ids: impl Iterator<Item = T>) -> HashMap<T, usize> {
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}
