//! Instagram against a simulated Meta.

use std::sync::Arc;

use bytes::Bytes;
use parlance_channel::{
    Address, AttachmentKind, BytesSource, CheckStatus, InboundPayload, OutboundPart, Outgoing, ProfileAnswer,
    SendErrorKind, SenderAction, check::worst,
};
use parlance_core::{
    message::{MediaState, Part},
    public_profile::PublicProfile,
    window::Permit,
};

use crate::world::World;

async fn parts(world: &mut World) -> Vec<Part> {
    let event = world
        .event(|payload| matches!(payload, InboundPayload::Message(_)))
        .await;
    match event.payload {
        InboundPayload::Message(message) => message.parts,
        other => panic!("{other:?}"),
    }
}

fn outgoing<'a>(world: &'a World, psid: &'a str, part: &'a OutboundPart) -> Outgoing<'a> {
    Outgoing {
        account: &world.account,
        recipient: Address::Customer(psid),
        part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
        persona: None,
    }
}

#[tokio::test]
async fn a_finished_set_up_has_nothing_to_fix() {
    let world = World::of("instagram").await;
    let mut checks = world
        .channel
        .test_connection(&world.account, &world.expectations())
        .await;
    checks.retain(|check| check.id != "webhook");
    assert_eq!(worst(&checks), CheckStatus::Ok, "{checks:?}");
}

#[tokio::test]
async fn words_stories_and_changes_of_mind_are_understood() {
    let mut world = World::of("instagram").await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "Do you have this in blue?").await.unwrap();
    assert_eq!(
        parts(&mut world).await,
        [Part::Text {
            text: "Do you have this in blue?".into()
        }]
    );

    world.meta.answer_story(&psid, "love this!").await.unwrap();
    let answer = parts(&mut world).await;
    assert!(
        matches!(&answer[..], [Part::Shared { kind, .. }, Part::Text { .. }] if kind == "story_reply"),
        "{answer:?}"
    );
    assert_eq!(
        answer[0].media().map(|media| media.state),
        Some(MediaState::Linked)
    );

    world.meta.mention_in_story(&psid).await.unwrap();
    let mention = parts(&mut world).await;
    assert!(
        matches!(&mention[..], [Part::Shared { kind, .. }] if kind == "story_mention"),
        "{mention:?}"
    );

    world.meta.take_back_last(&psid).await.unwrap();
    world
        .event(|payload| matches!(payload, InboundPayload::Unsend { is_echo: false, .. }))
        .await;
}

#[tokio::test]
async fn answers_arrive_are_seen_by_their_id_and_come_back_without_an_app() {
    let mut world = World::of("instagram").await;
    let (_, psid) = world.customer().await;
    let said = world.meta.say(&psid, "Hello?").await.unwrap();
    parts(&mut world).await;

    let part = OutboundPart::text("Yes, from Monday.");
    let sent = world.channel.send(outgoing(&world, &psid, &part)).await.unwrap();
    let echo = world
        .event(|payload| matches!(payload, InboundPayload::Echo(_)))
        .await;
    let InboundPayload::Echo(echo) = echo.payload else {
        unreachable!("asked for")
    };
    assert_eq!(echo.message_id.as_ref(), Some(&sent.provider_id));
    assert_eq!((echo.app_id, echo.metadata), (None, None));
    world
        .event(|payload| {
            matches!(payload, InboundPayload::Read { message_id: Some(id), watermark: None } if *id == sent.provider_id)
        })
        .await;

    let react = |emoji: &str| SenderAction::React {
        message_id: said.clone(),
        emoji: emoji.into(),
    };
    world
        .channel
        .act(&world.account, &psid, react("❤️"))
        .await
        .unwrap();
    let chat = world.meta.chat(&psid).unwrap();
    assert_eq!(chat.messages[0].page_reaction.as_deref(), Some("❤️"));
}

#[tokio::test]
async fn a_thousand_bytes_are_taken_and_one_more_is_refused() {
    let mut world = World::of("instagram").await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "Tell me everything").await.unwrap();
    parts(&mut world).await;
    let part = OutboundPart::text("ä".repeat(500));
    world.channel.send(outgoing(&world, &psid, &part)).await.unwrap();
    let part = OutboundPart::text("ä".repeat(501));
    let refused = world
        .channel
        .send(outgoing(&world, &psid, &part))
        .await
        .unwrap_err();
    assert_eq!(refused.kind, SendErrorKind::Permanent);
}

#[tokio::test]
async fn the_window_closes_with_instagrams_own_number() {
    let mut world = World::of("instagram").await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "Tomorrow is fine").await.unwrap();
    parts(&mut world).await;
    world.meta.move_clock(25 * 3_600_000).await.unwrap();
    let part = OutboundPart::text("Sorry for the wait");
    let refused = world
        .channel
        .send(outgoing(&world, &psid, &part))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.kind, refused.subcode),
        (SendErrorKind::WindowClosed, Some(2_534_022))
    );
    let by_hand = Outgoing {
        permit: Permit::Person,
        ..outgoing(&world, &psid, &part)
    };
    world.channel.send(by_hand).await.unwrap();
}

#[tokio::test]
async fn a_customer_has_a_name() {
    let mut world = World::of("instagram").await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "Hello").await.unwrap();
    parts(&mut world).await;
    let profile = world.channel.profile(&world.account, &psid).await;
    assert!(
        matches!(&profile, ProfileAnswer::Found(found) if found.name.as_deref() == Some("Ana Jónsdóttir")),
        "{profile:?}"
    );
}

#[tokio::test]
async fn a_comment_comes_and_is_answered_under_the_post_and_in_private() {
    let mut world = World::of("instagram").await;
    let (person, psid) = world.customer().await;
    let post = world.meta.publish_post(&world.page, "Autumn sale").await.unwrap();
    let comment = world
        .meta
        .comment(&post, person, "How much?", None)
        .await
        .unwrap();
    let event = world
        .event(|payload| matches!(payload, InboundPayload::Comment(_)))
        .await;
    assert_eq!(event.customer_id.as_ref(), Some(&psid), "whom messages go to");

    let comments = world.channel.comments().unwrap();
    let about = comments.post(&world.account, &post).await.unwrap();
    assert_eq!(about.excerpt.as_deref(), Some("Autumn sale"));
    let reply = comments
        .reply_publicly(&world.account, &comment, "40 euros.")
        .await
        .unwrap();
    let own = comments.own_replies(&world.account, &comment).await.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(
        (&own[0].provider_id, own[0].text.as_str()),
        (&reply.provider_id, "40 euros.")
    );

    let part = OutboundPart::text("40 euros, and it is yours.");
    let private = Outgoing {
        recipient: Address::CommentAuthor(&comment),
        ..outgoing(&world, &psid, &part)
    };
    let sent = world.channel.send(private).await.unwrap();
    assert_eq!(sent.recipient_id.as_ref(), Some(&psid));
    let again = Outgoing {
        recipient: Address::CommentAuthor(&comment),
        ..outgoing(&world, &psid, &part)
    };
    let refused = world.channel.send(again).await.unwrap_err();
    assert_eq!(refused.sentence.id, "instagram.send.private_reply", "once");
}

#[tokio::test]
async fn questions_and_menu_are_published_and_read_back() {
    let world = World::of("instagram").await;
    let page = world.channel.public_profile().unwrap();
    let wanted: PublicProfile = serde_json::from_value(serde_json::json!({
        "questions": [{"locale": "default", "items": [{"question": "Where is my order?", "payload": "ORDER"}]}],
        "menus": [{"locale": "default", "items": [
            {"title": "Talk to us"}, {"title": "Shop", "url": "https://shop.example"}]}],
    }))
    .unwrap();
    let wanted = wanted.tidied();
    page.publish(&world.account, &wanted).await.unwrap();
    assert_eq!(page.read(&world.account).await.unwrap(), wanted);
    let less = PublicProfile {
        menus: Vec::new(),
        ..wanted
    };
    page.publish(&world.account, &less).await.unwrap();
    assert_eq!(page.read(&world.account).await.unwrap(), less);
}

#[tokio::test]
async fn past_conversations_are_those_of_the_account_alone() {
    let world = World::of("instagram").await;
    let (person, psid) = world.customer().await;
    world.meta.say(&psid, "Is it still there?").await.unwrap();
    let page = world.account.setting("page_id").unwrap();
    let at_page = world.meta.open_chat(person, page).await.unwrap();
    world.meta.say(&at_page, "And here?").await.unwrap();
    let history = world.channel.history().unwrap();
    let past = history.threads(&world.account, None).await.unwrap();
    let customers: Vec<&str> = past
        .threads
        .iter()
        .map(|thread| thread.customer_id.as_str())
        .collect();
    assert_eq!(customers, [psid.as_str()]);
    assert_eq!(past.threads[0].customer_name.as_deref(), Some("ana.jnsdttir"));
}

/// What is promised before the upload is what the platform takes.
#[tokio::test]
async fn files_within_the_limits_are_taken() {
    let mut world = World::of("instagram").await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "Send me the bill").await.unwrap();
    parts(&mut world).await;
    let capabilities = &world.channel.descriptor().capabilities;
    let kinds = [
        AttachmentKind::Image,
        AttachmentKind::Audio,
        AttachmentKind::Video,
        AttachmentKind::File,
    ];
    for kind in kinds {
        for mime in &capabilities.attachment(kind).unwrap().mime {
            let part = OutboundPart::Attachment {
                kind,
                source: Arc::new(BytesSource(Bytes::from_static(b"bytes"))),
                name: "für.bin".into(),
                mime: mime.clone(),
                remote_id: None,
            };
            let sent = world.channel.send(outgoing(&world, &psid, &part)).await;
            assert!(sent.is_ok(), "{kind:?} {mime}: {sent:?}");
        }
    }
}
