use std::{future::poll_fn, sync::Arc};

use bytes::Bytes;
use parlance_channel::{
    Address, AttachmentKind, BytesSource, InboundPayload, NewUpload, OutboundPart, Outgoing, ProfileAnswer,
    SendError, SendErrorKind, SenderAction, Sent,
};
use parlance_core::window::Permit;
use parlance_core::{
    message::Part,
    rich::{QuickReply, ReplyKind, Rich},
};
use parlance_simulator::SendFile;
use serde_json::{Value, json};

use crate::world::World;

const HOUR_MS: i64 = 3_600_000;

impl World {
    async fn send(&self, psid: &str, part: &OutboundPart, metadata: &str) -> Result<Sent, SendError> {
        let outgoing = Outgoing {
            account: &self.account,
            recipient: Address::Customer(psid),
            persona: None,
            part,
            metadata,
            reply_to: None,
            permit: Permit::Free,
        };
        self.channel.send(outgoing).await
    }

    async fn refused(&self, psid: &str, fault: Value) -> SendErrorKind {
        self.meta.order_fault(fault).await.unwrap();
        let kind = self
            .send(psid, &OutboundPart::text("x"), "k")
            .await
            .unwrap_err()
            .kind;
        self.meta.end_faults().await.unwrap();
        kind
    }
}

/// A customer who has written, so that the page may answer.
async fn open() -> (World, u64, String) {
    let mut world = World::start().await;
    let (person, psid) = world.customer().await;
    world.meta.say(&psid, "hello").await.unwrap();
    world
        .event(|payload| matches!(payload, InboundPayload::Message(_)))
        .await;
    (world, person, psid)
}

#[tokio::test]
async fn an_answer_arrives_and_its_echo_and_receipts_come_home() {
    let (mut world, _, psid) = open().await;
    let sent = world
        .send(&psid, &OutboundPart::text("Yes, 10 to 16."), "out_1")
        .await
        .unwrap();
    assert_eq!(sent.recipient_id.as_ref(), Some(&psid));
    let echo = world
        .event(|payload| matches!(payload, InboundPayload::Echo(_)))
        .await;
    let InboundPayload::Echo(body) = echo.payload else {
        unreachable!()
    };
    assert_eq!(
        (body.message_id.as_ref(), body.metadata.as_deref()),
        (Some(&sent.provider_id), Some("out_1"))
    );
    assert_eq!(body.app_id.as_ref(), Some(&world.app));
    let delivered = world
        .event(|payload| matches!(payload, InboundPayload::Delivery { .. }))
        .await;
    let InboundPayload::Delivery { watermark, .. } = delivered.payload else {
        unreachable!()
    };
    assert!(
        watermark >= echo.provider_at,
        "watermarks are compared with the platform's times"
    );
    world.meta.look_at(&psid).await.unwrap();
    world
        .event(|payload| {
            matches!(
                payload,
                InboundPayload::Read {
                    watermark: Some(_),
                    ..
                }
            )
        })
        .await;
    let chat = world.meta.chat(&psid).unwrap();
    assert_eq!(
        chat.messages.last().unwrap().text.as_deref(),
        Some("Yes, 10 to 16.")
    );
}

#[tokio::test]
async fn a_file_is_uploaded_and_a_customers_file_is_fetched() {
    let (mut world, _, psid) = open().await;
    let part = OutboundPart::Attachment {
        kind: AttachmentKind::File,
        source: Arc::new(BytesSource(Bytes::from_static(b"%PDF-1.7 ours"))),
        name: "Rechnung März.pdf".into(),
        mime: "application/pdf".into(),
        remote_id: None,
    };
    world.send(&psid, &part, "out_2").await.unwrap();
    let chat = world.meta.chat(&psid).unwrap();
    assert_eq!(chat.messages.last().unwrap().attachments.len(), 1);

    let file = SendFile {
        name: "theirs.pdf".into(),
        content_type: "application/pdf".into(),
        bytes: "%PDF theirs".into(),
    };
    world.meta.send_file(&psid, file).await.unwrap();
    let event = world
        .event(|payload| matches!(payload, InboundPayload::Message(_)))
        .await;
    let InboundPayload::Message(message) = event.payload else {
        unreachable!()
    };
    let Part::File(media) = &message.parts[0] else {
        panic!("{message:?}")
    };
    let mut fetched = world
        .media
        .fetch(media.source_url.as_deref().unwrap(), 1_000)
        .await
        .unwrap();
    assert_eq!(fetched.content_type.as_deref(), Some("application/pdf"));
    let mut bytes = Vec::new();
    while let Some(piece) = poll_fn(|context| fetched.stream.as_mut().poll_next(context)).await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(bytes, b"%PDF theirs");
}

#[tokio::test]
async fn an_uploaded_file_is_sent_again_by_its_id_to_its_own_page_for_90_days() {
    let (world, _, psid) = open().await;
    let source = Arc::new(BytesSource(Bytes::from_static(b"%PDF-1.7 prices")));
    let upload = NewUpload {
        kind: AttachmentKind::File,
        source: source.clone(),
        name: "prices.pdf".into(),
        mime: "application/pdf".into(),
    };
    let uploads = world.channel.uploads().unwrap();
    let id = uploads.upload(&world.account, upload).await.unwrap();
    let part = |kind, id: &str| OutboundPart::Attachment {
        kind,
        source: source.clone(),
        name: "prices.pdf".into(),
        mime: "application/pdf".into(),
        remote_id: Some(id.to_owned()),
    };
    for metadata in ["out_1", "out_2"] {
        world
            .send(&psid, &part(AttachmentKind::File, &id), metadata)
            .await
            .unwrap();
    }
    let chat = world.meta.chat(&psid).unwrap();
    let files: usize = chat
        .messages
        .iter()
        .map(|message| message.attachments.len())
        .sum();
    assert_eq!(files, 2);
    let log = world.meta.log(None, 1_000);
    assert_eq!(log.iter().filter(|line| line.kind == "upload").count(), 1);

    let gone = [
        part(AttachmentKind::File, "1857000000000000"),
        part(AttachmentKind::Image, &id),
    ];
    for part in gone {
        let refused = world.send(&psid, &part, "out_3").await.unwrap_err();
        assert_eq!(refused.kind, SendErrorKind::UploadForgotten);
    }
    world.meta.move_clock(90 * 86_400_000).await.unwrap();
    world.meta.say(&psid, "Still there?").await.unwrap();
    let refused = world.send(&psid, &part(AttachmentKind::File, &id), "out_4").await;
    assert_eq!(refused.unwrap_err().kind, SendErrorKind::UploadForgotten);
}

#[tokio::test]
async fn a_tapped_quick_reply_brings_its_payload() {
    let (mut world, _, psid) = open().await;
    let replies = vec![QuickReply {
        kind: ReplyKind::Text,
        title: "Green".into(),
        payload: "PICK:GREEN".into(),
    }];
    let content = Rich::Choices {
        text: "Which colour?".into(),
        replies,
    };
    let part = OutboundPart::Rich { content, file: None };
    let sent = world.send(&psid, &part, "out_3").await.unwrap();
    world
        .meta
        .tap_quick_reply(&psid, &sent.provider_id, "PICK:GREEN")
        .await
        .unwrap();
    let event = world
        .event(|payload| matches!(payload, InboundPayload::Message(_)))
        .await;
    assert!(
        matches!(event.payload, InboundPayload::Message(message) if message.quick_reply() == Some("PICK:GREEN"))
    );
}

#[tokio::test]
async fn actions_and_profiles_work() {
    let (world, person, psid) = open().await;
    for action in [
        SenderAction::MarkSeen,
        SenderAction::TypingOn,
        SenderAction::TypingOff,
    ] {
        world.channel.act(&world.account, &psid, action).await.unwrap();
    }
    let ProfileAnswer::Found(profile) = world.channel.profile(&world.account, &psid).await else {
        panic!()
    };
    assert_eq!(profile.name.as_deref(), Some("Ana Jónsdóttir"));
    world
        .media
        .fetch(profile.picture_url.as_deref().unwrap(), 1_000_000)
        .await
        .unwrap();
    for access in ["empty", "no_access", "phone_only"] {
        world.meta.set_profile(person, access).await.unwrap();
        let answer = world.channel.profile(&world.account, &psid).await;
        assert_eq!(answer, ProfileAnswer::NotAvailable, "{access}");
    }
}

#[tokio::test]
async fn refusals_have_the_kind_that_says_what_to_do() {
    let (world, person, psid) = open().await;
    let kind = world
        .refused(&psid, json!({ "kind": "throttle", "code": 613 }))
        .await;
    assert!(matches!(kind, SendErrorKind::SlowDown { .. }));
    assert_eq!(
        world
            .refused(&psid, json!({ "kind": "server_error", "after_accept": true }))
            .await,
        SendErrorKind::Uncertain
    );
    assert_eq!(
        world
            .refused(&psid, json!({ "kind": "garbage", "after_accept": true }))
            .await,
        SendErrorKind::Uncertain
    );
    assert_eq!(
        world.refused(&psid, json!({ "kind": "cut_after_accept" })).await,
        SendErrorKind::Uncertain
    );
    assert_eq!(
        world.refused(&psid, json!({ "kind": "token_expired" })).await,
        SendErrorKind::Reauth
    );
    assert_eq!(
        world.refused(&psid, json!({ "kind": "permission_lost" })).await,
        SendErrorKind::Permission
    );
    let restricted = json!({ "kind": "error", "code": 10, "subcode": 1_893_063 });
    assert_eq!(world.refused(&psid, restricted).await, SendErrorKind::Policy);

    let part = OutboundPart::text("x");
    let long = OutboundPart::text("x".repeat(2_001));
    assert_eq!(
        world.send(&psid, &long, "k").await.unwrap_err().kind,
        SendErrorKind::Permanent
    );
    let unknown = world.send("1234567890", &part, "k").await.unwrap_err();
    assert_eq!(unknown.kind, SendErrorKind::RecipientUnavailable);
    assert!(unknown.trace_id.is_some());
    world.meta.set_reach(person, "blocked").await.unwrap();
    assert_eq!(
        world.send(&psid, &part, "k").await.unwrap_err().kind,
        SendErrorKind::RecipientUnavailable
    );
    world.meta.set_reach(person, "reachable").await.unwrap();
    world.meta.move_clock(25 * HOUR_MS).await.unwrap();
    assert_eq!(
        world.send(&psid, &part, "k").await.unwrap_err().kind,
        SendErrorKind::WindowClosed
    );
}
