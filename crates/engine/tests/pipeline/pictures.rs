//! Pictures: their size, their small ones, and what cannot be shown.

use std::{io::Cursor, path::Path};

use image::{ImageFormat, Rgb, RgbImage};
use parlance_core::{
    AttachmentId,
    message::{MediaState, Part, PictureSize},
};
use parlance_engine::{jobs, media::Wanted};
use serde_json::json;

use crate::{
    harness::START,
    world::{World, customer},
};

const URL: &str = "https://scontent.xx.fbcdn.net/v/photo.jpg";

fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([x * 7, y * 13, x * y].map(|shade| (shade % 256).try_into().unwrap()))
    })
    .write_to(&mut bytes, ImageFormat::Png)
    .unwrap();
    bytes.into_inner()
}

async fn arrived(world: &World, bytes: Vec<u8>) -> Part {
    world.harness.platform.host(URL, Ok(bytes));
    let photo = json!({ "mid": "m_1", "text": "look", "attachments": [{ "type": "image", "payload": { "url": URL } }] });
    world.happens(&[customer().message(START, photo)]).await;
    world.harness.jobs().await;
    let transcript = world.transcript().await;
    let parts: Vec<Part> = transcript.into_iter().flat_map(|message| message.parts).collect();
    assert!(
        parts
            .iter()
            .any(|part| matches!(part, Part::Text { text } if text == "look"))
    );
    parts.into_iter().find(|part| part.media().is_some()).unwrap()
}

/// MIME type and bytes.
async fn opened(world: &World, id: AttachmentId, wanted: Wanted) -> (String, Vec<u8>) {
    let engine = &world.harness.engine;
    let mut file = engine
        .open_attachment(&world.tenant.boss, id, wanted)
        .await
        .unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = file.reader.next().await.unwrap() {
        bytes.extend(piece);
    }
    (file.row.mime, bytes)
}

fn stored_files(world: &World) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
        entries
            .map(|entry| {
                if entry.path().is_dir() {
                    count(&entry.path())
                } else {
                    1
                }
            })
            .sum()
    }
    count(&world.harness.place.folder().join("files"))
}

#[tokio::test]
async fn a_customers_picture_has_its_size_and_a_small_one_from_the_moment_it_is_shown() {
    let world = World::new().await;
    let whole = photo(900, 1_200);
    let part = arrived(&world, whole.clone()).await;
    let media = part.media().unwrap();
    assert!(matches!(part, Part::Image(_)));
    assert_eq!(
        (media.state, media.picture),
        (
            MediaState::Stored,
            Some(PictureSize {
                width: 900,
                height: 1_200,
                small_width: Some(480)
            })
        )
    );
    let id = media.attachment_id.unwrap();
    let (mime, small) = opened(&world, id, Wanted::Small).await;
    assert_eq!(mime, "image/jpeg");
    assert!(small.starts_with(b"\xff\xd8") && small.len() < whole.len());
    assert_eq!(
        opened(&world, id, Wanted::Whole).await,
        ("image/png".to_owned(), whole)
    );
}

#[tokio::test]
async fn without_a_small_one_the_whole_picture_is_served() {
    let world = World::new().await;
    let little = photo(20, 10);
    let part = arrived(&world, little.clone()).await;
    let media = part.media().unwrap();
    assert_eq!(media.picture.unwrap().small_width, None);
    let id = media.attachment_id.unwrap();
    assert_eq!(
        opened(&world, id, Wanted::Small).await,
        ("image/png".to_owned(), little)
    );
}

#[tokio::test]
async fn a_small_picture_that_is_lost_costs_nobody_the_picture() {
    let world = World::new().await;
    let whole = photo(900, 700);
    let part = arrived(&world, whole.clone()).await;
    let id = part.media().unwrap().attachment_id.unwrap();
    let text = id.to_string();
    let key = format!(
        "{}/{}/{text}_small",
        world.tenant.ctx.tenant_id(),
        &text[text.len() - 2..]
    );
    world.harness.engine.files().remove(&key).await.unwrap();
    assert_eq!(opened(&world, id, Wanted::Small).await.1, whole);
}

#[tokio::test]
async fn a_picture_that_cannot_be_shown_is_a_file_and_its_message_stays() {
    let whole = photo(900, 700);
    for broken in [whole[..2_000].to_vec(), b"\x89PNG\r\n\x1a\nnothing".to_vec()] {
        let world = World::new().await;
        let part = arrived(&world, broken.clone()).await;
        assert!(
            matches!(&part, Part::File(media) if media.state == MediaState::Stored),
            "{part:?}"
        );
        let id = part.media().unwrap().attachment_id.unwrap();
        assert_eq!(opened(&world, id, Wanted::Small).await.1, broken);
    }
}

#[tokio::test]
async fn uploads_are_looked_at_too_and_what_nobody_sends_goes_with_its_small_one() {
    let world = World::new().await;
    let chat = world.chat().await;
    let engine = &world.harness.engine;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let mut upload = engine.begin_upload(&world.tenant.ana, "tent.png").await.unwrap();
        upload.write(&photo(800, 600)).await.unwrap();
        let file = upload.finish().await.unwrap();
        assert_eq!(file.picture.unwrap().small_width, Some(640));
        ids.push(file.id);
    }
    let message = world.send(chat, "c-1", "", vec![ids[0]]).await.unwrap();
    let media = message.parts[0].media().unwrap();
    assert_eq!(
        media.picture.map(|size| (size.width, size.height)),
        Some((800, 600))
    );
    assert_eq!(stored_files(&world), 4);
    world.harness.clock.advance(25 * 3_600_000);
    jobs::clean_house(engine).await;
    assert_eq!(
        stored_files(&world),
        2,
        "the one that was sent, and its small one"
    );
}

#[tokio::test]
async fn a_fetch_that_was_cut_off_is_done_again() {
    let mut world = World::new().await;
    world.harness.platform.host(URL, Ok(photo(900, 700)));
    let photo = json!({ "mid": "m_1", "attachments": [{ "type": "image", "payload": { "url": URL } }] });
    world.happens(&[customer().message(START, photo)]).await;
    {
        // Ends somewhere on its way, as with a power cut.
        let jobs = world.harness.jobs();
        let _ = tokio::time::timeout(std::time::Duration::from_millis(3), jobs).await;
    }
    world.harness.restart().await;
    world.harness.clock.advance(3 * 60_000);
    world.harness.jobs().await;
    let transcript = world.transcript().await;
    let media = transcript
        .iter()
        .flat_map(|message| &message.parts)
        .find_map(Part::media)
        .unwrap();
    assert_eq!(media.picture.unwrap().small_width, Some(640));
}
