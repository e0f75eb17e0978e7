//! Plays the day: what people do stands in a line by time, what follows by itself happens at its moment between.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, HashMap, HashSet},
};

use parlance_api::{
    agent::AgentView,
    interaction::{InteractionView, OfferView, Transfer, WrapUp},
    realtime::EventFrame,
};
use parlance_core::{
    InteractionId, OfferId, ReasonId, Timestamp, UserId,
    agent::{AgentState, Availability},
    event::EventKind,
    interaction::InteractionState,
    offer::OfferState,
};
use parlance_engine::{Refusal, UseCaseError, interactions, timers::run_due};
use parlance_store::WorkError;

use super::{
    cast::{AGENTS, BILLING, COMPLAINTS, LATE, french, outcome},
    dice::Dice,
    needless::nobody_waits_needlessly,
};
use crate::{
    harness::START,
    world::{ORDERS, RETURNS, World},
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
/// These go home without a word to their customers.
const HASTY: [usize; 2] = [5, 11];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    Arrive,
    CustomerWrites(InteractionId),
    SignIn(usize),
    Pause(usize),
    Back(usize),
    Leave(usize),
    Lose(usize),
    Reconnect(usize),
    Accept(usize, OfferId),
    Reject(usize, OfferId),
    Answer(usize, InteractionId),
    HandOver(usize, InteractionId),
    End(usize, InteractionId),
    Finish(usize, InteractionId, usize),
}

/// An agent, as somebody who looked at the desks all day would know them.
#[derive(Debug, Default)]
pub struct Seen {
    state: Option<(AgentState, Option<ReasonId>)>,
    since: Timestamp,
    version: i64,
    connected: bool,
    /// They want to work.
    works: bool,
    pub states: BTreeMap<String, i64>,
    /// From sign-in to sign-out.
    pub shifts: Vec<(Timestamp, Timestamp)>,
    pub offered: u32,
    pub taken: HashSet<InteractionId>,
    pub declined: u32,
    pub missed: u32,
}

/// What happened that day.
#[derive(Debug, Default)]
pub struct Day {
    pub agents: Vec<Seen>,
    pub transfers: usize,
    pub most_waiting: usize,
    /// How offers were decided.
    pub decided_by: BTreeMap<String, usize>,
    pub widened: usize,
    pub events: usize,
}

pub struct Play<'w> {
    world: &'w mut World,
    dice: Dice,
    line: BinaryHeap<Reverse<(Timestamp, u64, Act)>>,
    acts: u64,
    deadline: Option<Timestamp>,
    look_again: Option<Timestamp>,
    heard: usize,
    arrivals_left: usize,
    customers: u32,
    /// Customers whose chat is over: some come back.
    gone: Vec<u32>,
    open: HashMap<InteractionId, (u32, usize)>,
    day: Day,
}

/// A refusal is fine, a failure of the store is not.
fn fine<T>(result: Result<T, UseCaseError>) -> Option<T> {
    match result {
        Ok(done) => Some(done),
        Err(WorkError::Refused(Refusal::Store(error))) => panic!("{error}"),
        Err(WorkError::Store(error)) => panic!("{error}"),
        Err(WorkError::Refused(_)) => None,
    }
}

pub fn name_of(state: AgentState, reason: Option<ReasonId>) -> String {
    format!("{state:?} {reason:?}")
}

impl<'w> Play<'w> {
    pub fn new(world: &'w mut World, chats: usize) -> Self {
        let mut day = Day::default();
        day.agents.resize_with(AGENTS, Seen::default);
        let mut play = Self {
            world,
            dice: Dice::new(20_261_123),
            line: BinaryHeap::new(),
            acts: 0,
            deadline: None,
            look_again: None,
            heard: 0,
            arrivals_left: chats,
            customers: 0,
            gone: Vec::new(),
            open: HashMap::new(),
            day,
        };
        play.plan(chats);
        play
    }

    fn plan(&mut self, chats: usize) {
        for _ in 0..chats {
            let at = if self.dice.percent(35) {
                self.dice.between(3 * HOUR, 5 * HOUR)
            } else {
                self.dice.between(5 * MINUTE, 8 * HOUR + 30 * MINUTE)
            };
            self.later(START.plus_ms(at), Act::Arrive);
        }
        for agent in 0..AGENTS {
            let late = agent >= AGENTS - LATE;
            let begin = i64::try_from(agent % 5).unwrap() * 30 * MINUTE + self.dice.between(0, 5 * MINUTE);
            let length = if late { 8 * HOUR } else { 7 * HOUR + 30 * MINUTE };
            let mut at = |after: i64, act| self.later(START.plus_ms(begin + after), act);
            at(0, Act::SignIn(agent));
            at(length, Act::Leave(agent));
            at(2 * HOUR, Act::Pause(agent));
            at(5 * HOUR, Act::Pause(agent));
            if agent % 3 == 0 {
                at(3 * HOUR + 10 * MINUTE, Act::Lose(agent));
            }
        }
    }

    fn now(&self) -> Timestamp {
        self.world.harness.now()
    }

    fn later(&mut self, at: Timestamp, act: Act) {
        self.acts += 1;
        self.line.push(Reverse((at, self.acts, act)));
    }

    fn after(&mut self, from: i64, to: i64, act: Act) {
        let wait = self.dice.between(from, to);
        self.later(self.now().plus_ms(wait), act);
    }

    pub async fn run(mut self) -> Day {
        while let Some(Reverse((at, _, act))) = self.line.pop() {
            self.pass_until(Some(at)).await;
            self.act(act).await;
            self.settle().await;
        }
        self.pass_until(None).await;
        self.day
    }

    /// Time passes, up to a moment or until nothing is left that happens by itself.
    async fn pass_until(&mut self, at: Option<Timestamp>) {
        loop {
            let due = self.deadline.into_iter().chain(self.look_again).min();
            let Some(due) = due.filter(|due| at.is_none_or(|at| *due <= at)) else {
                break;
            };
            self.advance_to(due);
            self.settle().await;
        }
        if let Some(at) = at {
            self.advance_to(at);
        }
    }

    fn advance_to(&self, at: Timestamp) {
        self.world.harness.clock.advance(at.since_ms(self.now()).max(0));
    }

    /// Everything that follows now, as the workers do it; then what is seen of it.
    async fn settle(&mut self) {
        let harness = &self.world.harness;
        let ctx = self.world.cast.ctx;
        let now = harness.now();
        loop {
            self.deadline = run_due(&harness.engine).await.unwrap();
            let woken = !harness.wakers.take_tenants().is_empty();
            if !woken && self.look_again.is_none_or(|at| at > now) {
                break;
            }
            self.look_again = harness.dispatch(ctx).await.look_again_at;
            assert!(
                self.look_again.is_none_or(|at| at > now),
                "looks again at once, for ever"
            );
        }
        self.hear();
        let waiting = nobody_waits_needlessly(self.world).await;
        self.day.most_waiting = self.day.most_waiting.max(waiting);
        self.day.events += 1;
    }

    fn place_of(&self, user: UserId) -> usize {
        let mut agents = self.world.cast.agents.iter();
        agents.position(|agent| agent.user_id == user).unwrap()
    }

    fn hear(&mut self) {
        let events = self.world.harness.published.beyond(self.heard);
        self.heard += events.len();
        for event in events {
            let data = || serde_json::from_str::<EventFrame>(&event.frame).unwrap().data;
            match event.kind {
                EventKind::OfferChanged => self.hear_offer(serde_json::from_value(data()).unwrap()),
                EventKind::AgentChanged => self.hear_agent(serde_json::from_value(data()).unwrap()),
                _ => {}
            }
        }
    }

    fn hear_offer(&mut self, offer: OfferView) {
        let agent = self.place_of(offer.agent_id);
        let seen = &mut self.day.agents[agent];
        match offer.state {
            OfferState::Pending => {
                seen.offered += 1;
                *self.day.decided_by.entry(offer.reason.decided_by).or_default() += 1;
                self.day.widened += usize::from(offer.reason.step.is_some());
                match self.dice.between(0, 100) {
                    0..3 => self.after(3 * SECOND, 10 * SECOND, Act::Reject(agent, offer.id)),
                    3..5 => {}
                    _ => self.after(SECOND, 9 * SECOND, Act::Accept(agent, offer.id)),
                }
            }
            OfferState::Expired => seen.missed += 1,
            OfferState::Rejected => seen.declined += 1,
            OfferState::Accepted | OfferState::Withdrawn => {}
        }
    }

    fn hear_agent(&mut self, view: AgentView) {
        let (agent, now) = (self.place_of(view.user_id), self.now());
        let lunch = self.world.cast.lunch;
        let seen = &mut self.day.agents[agent];
        if view.version <= seen.version {
            return;
        }
        let idle = matches!(view.state, AgentState::NotReady | AgentState::Break);
        let state = (view.state, view.reason_id.filter(|_| idle));
        if seen.state != Some(state) {
            let before = seen.state.replace(state);
            if let Some((state, reason)) = before {
                *seen.states.entry(name_of(state, reason)).or_default() += now.since_ms(seen.since);
            }
            let was_in = before.is_some_and(|(state, _)| state != AgentState::LoggedOut);
            let is_in = view.state != AgentState::LoggedOut;
            match (was_in, is_in) {
                (false, true) => seen.shifts.push((now, now)),
                (true, false) => seen.shifts.last_mut().unwrap().1 = now,
                _ => {}
            }
            seen.since = now;
        }
        seen.version = view.version;
        let taken_out = view.availability == Availability::NotReady && view.reason_id != Some(lunch);
        if taken_out && seen.works && seen.connected {
            self.after(20 * SECOND, MINUTE, Act::Back(agent));
        }
    }

    async fn act(&mut self, act: Act) {
        match act {
            Act::Arrive => self.arrive().await,
            Act::CustomerWrites(id) => {
                if let Some((customer, entry)) = self.open.get(&id).copied() {
                    self.world.write(customer, entry, "And one thing more").await;
                }
            }
            Act::SignIn(agent) | Act::Reconnect(agent) => {
                let seen = &mut self.day.agents[agent];
                (seen.works, seen.connected) = (true, true);
                self.world.connect(agent).await;
            }
            Act::Pause(agent) => self.pause(agent).await,
            Act::Back(agent) => {
                if self.day.agents[agent].works && self.day.agents[agent].connected {
                    fine(self.world.set(agent, Availability::Ready, None).await);
                }
            }
            Act::Leave(agent) => self.leave(agent).await,
            Act::Lose(agent) => {
                self.day.agents[agent].connected = false;
                self.world.disconnect(agent).await;
                // Some come back within the grace time of 30 seconds.
                self.after(5 * SECOND, 90 * SECOND, Act::Reconnect(agent));
            }
            Act::Accept(agent, offer) => self.accept(agent, offer).await,
            Act::Reject(agent, offer) => {
                let person = &self.world.cast.agents[agent];
                fine(self.world.harness.engine.reject_offer(person, offer).await);
            }
            Act::Answer(agent, id) => self.answer(agent, id).await,
            Act::HandOver(agent, id) => self.hand_over(agent, id).await,
            Act::End(agent, id) => self.end(agent, id).await,
            Act::Finish(agent, id, service) => {
                let finish = WrapUp {
                    disposition_id: Some(outcome(service)),
                    note: None,
                    extend_ms: None,
                    finish: true,
                };
                let person = &self.world.cast.agents[agent];
                fine(self.world.harness.engine.wrap_up(person, id, finish).await);
            }
        }
    }

    async fn arrive(&mut self) {
        self.arrivals_left -= 1;
        let customer = if !self.gone.is_empty() && self.dice.percent(30) {
            let count = i64::try_from(self.gone.len()).unwrap();
            self.gone
                .swap_remove(usize::try_from(self.dice.between(0, count)).unwrap())
        } else {
            self.customers += 1;
            self.customers
        };
        let entry = match self.dice.between(0, 10) {
            0..5 => ORDERS,
            5..7 => RETURNS,
            7..9 => BILLING,
            _ => COMPLAINTS,
        };
        let asks = entry == ORDERS && self.dice.percent(10);
        self.world.cast.entry_skills = if asks { vec![french()] } else { Vec::new() };
        let (id, _) = self.world.write(customer, entry, "Hello").await;
        let new = self.open.insert(id, (customer, entry)).is_none();
        assert!(new, "a chat of its own");
    }

    async fn pause(&mut self, agent: usize) {
        let lunch = self.world.cast.lunch;
        if !self.day.agents[agent].works {
            return;
        }
        fine(self.world.set(agent, Availability::NotReady, Some(lunch)).await);
        self.after(12 * MINUTE, 35 * MINUTE, Act::Back(agent));
    }

    async fn leave(&mut self, agent: usize) {
        let busy = self.arrivals_left > 0 || !self.open.is_empty();
        if agent >= AGENTS - LATE && busy {
            return self.after(MINUTE, 2 * MINUTE, Act::Leave(agent));
        }
        self.day.agents[agent].works = false;
        if HASTY.contains(&agent) {
            self.day.agents[agent].connected = false;
            return self.world.sign_out(agent).await;
        }
        let lunch = self.world.cast.lunch;
        fine(self.world.set(agent, Availability::NotReady, Some(lunch)).await);
        if fine(self.world.set(agent, Availability::LoggedOut, None).await).is_some() {
            self.day.agents[agent].connected = false;
            self.world.disconnect(agent).await;
        } else {
            self.after(20 * SECOND, 40 * SECOND, Act::Leave(agent));
        }
    }

    async fn accept(&mut self, agent: usize, offer: OfferId) {
        let person = &self.world.cast.agents[agent];
        let Some(view) = fine(self.world.harness.engine.accept_offer(person, offer).await) else {
            return;
        };
        self.day.agents[agent].taken.insert(view.id);
        self.after(10 * SECOND, 50 * SECOND, Act::Answer(agent, view.id));
        self.after(MINUTE, 2 * MINUTE, Act::CustomerWrites(view.id));
        let last = if self.dice.percent(6) {
            Act::HandOver(agent, view.id)
        } else {
            Act::End(agent, view.id)
        };
        self.after(3 * MINUTE, 12 * MINUTE, last);
    }

    async fn answer(&mut self, agent: usize, id: InteractionId) {
        let person = &self.world.cast.agents[agent];
        let (ctx, by) = (person.ctx, person.user_id);
        let answered = self.world.harness.engine.write(move |tx, env| {
            let row = interactions::held(tx.as_read(), &ctx, by, id)?;
            if row.state == InteractionState::Active {
                interactions::agent_wrote(tx, env, &ctx, id, env.now, "On its way", Some(by))?;
            }
            Ok(())
        });
        fine(answered.await);
    }

    async fn hand_over(&mut self, agent: usize, id: InteractionId) {
        let to_agent = self.dice.percent(50);
        let colleague = self.dice.pick(&[0, 1, 4, 6, 8, 9]);
        let service = self.dice.pick(&[ORDERS, BILLING, COMPLAINTS]);
        let cast = &self.world.cast;
        let to = Transfer {
            agent_id: to_agent.then(|| cast.agents[colleague].user_id),
            service_id: (!to_agent).then(|| cast.services[service]),
            note: None,
        };
        let engine = &self.world.harness.engine;
        let handed = fine(engine.transfer_interaction(&cast.agents[agent], id, to).await);
        if handed.is_some() {
            self.day.transfers += 1;
        } else {
            self.end(agent, id).await;
        }
    }

    async fn end(&mut self, agent: usize, id: InteractionId) {
        let person = &self.world.cast.agents[agent];
        let ended: Option<InteractionView> =
            fine(self.world.harness.engine.end_interaction(person, id).await);
        let Some(view) = ended else {
            return;
        };
        if let Some((customer, _)) = self.open.remove(&id) {
            self.gone.push(customer);
        }
        let mut services = self.world.cast.services.iter();
        let service = services.position(|id| *id == view.service_id).unwrap();
        if view.state == InteractionState::AfterCallWork && self.dice.percent(80) {
            self.after(10 * SECOND, 70 * SECOND, Act::Finish(agent, id, service));
        }
    }
}
