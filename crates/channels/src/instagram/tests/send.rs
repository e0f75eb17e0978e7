use std::sync::Arc;

use parlance_channel::{
    AccountValues, Address, AttachmentKind, BytesSource, Channel as _, OutboundPart, Outgoing, Profile,
    ProfileAnswer, SendErrorKind, SenderAction, split_text,
};
use parlance_core::{
    rich::{Button, ButtonAction, Card, QuickReply, ReplyKind, Rich},
    window::Permit,
};
use proptest::prelude::*;
use serde_json::json as value;

use super::support::{ACCOUNT, CUSTOMER, PAGE, Platform, TOKEN, account, json, offline};

const OK: &str = r#"{"recipient_id":"990011223344556","message_id":"aWdfOUT"}"#;

fn outgoing<'a>(account: &'a AccountValues, part: &'a OutboundPart, permit: Permit) -> Outgoing<'a> {
    Outgoing {
        account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part,
        metadata: "k",
        reply_to: None,
        permit,
    }
}

#[tokio::test]
async fn text_goes_out_through_the_page() {
    let platform = Platform::new(|_| json(200, OK));
    let (account, part) = (account(), OutboundPart::text("Yes, in blue too."));
    let sent = platform
        .instagram()
        .send(Outgoing {
            reply_to: Some("aWdfZAG1faXRlbToxMjM"),
            ..outgoing(&account, &part, Permit::Free)
        })
        .await
        .unwrap();
    assert_eq!(sent.provider_id, "aWdfOUT");
    let seen = &platform.seen()[0];
    assert_eq!(seen.path(), format!("{PAGE}/messages"));
    assert_eq!(seen.bearer, TOKEN);
    assert_eq!(
        seen.json(),
        value!({
            "recipient": { "id": CUSTOMER }, "messaging_type": "RESPONSE",
            "message": { "text": "Yes, in blue too.", "metadata": "k" },
            "reply_to": { "mid": "aWdfZAG1faXRlbToxMjM" },
        })
    );
    assert!(!seen.url.contains(ACCOUNT), "calls are the page's");
}

#[tokio::test]
async fn by_hand_after_a_day_it_carries_the_tag() {
    let platform = Platform::new(|_| json(200, OK));
    let (account, part) = (account(), OutboundPart::text("Sorry for the wait"));
    platform
        .instagram()
        .send(outgoing(&account, &part, Permit::Person))
        .await
        .unwrap();
    let sent = platform.seen()[0].json();
    assert_eq!(
        (&sent["messaging_type"], &sent["tag"]),
        (&value!("MESSAGE_TAG"), &value!("HUMAN_AGENT"))
    );
}

proptest! {
    /// 1,000 bytes, never inside a character.
    #[test]
    fn long_texts_are_cut_by_bytes(text in "[a-z äöü😀ß\n]{0,1500}") {
        let limit = offline().descriptor().capabilities.text_limit;
        let pieces = split_text(&text, limit);
        prop_assert!(pieces.iter().all(|piece| piece.len() <= 1_000));
        let strip = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(strip(&pieces.concat()), strip(&text));
    }
}

#[tokio::test]
async fn a_file_goes_under_a_name_of_plain_letters() {
    let platform = Platform::new(|_| json(200, OK));
    let account = account();
    let part = OutboundPart::Attachment {
        kind: AttachmentKind::File,
        source: Arc::new(BytesSource(b"%PDF".to_vec().into())),
        name: "Überblick 図.pdf".into(),
        mime: "application/pdf".into(),
        remote_id: None,
    };
    platform
        .instagram()
        .send(outgoing(&account, &part, Permit::Free))
        .await
        .unwrap();
    let body = &platform.seen()[0].body;
    assert!(
        body.contains("filedata: 4 bytes, _berblick _.pdf, application/pdf"),
        "{body}"
    );
}

#[tokio::test]
async fn the_only_reaction_is_love() {
    let platform = Platform::new(|_| json(200, r#"{"recipient_id":"1"}"#));
    let react = SenderAction::React {
        message_id: "aWdf1".into(),
        emoji: "❤️".into(),
    };
    platform
        .instagram()
        .act(&account(), CUSTOMER, react)
        .await
        .unwrap();
    platform
        .instagram()
        .act(&account(), CUSTOMER, SenderAction::MarkSeen)
        .await
        .unwrap();
    let seen = platform.seen();
    assert_eq!(
        seen[0].json(),
        value!({ "recipient": { "id": CUSTOMER }, "sender_action": "react",
                 "payload": { "message_id": "aWdf1", "reaction": "love" } })
    );
    assert_eq!(seen[1].json()["sender_action"], "mark_seen");
}

async fn refused(content: Rich) -> (SendErrorKind, String) {
    let account = account();
    let part = OutboundPart::Rich { content, file: None };
    let error = offline()
        .send(outgoing(&account, &part, Permit::Free))
        .await
        .expect_err("refused without a call");
    (error.kind, error.sentence.id)
}

fn card(action: ButtonAction) -> Rich {
    let button = Button {
        title: "More".into(),
        action,
    };
    Rich::Carousel {
        cards: vec![Card {
            title: "Lamp".into(),
            subtitle: "Oak".into(),
            image_url: String::new(),
            link: String::new(),
            buttons: vec![button],
        }],
    }
}

#[tokio::test]
async fn what_instagram_does_not_take_is_refused_without_a_call() {
    let call = card(ButtonAction::Call {
        number: "+15550100".into(),
    });
    assert_eq!(
        refused(call).await,
        (SendErrorKind::Permanent, "instagram.send.no_calls".into())
    );
    let too_many_bytes = Rich::Choices {
        text: "ä".repeat(501),
        replies: vec![QuickReply {
            kind: ReplyKind::Text,
            title: "Yes".into(),
            payload: String::new(),
        }],
    };
    let beyond = (
        SendErrorKind::Permanent,
        "instagram.send.beyond_limits".to_owned(),
    );
    assert_eq!(refused(too_many_bytes).await, beyond);
    let buttons = Rich::Buttons {
        text: "Which?".into(),
        buttons: vec![],
    };
    assert_eq!(refused(buttons).await, beyond);
}

#[tokio::test]
async fn cards_go_out_as_the_generic_template() {
    let platform = Platform::new(|_| json(200, OK));
    let account = account();
    let content = card(ButtonAction::Postback {
        payload: "MORE".into(),
    });
    let part = OutboundPart::Rich { content, file: None };
    platform
        .instagram()
        .send(outgoing(&account, &part, Permit::Free))
        .await
        .unwrap();
    let sent = platform.seen()[0].json();
    assert_eq!(
        sent["message"]["attachment"]["payload"]["template_type"],
        "generic"
    );
}

#[tokio::test]
async fn a_customer_has_a_name_or_at_least_a_username() {
    let asked = |answer: &'static str| async move {
        let platform = Platform::new(move |_| json(200, answer));
        let found = platform.instagram().profile(&account(), CUSTOMER).await;
        assert!(
            platform.seen()[0]
                .url
                .contains("fields=name%2Cusername%2Cprofile_pic")
        );
        found
    };
    let named = asked(
        r#"{"name":"Ona B","username":"ona.b","profile_pic":"https://x.cdninstagram.com/1.jpg","id":"9"}"#,
    )
    .await;
    let picture_url = Some("https://x.cdninstagram.com/1.jpg".to_owned());
    assert_eq!(
        named,
        ProfileAnswer::Found(Profile {
            name: Some("Ona B".into()),
            picture_url,
            ..Profile::default()
        })
    );
    let unnamed = asked(r#"{"username":"ona.b","id":"9"}"#).await;
    assert!(matches!(unnamed, ProfileAnswer::Found(found) if found.name.as_deref() == Some("ona.b")));
}
