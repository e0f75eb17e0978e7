use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use parlance_channel::{
    AccountValues, Address, AttachmentKind, BytesSource, Channel as _, HttpFailure, HttpResponse, NewUpload,
    OutboundPart, Outgoing, Profile, ProfileAnswer, SendErrorKind, SenderAction, Sent,
};
use parlance_core::window::Permit;

use super::support::{Answer, CUSTOMER, PAGE, PROOF, Platform, TOKEN, account, json, offline, refusal};

const OK: &str = r#"{"recipient_id":"24891234567890123","message_id":"m_out-01"}"#;

fn outgoing<'a>(account: &'a AccountValues, part: &'a OutboundPart) -> Outgoing<'a> {
    Outgoing {
        account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part,
        metadata: "parlance:out:8f2c",
        reply_to: None,
        permit: Permit::Free,
    }
}

#[tokio::test]
async fn text_goes_out_with_everything_meta_wants_and_no_secret_in_the_address() {
    let platform = Platform::new(|_| json(200, OK));
    let part = OutboundPart::text("Yes, 10 to 16 on Sunday.");
    let sent = platform
        .channel()
        .send(outgoing(&account(), &part))
        .await
        .unwrap();
    assert_eq!(
        sent,
        Sent {
            provider_id: "m_out-01".into(),
            recipient_id: Some(CUSTOMER.into()),
            slow_down_ms: None,
            usage: Vec::new(),
        }
    );
    let seen = &platform.seen()[0];
    assert_eq!(
        seen.url,
        format!("https://graph.facebook.com/v26.0/{PAGE}/messages?appsecret_proof={PROOF}")
    );
    assert_eq!((seen.method.as_str(), seen.bearer.as_str()), ("POST", TOKEN));
    let wanted = serde_json::json!({
        "recipient": { "id": CUSTOMER }, "messaging_type": "RESPONSE",
        "message": { "text": "Yes, 10 to 16 on Sunday.", "metadata": "parlance:out:8f2c" },
    });
    assert_eq!(seen.json(), wanted);
}

#[tokio::test]
async fn without_an_app_secret_there_is_no_proof() {
    let platform = Platform::new(|_| json(200, OK));
    let mut account = account();
    account.secrets.remove("app_secret");
    let part = OutboundPart::text("x");
    platform.channel().send(outgoing(&account, &part)).await.unwrap();
    assert!(!platform.seen()[0].url.contains('?'));
}

#[tokio::test]
async fn a_reply_quotes_the_message_it_answers() {
    let platform = Platform::new(|_| json(200, OK));
    let (part, account) = (OutboundPart::text("Which?"), account());
    let quoting = Outgoing {
        reply_to: Some("m_img-01"),
        ..outgoing(&account, &part)
    };
    platform.channel().send(quoting).await.unwrap();
    assert_eq!(platform.seen()[0].json()["reply_to"]["mid"], "m_img-01");
}

#[tokio::test]
async fn a_file_is_uploaded_with_its_message() {
    let platform = Platform::new(|_| {
        json(
            200,
            r#"{"recipient_id":"1","message_id":"m_f","attachment_id":"1857"}"#,
        )
    });
    let part = OutboundPart::Attachment {
        kind: AttachmentKind::File,
        source: Arc::new(BytesSource(Bytes::from_static(b"%PDF"))),
        name: "invoice-7.pdf".into(),
        mime: "application/pdf".into(),
        remote_id: None,
    };
    let sent = platform
        .channel()
        .send(outgoing(&account(), &part))
        .await
        .unwrap();
    assert_eq!(sent.provider_id, "m_f");
    assert_eq!(
        platform.seen()[0].body,
        r#"recipient: {"id":"24891234567890123"}
messaging_type: RESPONSE
message: {"attachment":{"type":"file","payload":{"is_reusable":false}},"metadata":"parlance:out:8f2c"}
filedata: 4 bytes, invoice-7.pdf, application/pdf"#
    );
}

#[tokio::test]
async fn a_file_that_was_uploaded_before_is_named_and_its_bytes_stay() {
    let platform = Platform::new(|seen| {
        json(
            200,
            if seen.path().ends_with("/messages") {
                OK
            } else {
                r#"{"attachment_id":1857777774821032}"#
            },
        )
    });
    let channel = platform.channel();
    let uploads = channel.uploads().expect("Messenger keeps files");
    let file = NewUpload {
        kind: AttachmentKind::File,
        source: Arc::new(BytesSource(Bytes::from_static(b"%PDF"))),
        name: "prices.pdf".into(),
        mime: "application/pdf".into(),
    };
    let remote_id = uploads.upload(&account(), file.clone()).await.unwrap();
    assert_eq!(
        remote_id, "1857777774821032",
        "a number, too large for some readers"
    );
    let NewUpload {
        kind,
        source,
        name,
        mime,
    } = file;
    let part = OutboundPart::Attachment {
        kind,
        source,
        name,
        mime,
        remote_id: Some(remote_id),
    };
    channel.send(outgoing(&account(), &part)).await.unwrap();
    let seen = platform.seen();
    assert_eq!(seen[0].path(), format!("{PAGE}/message_attachments"));
    assert_eq!(
        seen[0].body,
        r#"message: {"attachment":{"type":"file","payload":{"is_reusable":true}}}
filedata: 4 bytes, prices.pdf, application/pdf"#
    );
    let wanted = serde_json::json!({
        "recipient": { "id": CUSTOMER }, "messaging_type": "RESPONSE",
        "message": {
            "attachment": { "type": "file", "payload": { "attachment_id": "1857777774821032" } },
            "metadata": "parlance:out:8f2c",
        },
    });
    assert_eq!(seen[1].json(), wanted);
    assert!(
        (86_400_000 * 85..86_400_000 * 90).contains(&uploads.kept_ms()),
        "Meta forgets after 90 days"
    );
}

#[tokio::test]
async fn an_upload_that_may_have_succeeded_is_tried_again() {
    for answer in [Err(HttpFailure::Broken), json(200, "{}"), json(500, "")] {
        let platform = Platform::new(move |_| answer.clone());
        let file = NewUpload {
            kind: AttachmentKind::Image,
            source: Arc::new(BytesSource(Bytes::from_static(b"x"))),
            name: "x.png".into(),
            mime: "image/png".into(),
        };
        let channel = platform.channel();
        let error = channel
            .uploads()
            .unwrap()
            .upload(&account(), file)
            .await
            .unwrap_err();
        assert!(matches!(error.kind, SendErrorKind::Retry { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn actions_go_alone() {
    let platform = Platform::new(|_| json(200, r#"{"recipient_id":"24891234567890123"}"#));
    let channel = platform.channel();
    for action in [
        SenderAction::TypingOn,
        SenderAction::TypingOff,
        SenderAction::MarkSeen,
    ] {
        channel.act(&account(), CUSTOMER, action).await.unwrap();
    }
    let said: Vec<String> = platform.seen().iter().map(|seen| seen.body.clone()).collect();
    let wanted = ["typing_on", "typing_off", "mark_seen"]
        .map(|word| format!(r#"{{"recipient":{{"id":"{CUSTOMER}"}},"sender_action":"{word}"}}"#));
    assert_eq!(said, wanted);
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_tried() {
    let account = account();
    let blank = OutboundPart::text(" \n");
    let error = offline().send(outgoing(&account, &blank)).await.unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Permanent);
    let nobody = AccountValues::default().with_setting("page_id", PAGE);
    let error = offline()
        .send(outgoing(&nobody, &OutboundPart::text("x")))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.sentence.id.as_str()),
        (SendErrorKind::Reauth, "messenger.account.no_token")
    );
}

#[tokio::test]
async fn a_yes_without_a_message_id_is_uncertain() {
    let platform = Platform::new(|_| json(200, r#"{"recipient_id":"1"}"#));
    let error = platform
        .channel()
        .send(outgoing(&account(), &OutboundPart::text("x")))
        .await
        .unwrap_err();
    assert_eq!(error.kind, SendErrorKind::Uncertain);
}

#[tokio::test]
async fn a_full_usage_header_asks_for_a_pause_after_a_sent_message() {
    let platform = Platform::new(|_| {
        let usage = r#"{"108044556677001":[{"type":"messenger","call_count":100,"total_cputime":23,"total_time":23,"estimated_time_to_regain_access":2}]}"#;
        let headers: HeaderMap = [(
            "x-business-use-case-usage".parse().unwrap(),
            usage.parse().unwrap(),
        )]
        .into_iter()
        .collect();
        Ok(HttpResponse {
            status: 200,
            headers,
            body: Bytes::from_static(OK.as_bytes()),
        })
    });
    let sent = platform
        .channel()
        .send(outgoing(&account(), &OutboundPart::text("x")))
        .await
        .unwrap();
    assert_eq!(sent.slow_down_ms, Some(120_000));
}

async fn profile_with(answer: fn() -> Answer) -> ProfileAnswer {
    let platform = Platform::new(move |_| answer());
    let found = platform.channel().profile(&account(), CUSTOMER).await;
    let seen = &platform.seen()[0];
    assert_eq!(seen.path(), CUSTOMER);
    assert!(
        seen.url
            .contains("fields=id%2Cname%2Cfirst_name%2Clast_name%2Cprofile_pic")
    );
    found
}

#[tokio::test]
async fn a_profile_is_found_or_not_and_never_holds_anything_up() {
    let found = profile_with(|| {
        json(
            200,
            r#"{"id":"1","first_name":"Ana","last_name":"Jónsdóttir","profile_pic":"https://platform-lookaside.fbsbx.com/p.jpg"}"#,
        )
    });
    let ana = Profile {
        name: Some("Ana Jónsdóttir".into()),
        first_name: Some("Ana".into()),
        last_name: Some("Jónsdóttir".into()),
        picture_url: Some("https://platform-lookaside.fbsbx.com/p.jpg".into()),
    };
    assert_eq!(found.await, ProfileAnswer::Found(ana));
    assert_eq!(
        profile_with(|| json(200, "{}")).await,
        ProfileAnswer::NotAvailable
    );
    assert_eq!(
        profile_with(|| refusal(400, 100, 2_018_218)).await,
        ProfileAnswer::NotAvailable
    );
    assert_eq!(
        profile_with(|| refusal(400, 100, 2_018_247)).await,
        ProfileAnswer::NotAvailable
    );
    assert_eq!(
        profile_with(|| refusal(400, 100, 33)).await,
        ProfileAnswer::NotAvailable
    );
    let ProfileAnswer::Failed(error) = profile_with(|| refusal(500, 1, 0)).await else {
        panic!()
    };
    assert!(
        matches!(error.kind, SendErrorKind::Retry { .. }),
        "asking twice harms nobody"
    );
}

#[tokio::test]
async fn subscribing_sends_the_whole_list_and_tells_what_is_in_force() {
    let platform = Platform::new(|seen| match seen.method.as_str() {
        "POST" => json(200, r#"{"success":"true"}"#),
        _ => json(
            200,
            r#"{"data":[{"id":"742000000000001","name":"Desk","subscribed_fields":["messages",{"name":"message_reads"}]}]}"#,
        ),
    });
    let fields = ["messages".to_owned(), "message_reads".to_owned()];
    let now = platform.channel().subscribe(&account(), &fields).await.unwrap();
    assert_eq!(now, fields);
    let all = platform.seen();
    let posted: Vec<_> = all.iter().filter(|seen| seen.method == "POST").collect();
    assert_eq!(posted[0].path(), format!("{PAGE}/subscribed_apps"));
    assert!(
        posted[0]
            .url
            .contains("?subscribed_fields=messages%2Cmessage_reads&")
    );
    assert!(!posted[0].url.contains(TOKEN));
    let empty = Platform::new(|_| json(200, r#"{"data":[]}"#));
    assert!(
        empty
            .channel()
            .subscribed_fields(&account())
            .await
            .unwrap()
            .is_empty()
    );
}
