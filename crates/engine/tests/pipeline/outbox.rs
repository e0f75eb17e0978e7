//! Answers leave in order, once, and what cannot leave says why.

use std::collections::BTreeMap;

use parlance_api::{account::AccountPatch, message::NewMessage};
use parlance_core::{account::AccountStatus, delivery::Delivery, event::EventKind, message::Direction};

use crate::{
    harness::START,
    platform::Meets,
    world::{World, customer, make_account},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

#[tokio::test]
async fn the_same_client_id_is_the_same_message() {
    let world = World::new().await;
    let chat = world.chat().await;
    let first = world.send(chat, "c-1", "Hello", Vec::new()).await.unwrap();
    let again = world.send(chat, "c-1", "Hello", Vec::new()).await.unwrap();
    assert_eq!(first.id, again.id);
    assert_eq!(world.harness.send().await, 1);
    assert_eq!(world.harness.platform.texts(), ["Hello"]);
    let interaction = &world.interactions().await[0];
    assert!(interaction.last_line_own && interaction.first_answer_at.is_some());
}

#[tokio::test]
async fn order_is_kept_while_one_waits() {
    let world = World::new().await;
    let chat = world.chat().await;
    for text in ["one", "two", "three"] {
        world.answer(chat, text).await;
    }
    world.harness.platform.plan([Meets::NoConnection]);
    assert_eq!(world.harness.send().await, 1, "the others wait behind the first");
    assert!(world.harness.platform.texts().is_empty());
    world.harness.clock.advance(5 * MINUTE);
    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["one", "two", "three"]);
}

#[tokio::test]
async fn a_long_text_is_one_message_in_parts_and_a_retry_repeats_only_what_failed() {
    let world = World::new().await;
    let chat = world.chat().await;
    let long = (0..600).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
    let next = world.answer(chat, "and another thing").await;
    world.harness.send().await;
    world.harness.platform.plan([Meets::Yes, Meets::Refusal(100, 0)]);
    let message = world.send(chat, "long", &long, Vec::new()).await.unwrap();
    world.harness.send().await;
    let failed = world.message(message.id).await;
    assert_eq!(failed.delivery, Some(Delivery::Failed));
    let problem = failed.problem.unwrap();
    assert_eq!(problem.code, "not_sendable");
    assert!(problem.platform.unwrap().contains("AbC"));
    assert_eq!(world.interactions().await[0].failed_messages, 1);
    assert_eq!(world.message(next.id).await.delivery, Some(Delivery::Sent));

    world
        .harness
        .engine
        .retry_message(&world.tenant.ana, message.id)
        .await
        .unwrap();
    world.harness.send().await;
    let sent = world.message(message.id).await;
    assert_eq!((sent.delivery, sent.problem), (Some(Delivery::Sent), None));
    assert_eq!(world.interactions().await[0].failed_messages, 0);
    let texts = world.harness.platform.texts();
    assert_eq!(texts[1..].join(" "), long);
    assert!(texts.iter().all(|text| text.encode_utf16().count() <= 2_000));

    let gone = world
        .harness
        .engine
        .delete_message(&world.tenant.ana, message.id)
        .await
        .unwrap_err();
    assert!(gone.to_string().contains("cannot be deleted"), "{gone}");
}

#[tokio::test]
async fn a_failed_message_can_be_deleted() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(551, 1_545_041)]);
    let message = world.answer(chat, "are you there").await;
    world.harness.send().await;
    let failed = world.message(message.id).await;
    assert_eq!(failed.problem.unwrap().code, "recipient_unavailable");
    world
        .harness
        .engine
        .delete_message(&world.tenant.ana, message.id)
        .await
        .unwrap();
    assert!(
        world
            .transcript()
            .await
            .iter()
            .all(|shown| shown.id != message.id)
    );
    let told = world.harness.published.of(EventKind::MessageDeleted);
    assert_eq!(told[0]["id"], message.id.to_string());
    assert_eq!(world.interactions().await[0].failed_messages, 0);
    assert_eq!(world.harness.send().await, 0);
}

#[tokio::test]
async fn an_uncertain_message_is_settled_by_its_echo() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::YesUnheard]);
    let message = world.answer(chat, "one").await;
    let next = world.answer(chat, "two").await;
    world.harness.send().await;
    assert_eq!(
        world.message(message.id).await.delivery,
        Some(Delivery::Uncertain)
    );
    assert_eq!(
        world.message(next.id).await.delivery,
        Some(Delivery::Queued),
        "order is kept"
    );
    world.happens(&[world.echo_of("one")]).await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    world.harness.clock.advance(2 * MINUTE);
    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["one", "two"]);
    assert!(!world.message(message.id).await.possible_duplicate);
}

#[tokio::test]
async fn without_an_echo_it_is_sent_once_more_with_a_mark_and_then_left_to_a_person() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Lost, Meets::Lost]);
    let message = world.answer(chat, "one").await;
    world.harness.send().await;
    world.harness.clock.advance(59_000);
    assert_eq!(world.harness.send().await, 0, "the echo is waited for");
    world.harness.clock.advance(1_000);
    assert_eq!(world.harness.send().await, 1);
    let again = world.message(message.id).await;
    assert_eq!(
        (again.delivery, again.possible_duplicate),
        (Some(Delivery::Uncertain), true)
    );
    world.harness.clock.advance(MINUTE);
    assert_eq!(world.harness.send().await, 0, "never a third time by itself");
    let failed = world.message(message.id).await;
    assert_eq!(failed.problem.unwrap().code, "no_answer");
    assert!(world.harness.platform.texts().is_empty());

    world
        .harness
        .engine
        .retry_message(&world.tenant.ana, message.id)
        .await
        .unwrap();
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn an_echo_before_the_answer_makes_no_second_bubble() {
    let world = World::new().await;
    let chat = world.chat().await;
    let message = world.answer(chat, "one").await;
    let engine = world.harness.engine.clone();
    let ctx = world.tenant.ctx;
    let key = engine
        .read(move |read, _| Ok(read.outbox_of_message(&ctx, message.id)?[0].id.to_string()))
        .await
        .unwrap();
    // The platform's echo is here before our own call has come back.
    world
        .happens(&[customer().echo(START + 7, "m_out-1", Some(&key), "one")])
        .await;
    world.harness.send().await;
    let outbound: Vec<_> = world
        .transcript()
        .await
        .into_iter()
        .filter(|m| m.direction == Direction::Outbound)
        .collect();
    assert_eq!(outbound.len(), 1);
    assert_eq!(outbound[0].delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn a_dead_token_pauses_the_account_and_a_new_one_lets_everything_go() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(190, 460)]);
    let one = world.answer(chat, "one").await;
    let two = world.answer(chat, "two").await;
    world.harness.send().await;
    let three = world.answer(chat, "three").await;
    world.harness.clock.advance(HOUR);
    assert_eq!(
        world.harness.send().await,
        0,
        "nothing is tried with a dead token"
    );
    for id in [one.id, two.id, three.id] {
        let waiting = world.message(id).await;
        assert_eq!(waiting.delivery, Some(Delivery::Queued), "nothing fails");
        assert_eq!(waiting.problem.unwrap().code, "token_dead");
    }
    let account = world.account_now().await;
    assert_eq!(account.status, AccountStatus::TokenDead);
    assert!(account.health.sending_paused);
    assert!(!world.harness.published.of(EventKind::AccountChanged).is_empty());

    let patch = AccountPatch {
        secrets: BTreeMap::from([("token".to_owned(), "page-token-0002".to_owned())]),
        ..AccountPatch::default()
    };
    let admin = &world.tenant.admin;
    world
        .harness
        .engine
        .change_account(admin, world.account.id, patch)
        .await
        .unwrap();
    assert_eq!(world.message(one.id).await.problem, None);
    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["one", "two", "three"]);
    assert!(
        world
            .harness
            .platform
            .last_token()
            .unwrap()
            .ends_with("page-token-0002")
    );
    assert!(!world.account_now().await.health.sending_paused);
}

#[tokio::test]
async fn a_closed_window_is_said_before_and_after_writing() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::NoConnection; 400]);
    let early = world.answer(chat, "in time").await;
    world.harness.send().await;
    world.harness.clock.advance(25 * HOUR);
    world.harness.send().await;
    assert_eq!(
        world.message(early.id).await.problem.unwrap().code,
        "person_permission"
    );
    let refused = world.try_answer(chat, "too late").await.unwrap_err();
    assert!(
        refused.to_string().contains("time to answer is over"),
        "{refused}"
    );
    world
        .happens(&[customer().reaction(world.harness.now(), "m_x", Some("👍"))])
        .await;
    world.answer(chat, "thank you").await;
}

#[tokio::test]
async fn only_the_holder_writes_to_the_customer_and_notes_never_leave() {
    let world = World::new().await;
    let chat = world.chat().await;
    let engine = &world.harness.engine;
    let new = |note| NewMessage {
        client_msg_id: format!("boss-{note}"),
        text: "I will call them".into(),
        attachment_ids: Vec::new(),
        reply_to: None,
        note,
        rich: None,
        notify: None,
        answers: None,
        approved: None,
    };
    let refused = engine
        .send_message(&world.tenant.boss, chat, new(false))
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("Another agent"), "{refused}");
    let note = engine
        .send_message(&world.tenant.boss, chat, new(true))
        .await
        .unwrap();
    assert_eq!(
        (note.direction, note.author_name.as_deref()),
        (Direction::Note, Some("Nora"))
    );
    assert_eq!(world.harness.send().await, 0);
    let stranger = parlance_engine::identity::Person {
        user_id: parlance_core::UserId::new(parlance_core::Timestamp::from_millis(1), [77; 10]),
        ..world.tenant.ana.clone()
    };
    let unseen = engine.send_message(&stranger, chat, new(true)).await.unwrap_err();
    assert!(unseen.to_string().contains("does not exist"), "{unseen}");
}

#[tokio::test]
async fn a_long_queue_of_one_tenant_does_not_delay_another() {
    let world = World::new().await;
    let harness = &world.harness;
    for place in 0..150 {
        let chat = world.chat_with(&format!("9000{place}")).await;
        world.answer(chat, &format!("busy {place}")).await;
    }
    let quiet = crate::world::make_tenant(harness, 2, "Welcome").await;
    let account = make_account(harness, &quiet, "222", "the-other-secret").await;
    crate::world::feed(harness, &quiet, account.id).await;
    let from = crate::wire::From {
        customer: "1",
        page: "222",
    };
    let body = crate::wire::body("222", &[from.text(harness.now(), "m_q", "hi")]);
    world.post(&body, "the-other-secret", Some("222")).await.unwrap();
    harness.apply().await;
    assert_eq!(harness.send().await, 151);
    let texts = harness.platform.texts();
    let place = texts.iter().position(|text| text == "Welcome").unwrap();
    assert!(place < 64, "in the first round, not after 150 others: {place}");
}

#[tokio::test]
async fn typing_and_seen_are_shown_once_and_never_stored() {
    let world = World::new().await;
    let chat = world.chat().await;
    let stop = tokio_util::sync::CancellationToken::new();
    let worker = parlance_engine::outbound::start_action_worker(world.harness.engine.clone(), stop.clone());
    let engine = &world.harness.engine;
    engine.agent_typing(world.tenant.ctx, world.tenant.ana.user_id, chat, true);
    engine.agent_typing(world.tenant.ctx, world.tenant.boss.user_id, chat, true);
    engine.show_seen(world.tenant.ctx, chat);
    while world.harness.platform.actions().len() < 2 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    worker.await.unwrap();
    let mut actions: Vec<String> = world
        .harness
        .platform
        .actions()
        .into_iter()
        .map(|(_, what)| what)
        .collect();
    actions.sort();
    assert_eq!(actions, ["mark_seen", "typing_on"]);
}
