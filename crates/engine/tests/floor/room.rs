//! Limits that change while chats are held: who has room is found as it is counted, at every moment.

use parlance_api::user::SkillLevel;
use parlance_core::agent::Availability;
use parlance_engine::Refusal;
use proptest::prelude::*;

use crate::{
    invariants::routing_looks_at_enough,
    widening,
    world::{ORDERS, RETURNS, World},
};

#[derive(Debug, Clone)]
enum Change {
    /// An agent's own limit.
    Limit(usize, Option<u32>),
    /// The tenant's share per chat, percent.
    Share(u8),
    Skill(usize, u8),
    Message(u32, usize),
    Ready(usize),
    /// Takes all that rings, and ends the oldest chat when `ends`.
    Work(usize, bool),
    Reject(usize),
    Restart,
    /// So many seconds pass.
    Time(i64),
    /// Customers who write from now on ask for Spanish at this level, or for nothing.
    Asks(Option<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let agent = || 0..4_usize;
    prop_oneof![
        3 => (agent(), prop::option::of(1..5_u32)).prop_map(|(agent, limit)| Change::Limit(agent, limit)),
        2 => prop::sample::select(vec![20, 25, 34, 50, 100]).prop_map(Change::Share),
        1 => (agent(), 1..100_u8).prop_map(|(agent, level)| Change::Skill(agent, level)),
        8 => (0..30_u32, prop::sample::select(vec![ORDERS, RETURNS]))
            .prop_map(|(customer, entry)| Change::Message(customer, entry)),
        3 => agent().prop_map(Change::Ready),
        6 => (agent(), any::<bool>()).prop_map(|(agent, ends)| Change::Work(agent, ends)),
        1 => agent().prop_map(Change::Reject),
        1 => Just(Change::Restart),
        4 => (1..40_i64).prop_map(Change::Time),
        2 => prop::option::of(30..90_u8).prop_map(Change::Asks),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn changed_limits_count_at_once(changes in prop::collection::vec((change(), any::<bool>()), 15..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(changes));
    }
}

async fn play(changes: Vec<(Change, bool)>) {
    let mut world = World::new().await;
    widening::widen(&world).await;
    for agent in 0..world.cast.agents.len() {
        world.ready(agent).await;
    }
    for (change, settle) in changes {
        run(&mut world, change).await;
        routing_looks_at_enough(&world).await;
        if settle {
            world.harness.settle().await;
            routing_looks_at_enough(&world).await;
        }
    }
}

async fn run(world: &mut World, change: Change) {
    let engine = world.harness.engine.clone();
    let cast = world.cast.clone();
    let ctx = cast.ctx;
    match change {
        Change::Limit(agent, limit) => {
            let id = cast.agents[agent].user_id;
            let changed = engine.write(move |tx, _| {
                let mut user = tx.user(&ctx, id)?.unwrap();
                user.max_chats = limit;
                tx.update_user(&ctx, &user).map_err(Refusal::from)
            });
            changed.await.unwrap();
        }
        Change::Share(percent) => {
            let changed = engine.write(move |tx, _| {
                let mut settings = tx.settings(&ctx)?;
                settings.chat_share_percent = percent;
                tx.save_settings(&ctx, &settings).map_err(Refusal::from)
            });
            changed.await.unwrap();
        }
        Change::Skill(agent, level) => {
            let (id, skill) = (cast.agents[agent].user_id, cast.spanish);
            let changed =
                engine.write(move |tx, _| tx.set_skill_level(&ctx, id, skill, level).map_err(Refusal::from));
            changed.await.unwrap();
        }
        Change::Message(customer, entry) => drop(world.write(customer, entry, "hello").await),
        Change::Ready(agent) => {
            world.connect(agent).await;
            world.set(agent, Availability::Ready, None).await.unwrap();
        }
        Change::Work(agent, ends) => {
            let person = &cast.agents[agent];
            let work = engine.own_work(person).await.unwrap();
            for offer in work.offers {
                engine.accept_offer(person, offer.id).await.unwrap();
            }
            if let Some(chat) = work.interactions.first().filter(|_| ends) {
                engine.end_interaction(person, chat.id).await.unwrap();
            }
        }
        Change::Reject(agent) => {
            let person = &cast.agents[agent];
            let work = engine.own_work(person).await.unwrap();
            if let Some(offer) = work.offers.first() {
                engine.reject_offer(person, offer.id).await.unwrap();
            }
        }
        Change::Restart => world.harness.restart().await,
        Change::Time(seconds) => world.harness.clock.advance(seconds * 1000),
        Change::Asks(level) => {
            let skill_id = cast.spanish;
            world.cast.entry_skills = level
                .into_iter()
                .map(|level| SkillLevel { skill_id, level })
                .collect();
        }
    }
}
