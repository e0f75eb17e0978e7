//! The platform takes nothing from the account for a while: what waits, and what is written meanwhile, goes out when that
//! is over, and no call makes it longer.

use parlance_core::delivery::Delivery;

use crate::{platform::Meets, world::World};

const MINUTE: i64 = 60_000;
const SECOND_CUSTOMER: &str = "24891234567890999";

#[tokio::test]
async fn while_the_platform_asks_to_slow_down_nothing_more_is_sent() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(613, 0)]);
    let refused = world.answer(chat, "one").await;
    assert_eq!(world.harness.send().await, 1);
    // Another conversation of the same account, after the refusal.
    let other = world.chat_with(SECOND_CUSTOMER).await;
    world.answer(other, "two").await;
    world.answer(chat, "three").await;
    world.harness.clock.advance(10_000);
    assert_eq!(
        world.harness.send().await,
        0,
        "calls made meanwhile lengthen the pause"
    );
    let held_until = world.account_now().await.health.held_until.unwrap();
    assert!(held_until.as_millis() > world.harness.now());
    let waiting = world.transcript_of(SECOND_CUSTOMER).await.pop().unwrap();
    assert_eq!(waiting.delivery, Some(Delivery::Queued));
    let problem = waiting.problem.unwrap();
    assert_eq!(
        (problem.code.as_str(), problem.until),
        ("rate_limited", Some(held_until)),
        "the agent reads until when it waits"
    );
    let problem = world.message(refused.id).await.problem.unwrap();
    assert_eq!(
        (problem.code.as_str(), problem.until),
        ("rate_limited", Some(held_until))
    );

    world
        .harness
        .clock
        .advance(held_until.as_millis() - world.harness.now());
    while world.harness.send().await > 0 {}
    let texts = world.harness.platform.texts();
    let place = |text: &str| texts.iter().position(|sent| sent == text).unwrap();
    assert!(place("one") < place("three"), "each conversation keeps its order");
    assert_eq!((place("two") < 3, texts.len()), (true, 3));
    let last = world.transcript_of(SECOND_CUSTOMER).await.pop().unwrap();
    assert_eq!((last.delivery, last.problem), (Some(Delivery::Sent), None));
}

#[tokio::test]
async fn a_restricted_account_sends_nothing_until_its_end_and_says_so() {
    for (code, subcode) in [(368, 0), (10, 1_893_063), (2_022, 0)] {
        let world = World::new().await;
        let chat = world.chat().await;
        world.harness.platform.plan([Meets::Refusal(code, subcode)]);
        world.answer(chat, "one").await;
        world.harness.send().await;
        let meanwhile = world.answer(chat, "two").await;
        assert_eq!(meanwhile.problem.unwrap().code, "policy", "{code}");
        let health = world.account_now().await.health;
        let held_until = health.held_until.unwrap().as_millis();
        assert!(held_until >= world.harness.now() + 20 * MINUTE, "{code}");
        assert!(health.last_error.is_some());
        world.harness.clock.advance(held_until - world.harness.now() - 1);
        assert_eq!(world.harness.send().await, 0, "{code}");
        world.harness.clock.advance(1);
        while world.harness.send().await > 0 {}
        assert_eq!(world.harness.platform.texts(), ["one", "two"], "{code}");
    }
}

#[tokio::test]
async fn a_warning_about_one_customer_stops_nobody_else() {
    let world = World::new().await;
    let chat = world.chat().await;
    let other = world.chat_with(SECOND_CUSTOMER).await;
    world.harness.platform.plan([Meets::Refusal(613, 2_018_338)]);
    let warned = world.answer(chat, "one").await;
    world.harness.send().await;
    world.answer(other, "two").await;
    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["two"]);
    assert_eq!(world.message(warned.id).await.delivery, Some(Delivery::Failed));
    let health = world.account_now().await.health;
    assert_eq!(health.held_until, None);
    assert!(health.last_error.unwrap().contains("too often"));
}

#[tokio::test]
async fn a_hold_outlives_a_restart() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(368, 0)]);
    world.answer(chat, "one").await;
    world.harness.send().await;
    world.harness.restart().await;
    world.answer(chat, "two").await;
    assert_eq!(world.harness.send().await, 0);
    world.harness.clock.advance(31 * MINUTE);
    while world.harness.send().await > 0 {}
    assert_eq!(world.harness.platform.texts(), ["one", "two"]);
}
