//! Files in and out.

use parlance_channel::fetch::FetchError;
use parlance_core::{
    delivery::Delivery,
    message::{MediaState, Part},
};
use parlance_engine::media::Wanted;
use parlance_store::attachments::FileKind;
use serde_json::json;

use crate::{
    harness::START,
    platform::PNG,
    world::{World, customer},
};

pub async fn upload(world: &World, name: &str, bytes: &[u8]) -> parlance_api::message::AttachmentView {
    let mut upload = world
        .harness
        .engine
        .begin_upload(&world.tenant.ana, name)
        .await
        .unwrap();
    for piece in bytes.chunks(1_000) {
        upload.write(piece).await.unwrap();
    }
    upload.finish().await.unwrap()
}

fn photo(mid: &str, url: &str) -> serde_json::Value {
    json!({ "mid": mid, "attachments": [{ "type": "image", "payload": { "url": url } }] })
}

fn media(transcript: &[parlance_api::message::MessageView]) -> Vec<Part> {
    transcript
        .iter()
        .flat_map(|message| &message.parts)
        .filter(|part| part.media().is_some())
        .cloned()
        .collect()
}

#[tokio::test]
async fn a_text_with_files_is_one_message_and_each_file_its_own_call() {
    let world = World::new().await;
    let chat = world.chat().await;
    let picture = upload(&world, "../kettle\u{202e}.png", PNG).await;
    assert_eq!(
        (picture.name.as_str(), picture.mime.as_str()),
        ("kettle.png", "image/png")
    );
    let invoice: Vec<u8> = b"%PDF-1.7 "
        .iter()
        .copied()
        .chain(std::iter::repeat_n(7, 100_000))
        .collect();
    let file = upload(&world, "invoice.pdf", &invoice).await;
    assert_eq!(file.kind, "file");
    let message = world
        .send(chat, "c-1", "Here you are", vec![picture.id, file.id])
        .await
        .unwrap();
    assert_eq!(message.parts.len(), 3);
    world.harness.send().await;
    assert_eq!(world.message(message.id).await.delivery, Some(Delivery::Sent));
    let arrived = world.harness.platform.arrived();
    assert_eq!(arrived[0].text.as_deref(), Some("Here you are"));
    assert_eq!(arrived[1].file.as_deref(), Some(PNG));
    assert_eq!(arrived[2].file.as_deref(), Some(invoice.as_slice()));

    let again = world
        .send(chat, "c-2", "once more", vec![file.id])
        .await
        .unwrap_err();
    assert!(again.to_string().contains("sent already"), "{again}");
}

#[tokio::test]
async fn uploads_have_a_limit_and_leave_nothing_behind() {
    let world = World::new().await;
    let engine = &world.harness.engine;
    let mut big = engine.begin_upload(&world.tenant.ana, "big.bin").await.unwrap();
    let piece = vec![0; 1_000_000];
    let mut refused = None;
    for _ in 0..26 {
        if let Err(error) = big.write(&piece).await {
            refused = Some(error.to_string());
            break;
        }
    }
    assert!(refused.unwrap().contains("25 MB"));
    drop(big);
    let left = std::fs::read_dir(world.harness.place.folder().join("files").join("incoming"))
        .unwrap()
        .count();
    assert_eq!(left, 0);
    let empty = engine
        .begin_upload(&world.tenant.ana, "e")
        .await
        .unwrap()
        .finish()
        .await
        .unwrap_err();
    assert!(empty.to_string().contains("empty"));
}

#[tokio::test]
async fn what_a_customer_sends_is_fetched_beside_the_chat() {
    let world = World::new().await;
    let url = "https://scontent.xx.fbcdn.net/v/photo.jpg?oe=1";
    world.harness.platform.host(url, Ok(PNG.to_vec()));
    world
        .happens(&[customer().message(START, photo("m_1", url))])
        .await;
    assert_eq!(
        media(&world.transcript().await)[0].media().unwrap().state,
        MediaState::Pending
    );
    world.harness.jobs().await;
    let parts = media(&world.transcript().await);
    let stored = parts[0].media().unwrap();
    assert_eq!(
        (stored.state, stored.mime.as_deref()),
        (MediaState::Stored, Some("image/png"))
    );
    let id = stored.attachment_id.unwrap();

    let engine = &world.harness.engine;
    let opened = engine
        .open_attachment(&world.tenant.boss, id, Wanted::Whole)
        .await
        .unwrap();
    assert_eq!(
        (opened.row.kind, opened.reader.size_bytes()),
        (FileKind::Image, PNG.len() as u64)
    );
    assert!(
        engine
            .open_attachment(&world.tenant.ana, id, Wanted::Whole)
            .await
            .is_err(),
        "an agent who has nothing to do with the chat"
    );
    world.chat().await;
    assert!(
        engine
            .open_attachment(&world.tenant.ana, id, Wanted::Whole)
            .await
            .is_ok(),
        "now she holds it"
    );
}

#[tokio::test]
async fn what_claims_to_be_a_picture_and_is_not_becomes_a_file() {
    let world = World::new().await;
    let url = "https://scontent.xx.fbcdn.net/v/evil.png";
    world
        .harness
        .platform
        .host(url, Ok(b"<html><script>alert(1)</script></html>".to_vec()));
    world
        .happens(&[customer().message(START, photo("m_1", url))])
        .await;
    world.harness.jobs().await;
    let parts = media(&world.transcript().await);
    assert!(
        matches!(&parts[0], Part::File(media) if media.mime.as_deref() == Some("text/html")),
        "{parts:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_gone_costs_only_itself_and_may_be_asked_for_again() {
    let world = World::new().await;
    let url = "https://scontent.xx.fbcdn.net/v/late.png";
    world.harness.platform.host(url, Err(FetchError::Unavailable));
    let mut both = photo("m_1", url);
    both["text"] = "look".into();
    world.happens(&[customer().message(START, both)]).await;
    for _ in 0..10 {
        world.harness.jobs().await;
        world.harness.clock.advance(600_000);
    }
    let transcript = world.transcript().await;
    assert_eq!(media(&transcript)[0].media().unwrap().state, MediaState::Failed);
    let message = transcript
        .iter()
        .find(|m| m.parts.iter().any(|part| part.media().is_some()))
        .unwrap();
    assert!(
        message
            .parts
            .iter()
            .any(|part| matches!(part, Part::Text { text } if text == "look"))
    );

    world.harness.platform.host(url, Ok(PNG.to_vec()));
    world
        .harness
        .engine
        .refetch_media(&world.tenant.boss, message.id)
        .await
        .unwrap();
    world.harness.jobs().await;
    assert_eq!(
        media(&world.transcript().await)[0].media().unwrap().state,
        MediaState::Stored
    );
    assert!(
        world
            .harness
            .engine
            .refetch_media(&world.tenant.boss, message.id)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn files_that_nobody_needs_are_removed() {
    let world = World::new().await;
    let chat = world.chat().await;
    let sent = upload(&world, "sent.png", PNG).await;
    world.send(chat, "c-1", "", vec![sent.id]).await.unwrap();
    let forgotten = upload(&world, "forgotten.png", PNG).await;
    world.harness.clock.advance(25 * 3_600_000);
    parlance_engine::jobs::clean_house(&world.harness.engine).await;
    let engine = &world.harness.engine;
    assert!(
        engine
            .open_attachment(&world.tenant.ana, sent.id, Wanted::Whole)
            .await
            .is_ok()
    );
    assert!(
        engine
            .open_attachment(&world.tenant.ana, forgotten.id, Wanted::Whole)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn uploads_are_counted_per_person() {
    let world = World::new().await;
    for _ in 0..30 {
        upload(&world, "a.png", PNG).await;
    }
    let refused = world
        .harness
        .engine
        .begin_upload(&world.tenant.ana, "b.png")
        .await
        .err()
        .unwrap();
    assert!(refused.to_string().contains("one minute"), "{refused}");
    assert!(
        world
            .harness
            .engine
            .begin_upload(&world.tenant.boss, "b.png")
            .await
            .is_ok()
    );
}
