//! Past conversations as the Conversations API tells them.

use parlance_channel::{Channel as _, SendErrorKind};
use parlance_core::message::Part;
use serde_json::json;

use super::support::{CUSTOMER, PAGE, PROOF, Platform, TOKEN, account, json as answer, refusal};

fn message(id: &str, from: &str, more: serde_json::Value) -> serde_json::Value {
    let mut message =
        json!({ "id": id, "created_time": "2026-11-22T09:35:00+0000", "from": { "name": "X", "id": from } });
    message
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    message
}

#[tokio::test]
async fn a_page_of_threads_comes_with_messages_of_both_sides() {
    let body = json!({
        "data": [{
            "id": "t_100", "updated_time": "2026-11-22T09:35:00+0000",
            "participants": { "data": [{ "name": "Marta Olsen", "id": CUSTOMER }, { "name": "Alder", "id": PAGE }] },
            "messages": { "data": [
                message("m_4", PAGE, json!({ "message": "Look", "attachments": { "data": [
                    { "id": "1", "mime_type": "image/png", "name": "a.png", "image_data": { "url": "https://scontent.fbcdn.net/a" } },
                    { "id": "2", "mime_type": "application/pdf", "name": "b.pdf", "file_url": "https://cdn.fbsbx.com/b" },
                    { "id": "3", "mime_type": "audio/mp4", "name": "c", "file_url": "https://cdn.fbsbx.com/c" },
                    { "id": "4", "mime_type": "video/mp4", "name": "d", "video_data": { "url": "https://video.fbcdn.net/d" } },
                    { "id": "5", "hologram_data": {} } ] } })),
                message("m_3", CUSTOMER, json!({ "message": "", "sticker": "https://scontent.fbcdn.net/s", "reply_to": { "mid": "m_1" } })),
                message("m_2", CUSTOMER, json!({ "message": "", "shares": { "data": [{ "link": "https://example.org", "name": "A tent" }] } })),
                message("m_1", CUSTOMER, json!({ "message": "Hi" })),
                { "id": "m_0", "created_time": "2026-11-20T09:35:00+0000" },
            ] },
        }, { "id": "t_101", "participants": { "data": [{ "id": PAGE }] } }, 7],
        "paging": { "cursors": { "before": "B", "after": "A" }, "next": "https://graph.facebook.com/x" },
    });
    let platform = Platform::new(move |_| answer(200, &body.to_string()));
    let channel = platform.channel();
    let page = channel
        .history()
        .unwrap()
        .threads(&account(), Some("c/1"))
        .await
        .unwrap();
    let seen = &platform.seen()[0];
    assert_eq!(
        (seen.path(), seen.bearer.as_str()),
        (format!("{PAGE}/conversations").as_str(), TOKEN)
    );
    assert!(
        seen.url.contains("platform=messenger") && seen.url.contains("after=c%2F1"),
        "{}",
        seen.url
    );
    assert!(seen.url.contains(&format!("appsecret_proof={PROOF}")) && !seen.url.contains(TOKEN));
    assert_eq!(page.next.as_deref(), Some("A"));
    let [thread] = &page.threads[..] else {
        panic!("one thread has a customer: {page:?}")
    };
    assert_eq!(
        (thread.customer_id.as_str(), thread.customer_name.as_deref()),
        (CUSTOMER, Some("Marta Olsen"))
    );
    let ids: Vec<&str> = thread
        .messages
        .iter()
        .map(|message| message.provider_id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["m_4", "m_3", "m_2", "m_1"],
        "without details nothing is told"
    );
    let [sent, sticker, share, first] = &thread.messages[..] else {
        unreachable!()
    };
    assert!(sent.from_account && !first.from_account);
    assert_eq!(first.at.as_millis(), 1_795_340_100_000);
    assert!(matches!(
        &sent.parts[..],
        [
            Part::Text { .. },
            Part::Image(_),
            Part::File(_),
            Part::Audio(_),
            Part::Video(_),
            Part::Unsupported { .. }
        ]
    ));
    assert!(matches!(&sticker.parts[..], [Part::Sticker(_)]) && sticker.reply_to.as_deref() == Some("m_1"));
    assert!(matches!(&share.parts[..], [Part::Link { .. }]));
}

#[tokio::test]
async fn the_last_page_leads_nowhere_and_refusals_say_what_to_do() {
    let body = r#"{"data":[],"paging":{"cursors":{"before":"B","after":"A"}}}"#;
    let channel = Platform::new(move |_| answer(200, body)).channel();
    assert_eq!(
        channel
            .history()
            .unwrap()
            .threads(&account(), None)
            .await
            .unwrap()
            .next,
        None
    );
    let cases = [(613, "slow"), (190, "reauth"), (10, "permission")];
    for (code, what) in cases {
        let channel = Platform::new(move |_| refusal(400, code, 0)).channel();
        let error = channel
            .history()
            .unwrap()
            .threads(&account(), None)
            .await
            .unwrap_err();
        let said = match error.kind {
            SendErrorKind::SlowDown { .. } => "slow",
            SendErrorKind::Reauth => "reauth",
            SendErrorKind::Permission => "permission",
            _ => "other",
        };
        assert_eq!(said, what, "{error:?}");
    }
}
