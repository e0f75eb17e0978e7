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
    let by_id = |id: &str| json!({"attachment": {"type": "image", "payload": {"attachment_id": id}}});
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

#[tokio::test]
async fn comments_are_told_by_their_own_field_and_answered_under_their_own_edge() {
    let (world, receiver) = World::connected().await;
    let (own, igsid) = account(&world).await;
    let post = world.simulator.publish_post(&own, "Autumn sale").await.unwrap();
    let person = world.simulator.chat(&igsid).unwrap().person_id;
    let comment = world
        .simulator
        .comment(&post, person, "How much?", None)
        .await
        .unwrap();
    let changes = |receiver: &crate::harness::Receiver| -> Vec<Value> {
        let bodies = receiver.received().into_iter().map(|received| received.json());
        bodies
            .filter(|body| body["entry"][0]["changes"].is_array())
            .collect()
    };
    receiver
        .until("the comment", |receiver| !changes(receiver).is_empty())
        .await;
    let body = changes(&receiver).remove(0);
    assert_eq!(
        (&body["object"], &body["entry"][0]["id"]),
        (&json!("instagram"), &json!(own))
    );
    let change = &body["entry"][0]["changes"][0];
    assert_eq!(change["field"], "comments");
    assert_eq!(
        change["value"],
        json!({"from": {"id": igsid, "username": "samira.khoury"}, "id": comment, "text": "How much?",
               "media": {"id": post, "media_product_type": "FEED"}})
    );

    let (status, media) = world
        .get(&format!("/v26.0/{post}?fields=caption,permalink"))
        .await;
    assert_eq!((status, &media["caption"]), (200, &json!("Autumn sale")));
    let replies = format!("/v26.0/{comment}/replies");
    let long = json!({"message": "x".repeat(301)});
    assert_eq!(code(&world.post(&replies, long).await), (100, None));
    let (status, answer) = world.post(&replies, json!({"message": "40 euros"})).await;
    assert_eq!(status, 200, "{answer}");
    let (_, list) = world
        .get(&format!("{replies}?fields=id,from,text,timestamp"))
        .await;
    assert_eq!(
        list["data"][0]["from"],
        json!({"id": own, "username": "alder.and.pine"})
    );
    receiver
        .until("the answer", |receiver| changes(receiver).len() == 2)
        .await;
    assert_eq!(
        changes(&receiver)[1]["entry"][0]["changes"][0]["value"]["parent_id"],
        json!(comment)
    );

    let body = json!({"recipient": {"comment_id": comment}, "message": {"text": "40 euros"}});
    let path = format!("/v26.0/{}/messages", world.page);
    let (status, sent) = world.post(&path, body.clone()).await;
    assert_eq!((status, &sent["recipient_id"]), (200, &json!(igsid)));
    assert_eq!(code(&world.post(&path, body).await), (10_900, None), "once");
    let edited = world
        .simulator
        .edit_comment(&post, &comment, "How much is it?")
        .await;
    assert!(edited.is_err(), "comments at Instagram cannot be changed");
}

#[tokio::test]
async fn an_account_has_questions_and_a_menu_of_its_own() {
    let world = World::start().await;
    account(&world).await;
    let path = "/v26.0/me/messenger_profile?platform=instagram";
    let questions =
        json!([{"locale": "default", "call_to_actions": [{"question": "Open?", "payload": "OPEN"}]}]);
    let menu = json!([{"locale": "default", "call_to_actions": [{"type": "postback", "title": "Talk", "payload": "T"}]}]);
    let both = json!({"ice_breakers": questions, "persistent_menu": menu});
    assert_eq!(world.post(path, both).await.0, 200, "the menu needs no button");
    let (_, bare) = world.get(&format!("{path}&fields=ice_breakers")).await;
    assert_eq!(bare, json!({"data": questions}));
    let (_, all) = world
        .get(&format!("{path}&fields=ice_breakers,persistent_menu"))
        .await;
    assert_eq!(all["data"][0]["persistent_menu"], menu);
    let greeting = json!({"greeting": [{"locale": "default", "text": "Hi"}]});
    assert_eq!(code(&world.post(path, greeting).await), (100, None));
    let (_, of_page) = world.get("/v26.0/me/messenger_profile?fields=ice_breakers").await;
    assert_eq!(of_page, json!({"data": []}), "the page has none");
}
