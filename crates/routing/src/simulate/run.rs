//! Plays arrivals against a setting: one event after another, routing after each moment.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use parlance_core::{InteractionId, Timestamp, UserId};

use super::{AgentPlayed, Arrival, Fate, Played, Setting, queue::Queues};
use crate::{
    decide::decide,
    snapshot::{Agent, Readiness, Service, Snapshot, Waiting},
};

/// What happens, by places in the lists of agents and arrivals. Of one moment, what makes room comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    WrappedUp {
        agent: usize,
    },
    Talked {
        agent: usize,
        chat: usize,
    },
    Accepted {
        agent: usize,
        chat: usize,
    },
    Comes(usize),
    Goes(usize),
    Arrives(usize),
    Impatient(usize),
    /// A step is due for something that waits.
    Step,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waits,
    Rings(usize),
    Over,
}

struct Run<'s> {
    arrivals: &'s [Arrival],
    setting: &'s Setting,
    now: i64,
    line: BinaryHeap<Reverse<(i64, Event)>>,
    agents: Vec<Agent>,
    played: Vec<AgentPlayed>,
    /// Counted up to then.
    counted: Vec<i64>,
    agent_places: HashMap<UserId, usize>,
    chat_places: HashMap<InteractionId, usize>,
    queues: Queues,
    still_to_come: usize,
    /// Chats that ring at agents or are held.
    in_hand: usize,
    states: Vec<State>,
    fates: Vec<Option<Fate>>,
}

/// Plays arrivals, sorted by time, against a setting, until nothing happens any more.
#[must_use]
pub fn simulate(setting: &Setting, arrivals: &[Arrival]) -> Played {
    let mut run = Run::new(setting, arrivals);
    while let Some(Reverse((at, event))) = run.line.pop() {
        run.now = at;
        run.happen(event);
        if run.line.peek().is_none_or(|Reverse((next, _))| *next > at) {
            run.route();
        }
        if run.nothing_is_left() {
            break;
        }
    }
    run.end()
}

/// The id of a chat: the earlier, the smaller, like real ones.
fn chat_id(place: usize) -> InteractionId {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&(place as u64).to_be_bytes());
    // The first bits of the third byte belong to the version of the id; so many chats are never played.
    InteractionId::new(Timestamp::from_millis(0), bytes)
}

impl<'s> Run<'s> {
    fn new(setting: &'s Setting, arrivals: &'s [Arrival]) -> Self {
        let agents: Vec<Agent> = setting
            .shifts
            .iter()
            .map(|shift| Agent {
                readiness: Readiness::NotReady,
                held: 0,
                idle_since: Timestamp::from_millis(0),
                ..shift.agent.clone()
            })
            .collect();
        let mut line = BinaryHeap::new();
        for (agent, shift) in setting.shifts.iter().enumerate() {
            for (from, until) in &shift.times {
                line.push(Reverse((*from, Event::Comes(agent))));
                line.push(Reverse((*until, Event::Goes(agent))));
            }
        }
        // The next arrival is put in line when the one before has come.
        if let Some(first) = arrivals.first() {
            line.push(Reverse((first.at_ms, Event::Arrives(0))));
        }
        Self {
            arrivals,
            setting,
            now: 0,
            line,
            played: vec![AgentPlayed::default(); agents.len()],
            counted: vec![0; agents.len()],
            agent_places: agents.iter().map(|agent| agent.id).zip(0..).collect(),
            agents,
            chat_places: HashMap::new(),
            queues: Queues::default(),
            still_to_come: arrivals.len(),
            in_hand: 0,
            states: vec![State::Waits; arrivals.len()],
            fates: vec![None; arrivals.len()],
        }
    }

    /// Everybody has come, and has been served or has left: who works on has nothing to do.
    fn nothing_is_left(&self) -> bool {
        self.still_to_come == 0 && self.in_hand == 0 && self.queues.is_empty()
    }

    fn later(&mut self, after: i64, event: Event) {
        self.line.push(Reverse((self.now + after.max(0), event)));
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Comes(agent) => {
                self.count(agent);
                self.agents[agent].readiness = Readiness::Ready;
                self.agents[agent].idle_since = Timestamp::from_millis(self.now);
            }
            Event::Goes(agent) => {
                self.count(agent);
                self.agents[agent].readiness = Readiness::NotReady;
            }
            Event::Arrives(chat) => self.arrives(chat),
            Event::Impatient(chat) => self.loses_patience(chat),
            Event::Accepted { agent, chat } => self.accepted(agent, chat),
            Event::Talked { agent, chat } => {
                self.later(self.arrivals[chat].after_call_work_ms, Event::WrappedUp { agent });
            }
            Event::WrappedUp { agent } => self.gives_back(agent),
            Event::Step => {}
        }
    }

    fn arrives(&mut self, chat: usize) {
        let arrival = self.arrivals[chat];
        self.still_to_come -= 1;
        if let Some(next) = self.arrivals.get(chat + 1) {
            self.line
                .push(Reverse((next.at_ms.max(self.now), Event::Arrives(chat + 1))));
        }
        let waiting = self.waiting(chat);
        self.chat_places.insert(waiting.id, chat);
        self.queues.add(waiting);
        if let Some(patience) = arrival.patience_ms {
            self.later(patience, Event::Impatient(chat));
        }
        let services = &self.setting.services;
        let service = services.iter().find(|service| service.id == arrival.service_id);
        for step in service
            .map(|service| service.steps.as_slice())
            .unwrap_or_default()
        {
            self.later(step.after_ms, Event::Step);
        }
    }

    fn waiting(&self, chat: usize) -> Waiting {
        let arrival = &self.arrivals[chat];
        Waiting {
            id: chat_id(chat),
            service_id: arrival.service_id,
            class: arrival.class,
            priority: arrival.priority,
            queued_at: Timestamp::from_millis(arrival.at_ms),
            reserved_for: None,
            reserved_until: None,
            passed_by: Vec::new(),
        }
    }

    fn waited(&self, chat: usize) -> i64 {
        self.now - self.arrivals[chat].at_ms
    }

    fn loses_patience(&mut self, chat: usize) {
        match self.states[chat] {
            State::Waits => self.queues.take(&self.waiting(chat)),
            State::Rings(agent) => self.gives_back(agent),
            State::Over => return,
        }
        self.states[chat] = State::Over;
        let wait_ms = self.waited(chat);
        self.fates[chat] = Some(Fate::Abandoned { wait_ms });
    }

    fn accepted(&mut self, agent: usize, chat: usize) {
        if self.states[chat] != State::Rings(agent) {
            return;
        }
        self.states[chat] = State::Over;
        self.played[agent].chats += 1;
        self.agents[agent].idle_since = Timestamp::from_millis(self.now);
        self.fates[chat] = Some(Fate::Answered {
            wait_ms: self.waited(chat),
            agent_id: self.agents[agent].id,
        });
        self.later(self.arrivals[chat].talk_ms, Event::Talked { agent, chat });
    }

    fn gives_back(&mut self, agent: usize) {
        self.count(agent);
        self.agents[agent].held -= 1;
        self.in_hand -= 1;
        self.agents[agent].idle_since = Timestamp::from_millis(self.now);
    }

    /// Adds up an agent's time until now; before anything about them changes.
    fn count(&mut self, place: usize) {
        let passed = self.now - std::mem::replace(&mut self.counted[place], self.now);
        let (agent, played) = (&self.agents[place], &mut self.played[place]);
        if agent.held > 0 {
            played.busy_ms += passed;
            played.held_ms += passed * i64::from(agent.held);
        }
        if agent.held > 0 || agent.readiness == Readiness::Ready {
            played.present_ms += passed;
        }
    }

    fn route(&mut self) {
        if self.queues.is_empty() {
            return;
        }
        let free = |agent: &&Agent| agent.readiness == Readiness::Ready && agent.has_room();
        let agents: Vec<Agent> = self.agents.iter().filter(free).cloned().collect();
        if agents.is_empty() {
            return;
        }
        let services: Vec<Service> = self
            .setting
            .services
            .iter()
            .filter(|service| self.queues.has(service.id))
            .cloned()
            .collect();
        let now = Timestamp::from_millis(self.now);
        let waiting = self
            .queues
            .beginning(&services, &self.setting.classes, &agents, now);
        let decisions = decide(&Snapshot {
            now,
            services,
            classes: self.setting.classes.clone(),
            waiting,
            agents,
        });
        for decision in decisions {
            let (agent, chat) = (
                self.agent_places[&decision.agent_id],
                self.chat_places[&decision.interaction_id],
            );
            self.queues.take(&self.waiting(chat));
            self.states[chat] = State::Rings(agent);
            self.count(agent);
            self.agents[agent].held += 1;
            self.in_hand += 1;
            let played = &mut self.played[agent];
            played.most_held = played.most_held.max(self.agents[agent].held);
            self.later(self.setting.ring_ms, Event::Accepted { agent, chat });
        }
    }

    fn end(mut self) -> Played {
        for agent in 0..self.agents.len() {
            self.count(agent);
        }
        let fates = self.arrivals.iter().zip(&self.fates).map(|(arrival, fate)| {
            let wait_ms = self.now - arrival.at_ms;
            (arrival.service_id, fate.unwrap_or(Fate::Left { wait_ms }))
        });
        Played {
            fates: fates.collect(),
            agents: self.played,
            length_ms: self.now,
        }
    }
}
