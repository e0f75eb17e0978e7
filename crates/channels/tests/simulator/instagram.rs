//! Instagram against a simulated Meta.

use parlance_channel::{
    Address, CheckStatus, InboundPayload, OutboundPart, Outgoing, ProfileAnswer, SendErrorKind, SenderAction,
    check::worst,
};
use parlance_core::{
    message::{MediaState, Part},
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
