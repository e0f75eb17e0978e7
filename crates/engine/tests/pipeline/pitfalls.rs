//! Where implementers of this platform have stumbled, by number, as far as the whole pipeline is needed to show it.

use futures_util::future::join_all;
use parlance_channel::fetch::FetchError;
use parlance_core::{
    delivery::Delivery,
    message::{Author, Direction, MediaState, Part},
};
use serde_json::json;

use crate::{
    harness::START,
    platform::{Meets, PNG},
    wire::body,
    world::{CUSTOMER, PAGE, SECRET, World, customer},
};

fn two_pictures() -> serde_json::Value {
    let picture =
        |name: &str| json!({ "type": "image", "payload": { "url": format!("https://x.fbcdn.net/{name}") } });
    json!({ "mid": "m_pics", "text": "both sides", "attachments": [picture("gone"), picture("there")] })
}

async fn media(world: &World) -> Vec<MediaState> {
    let transcript = world.transcript().await;
    let parts = transcript.iter().flat_map(|message| &message.parts);
    parts.filter_map(|part| Some(part.media()?.state)).collect()
}

async fn outbound(world: &World) -> Vec<parlance_api::message::MessageView> {
    let transcript = world.transcript().await;
    transcript
        .into_iter()
        .filter(|message| message.direction == Direction::Outbound)
        .collect()
}

#[tokio::test]
async fn pitfall_02_a_file_that_cannot_be_fetched_costs_only_itself() {
    let world = World::new().await;
    world
        .harness
        .platform
        .host("https://x.fbcdn.net/gone", Err(FetchError::Gone(403)));
    world
        .harness
        .platform
        .host("https://x.fbcdn.net/there", Ok(PNG.to_vec()));
    world.happens(&[customer().message(START, two_pictures())]).await;
    assert_eq!(
        world.interactions().await.len(),
        1,
        "the message is work before any file is here"
    );
    world.harness.jobs().await;
    assert_eq!(media(&world).await, [MediaState::Failed, MediaState::Stored]);
    let transcript = world.transcript().await;
    let text = Part::Text {
        text: "both sides".into(),
    };
    assert!(transcript.iter().any(|message| message.parts.contains(&text)));
}

#[tokio::test]
async fn pitfall_03_an_echo_before_the_answer_makes_no_second_bubble() {
    let world = World::new().await;
    let chat = world.chat().await;
    let message = world.answer(chat, "one").await;
    let (engine, ctx) = (&world.harness.engine, world.tenant.ctx);
    let key = engine
        .read(move |read, _| Ok(read.outbox_of_message(&ctx, message.id)?[0].id.to_string()))
        .await
        .unwrap();
    world
        .happens(&[customer().echo(START + 7, "m_out-1", Some(&key), "one")])
        .await;
    world.harness.send().await;
    assert_eq!(outbound(&world).await.len(), 1);
}

#[tokio::test]
async fn pitfall_04_an_echo_is_known_by_the_platforms_id_alone() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.answer(chat, "one").await;
    world.harness.send().await;
    let mid = world.harness.platform.arrived()[0].mid.clone();
    world
        .happens(&[customer().echo(START + 7, &mid, None, "one")])
        .await;
    let sent = outbound(&world).await;
    assert_eq!(sent.len(), 1);
    assert_ne!(sent[0].author, Author::Elsewhere);
}

#[tokio::test]
async fn pitfall_05_what_is_answered_in_the_platforms_inbox_is_shown() {
    let world = World::new().await;
    world.chat().await;
    world
        .happens(&[customer().echo(START + 5, "m_inbox", None, "Yes, 10 to 16.")])
        .await;
    let [answer] = &outbound(&world).await[..] else {
        panic!("one answer")
    };
    assert_eq!(answer.author, Author::Elsewhere);
    assert_eq!(world.interactions().await[0].waiting_since, None);
}

#[tokio::test]
async fn pitfall_07_a_delivery_that_is_tried_again_is_one_message() {
    let world = World::new().await;
    for _ in 0..3 {
        world.happens(&[customer().text(START, "m_1", "Hi")]).await;
    }
    assert_eq!(world.interactions().await[0].unread, 1);
}

#[tokio::test]
async fn pitfall_08_repeats_at_the_same_time_are_one_message() {
    let world = World::new().await;
    let delivery = body(PAGE, &[customer().text(START, "m_1", "Hi")]);
    // The platform notes when it sends: only the message's id is the same in all of them.
    let sent_at =
        |number: i64| delivery.replace("1795340101123", &(1_795_340_101_000 + number / 2).to_string());
    let deliveries: Vec<String> = (0..12).map(sent_at).collect();
    join_all(
        deliveries
            .iter()
            .map(|delivery| world.post(delivery, SECRET, Some(PAGE))),
    )
    .await;
    world.harness.apply().await;
    let transcript = world.transcript().await;
    let said = transcript
        .iter()
        .filter(|message| message.direction == Direction::Inbound);
    assert_eq!(said.count(), 1);
}

#[tokio::test]
async fn pitfall_16_each_picture_of_a_message_is_fetched() {
    let world = World::new().await;
    for name in ["gone", "there"] {
        world
            .harness
            .platform
            .host(&format!("https://x.fbcdn.net/{name}"), Ok(PNG.to_vec()));
    }
    world.happens(&[customer().message(START, two_pictures())]).await;
    world.harness.jobs().await;
    assert_eq!(media(&world).await, [MediaState::Stored, MediaState::Stored]);
}

#[tokio::test]
async fn pitfall_23_nothing_is_called_sent_with_a_dead_token() {
    let world = World::new().await;
    let chat = world.chat().await;
    world.harness.platform.plan([Meets::Refusal(190, 460)]);
    let message = world.answer(chat, "one").await;
    world.harness.send().await;
    let shown = world.message(message.id).await;
    assert_eq!(shown.delivery, Some(Delivery::Queued));
    assert_eq!(shown.problem.unwrap().code, "token_dead");
    let error = world.account_now().await.health.last_error.unwrap();
    assert!(error.contains("password"), "{error}");
}

#[tokio::test]
async fn pitfall_25_a_customer_without_a_profile_can_write() {
    let world = World::new().await;
    world.happens(&[customer().text(START, "m_1", "Hi")]).await;
    // The model of the platform refuses profiles it was not told of with 100/33.
    world.harness.jobs().await;
    let id = world.thread().await.unwrap().contact_id;
    let contact = world.harness.engine.contact(world.tenant.ctx, id).await.unwrap();
    assert!(CUSTOMER.ends_with(contact.name.trim_start_matches("Customer ")));
    assert_eq!(world.interactions().await.len(), 1);
}

#[tokio::test]
async fn pitfall_27_a_text_over_the_limit_is_split_and_never_vanishes() {
    let world = World::new().await;
    let chat = world.chat().await;
    let text = "kettle ".repeat(900);
    let message = world.answer(chat, text.trim()).await;
    for _ in 0..10 {
        world.harness.send().await;
    }
    let texts = world.harness.platform.texts();
    assert!(texts.len() > 3 && texts.iter().all(|text| text.encode_utf16().count() <= 2_000));
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn pitfall_28_a_retry_repeats_only_the_part_that_failed() {
    let world = World::new().await;
    let chat = world.chat().await;
    let upload = |name: &'static str| {
        let (engine, person) = (world.harness.engine.clone(), world.tenant.ana.clone());
        async move {
            let mut upload = engine.begin_upload(&person, name).await.unwrap();
            upload.write(PNG).await.unwrap();
            upload.finish().await.unwrap()
        }
    };
    let file = upload("a.png").await;
    let message = world.send(chat, "c-1", "look", vec![file.id]).await.unwrap();
    world
        .harness
        .platform
        .plan([Meets::Yes, Meets::Refusal(100, 2_018_047)]);
    for _ in 0..3 {
        world.harness.send().await;
    }
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Failed));
    let engine = &world.harness.engine;
    engine.retry_message(&world.tenant.ana, message.id).await.unwrap();
    for _ in 0..3 {
        world.harness.send().await;
    }
    assert_eq!(world.harness.platform.texts(), ["look"], "the text went out once");
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
}

#[tokio::test]
async fn pitfall_29_a_file_goes_out_by_its_bytes_and_needs_no_address() {
    let world = World::new().await;
    let chat = world.chat().await;
    let (engine, person) = (&world.harness.engine, &world.tenant.ana);
    let mut upload = engine.begin_upload(person, "a.png").await.unwrap();
    upload.write(PNG).await.unwrap();
    let file = upload.finish().await.unwrap();
    world.send(chat, "c-1", "", vec![file.id]).await.unwrap();
    world.harness.send().await;
    assert_eq!(world.harness.platform.arrived()[0].file.as_deref(), Some(PNG));
}
