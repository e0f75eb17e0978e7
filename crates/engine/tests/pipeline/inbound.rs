//! Customers' acts become transcripts and interactions, once.

use futures_util::future::join_all;
use parlance_api::account::AccountPatch;
use parlance_core::{
    account::AccountStatus,
    event::EventKind,
    interaction::InteractionState,
    message::{Author, Direction, MediaState, Part, SystemLine},
};
use serde_json::json;

use crate::{
    harness::START,
    wire::body,
    world::{CUSTOMER, PAGE, SECRET, World, customer},
};

fn lines(transcript: &[parlance_api::message::MessageView]) -> Vec<&SystemLine> {
    transcript
        .iter()
        .flat_map(|message| &message.parts)
        .filter_map(|part| match part {
            Part::System(line) => Some(line),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_first_message_opens_an_interaction_and_is_greeted() {
    let world = World::greeting("Welcome!").await;
    world
        .happens(&[customer().text(START - 2_000, "m_1", "Do you ship to Iceland?")])
        .await;

    let interactions = world.interactions().await;
    assert_eq!(interactions.len(), 1);
    assert_eq!(interactions[0].state, InteractionState::Queued);
    assert_eq!(interactions[0].first_line, "Do you ship to Iceland?");
    assert_eq!((interactions[0].unread, interactions[0].priority), (1, 10));

    let transcript = world.transcript().await;
    let message = transcript
        .iter()
        .find(|message| message.direction == Direction::Inbound)
        .unwrap();
    assert_eq!(message.at.as_millis(), START - 2_000, "the platform's time");
    assert_eq!(message.interaction_id, Some(interactions[0].id));
    assert!(matches!(lines(&transcript)[0], SystemLine::Queued { service, .. } if service == "Orders"));
    let greeting = transcript
        .iter()
        .find(|message| message.direction == Direction::Outbound)
        .unwrap();
    assert_eq!(greeting.author, Author::System);

    world.harness.send().await;
    assert_eq!(world.harness.platform.texts(), ["Welcome!"]);
    assert_eq!(world.account_now().await.status, AccountStatus::Working);
}

#[tokio::test]
async fn a_second_message_joins_and_counts() {
    let world = World::new().await;
    world.happens(&[customer().text(START, "m_1", "Hi")]).await;
    world
        .happens(&[customer().text(START + 1_000, "m_2", "Anybody?")])
        .await;
    let interactions = world.interactions().await;
    assert_eq!(interactions.len(), 1);
    assert_eq!(interactions[0].unread, 2);
    assert_eq!(interactions[0].last_line, "Anybody?");
    assert_eq!(interactions[0].waiting_since.unwrap().as_millis(), START);
}

#[tokio::test]
async fn repeats_change_nothing_also_when_they_come_at_the_same_time() {
    let world = World::new().await;
    let events = [
        customer().text(START, "m_1", "Hi"),
        customer().postback(START + 1, "Get Started"),
        customer().other(START + 2, "optin", json!({ "ref": "order-17" })),
        customer().reaction(START + 3, "m_1", Some("❤️")),
    ];
    let all = body(PAGE, &events);
    join_all((0..20).map(|_| world.post(&all, SECRET, Some(PAGE))))
        .await
        .into_iter()
        .for_each(Result::unwrap);
    // The same events in other bodies, on the address that serves several pages too.
    for event in &events {
        world.deliver(std::slice::from_ref(event)).await;
        let alone = body(PAGE, &[event.clone(), event.clone()]);
        world.post(&alone, SECRET, None).await.unwrap();
    }
    world.harness.apply().await;

    let transcript = world.transcript().await;
    let said: Vec<_> = transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound)
        .collect();
    assert_eq!(said.len(), 2, "the text and the postback");
    assert_eq!(said[0].reactions, ["❤️"]);
    let opted = lines(&transcript)
        .into_iter()
        .filter(|line| matches!(line, SystemLine::OptedIn { reference: Some(r) } if r == "order-17"))
        .count();
    assert_eq!(opted, 1);
    assert_eq!(world.interactions().await.len(), 1);
    assert_eq!(world.interactions().await[0].unread, 2);
}

#[tokio::test]
async fn the_profile_arrives_later_and_never_holds_up_the_chat() {
    let world = World::new().await;
    world.harness.platform.name(CUSTOMER, "Ana Ruiz");
    world.happens(&[customer().text(START, "m_1", "Hi")]).await;
    let contact_id = world.thread().await.unwrap().contact_id;
    let engine = &world.harness.engine;
    let before = engine.contact(world.tenant.ctx, contact_id).await.unwrap();
    assert_eq!(before.name, "Customer 0123");
    world.harness.jobs().await;
    let after = engine.contact(world.tenant.ctx, contact_id).await.unwrap();
    assert_eq!(after.name, "Ana Ruiz");
    assert_eq!(after.addresses[0].external_id, CUSTOMER);
    let shown = world.harness.published.of(EventKind::InteractionChanged);
    assert_eq!(shown.last().unwrap()["contact_name"], "Ana Ruiz");
}

#[tokio::test]
async fn what_is_understood_is_shown_and_what_is_not_is_said() {
    let world = World::new().await;
    let sticker = json!({ "mid": "m_s", "attachments": [{ "type": "sticker",
        "payload": { "url": "https://scontent.xx.fbcdn.net/cat.png", "sticker_id": 1_234_567_890_i64 } }] });
    let quick = json!({ "mid": "m_q", "text": "Green", "quick_reply": { "payload": "C:GREEN" } });
    let odd = json!({ "mid": "m_o", "attachments": [{ "type": "hologram", "payload": { "x": 1 } }] });
    world
        .happens(&[
            customer().message(START, sticker),
            customer().message(START + 1, quick),
            customer().message(START + 2, odd),
            customer().other(START + 3, "a_key_of_tomorrow", json!({ "x": 1 })),
        ])
        .await;
    let transcript = world.transcript().await;
    let parts: Vec<&Part> = transcript.iter().flat_map(|message| &message.parts).collect();
    assert!(
        parts
            .iter()
            .any(|part| matches!(part, Part::Sticker(media) if media.state == MediaState::Pending))
    );
    assert!(
        parts
            .iter()
            .any(|part| matches!(part, Part::QuickReply { payload } if payload == "C:GREEN"))
    );
    assert!(
        parts
            .iter()
            .any(|part| matches!(part, Part::Unsupported { platform_type } if platform_type == "hologram"))
    );
    assert!(
        lines(&transcript)
            .iter()
            .any(|line| matches!(line, SystemLine::PlatformEvent { kind } if kind == "a_key_of_tomorrow"))
    );
    let media = parts.iter().filter_map(|part| part.media());
    assert!(
        media.into_iter().all(|media| media.source_url.is_none()),
        "browsers get no platform addresses"
    );
}

#[tokio::test]
async fn an_account_without_an_entry_keeps_messages_and_says_so() {
    let world = World::new().await;
    let (ctx, entry) = (world.tenant.ctx, world.tenant.entry);
    world
        .harness
        .engine
        .write(move |tx, _| {
            let mut row = tx.entry(&ctx, entry)?.unwrap();
            row.account_ids.clear();
            Ok(tx.update_entry(&ctx, &row)?)
        })
        .await
        .unwrap();
    world.happens(&[customer().text(START, "m_1", "Hello?")]).await;
    assert!(world.interactions().await.is_empty());
    assert_eq!(world.transcript().await.len(), 1, "the message is kept");
    let account = world.account_now().await;
    let error = account.health.last_error.unwrap();
    assert!(
        error.contains("No scenario entry takes this account's chats"),
        "{error}"
    );

    crate::world::feed(&world.harness, &world.tenant, world.account.id).await;
    world
        .happens(&[customer().text(START + 1, "m_2", "Hello again")])
        .await;
    assert_eq!(world.interactions().await.len(), 1);
    assert_eq!(
        world.transcript().await.len(),
        3,
        "both messages and the line of the queue"
    );
}

#[tokio::test]
async fn answers_written_elsewhere_appear_as_such() {
    let world = World::new().await;
    world.chat().await;
    world
        .happens(&[customer().echo(START + 5, "m_inbox", None, "Yes, 10 to 16.")])
        .await;
    world
        .happens(&[customer().echo(START + 5, "m_inbox", Some("another-app"), "Yes, 10 to 16.")])
        .await;
    let transcript = world.transcript().await;
    let elsewhere: Vec<_> = transcript
        .iter()
        .filter(|message| message.author == Author::Elsewhere)
        .collect();
    assert_eq!(elsewhere.len(), 1);
    assert_eq!(
        world.interactions().await[0].waiting_since,
        None,
        "the customer no longer waits"
    );
}

#[tokio::test]
async fn a_standby_message_is_context_and_becomes_work_when_control_is_passed() {
    let world = World::new().await;
    let standby = json!({ "object": "page", "entry": [{ "id": PAGE, "time": 1,
        "standby": [customer().text(START, "m_stb", "are you there?")] }] });
    world.deliver_body(&standby.to_string()).await;
    world.harness.apply().await;
    assert!(world.interactions().await.is_empty());
    assert_eq!(world.transcript().await.len(), 1);
    let passed = json!({ "previous_owner_app_id": "1", "new_owner_app_id": "2", "metadata": "please" });
    world
        .happens(&[customer().other(START + 1, "pass_thread_control", passed)])
        .await;
    let interactions = world.interactions().await;
    assert_eq!(interactions.len(), 1);
    assert_eq!(interactions[0].first_line, "are you there?");
}

#[tokio::test]
async fn an_opt_in_without_a_customer_is_linked_by_the_first_message() {
    let world = World::new().await;
    let checkbox = json!({ "recipient": { "id": PAGE }, "timestamp": START - 9, "optin": { "ref": "order-17", "user_ref": "u-77" } });
    let mut first = customer().text(START, "m_1", "Hi");
    first["prior_message"] = json!({ "source": "checkbox_plugin", "identifier": "u-77" });
    world.happens(&[checkbox]).await;
    world.happens(&[first]).await;
    let transcript = world.transcript().await;
    assert!(
        lines(&transcript)
            .iter()
            .any(|line| matches!(line, SystemLine::OptedIn { reference: Some(r) } if r == "order-17"))
    );
}

#[tokio::test]
async fn a_new_app_secret_is_in_force_at_once_and_refusals_are_counted() {
    let world = World::new().await;
    let patch = AccountPatch {
        secrets: [("app_secret".to_owned(), "another-secret-1".to_owned())].into(),
        ..AccountPatch::default()
    };
    let engine = &world.harness.engine;
    engine
        .change_account(&world.tenant.admin, world.account.id, patch)
        .await
        .unwrap();
    let text = body(PAGE, &[customer().text(START, "m_1", "Hi")]);
    assert!(world.post(&text, SECRET, Some(PAGE)).await.is_err());
    world.post(&text, "another-secret-1", Some(PAGE)).await.unwrap();
    parlance_engine::inbound::refusals::flush_refusals(engine)
        .await
        .unwrap();
    let health = world.account_now().await.health;
    assert_eq!(health.refused, 1);
    assert!(health.last_refusal.unwrap().contains("App Secret"));
}
