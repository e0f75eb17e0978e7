use proptest::prelude::*;
use serde_json::json;

use super::*;

const SECRET: &str = "parlance-demo-app-secret";
/// Signed with the secret above for user 218471 at 1795340000.
const WORKED: &str = "XDCbvxam6y26uJA6wqF3c5LuCQKLwd-ZZt5wTkLwdQE.eyJ1c2VyX2lkIjoiMjE4NDcxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjE3OTUzNDAwMDAsImV4cGlyZXMiOjE3OTUzNDM2MDB9";

fn secrets(list: &[&str]) -> Vec<SecretString> {
    list.iter().map(|secret| SecretString::from(*secret)).collect()
}

fn form(request: &str) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new())
        .append_pair(FIELD, request)
        .finish()
        .into_bytes()
}

fn signed(payload: &str) -> Vec<u8> {
    let payload = URL_SAFE_NO_PAD.encode(payload);
    let signature = URL_SAFE_NO_PAD.encode(sign(SECRET, payload.as_bytes()));
    form(&format!("{signature}.{payload}"))
}

#[test]
fn the_documented_example_is_read() {
    let notice = read(&form(WORKED), &secrets(&["another", SECRET])).unwrap();
    assert_eq!((notice.user_id.as_str(), notice.signed_by), ("218471", 1));
    assert_eq!(notice.issued_at, Timestamp::from_millis(1_795_340_000_000));
    assert_eq!(notice.proof, WORKED);
}

#[test]
fn another_secret_and_none_are_refused() {
    for list in [&["another"][..], &[]] {
        assert_eq!(read(&form(WORKED), &secrets(list)), Err(NoticeRefusal::Signature));
    }
}

#[test]
fn odd_bodies_are_refused_in_words() {
    let twice = [form(WORKED), form(WORKED)].join(&b'&');
    let long = form(&"a".repeat(LONGEST + 1));
    let bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"signed_request=".to_vec(),
        b"signed_request=abc".to_vec(),
        b"signed_request=.".to_vec(),
        b"request=1".to_vec(),
        b"\xff\xfe=%zz&signed_request=%00.%00".to_vec(),
        twice,
        long,
        signed("not json"),
        signed("[]"),
        signed(&json!({ "user_id": "1", "issued_at": 1 }).to_string()),
        signed(&json!({ "user_id": "1", "issued_at": 1, "algorithm": "none" }).to_string()),
        signed(&json!({ "user_id": "", "issued_at": 1, "algorithm": "HMAC-SHA256" }).to_string()),
        signed(&json!({ "user_id": "1 OR 1", "issued_at": 1, "algorithm": "HMAC-SHA256" }).to_string()),
        signed(&json!({ "user_id": { "a": 1 }, "issued_at": 1, "algorithm": "HMAC-SHA256" }).to_string()),
        signed(&json!({ "user_id": "1", "algorithm": "HMAC-SHA256" }).to_string()),
        signed(&json!({ "user_id": "1", "issued_at": i64::MAX, "algorithm": "HMAC-SHA256" }).to_string()),
    ];
    for body in bodies {
        let refusal = read(&body, &secrets(&[SECRET])).unwrap_err();
        assert!(
            matches!(refusal, NoticeRefusal::Malformed(why) if !why.is_empty()),
            "{refusal:?} for {}",
            String::from_utf8_lossy(&body)
        );
    }
}

#[test]
fn an_id_may_be_a_number() {
    let body = signed(&json!({ "user_id": 218_471, "issued_at": 1, "algorithm": "hmac-sha256" }).to_string());
    assert_eq!(read(&body, &secrets(&[SECRET])).unwrap().user_id, "218471");
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_harm(body in prop::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(read(&body, &secrets(&[SECRET])).is_err());
    }

    #[test]
    fn any_change_of_a_signed_text_is_refused(at in 0..WORKED.len(), by in 33u8..127) {
        let mut changed = WORKED.as_bytes().to_vec();
        prop_assume!(changed[at] != by);
        changed[at] = by;
        let changed = String::from_utf8(changed).unwrap();
        prop_assert!(read(&form(&changed), &secrets(&[SECRET])).is_err());
    }

    #[test]
    fn what_is_signed_is_read(id in "[0-9]{1,20}", at in 0i64..4_000_000_000) {
        let body = signed(&json!({ "user_id": id, "issued_at": at, "algorithm": "HMAC-SHA256" }).to_string());
        let notice = read(&body, &secrets(&[SECRET])).unwrap();
        prop_assert_eq!(notice.user_id, id);
        prop_assert_eq!(notice.issued_at.as_millis(), at * 1_000);
    }
}
