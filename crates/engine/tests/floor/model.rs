//! Random commands of many agents and customers; after each one everything that must be true is true, and every desktop
//! that followed the events equals a fresh one.

use parlance_api::{
    agent::SetState,
    interaction::{Transfer, WrapUp},
};
use parlance_core::{
    agent::Availability,
    message::{Part, preview},
};
use parlance_engine::{UseCaseError, interactions};
use parlance_store::WorkError;
use proptest::prelude::*;

use crate::{
    desk::Desk,
    invariants,
    world::{ORDERS, RETURNS, World},
};

#[derive(Debug, Clone)]
enum Command {
    Connect(usize),
    Disconnect(usize),
    SignOut(usize),
    SetReady(usize),
    SetLunch(usize),
    LogOut(usize),
    Message {
        customer: u8,
        entry: usize,
    },
    Accept {
        agent: usize,
        nth: usize,
    },
    Reject {
        agent: usize,
        nth: usize,
    },
    Answer {
        agent: usize,
        nth: usize,
    },
    MarkRead {
        agent: usize,
        nth: usize,
    },
    ToAgent {
        agent: usize,
        nth: usize,
        to: usize,
    },
    ToService {
        agent: usize,
        nth: usize,
        to: usize,
    },
    End {
        agent: usize,
        nth: usize,
    },
    WrapUp {
        agent: usize,
        nth: usize,
        choose: bool,
        extend: bool,
        finish: bool,
    },
    Time(i64),
    Settle,
    Restart,
}

fn agent() -> impl Strategy<Value = usize> {
    0..4_usize
}

fn command() -> impl Strategy<Value = Command> {
    let of_one = || (agent(), 0..4_usize);
    prop_oneof![
        4 => agent().prop_map(Command::Connect),
        2 => agent().prop_map(Command::Disconnect),
        1 => agent().prop_map(Command::SignOut),
        6 => agent().prop_map(Command::SetReady),
        1 => agent().prop_map(Command::SetLunch),
        1 => agent().prop_map(Command::LogOut),
        8 => (0..9_u8, prop_oneof![3 => Just(ORDERS), 1 => Just(RETURNS)])
            .prop_map(|(customer, entry)| Command::Message { customer, entry }),
        8 => of_one().prop_map(|(agent, nth)| Command::Accept { agent, nth }),
        2 => of_one().prop_map(|(agent, nth)| Command::Reject { agent, nth }),
        3 => of_one().prop_map(|(agent, nth)| Command::Answer { agent, nth }),
        2 => of_one().prop_map(|(agent, nth)| Command::MarkRead { agent, nth }),
        2 => (of_one(), agent()).prop_map(|((agent, nth), to)| Command::ToAgent { agent, nth, to }),
        2 => (of_one(), 0..2_usize).prop_map(|((agent, nth), to)| Command::ToService { agent, nth, to }),
        4 => of_one().prop_map(|(agent, nth)| Command::End { agent, nth }),
        4 => (of_one(), any::<bool>(), prop::bool::weighted(0.2), any::<bool>()).prop_map(
            |((agent, nth), choose, extend, finish)| Command::WrapUp { agent, nth, choose, extend, finish }
        ),
        4 => prop_oneof![Just(1_000), Just(10_000), Just(20_000), Just(30_000), Just(120_000), Just(900_000)]
            .prop_map(Command::Time),
        10 => Just(Command::Settle),
        1 => Just(Command::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_is_lost_and_desks_agree(commands in prop::collection::vec(command(), 20..70)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(commands));
    }
}

async fn play(commands: Vec<Command>) {
    let mut world = World::new().await;
    let mut desks = Vec::new();
    for person in &world.cast.agents {
        desks.push(Desk::open(&world, person).await);
    }
    let mut opened = 0;
    for command in commands {
        opened += run(&mut world, &command).await;
        assert_eq!(
            invariants::check(&world).await,
            opened,
            "no chat appears or vanishes"
        );
        for (desk, person) in desks.iter_mut().zip(&world.cast.agents) {
            desk.catch_up(&world.harness.published);
            let fresh = Desk::open(&world, person).await;
            assert_eq!(*desk, fresh, "after {command:?}");
        }
    }
    rest(&mut world).await;
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
        Command::LogOut(agent) => {
            let to = SetState {
                availability: Availability::LoggedOut,
                reason_id: None,
            };
            fine(engine.set_agent_state(&cast.agents[agent], to).await);
        }
        Command::Message { customer, entry } => {
            let before = invariants::check(world).await;
            world.write(customer, entry, "hello").await;
            return invariants::check(world).await - before;
        }
        Command::Accept { agent, nth } => {
            let work = engine.own_work(&cast.agents[agent]).await.unwrap();
            if let Some(offer) = work.offers.get(nth) {
                fine(engine.accept_offer(&cast.agents[agent], offer.id).await);
            }
        }
        Command::Reject { agent, nth } => {
            let work = engine.own_work(&cast.agents[agent]).await.unwrap();
            if let Some(offer) = work.offers.get(nth) {
                fine(engine.reject_offer(&cast.agents[agent], offer.id).await);
            }
        }
        Command::Time(millis) => world.harness.clock.advance(millis),
        Command::Settle => world.harness.settle().await,
        Command::Restart => world.harness.restart().await,
        held => with_held(world, held).await,
    }
    0
}

/// Commands about something that an agent holds.
async fn with_held(world: &World, command: Command) {
    let (Command::Answer { agent, nth }
    | Command::MarkRead { agent, nth }
    | Command::ToAgent { agent, nth, .. }
    | Command::ToService { agent, nth, .. }
    | Command::End { agent, nth }
    | Command::WrapUp { agent, nth, .. }) = command
    else {
        unreachable!("the other commands are handled before");
    };
    let engine = &world.harness.engine;
    let person = &world.cast.agents[agent];
    let work = engine.own_work(person).await.unwrap();
    let Some(id) = work.interactions.get(nth).map(|it| it.id) else {
        return;
    };
    let handed = |agent_id, service_id| Transfer {
        agent_id,
        service_id,
        note: None,
    };
    match command {
        Command::Answer { .. } => {
            let (ctx, by) = (person.ctx, person.user_id);
            let line = preview(&[Part::Text {
                text: "On its way".into(),
            }]);
            let written = engine
                .write(move |tx, env| interactions::agent_wrote(tx, env, &ctx, id, env.now, &line, Some(by)));
            written.await.unwrap();
        }
        Command::MarkRead { .. } => {
            let caller = world.cast.caller(agent);
            let detail = engine.interaction_detail(&caller, id).await.unwrap();
            let last = detail.messages.last().unwrap().id;
            fine(engine.mark_read(person, id, last).await);
        }
        Command::ToAgent { to, .. } => {
            let to = world.cast.agents[to].user_id;
            fine(
                engine
                    .transfer_interaction(person, id, handed(Some(to), None))
                    .await,
            );
        }
        Command::ToService { to, .. } => {
            let to = world.cast.services[to];
            fine(
                engine
                    .transfer_interaction(person, id, handed(None, Some(to)))
                    .await,
            );
        }
        Command::End { .. } => fine(engine.end_interaction(person, id).await),
        Command::WrapUp {
            choose,
            extend,
            finish,
            ..
        } => {
            let outcome = WrapUp {
                disposition_id: choose.then_some(world.cast.solved),
                note: Some("note".into()),
                extend_ms: extend.then_some(240_000),
                finish,
            };
            fine(engine.wrap_up(person, id, outcome).await);
        }
        _ => {}
    }
}

fn fine<T>(result: Result<T, UseCaseError>) {
    match result {
        Ok(_) => {}
        Err(WorkError::Refused(parlance_engine::Refusal::Store(error))) => panic!("{error}"),
        Err(WorkError::Refused(_)) => {}
        Err(WorkError::Store(error)) => panic!("{error}"),
    }
}
