//! Many agents and customers at the same time on several threads: nothing is given away twice, nothing is lost.

use std::sync::Arc;

use parlance_api::interaction::WrapUp;
use parlance_core::agent::Availability;
use parlance_engine::{dispatch::dispatch, timers::run_due};

use crate::{
    invariants,
    world::{ORDERS, RETURNS, World},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agents_customers_routing_and_timers_at_once() {
    let world = Arc::new(World::new().await);
    for agent in 0..4 {
        world.ready(agent).await;
    }
    let customers = (0..3_u32).map(|lane| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            for round in 0..20_u32 {
                let entry = if round % 4 == 0 { RETURNS } else { ORDERS };
                world.write(lane * 8 + round % 8, entry, "hello").await;
            }
        })
    });
    let agents = (0..4_usize).map(|agent| {
        let world = Arc::clone(&world);
        tokio::spawn(async move { work(&world, agent).await })
    });
    let routing = (0..2).map(|_| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            for _ in 0..60 {
                dispatch(&world.harness.engine, world.cast.ctx).await.unwrap();
                world.harness.clock.advance(500);
                run_due(&world.harness.engine).await.unwrap();
            }
        })
    });
    let all: Vec<_> = customers.chain(agents).chain(routing).collect();
    for task in all {
        task.await.unwrap();
    }
    world.harness.settle().await;
    assert!(
        invariants::check(&world).await >= 24,
        "every customer has at least one chat"
    );
}

/// An agent who takes what rings, sometimes refuses, hangs up, loses the connection and comes back.
async fn work(world: &World, agent: usize) {
    let engine = &world.harness.engine;
    let person = &world.cast.agents[agent];
    for round in 0..40 {
        let work = engine.own_work(person).await.unwrap();
        for (place, offer) in work.offers.iter().enumerate() {
            if (round + place) % 7 == 6 {
                let _ = engine.reject_offer(person, offer.id).await;
            } else {
                // Twice at once, as an impatient double click does.
                let (one, two) = tokio::join!(
                    engine.accept_offer(person, offer.id),
                    engine.accept_offer(person, offer.id)
                );
                assert_eq!(one.is_ok(), two.is_ok());
            }
        }
        if let Some(held) = work.interactions.first() {
            let _ = engine.end_interaction(person, held.id).await;
            let done = WrapUp {
                disposition_id: Some(world.cast.solved),
                finish: true,
                ..WrapUp::default()
            };
            let _ = engine.wrap_up(person, held.id, done).await;
        }
        if round % 10 == agent {
            world.disconnect(agent).await;
            world.connect(agent).await;
        }
        let _ = world.set(agent, Availability::Ready, None).await;
    }
}
