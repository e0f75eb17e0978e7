use parlance_channel::{InboundPayload, inbound::InboundMessage};
use parlance_core::message::Part;
use parlance_simulator::{AppChange, Arrival, EscapeStyle, Repeat, SendFile};

use crate::world::World;

async fn message(world: &mut World) -> InboundMessage {
    match world
        .event(|payload| matches!(payload, InboundPayload::Message(_)))
        .await
        .payload
    {
        InboundPayload::Message(message) => message,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn text_is_the_same_text_in_every_way_of_escaping() {
    let mut world = World::start().await;
    let (_, psid) = world.customer().await;
    let text = "grüß dich 👋 <b> 50% off @noon</b> https://example.com/a \"ok\" مرحبا";
    for style in [EscapeStyle::Current, EscapeStyle::Older, EscapeStyle::Plain] {
        let change = AppChange {
            escape: Some(style),
            ..AppChange::default()
        };
        world.meta.change_app(&world.app, change).await.unwrap();
        let mid = world.meta.say(&psid, text).await.unwrap();
        let message = message(&mut world).await;
        assert_eq!(message.message_id, Some(mid));
        assert_eq!(message.parts[0], Part::Text { text: text.into() });
    }
}

#[tokio::test]
async fn a_wrong_signature_is_refused_and_the_next_try_is_read() {
    let mut world = World::start().await;
    let (_, psid) = world.customer().await;
    world
        .meta
        .order_fault(serde_json::json!({ "kind": "webhook_bad_signature", "count": 1 }))
        .await
        .unwrap();
    let mid = world.meta.say(&psid, "again?").await.unwrap();
    assert_eq!(message(&mut world).await.message_id, Some(mid));
}

#[tokio::test]
async fn a_repeat_has_the_same_key() {
    let mut world = World::start().await;
    let (_, psid) = world.customer().await;
    world.meta.say(&psid, "twice").await.unwrap();
    let is_message = |payload: &InboundPayload| matches!(payload, InboundPayload::Message(_));
    let first = world.event(is_message).await;
    world.meta.repeat_last(&psid, Repeat::default()).await.unwrap();
    let second = world.event(is_message).await;
    assert_eq!(
        (first.kind(), first.provider_id),
        (second.kind(), second.provider_id)
    );
}

#[tokio::test]
async fn everything_a_phone_can_do_is_understood() {
    let mut world = World::start().await;
    let (_, psid) = world.customer().await;
    let file = SendFile {
        name: "kettle.png".into(),
        content_type: "image/png".into(),
        bytes: "\u{89}PNG".into(),
    };
    world.meta.send_file(&psid, file).await.unwrap();
    assert!(matches!(message(&mut world).await.parts[..], [Part::Image(_)]));
    let sticker = world.meta.overview().stickers[0].name;
    world.meta.send_sticker(&psid, sticker).await.unwrap();
    assert!(matches!(
        message(&mut world).await.parts[..],
        [Part::Sticker(_) | Part::Like]
    ));
    world
        .meta
        .send_location(&psid, "Harbour", 64.15, -21.94)
        .await
        .unwrap();
    assert!(matches!(
        message(&mut world).await.parts[..],
        [Part::Location { .. }]
    ));
    let mid = world.meta.say(&psid, "Do you ship?").await.unwrap();
    message(&mut world).await;
    world.meta.say_in_reply(&psid, "to Iceland", &mid).await.unwrap();
    assert_eq!(message(&mut world).await.reply_to, Some(mid.clone()));
    world.meta.react(&psid, &mid, Some("❤")).await.unwrap();
    let reaction = world
        .event(|payload| matches!(payload, InboundPayload::Reaction { .. }))
        .await;
    assert!(matches!(
        reaction.payload,
        InboundPayload::Reaction {
            emoji: Some(_),
            removed: false,
            ..
        }
    ));
    world.meta.edit_last(&psid, "to Greenland").await.unwrap();
    let edit = world
        .event(|payload| matches!(payload, InboundPayload::Edit { .. }))
        .await;
    assert!(
        matches!(edit.payload, InboundPayload::Edit { text: Some(text), revision: 1, .. } if text == "to Greenland")
    );
    world.meta.take_back_last(&psid).await.unwrap();
    world
        .event(|payload| matches!(payload, InboundPayload::Unsend { is_echo: false, .. }))
        .await;
    let ad = Arrival::Ad {
        title: "Autumn tents".into(),
        r#ref: Some("autumn".into()),
        text: "Still there?".into(),
    };
    world.meta.arrive(&psid, ad).await.unwrap();
    let referral = message(&mut world).await.referral.unwrap();
    assert_eq!(
        (referral.ad_title.as_deref(), referral.source.as_deref()),
        (Some("Autumn tents"), Some("ADS"))
    );
    world
        .meta
        .arrive(
            &psid,
            Arrival::OptIn {
                r#ref: "order-17".into(),
            },
        )
        .await
        .unwrap();
    world
        .event(|p| matches!(p, InboundPayload::OptIn(o) if o.reference.as_deref() == Some("order-17")))
        .await;
    world
        .meta
        .arrive(
            &psid,
            Arrival::Link {
                r#ref: "poster".into(),
            },
        )
        .await
        .unwrap();
    world
        .event(|p| matches!(p, InboundPayload::Referral(r) if r.reference.as_deref() == Some("poster")))
        .await;
    world.meta.inbox_reply(&psid, "from the inbox").await.unwrap();
    let echo = world
        .event(|payload| matches!(payload, InboundPayload::Echo(_)))
        .await;
    assert_eq!(echo.customer_id, Some(psid));
    assert!(
        matches!(echo.payload, InboundPayload::Echo(echo) if echo.metadata.is_none() && echo.app_id.is_some())
    );
}

#[tokio::test]
async fn the_dashboards_test_button_opens_no_chat() {
    let mut world = World::start().await;
    world.meta.send_test_event(&world.app, "messages").await.unwrap();
    let meaning = world.next().await;
    assert_eq!(
        (meaning.events().count(), meaning.ignored[0].rule),
        (0, "dashboard_test")
    );
}
