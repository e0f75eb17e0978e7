use parlance_channel::{Channel as _, HandshakeQuery, HandshakeRefusal};
use secrecy::SecretString;

use super::support::offline;

const TOKEN: &str = "s3cret+/= token";

fn answer(pairs: &[(&str, &str)], tokens: &[&str]) -> Result<String, HandshakeRefusal> {
    let query = HandshakeQuery(
        pairs
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    );
    let tokens: Vec<SecretString> = tokens.iter().map(|&token| token.into()).collect();
    offline().verify_handshake(&query, &tokens)
}

#[test]
fn the_challenge_comes_back_exactly() {
    let pairs = [
        ("hub.mode", "subscribe"),
        ("hub.verify_token", TOKEN),
        ("hub.challenge", "1158201444"),
    ];
    assert_eq!(answer(&pairs, &[TOKEN]).as_deref(), Ok("1158201444"));
    let turned = [
        ("hub.challenge", "abc"),
        ("hub.verify_token", TOKEN),
        ("hub.mode", "subscribe"),
    ];
    assert_eq!(answer(&turned, &["another", TOKEN]).as_deref(), Ok("abc"));
}

#[test]
fn everything_else_is_refused() {
    let with = |mode, token, challenge| {
        answer(
            &[
                ("hub.mode", mode),
                ("hub.verify_token", token),
                ("hub.challenge", challenge),
            ],
            &[TOKEN, ""],
        )
    };
    assert_eq!(with("subscribe", "wrong", "1"), Err(HandshakeRefusal::Forbidden));
    assert_eq!(
        with("subscribe", "S3CRET+/= TOKEN", "1"),
        Err(HandshakeRefusal::Forbidden)
    );
    assert_eq!(with("unsubscribe", TOKEN, "1"), Err(HandshakeRefusal::Forbidden));
    assert_eq!(
        with("subscribe", "", "1"),
        Err(HandshakeRefusal::Forbidden),
        "an account without token has no empty one"
    );
    assert_eq!(with("subscribe", TOKEN, ""), Err(HandshakeRefusal::Malformed));
    assert_eq!(
        with("subscribe", TOKEN, &"9".repeat(257)),
        Err(HandshakeRefusal::Malformed)
    );
    assert_eq!(answer(&[], &[TOKEN]), Err(HandshakeRefusal::Malformed));
    assert_eq!(
        answer(&[("hub.mode", "subscribe"), ("hub.challenge", "1")], &[TOKEN]),
        Err(HandshakeRefusal::Malformed)
    );
    assert_eq!(HandshakeRefusal::Malformed.status(), 400);
    assert_eq!(HandshakeRefusal::Forbidden.status(), 403);
}
