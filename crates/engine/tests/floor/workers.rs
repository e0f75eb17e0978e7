//! The workers themselves: woken by commits, by deadlines, by desktops that come and go.

use std::time::Duration;

use parlance_core::agent::{Availability, Holding};
use parlance_engine::{
    Refusal,
    dispatch::{Among, decided},
    floor::start_floor_workers,
    presence::{Presence as _, presence_queue},
};
use parlance_store::Signal;
use tokio_util::sync::CancellationToken;

use crate::{
    invariants::routing_looks_at_enough,
    world::{ANA, ORDERS, World},
};

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_commit_asks_for_is_done_by_the_workers() {
    let world = World::new().await;
    let harness = &world.harness;
    let stop = CancellationToken::new();
    let (presence, inbox) = presence_queue();
    let workers = start_floor_workers(&harness.engine, &harness.wakers, inbox, &stop);
    let ana = &world.cast.agents[ANA];

    let story = async {
        presence.connected(ana.ctx, ana.user_id);
        let came = harness
            .published
            .wait_for(0, &["agent.changed", "SignedIn"])
            .await;
        world.write(1, ORDERS, "hello").await;
        world.set(ANA, Availability::Ready, None).await.unwrap();
        let rings = harness
            .published
            .wait_for(came.seq, &["offer.changed", "pending"])
            .await;
        harness.clock.advance(20_000);
        // The clock of this test stands still but for this step, so the worker is told that time has passed.
        harness.wakers.wake(Signal::Timers);
        let expired = harness
            .published
            .wait_for(rings.seq, &["offer.changed", "expired"])
            .await;
        let missed = harness
            .published
            .wait_for(expired.seq, &["agent.changed", "NoAnswer"])
            .await;
        presence.disconnected(ana.ctx, ana.user_id);
        harness
            .published
            .wait_for(missed.seq, &["agent.changed", r#""connected":false"#])
            .await;
    };
    tokio::time::timeout(PATIENCE, story).await.unwrap();

    stop.cancel();
    for worker in workers {
        tokio::time::timeout(PATIENCE, worker).await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_around_counts_what_agents_hold_anew() {
    let world = World::new().await;
    let harness = &world.harness;
    world.ready(ANA).await;
    let ana = world.cast.agents[ANA].clone();
    let wrong = harness.engine.write(move |tx, _| {
        let mut state = tx.agent(&ana.ctx, ana.user_id)?.unwrap();
        let all_there_is = Holding {
            active: 4,
            ..Holding::default()
        };
        tx.save_agent(&ana.ctx, &mut state, all_there_is)
            .map_err(Refusal::from)
    });
    wrong.await.unwrap();
    world.write(1, ORDERS, "hello").await;
    let seen = decided(&harness.engine, world.cast.ctx, Among::WithRoom).await;
    assert_eq!(seen.unwrap(), []);

    let stop = CancellationToken::new();
    let (_presence, inbox) = presence_queue();
    let workers = start_floor_workers(&harness.engine, &harness.wakers, inbox, &stop);
    let rings = harness.published.wait_for(0, &["offer.changed", "pending"]);
    tokio::time::timeout(PATIENCE, rings).await.unwrap();
    stop.cancel();
    for worker in workers {
        tokio::time::timeout(PATIENCE, worker).await.unwrap().unwrap();
    }
    routing_looks_at_enough(&world).await;
}
