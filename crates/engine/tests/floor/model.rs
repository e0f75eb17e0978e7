//! Random commands of many agents and customers; after each one everything that must be true is true, and every desktop
//! that followed the events equals a fresh one.

use parlance_api::{
    interaction::{Transfer, WrapUp},
    together::{ChangePart, NewParticipant, PartStep},
};
use parlance_core::{InteractionId, OfferId, agent::Availability, participant::ParticipantRole};
use parlance_engine::{UseCaseError, interactions};
use parlance_store::WorkError;
use proptest::prelude::*;

use crate::{
    desk::Desk,
    invariants,
    world::{ORDERS, RETURNS, World},
};

/// `pick` chooses among all that ring or all that is held at that moment.
#[derive(Debug, Clone)]
enum Command {
    Connect(usize),
    Disconnect(usize),
    SignOut(usize),
    SetReady(usize),
    SetLunch(usize),
    LogOut(usize),
    Message { customer: u32, entry: usize },
    Accept { pick: usize },
    Reject { pick: usize },
    Held { pick: usize, action: Action },
    Time(i64),
    Restart,
}

/// What an agent does with something they hold.
#[derive(Debug, Clone)]
enum Action {
    Answer,
    MarkRead,
    ToAgent(usize),
    ToService(usize),
    Ask(usize, ParticipantRole),
    Part(PartStep, Option<usize>),
    End,
    WrapUp {
        choose: bool,
        extend: bool,
        finish: bool,
    },
}

fn agent() -> impl Strategy<Value = usize> {
    0..4_usize
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        2 => Just(Action::Answer),
        2 => Just(Action::MarkRead),
        2 => agent().prop_map(Action::ToAgent),
        2 => (0..2_usize).prop_map(Action::ToService),
        4 => (agent(), role()).prop_map(|(agent, role)| Action::Ask(agent, role)),
        6 => (part_step(), prop::option::of(agent())).prop_map(|(step, agent)| Action::Part(step, agent)),
        4 => Just(Action::End),
        4 => (any::<bool>(), prop::bool::weighted(0.2), any::<bool>())
            .prop_map(|(choose, extend, finish)| Action::WrapUp { choose, extend, finish }),
    ]
}

fn role() -> impl Strategy<Value = ParticipantRole> {
    prop_oneof![Just(ParticipantRole::Consulted), Just(ParticipantRole::Member)]
}

fn part_step() -> impl Strategy<Value = PartStep> {
    prop_oneof![
        4 => Just(PartStep::Join),
        1 => Just(PartStep::Leave),
        1 => Just(PartStep::TakeOver),
        1 => Just(PartStep::Remove),
        1 => Just(PartStep::Give),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let entry = || prop_oneof![3 => Just(ORDERS), 1 => Just(RETURNS)];
    prop_oneof![
        3 => agent().prop_map(Command::Connect),
        1 => agent().prop_map(Command::Disconnect),
        1 => agent().prop_map(Command::SignOut),
        6 => agent().prop_map(Command::SetReady),
        1 => agent().prop_map(Command::SetLunch),
        1 => agent().prop_map(Command::LogOut),
        10 => (0..12_u32, entry()).prop_map(|(customer, entry)| Command::Message { customer, entry }),
        12 => (0..8_usize).prop_map(|pick| Command::Accept { pick }),
        2 => (0..8_usize).prop_map(|pick| Command::Reject { pick }),
        14 => (0..8_usize, action()).prop_map(|(pick, action)| Command::Held { pick, action }),
        3 => prop_oneof![
            6 => Just(1_000), 3 => Just(10_000), 3 => Just(20_000), 2 => Just(30_000), 1 => Just(120_000), 1 => Just(900_000)
        ]
        .prop_map(Command::Time),
        1 => Just(Command::Restart),
    ]
}

/// Each command with whether deadlines and routing are looked at after it.
fn commands() -> impl Strategy<Value = Vec<(Command, bool)>> {
    prop::collection::vec((command(), prop::bool::weighted(0.7)), 20..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_is_lost_and_desks_agree(commands in commands()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(commands));
    }
}

async fn play(commands: Vec<(Command, bool)>) {
    let mut world = World::new().await;
    let mut desks = Vec::new();
    for (agent, person) in world.cast.agents.iter().enumerate() {
        desks.push(Desk::open(&world, person).await);
        world.ready(agent).await;
    }
    let mut opened = 0;
    for (command, settle) in commands {
        opened += run(&mut world, &command).await;
        if settle {
            world.harness.settle().await;
        }
        look(&world, &mut desks, opened, &command).await;
    }
    rest(&mut world).await;
}

/// Everything that must be true is true, and each desktop that followed the events equals a fresh one.
async fn look(world: &World, desks: &mut [Desk], opened: usize, command: &Command) {
    assert_eq!(
        invariants::check(world).await,
        opened,
        "no chat appears or vanishes"
    );
    for (desk, person) in desks.iter_mut().zip(&world.cast.agents) {
        desk.catch_up(&world.harness.published);
        let fresh = Desk::open(world, person).await;
        assert_eq!(*desk, fresh, "after {command:?}");
    }
}

/// When everybody who can is Ready and nobody lets anything pass any more, nothing stays in a queue while there is room.
async fn rest(world: &mut World) {
    for agent in 0..world.cast.agents.len() {
        world.connect(agent).await;
        world.set(agent, Availability::Ready, None).await.unwrap();
    }
    world.harness.clock.advance(30_000);
    world.harness.settle().await;
    for agent in 0..world.cast.agents.len() {
        world.set(agent, Availability::Ready, None).await.unwrap();
    }
    world.harness.settle().await;
    world.harness.clock.advance(1);
    let again = world.harness.dispatch(world.cast.ctx).await;
    assert_eq!(
        again.offers, 0,
        "one run gives away everything that can be given away"
    );
    invariants::check(world).await;
}

/// Runs one command; returns how many interactions it opened. A refusal is fine, a failure of the store is not.
async fn run(world: &mut World, command: &Command) -> usize {
    let engine = world.harness.engine.clone();
    let cast = world.cast.clone();
    match command.clone() {
        Command::Connect(agent) => world.connect(agent).await,
        Command::Disconnect(agent) => world.disconnect(agent).await,
        Command::SignOut(agent) => world.sign_out(agent).await,
        Command::SetReady(agent) => fine(world.set(agent, Availability::Ready, None).await),
        Command::SetLunch(agent) => fine(world.set(agent, Availability::NotReady, Some(cast.lunch)).await),
        Command::LogOut(agent) => fine(world.set(agent, Availability::LoggedOut, None).await),
        Command::Message { customer, entry } => {
            let before = invariants::count(world).await;
            world.write(customer, entry, "hello").await;
            return invariants::count(world).await - before;
        }
        Command::Accept { pick } => {
            if let Some((agent, offer)) = ringing(world, pick).await {
                fine(engine.accept_offer(&cast.agents[agent], offer).await);
            }
        }
        Command::Reject { pick } => {
            if let Some((agent, offer)) = ringing(world, pick).await {
                fine(engine.reject_offer(&cast.agents[agent], offer).await);
            }
        }
        Command::Held { pick, action } => {
            if let Some((agent, id)) = held(world, pick).await {
                act(world, agent, id, action).await;
            }
        }
        Command::Time(millis) => world.harness.clock.advance(millis),
        Command::Restart => world.harness.restart().await,
    }
    0
}

/// One of the offers that ring anywhere.
async fn ringing(world: &World, pick: usize) -> Option<(usize, OfferId)> {
    let mut all = Vec::new();
    for (agent, person) in world.cast.agents.iter().enumerate() {
        let work = world.harness.engine.own_work(person).await.unwrap();
        all.extend(work.offers.iter().map(|offer| (agent, offer.id)));
    }
    (!all.is_empty()).then(|| all[pick % all.len()])
}

/// One of the interactions that anybody holds.
async fn held(world: &World, pick: usize) -> Option<(usize, InteractionId)> {
    let mut all = Vec::new();
    for (agent, person) in world.cast.agents.iter().enumerate() {
        let work = world.harness.engine.own_work(person).await.unwrap();
        all.extend(work.interactions.iter().map(|held| (agent, held.id)));
    }
    (!all.is_empty()).then(|| all[pick % all.len()])
}

async fn act(world: &World, agent: usize, id: InteractionId, action: Action) {
    let engine = &world.harness.engine;
    let person = &world.cast.agents[agent];
    let handed = |agent_id, service_id| Transfer {
        agent_id,
        service_id,
        note: None,
    };
    match action {
        Action::Answer => {
            let (ctx, by) = (person.ctx, person.user_id);
            fine(
                engine
                    .write(move |tx, env| {
                        interactions::agent_wrote(tx, env, &ctx, id, env.now, "On its way", Some(by))
                    })
                    .await,
            );
        }
        Action::MarkRead => {
            let caller = world.cast.caller(agent);
            let detail = engine.interaction_detail(&caller, id).await.unwrap();
            let last = detail.messages.last().unwrap().id;
            fine(engine.mark_read(person, id, last).await);
        }
        Action::ToAgent(to) => {
            let to = world.cast.agents[to].user_id;
            fine(
                engine
                    .transfer_interaction(person, id, handed(Some(to), None))
                    .await,
            );
        }
        Action::ToService(to) => {
            let to = world.cast.services[to];
            fine(
                engine
                    .transfer_interaction(person, id, handed(None, Some(to)))
                    .await,
            );
        }
        Action::Ask(whom, role) => {
            let wanted = NewParticipant {
                role,
                user_id: Some(world.cast.agents[whom].user_id),
                team_id: None,
                text: None,
            };
            fine(engine.ask_to_join(person, id, wanted).await);
        }
        Action::Part(step, whom) => {
            let whom = whom.map(|whom| world.cast.agents[whom].user_id);
            fine(
                engine
                    .change_part(person, id, ChangePart { step, user_id: whom })
                    .await,
            );
        }
        Action::End => fine(engine.end_interaction(person, id).await),
        Action::WrapUp {
            choose,
            extend,
            finish,
        } => {
            let outcome = WrapUp {
                disposition_id: choose.then_some(world.cast.solved),
                note: Some("note".into()),
                extend_ms: extend.then_some(240_000),
                finish,
            };
            fine(engine.wrap_up(person, id, outcome).await);
        }
    }
}

fn fine<T>(result: Result<T, UseCaseError>) {
    match result {
        Err(WorkError::Refused(parlance_engine::Refusal::Store(error))) => panic!("{error}"),
        Ok(_) | Err(WorkError::Refused(_)) => {}
        Err(WorkError::Store(error)) => panic!("{error}"),
    }
}
