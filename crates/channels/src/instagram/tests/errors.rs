//! The family's table, in this channel's words.

use parlance_channel::{Address, Channel as _, OutboundPart, Outgoing, SendErrorKind};
use parlance_core::window::Permit;

use super::support::{CUSTOMER, Platform, account, refusal};

async fn sending(code: i64, subcode: i64) -> (SendErrorKind, String) {
    let platform = Platform::new(move |_| refusal(400, code, subcode));
    let (account, part) = (account(), OutboundPart::text("x"));
    let outgoing = Outgoing {
        account: &account,
        recipient: Address::Customer(CUSTOMER),
        persona: None,
        part: &part,
        metadata: "k",
        reply_to: None,
        permit: Permit::Free,
    };
    let error = platform.instagram().send(outgoing).await.expect_err("refused");
    assert!(!error.sentence.text.contains('{'), "{}", error.sentence.text);
    (error.kind, error.sentence.id)
}

#[tokio::test]
async fn instagrams_own_subcodes_have_their_kind_and_its_words() {
    for (code, subcode, kind, id) in [
        (10, 2_534_022, SendErrorKind::WindowClosed, "window_closed"),
        (10, 2_534_077, SendErrorKind::Reauth, "reconnect"),
        (
            100,
            2_534_014,
            SendErrorKind::RecipientUnavailable,
            "unknown_recipient",
        ),
        (100, 2_534_029, SendErrorKind::Policy, "page_restricted"),
        (
            100,
            2_534_037,
            SendErrorKind::ThreadControlled { retry_after_ms: None },
            "other_app",
        ),
        (200, 2_534_041, SendErrorKind::Permission, "permission"),
        (
            551,
            1_545_041,
            SendErrorKind::RecipientUnavailable,
            "recipient_unavailable",
        ),
        (190, 463, SendErrorKind::Reauth, "token_expired"),
    ] {
        assert_eq!(
            sending(code, subcode).await,
            (kind, format!("instagram.send.{id}")),
            "{code}/{subcode}"
        );
    }
}
