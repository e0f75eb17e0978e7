//! By what right a message goes out, on the wire. Retired tags are in no source file.

use parlance_channel::{Address, Channel as _, OutboundPart, Outgoing, SenderAction};
use parlance_core::window::Permit;
use serde_json::{Value, json};

use super::support::{CUSTOMER, Platform, account, json as answer};

const OK: &str = r#"{"recipient_id":"24891234567890123","message_id":"m_out-01"}"#;

async fn sent_as(permit: Permit) -> Value {
    let platform = Platform::new(|_| answer(200, OK));
    let part = OutboundPart::text("Yes");
    let account = account();
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit,
    };
    platform.channel().send(outgoing).await.unwrap();
    platform.seen()[0].json()
}

#[tokio::test]
async fn pitfall_21_the_tag_and_its_type_come_together_or_not_at_all() {
    let by_hand = sent_as(Permit::Person).await;
    assert_eq!(
        (&by_hand["messaging_type"], &by_hand["tag"]),
        (&json!("MESSAGE_TAG"), &json!("HUMAN_AGENT"))
    );
    for (permit, wanted) in [(Permit::Free, "RESPONSE"), (Permit::Notification, "UPDATE")] {
        let body = sent_as(permit).await;
        assert_eq!(body["messaging_type"], wanted);
        assert!(body.get("tag").is_none(), "{wanted} takes no tag");
    }
}

#[tokio::test]
async fn a_permission_to_notify_names_the_customer_by_its_token() {
    let platform = Platform::new(|_| answer(200, OK));
    let part = OutboundPart::text("The kettles are here");
    let account = account();
    let token = secrecy::SecretString::from("7342198765432109876".to_owned());
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Permission(&token),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Notification,
    };
    platform.channel().send(outgoing).await.unwrap();
    assert_eq!(
        platform.seen()[0].json()["recipient"],
        json!({"notification_messages_token": "7342198765432109876"})
    );
    assert!(!format!("{outgoing:?}").contains("7342"), "a token is a secret");
}

#[test]
fn pitfall_19_no_retired_tag_can_be_sent() {
    let sources = [
        include_str!("../../meta/send/mod.rs"),
        include_str!("../../meta/send/tags.rs"),
        include_str!("../../meta/send/wire.rs"),
        include_str!("../../meta/routing.rs"),
    ]
    .concat();
    for retired in [
        ["CONFIRMED", "EVENT_UPDATE"],
        ["POST_PURCHASE", "UPDATE"],
        ["ACCOUNT", "UPDATE"],
        ["NON_PROMOTIONAL", "SUBSCRIPTION"],
    ] {
        let word = retired.join("_");
        assert!(!sources.contains(&word), "{word} is retired");
    }
}

#[tokio::test]
async fn a_reaction_is_put_and_taken_away() {
    let platform = Platform::new(|_| answer(200, r#"{"recipient_id":"1"}"#));
    let message_id = || "m_txt-01".to_owned();
    let react = SenderAction::React {
        message_id: message_id(),
        emoji: "😊".into(),
    };
    let unreact = SenderAction::Unreact {
        message_id: message_id(),
    };
    for action in [react, unreact] {
        platform
            .channel()
            .act(&account(), CUSTOMER, action)
            .await
            .unwrap();
    }
    let bodies: Vec<Value> = platform.seen().iter().map(super::support::Seen::json).collect();
    assert_eq!(
        bodies,
        [
            json!({ "recipient": { "id": CUSTOMER }, "sender_action": "react",
                    "payload": { "message_id": "m_txt-01", "reaction": "😊" } }),
            json!({ "recipient": { "id": CUSTOMER }, "sender_action": "unreact",
                    "payload": { "message_id": "m_txt-01" } }),
        ]
    );
}
