//! The Send API: what is accepted, and each refusal with its code.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use parlance_simulator::{AttachmentView, MessageState};

use crate::harness::{World, code};

#[tokio::test]
async fn a_text_is_accepted_in_json_form_and_multipart_with_the_token_in_header_query_or_body() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let (status, answer) = world.send(&psid, "json").await;
    assert_eq!(status, 200);
    assert_eq!(answer["recipient_id"], psid.as_str());
    assert!(
        answer["message_id"]
            .as_str()
            .is_some_and(|mid| mid.starts_with("m_"))
    );

    let recipient = json!({"id": psid}).to_string();
    let form = [
        ("recipient", recipient.as_str()),
        ("message", r#"{"text":"form"}"#),
    ];
    let url = format!("{}/v25.0/me/messages?access_token={}", world.url, world.token);
    let answer = world.http.post(url).form(&form).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);

    let form = Form::new()
        .text("recipient", recipient)
        .text("message", r#"{"text":"multipart"}"#)
        .text("access_token", world.token.clone());
    let url = format!("{}/me/messages", world.url);
    let answer = world
        .http
        .post(url)
        .multipart(form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 200);

    let chat = world.simulator.chat(&psid).expect("the chat");
    let texts: Vec<_> = chat
        .messages
        .iter()
        .filter_map(|message| message.text.as_deref())
        .collect();
    assert_eq!(texts, ["Hello", "json", "form", "multipart"]);
}

/// Code and subcode.
type Code = (u64, Option<u64>);

/// Sends a whole body and expects a refusal.
async fn refused(world: &World, body: Value) -> Code {
    code(&world.post("/v26.0/me/messages", body).await)
}

#[tokio::test]
async fn malformed_sends_are_refused_with_their_codes() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let to = json!({"id": psid});
    let text = |text: &str| json!({"recipient": to, "message": {"text": text}});
    let long = "x".repeat(2_001);
    let cases: Vec<(&str, Value, Code)> = vec![
        ("no recipient", json!({"message": {"text": "x"}}), (100, None)),
        (
            "unknown person",
            json!({"recipient": {"id": "24000000000000001"}, "message": {"text": "x"}}),
            (100, Some(2_018_001)),
        ),
        ("empty text", text("  "), (100, Some(2_018_034))),
        ("nothing", json!({"recipient": to}), (100, Some(2_018_034))),
        (
            "an empty message",
            json!({"recipient": to, "message": {}}),
            (100, Some(2_018_034)),
        ),
        ("2001 units", text(&long), (100, None)),
        (
            "1001 emoji are 2002 units",
            text(&"👋".repeat(1_001)),
            (100, None),
        ),
        (
            "message and action",
            json!({"recipient": to, "message": {"text": "x"}, "sender_action": "typing_on"}),
            (100, Some(2_018_014)),
        ),
        (
            "unknown action",
            json!({"recipient": to, "sender_action": "dance"}),
            (100, None),
        ),
        (
            "unknown messaging_type",
            json!({"recipient": to, "messaging_type": "SHOUT", "message": {"text": "x"}}),
            (100, None),
        ),
        (
            "tag without its type",
            json!({"recipient": to, "tag": "HUMAN_AGENT", "message": {"text": "x"}}),
            (100, None),
        ),
        (
            "type without its tag",
            json!({"recipient": to, "messaging_type": "MESSAGE_TAG", "message": {"text": "x"}}),
            (100, None),
        ),
        (
            "retired tag",
            json!({"recipient": to, "messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE", "message": {"text": "x"}}),
            (100, Some(1_893_061)),
        ),
        (
            "utility without a template",
            json!({"recipient": to, "messaging_type": "UTILITY", "message": {"text": "x"}}),
            (100, None),
        ),
        (
            "unknown utility template",
            json!({"recipient": to, "messaging_type": "UTILITY", "message": {"template": {"name": "x", "language": {"code": "en"}}}}),
            (100, None),
        ),
        (
            "text and attachment",
            json!({"recipient": to, "message": {"text": "x", "attachment": {"type": "image", "payload": {"attachment_id": "1"}}}}),
            (100, None),
        ),
        (
            "unknown attachment id",
            json!({"recipient": to, "message": {"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}}),
            (100, Some(2_018_074)),
        ),
        (
            "attachment without a source",
            json!({"recipient": to, "message": {"attachment": {"type": "image", "payload": {}}}}),
            (100, None),
        ),
        (
            "unknown attachment type",
            json!({"recipient": to, "message": {"attachment": {"type": "hologram", "payload": {"url": "http://x"}}}}),
            (100, None),
        ),
        (
            "unreachable url",
            json!({"recipient": to, "message": {"attachment": {"type": "image", "payload": {"url": "http://127.0.0.1:1/a.png"}}}}),
            (100, Some(2_018_008)),
        ),
        (
            "too many buttons",
            json!({"recipient": to, "message": {"attachment": {"type": "template", "payload": {"template_type": "button", "text": "x", "buttons": vec![json!({"type": "postback", "title": "t", "payload": "p"}); 4]}}}}),
            (105, None),
        ),
        (
            "metadata of 1000",
            json!({"recipient": to, "message": {"text": "x", "metadata": "m".repeat(1_000)}}),
            (100, None),
        ),
        (
            "unknown quote",
            json!({"recipient": to, "message": {"text": "x"}, "reply_to": {"mid": "m_nope"}}),
            (100, None),
        ),
        (
            "unknown sticker",
            json!({"recipient": to, "message": {"sticker_id": "1"}}),
            (100, None),
        ),
    ];
    for (what, body, expected) in cases {
        assert_eq!(refused(&world, body).await, expected, "{what}");
    }
    assert_eq!(
        world.send(&psid, &"x".repeat(2_000)).await.0,
        200,
        "2000 is allowed"
    );
    assert_eq!(
        world.send(&psid, &"👋".repeat(1_000)).await.0,
        200,
        "1000 emoji are 2000 units"
    );
}

#[tokio::test]
async fn quick_replies_have_their_limits() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let reply =
        |title: &str, payload: &str| json!({"content_type": "text", "title": title, "payload": payload});
    let send = |replies: Vec<Value>| {
        let world = &world;
        let psid = psid.clone();
        async move {
            world
                .send_message(&psid, json!({"text": "choose", "quick_replies": replies}))
                .await
        }
    };
    assert_eq!(send(vec![reply("Green", "G"); 13]).await.0, 200);
    assert_eq!(code(&send(vec![reply("Green", "G"); 14]).await).0, 105);
    assert_eq!(send(vec![reply(&"t".repeat(20), "P")]).await.0, 200);
    assert_eq!(code(&send(vec![reply(&"t".repeat(21), "P")]).await).0, 100);
    assert_eq!(code(&send(vec![reply("t", &"p".repeat(1_001))]).await).0, 100);
    assert_eq!(
        code(&send(vec![json!({"content_type": "location"})]).await).0,
        100
    );
    assert_eq!(
        send(vec![json!({"content_type": "user_phone_number"})]).await.0,
        200
    );
}

#[tokio::test]
async fn a_phone_offers_its_own_number() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let offer = json!({"text": "May we call?", "quick_replies": [{"content_type": "user_phone_number"}]});
    let (_, sent) = world.send_message(&psid, offer).await;
    let number = world.simulator.chat(&psid).expect("the chat").messages[1].quick_replies[0]
        .payload
        .clone();
    assert!(number.starts_with("+1555"), "{number}");
    let mid = sent["message_id"].as_str().expect("a message id");
    world
        .simulator
        .tap_quick_reply(&psid, mid, &number)
        .await
        .expect("tapped");
    receiver
        .until("the number", |it| {
            it.events_with("message").iter().any(|event| {
                event["message"]["text"] == number.as_str()
                    && event["message"]["quick_reply"]["payload"] == number.as_str()
            })
        })
        .await;
}

#[tokio::test]
async fn people_who_cannot_be_reached_have_codes_of_their_own() {
    let world = World::start().await;
    let (person, psid) = world.customer_who_wrote().await;
    world.simulator.set_reach(person, "blocked").await.expect("set");
    assert_eq!(code(&world.send(&psid, "x").await), (551, Some(1_545_041)));
    world
        .simulator
        .set_reach(person, "unavailable")
        .await
        .expect("set");
    assert_eq!(code(&world.send(&psid, "x").await), (10, Some(2_018_108)));
    world.simulator.set_reach(person, "reachable").await.expect("set");
    world
        .simulator
        .set_thread_owner(&psid, Some("263902037430900"))
        .await
        .expect("set");
    assert_eq!(code(&world.send(&psid, "x").await), (10, Some(2_018_300)));
    world.simulator.set_thread_owner(&psid, None).await.expect("set");
    world
        .simulator
        .restrict_page(&world.page, true)
        .await
        .expect("set");
    assert_eq!(code(&world.send(&psid, "x").await), (10, Some(1_893_063)));
    world
        .simulator
        .restrict_page(&world.page, false)
        .await
        .expect("set");
    assert_eq!(world.send(&psid, "x").await.0, 200);
}

#[tokio::test]
async fn a_person_of_another_page_is_nobody() {
    let world = World::start().await;
    let (person, psid) = world.customer_who_wrote().await;
    let other = world
        .simulator
        .create_page("Fjell & Co", None)
        .await
        .expect("a page");
    let their_psid = world.simulator.open_chat(person, &other).await.expect("a chat");
    assert_ne!(psid, their_psid, "ids are scoped to pages");
    world.simulator.say(&their_psid, "hi").await.expect("said");
    assert_eq!(code(&world.send(&their_psid, "x").await), (100, Some(2_018_001)));
}

#[tokio::test]
async fn files_travel_by_upload_by_url_and_by_id() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let upload = |message: &str, name: &str, kind: &str, bytes: Vec<u8>| {
        let part = Part::bytes(bytes)
            .file_name(name.to_owned())
            .mime_str(kind)
            .expect("a type");
        let form = Form::new()
            .text("recipient", json!({"id": psid}).to_string())
            .text("messaging_type", "RESPONSE")
            .text("message", message.to_owned())
            .part("filedata", part);
        world
            .http
            .post(format!("{}/v26.0/me/messages", world.url))
            .bearer_auth(&world.token)
            .multipart(form)
    };
    let file = r#"{"attachment":{"type":"file","payload":{"is_reusable":true}}}"#;
    let answer = upload(file, "invoice-7.pdf", "application/pdf", b"%PDF-1.7".to_vec())
        .send()
        .await;
    let answer: Value = answer.expect("an answer").json().await.expect("JSON");
    let attachment_id = answer["attachment_id"].as_str().expect("reusable").to_owned();

    let again = json!({"attachment": {"type": "file", "payload": {"attachment_id": attachment_id}}});
    assert_eq!(world.send_message(&psid, again.clone()).await.0, 200);
    world
        .simulator
        .move_clock(91 * 24 * 3_600_000)
        .await
        .expect("moved");
    world.simulator.say(&psid, "still there?").await.expect("said");
    assert_eq!(
        code(&world.send_message(&psid, again).await),
        (100, Some(2_018_074)),
        "ids end after 90 days"
    );

    let echoes = receiver.until_with("message", 4).await;
    let url = echoes
        .iter()
        .find_map(|event| event["message"]["attachments"][0]["payload"]["url"].as_str())
        .expect("the echo names the file");
    assert!(url.contains("/invoice-7.pdf?"), "the name is in the path: {url}");

    // The picture of a customer is fetched by url, as Meta would.
    let picture = world.simulator.overview().stickers[0].url.clone();
    let by_url =
        json!({"attachment": {"type": "image", "payload": {"url": format!("{}{picture}", world.url)}}});
    assert_eq!(world.send_message(&psid, by_url).await.0, 200);

    let wrong = r#"{"attachment":{"type":"audio","payload":{}}}"#;
    let answer = upload(wrong, "a.txt", "text/plain", b"no sound".to_vec())
        .send()
        .await
        .expect("an answer");
    let body = (answer.status().as_u16(), answer.json().await.expect("JSON"));
    assert_eq!(code(&body), (100, Some(2_018_047)));
    let large = vec![0; (25 << 20) + 1];
    let answer = upload(file, "large.bin", "application/octet-stream", large)
        .send()
        .await
        .expect("an answer");
    let body = (answer.status().as_u16(), answer.json().await.expect("JSON"));
    assert_eq!(code(&body), (100, Some(2_018_109)));
}

#[tokio::test]
async fn an_uploaded_attachment_belongs_to_its_page() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let picture = world.simulator.overview().stickers[0].url.clone();
    let message = json!({"attachment": {"type": "image", "payload": {"url": format!("{}{picture}", world.url), "is_reusable": true}}});
    let (status, answer) = world
        .post("/v26.0/me/message_attachments", json!({"message": message}))
        .await;
    assert_eq!(status, 200);
    let by_id =
        json!({"attachment": {"type": "image", "payload": {"attachment_id": answer["attachment_id"]}}});
    assert_eq!(world.send_message(&psid, by_id.clone()).await.0, 200);

    let other = world
        .simulator
        .create_page("Fjell & Co", None)
        .await
        .expect("a page");
    let token = world
        .simulator
        .create_token(&other, &world.app, parlance_simulator::NewToken::default())
        .await;
    let person = world.simulator.create_customer(None).await.expect("a customer");
    let their_psid = world.simulator.open_chat(person, &other).await.expect("a chat");
    world.simulator.say(&their_psid, "hi").await.expect("said");
    let body = json!({"recipient": {"id": their_psid}, "message": by_id});
    let token = token.expect("a token");
    let answer = world
        .call_as(&token, Method::POST, "/me/messages", Some(body))
        .await;
    assert_eq!(code(&answer), (100, Some(2_018_074)));

    let uploads = |world: &World| {
        let log = world.simulator.log(None, 1_000);
        log.iter().filter(|entry| entry.kind == "upload").count()
    };
    assert_eq!(uploads(&world), 1, "only the upload was one");
    let template = |id: &Value, kind: &str| {
        json!({"attachment": {"type": "template", "payload": {"template_type": "media",
            "elements": [{"media_type": kind, "attachment_id": id}]}}})
    };
    let id = &answer_id(&by_id);
    assert_eq!(world.send_message(&psid, template(id, "image")).await.0, 200);
    let shown = world.simulator.chat(&psid).expect("the chat");
    let Some(AttachmentView::Template { payload }) = shown.messages.last().expect("sent").attachments.first()
    else {
        panic!("a template was sent")
    };
    let url = payload["elements"][0]["file_url"].as_str().unwrap_or_default();
    assert!(url.contains("/media/files/"), "the phone can draw it: {url}");
    let wrong = world.send_message(&psid, template(id, "video")).await;
    assert_eq!(code(&wrong), (100, Some(2_018_074)));
    let unknown = world.send_message(&psid, template(&json!("1"), "image")).await;
    assert_eq!(code(&unknown), (100, Some(2_018_074)));

    let once =
        json!({"attachment": {"type": "image", "payload": {"url": format!("{}{picture}", world.url)}}});
    let (status, answer) = world
        .post("/v26.0/me/message_attachments", json!({"message": once}))
        .await;
    assert_eq!(status, 200);
    let by_id =
        json!({"attachment": {"type": "image", "payload": {"attachment_id": answer["attachment_id"]}}});
    let refused = world.send_message(&psid, by_id).await;
    assert_eq!(code(&refused), (100, Some(2_018_074)), "not reusable");
}

fn answer_id(by_id: &Value) -> Value {
    by_id["attachment"]["payload"]["attachment_id"].clone()
}

#[tokio::test]
async fn actions_show_on_the_phone() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let act = |action: Value| {
        let mut body = json!({"recipient": {"id": psid}});
        body.as_object_mut()
            .expect("an object")
            .extend(action.as_object().expect("an object").clone());
        world.post("/v26.0/me/messages", body)
    };
    let (status, answer) = act(json!({"sender_action": "TYPING_ON"})).await;
    assert_eq!(
        (status, answer),
        (200, json!({"recipient_id": psid})),
        "capitals work too"
    );
    let chat = world.simulator.chat(&psid).expect("the chat");
    assert!(chat.page_typing_until_ms > world.simulator.now_ms());
    assert_eq!(chat.messages[0].state, MessageState::Sent);

    act(json!({"sender_action": "mark_seen"})).await;
    let mid = chat.messages[0].mid.clone();
    act(json!({"sender_action": "react", "payload": {"message_id": mid, "reaction": "😊"}})).await;
    world.send(&psid, "a message ends the typing").await;
    let chat = world.simulator.chat(&psid).expect("the chat");
    assert_eq!(chat.page_typing_until_ms, 0);
    assert_eq!(chat.messages[0].state, MessageState::Seen);
    assert_eq!(chat.messages[0].page_reaction.as_deref(), Some("😊"));
}

#[tokio::test]
async fn tokens_end_and_say_why() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let id = world.simulator.token_id(&world.token).expect("known");
    world
        .simulator
        .set_token_scopes(id, vec!["pages_manage_metadata".into()])
        .await
        .expect("set");
    assert_eq!(code(&world.send(&psid, "x").await), (10, None));
    world.simulator.expire_token(id).await.expect("expired");
    let expired = world.send(&psid, "x").await;
    assert_eq!((expired.0, code(&expired)), (401, (190, Some(463))));
    world.simulator.withdraw_token(id, 460).await.expect("withdrawn");
    assert_eq!(code(&world.send(&psid, "x").await), (190, Some(460)));
    let garbage = world.call_as("EAAnonsense", Method::GET, "/me", None).await;
    assert_eq!(code(&garbage), (190, None));
    let nobody = world
        .http
        .get(format!("{}/me", world.url))
        .send()
        .await
        .expect("an answer");
    assert!(!nobody.status().is_success());
}

#[tokio::test]
async fn proofs_are_checked_when_present_and_wanted_when_required() {
    let world = World::start().await;
    let (_, psid) = world.customer_who_wrote().await;
    let send = |proof: Option<String>| {
        let mut body = json!({"recipient": {"id": psid}, "message": {"text": "x"}});
        if let Some(proof) = proof {
            body["appsecret_proof"] = proof.into();
        }
        world.post("/v26.0/me/messages", body)
    };
    assert_eq!(send(Some(world.proof())).await.0, 200);
    assert_eq!(code(&send(Some("00".repeat(32))).await).0, 100);
    let change = parlance_simulator::AppChange {
        require_proof: Some(true),
        ..Default::default()
    };
    world
        .simulator
        .change_app(&world.app, change)
        .await
        .expect("changed");
    assert_eq!(code(&send(None).await).0, 100);
    assert_eq!(send(Some(world.proof())).await.0, 200);
}

#[tokio::test]
async fn templates_are_kept_and_their_buttons_come_back_as_postbacks() {
    let (world, receiver) = World::connected().await;
    let (_, psid) = world.customer_who_wrote().await;
    let template = json!({"attachment": {"type": "template", "payload": {"template_type": "button", "text": "Which?",
        "buttons": [{"type": "postback", "title": "The blue one", "payload": "PICK:BLUE"}]}}});
    let (_, sent) = world.send_message(&psid, template).await;
    let mid = sent["message_id"].as_str().expect("a message id");
    let chat = world.simulator.chat(&psid).expect("the chat");
    assert!(matches!(
        chat.messages[1].attachments[0],
        AttachmentView::Template { .. }
    ));
    world
        .simulator
        .tap_button(&psid, mid, "PICK:BLUE")
        .await
        .expect("tapped");
    let postback = &receiver.until_with("postback", 1).await[0]["postback"];
    assert_eq!(
        (&postback["title"], &postback["payload"]),
        (&json!("The blue one"), &json!("PICK:BLUE"))
    );
    assert!(postback["mid"].is_string());
    assert!(world.simulator.tap_button(&psid, mid, "PICK:RED").await.is_err());
}
