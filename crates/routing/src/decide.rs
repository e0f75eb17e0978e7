//! The decisions: waiting interactions in order, each to the best agent who has room.
//!
//! For each service the agents who qualify stand in a heap by rank. A decision only ever makes its agent's rank worse,
//! so other heaps are not touched: an entry that turns out to be outdated when it comes up is put back with its
//! present rank. A decision costs a few heap steps; the whole run is linear in what waits and in agents × services.

use std::{
    cell::OnceCell,
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use parlance_core::{
    InteractionId, ServiceId, Timestamp, UserId,
    routing_reason::{RoutingReason, SkillFit},
};

use crate::{
    explain,
    rank::Rank,
    snapshot::{Agent, Readiness, Service, Snapshot, Waiting},
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

/// The agents who can get a service's work.
#[derive(Default)]
struct Pool {
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
    service_places: HashMap<ServiceId, usize>,
    /// Made when somebody is looked for by their id, which is seldom.
    agent_places: OnceCell<HashMap<UserId, usize>>,
    /// Chats that still fit anywhere.
    room_left: u64,
}

impl<'s> Run<'s> {
    fn new(snapshot: &'s Snapshot) -> Self {
        let mut member_of = vec![Vec::new(); snapshot.agents.len()];
        let wanted: HashSet<ServiceId> = snapshot
            .waiting
            .iter()
            .map(|waiting| waiting.service_id)
            .collect();
        let pools = snapshot
            .services
            .iter()
            .enumerate()
            .map(|(place, service)| {
                if wanted.contains(&service.id) {
                    pool(snapshot, service, place, &mut member_of)
                } else {
                    Pool::default()
                }
            })
            .collect();
        Self {
            snapshot,
            held: snapshot.agents.iter().map(|agent| agent.held).collect(),
            member_of,
            pools,
            service_places: places(snapshot.services.iter().map(|service| service.id)),
            agent_places: OnceCell::new(),
            room_left: snapshot
                .agents
                .iter()
                .filter(|agent| agent.readiness == Readiness::Ready)
                .map(|agent| u64::from(agent.room.saturating_sub(agent.held)))
                .sum(),
        }
    }

    fn decide(mut self) -> Vec<Decision> {
        let mut line = self.line();
        let mut decisions = Vec::new();
        while self.room_left > 0
            && let Some(Reverse((_, _, _, place))) = line.pop()
        {
            let waiting = &self.snapshot.waiting[place];
            let decision = match waiting.reserved_for {
                Some(agent) => self.give_to_reserved(waiting, agent),
                None => self.give_to_best(waiting),
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
        let can_go = |waiting: &Waiting| {
            waiting.reserved_for.is_some()
                || self
                    .service_places
                    .get(&waiting.service_id)
                    .is_some_and(|service| self.pools[*service].with_room > 0)
        };
        self.snapshot
            .waiting
            .iter()
            .enumerate()
            .filter(|(_, waiting)| can_go(waiting))
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

    /// A colleague chose the agent: team and skills are not asked, readiness and room are.
    fn give_to_reserved(&mut self, waiting: &Waiting, agent_id: UserId) -> Option<Decision> {
        let place = self.place_of(agent_id)?;
        let agent = &self.snapshot.agents[place];
        let free = agent.readiness == Readiness::Ready && self.held[place] < agent.room;
        if !free || waiting.passed_by.contains(&agent_id) {
            return None;
        }
        let service = self.service_places.get(&waiting.service_id).copied();
        let service = service.map(|place| &self.snapshot.services[place]);
        let reason = self.reason(waiting, service, place, 1, 1, "transfer");
        self.take_room(place);
        Some(Decision {
            interaction_id: waiting.id,
            agent_id,
            reason,
        })
    }

    fn give_to_best(&mut self, waiting: &Waiting) -> Option<Decision> {
        let service_place = *self.service_places.get(&waiting.service_id)?;
        let service = &self.snapshot.services[service_place];
        let candidates = self.candidates(service_place, &waiting.passed_by);
        if candidates == 0 {
            self.pools[service_place].left_waiting += 1;
            return None;
        }
        let mut put_back = Vec::new();
        let best = self.next(service_place, &waiting.passed_by, &mut put_back)?;
        // The one after the best says which rule decided; both go back, outdated ranks are found when they come up.
        let second = self.next(service_place, &waiting.passed_by, &mut put_back);
        let decided_by = best.decided_by(second.as_ref());
        put_back.extend([Some(best), second].into_iter().flatten());
        self.pools[service_place]
            .heap
            .extend(put_back.into_iter().map(Reverse));
        let position = self.pools[service_place].left_waiting + 1;
        let reason = self.reason(
            waiting,
            Some(service),
            best.agent,
            position,
            candidates,
            decided_by,
        );
        self.take_room(best.agent);
        Some(Decision {
            interaction_id: waiting.id,
            agent_id: self.snapshot.agents[best.agent].id,
            reason,
        })
    }

    /// How many agents could get a service's work now, without those who passed on this piece.
    fn candidates(&self, service: usize, passed_by: &[UserId]) -> u32 {
        let mut passed: Vec<usize> = passed_by
            .iter()
            .filter_map(|id| self.place_of(*id))
            .filter(|place| self.member_of[*place].contains(&service))
            .filter(|place| self.held[*place] < self.snapshot.agents[*place].room)
            .collect();
        passed.sort_unstable();
        passed.dedup();
        self.pools[service]
            .with_room
            .saturating_sub(u32::try_from(passed.len()).unwrap_or(u32::MAX))
    }

    /// Takes the best agent with room out of a pool; those who passed are collected in `put_back`.
    fn next(&mut self, service: usize, passed_by: &[UserId], put_back: &mut Vec<Rank>) -> Option<Rank> {
        let heap = &mut self.pools[service].heap;
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
            for service in &self.member_of[place] {
                self.pools[*service].with_room -= 1;
            }
        }
    }

    fn reason(
        &self,
        waiting: &Waiting,
        service: Option<&Service>,
        place: usize,
        position: u32,
        candidates: u32,
        decided_by: &str,
    ) -> RoutingReason {
        let agent = &self.snapshot.agents[place];
        let mut reason = RoutingReason {
            service_id: waiting.service_id,
            agent_id: agent.id,
            skills: service.map(|service| fits(agent, service)).unwrap_or_default(),
            chats_held: self.held[place],
            chats_room: agent.room,
            idle_ms: self.snapshot.now.since_ms(agent.idle_since).max(0),
            waited_ms: self.snapshot.now.since_ms(waiting.queued_at).max(0),
            position,
            priority: waiting.priority,
            candidates,
            decided_by: decided_by.into(),
            sentence: String::new(),
        };
        reason.sentence = explain::sentence(&reason);
        reason
    }
}

fn pool(snapshot: &Snapshot, service: &Service, place: usize, member_of: &mut [Vec<usize>]) -> Pool {
    let mut ranks = Vec::new();
    for (agent_place, agent) in snapshot.agents.iter().enumerate() {
        if agent.readiness == Readiness::Ready && agent.has_room() && agent.qualifies_for(service) {
            ranks.push(Reverse(Rank::of(agent_place, agent, agent.held, service)));
            member_of[agent_place].push(place);
        }
    }
    Pool {
        with_room: u32::try_from(ranks.len()).unwrap_or(u32::MAX),
        heap: ranks.into(),
        left_waiting: 0,
    }
}

fn fits(agent: &Agent, service: &Service) -> Vec<SkillFit> {
    service
        .skills
        .iter()
        .map(|skill| SkillFit {
            skill_id: skill.id,
            skill: skill.name.clone(),
            required: skill.level,
            held: agent.level(skill.id),
        })
        .collect()
}

fn places<T: std::hash::Hash + Eq>(ids: impl Iterator<Item = T>) -> HashMap<T, usize> {
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}
