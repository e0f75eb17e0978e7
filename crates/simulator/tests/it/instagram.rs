//! Instagram accounts: what they take less of than pages, and their past.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::harness::{World, code};

/// An account that is connected to the page, and a customer who has written to it.
async fn account(world: &World) -> (String, String) {
    let account = world
        .simulator
        .connect_instagram(&world.page, "alder.and.pine")
        .await
        .unwrap();
    let person = world
        .simulator
        .create_customer(Some("Samira Khoury"))
        .await
        .unwrap();
    let igsid = world.simulator.open_chat(person, &account).await.unwrap();
    world.simulator.say(&igsid, "Is it still there?").await.unwrap();
    (account, igsid)
}

async fn upload(world: &World, to: &str, kind: &str, name: &str, mime: &str, size: usize) -> (u16, Value) {
    let file = Part::bytes(vec![7; size]).file_name(name.to_owned());
    let message = json!({"attachment": {"type": kind, "payload": {"is_reusable": false}}});
    let form = Form::new()
        .text("recipient", json!({"id": to}).to_string())
        .text("messaging_type", "RESPONSE")
        .text("message", message.to_string())
        .part("filedata", file.mime_str(mime).unwrap());
    let answer = world
        .http
        .post(format!("{}/v26.0/me/messages", world.url))
        .bearer_auth(&world.token)
        .multipart(form)
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn files_are_taken_as_instagram_takes_them() {
    const MB: usize = 1 << 20;
    let world = World::start().await;
    let (_, igsid) = account(&world).await;
    let taken = [
        ("image", "kettle.jpg", "image/jpeg"),
        ("audio", "answer.m4a", "audio/m4a"),
        ("video", "how-to.mp4", "video/mp4"),
        ("file", "invoice.pdf", "application/pdf"),
    ];
    for (kind, name, mime) in taken {
        let answer = upload(&world, &igsid, kind, name, mime, 1_000).await;
        assert_eq!(answer.0, 200, "{name}: {}", answer.1);
    }
    let refused = [
        ("image", "kettle.gif", "image/gif", 1_000, 2_018_047),
        ("file", "list.zip", "application/zip", 1_000, 2_018_047),
        ("audio", "answer.mp3", "audio/mpeg", 1_000, 2_018_047),
        ("image", "large.png", "image/png", 8 * MB + 1, 2_018_109),
        ("file", "für.pdf", "application/pdf", 1_000, 2_018_047),
    ];
    for (kind, name, mime, size, subcode) in refused {
        let answer = upload(&world, &igsid, kind, name, mime, size).await;
        assert_eq!(code(&answer), (100, Some(subcode)), "{name}: {}", answer.1);
    }
    let (_, psid) = world.customer_who_wrote().await;
    let answer = upload(&world, &psid, "image", "kettle.gif", "image/gif", 1_000).await;
    assert_eq!(answer.0, 200, "a page takes it: {}", answer.1);
}

#[tokio::test]
async fn what_only_pages_can_do_is_refused() {
    let world = World::start().await;
    let (_, igsid) = account(&world).await;
    let phone = json!({"text": "Your number?", "quick_replies": [{"content_type": "user_phone_number"}]});
    assert_eq!(code(&world.send_message(&igsid, phone).await), (100, None));
    let heart = json!({"sticker_id": 369_239_263_222_822_u64});
    assert_eq!(code(&world.send_message(&igsid, heart).await), (100, None));
    let asked = json!({"text": "Which?", "quick_replies": [{"content_type": "text", "title": "Blue", "payload": "B"}]});
    assert_eq!(world.send_message(&igsid, asked).await.0, 200);
}

#[tokio::test]
async fn a_file_kept_for_the_account_is_sent_by_its_id() {
    let world = World::start().await;
    let (_, igsid) = account(&world).await;
    let message = json!({"attachment": {"type": "image", "payload": {"is_reusable": true}}});
    let kept = |platform: &'static str| {
        let file = Part::bytes(vec![7; 100]).file_name("kettle.png");
        let form = Form::new()
            .text("platform", platform)
            .text("message", message.to_string())
            .part("filedata", file.mime_str("image/png").unwrap());
        let request = world
            .http
            .post(format!("{}/v26.0/me/message_attachments", world.url))
            .bearer_auth(&world.token)
            .multipart(form);
        async move {
            let answer: Value = request.send().await.unwrap().json().await.unwrap();
            answer["attachment_id"].as_str().unwrap().to_owned()
        }
    };
    let by_id =
        |id: &str| json!({"attachment": {"type": "image", "payload": {"attachment_id": id}}});
    let (own, of_page) = (kept("instagram").await, kept("messenger").await);
    assert_eq!(world.send_message(&igsid, by_id(&own)).await.0, 200);
    let answer = world.send_message(&igsid, by_id(&of_page)).await;
    assert_eq!(code(&answer), (100, Some(2_018_074)));
}

#[tokio::test]
async fn past_conversations_are_told_by_platform() {
    let world = World::start().await;
    let fields = "participants,messages.limit(5){id,from,message}";
    let path = |platform: &str| {
        format!(
            "/v26.0/{}/conversations?platform={platform}&fields={fields}",
            world.page
        )
    };
    let answer = world.get(&path("instagram")).await;
    assert_eq!(code(&answer), (100, Some(2_534_013)), "no account yet");
    let (own, igsid) = account(&world).await;
    let (_, psid) = world.customer_who_wrote().await;

    let (status, list) = world.get(&path("instagram")).await;
    assert_eq!(status, 200, "{list}");
    let threads = list["data"].as_array().unwrap();
    assert_eq!(threads.len(), 1, "the page's are not among them");
    let people = &threads[0]["participants"]["data"];
    assert_eq!(people[0], json!({"username": "samira.khoury", "id": igsid}));
    assert_eq!(people[1], json!({"username": "alder.and.pine", "id": own}));
    let message = &threads[0]["messages"]["data"][0];
    assert_eq!(message["message"], "Is it still there?");

    world.simulator.move_clock(1_000).await.unwrap();
    let mid = message["id"].as_str().unwrap();
    let (status, single) = world.get(&format!("/v26.0/{mid}?fields=message")).await;
    assert_eq!((status, &single["message"]), (200, &message["message"]));

    world.simulator.move_clock(1_000).await.unwrap();
    let (_, list) = world.get(&path("messenger")).await;
    let threads = list["data"].as_array().unwrap();
    assert_eq!(threads.len(), 1);
    assert_eq!(threads[0]["participants"]["data"][0]["id"], json!(psid));
    world.simulator.move_clock(1_000).await.unwrap();
    assert_eq!(code(&world.get(&path("telegraph")).await), (100, None));
}
