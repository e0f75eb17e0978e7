//! The worked vectors: secret `parlance-demo-app-secret`.

use bytes::Bytes;
use http::HeaderMap;
use parlance_channel::{Channel as _, SignatureRefusal, Unverified, Verified};
use secrecy::SecretString;

use super::support::{SECRET, offline};

const A: &str = r#"{"object":"page","entry":[]}"#;
const B: &str = r#"{"object":"page","entry":[{"id":"108044556677001","time":1795340101123,"messaging":[{"sender":{"id":"24891234567890123"},"recipient":{"id":"108044556677001"},"timestamp":1795340100987,"message":{"mid":"m_demo-0002","text":"gr\u00fc\u00df dich \ud83d\udc4b https:\/\/example.com\/a"}}]}]}"#;
const C: &str = r#"{"object":"page","entry":[{"id":"108044556677001","time":1795340101123,"messaging":[{"sender":{"id":"24891234567890123"},"recipient":{"id":"108044556677001"},"timestamp":1795340100987,"message":{"mid":"m_demo-0003","text":"مرحبا 👋"}}]}]}"#;
const D: &str = r#"{"object":"page","entry":[{"id":"108044556677001","time":1795340101123,"messaging":[{"sender":{"id":"24891234567890123"},"recipient":{"id":"108044556677001"},"timestamp":1795340100987,"message":{"mid":"m_demo-0004","text":"\u003Cb\u003E 50\u0025 off \u0040noon\u003C\/b\u003E"}}]}]}"#;

const OF_A: &str = "21ab73e93365ff42681e0358fbb7dff06ba0f87dda25b96d88bda60076b97618";
const OF_B: &str = "e12d78fb4ed4057110c859e3bd724718f176bb90fea97644cf1e9ccca1a56b6b";
const OF_C: &str = "5adec3ae9e848a6d996b3ca83f2e668c6378a1c1a3476cdc4a8ce3fc187e75e3";
const OF_D: &str = "0a181d939729462469b98f63ba8f0627de5f70d4b930bd4be86ca7c37731f3cb";
const OF_EMPTY: &str = "023abe70c0e57c5854d91603365bb785a4bc0e2daca923da1a42a9e719dac5e2";

fn check(body: &str, headers: &[(&str, &str)], secrets: &[&str]) -> Result<Verified, SignatureRefusal> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name.parse::<http::HeaderName>().unwrap(), value.parse().unwrap());
    }
    let secrets: Vec<SecretString> = secrets.iter().map(|&secret| secret.into()).collect();
    offline().verify_signature(
        Unverified::new(map, Bytes::copy_from_slice(body.as_bytes())),
        &secrets,
    )
}

fn signed(body: &str, digest: &str) -> Result<Verified, SignatureRefusal> {
    check(
        body,
        &[("X-Hub-Signature-256", &format!("sha256={digest}"))],
        &[SECRET],
    )
}

#[test]
fn vectors_have_the_documented_lengths() {
    assert_eq!([A.len(), B.len(), C.len(), D.len()], [28, 287, 245, 282]);
}

#[test]
fn right_signatures_are_accepted() {
    for (body, digest) in [(A, OF_A), (B, OF_B), (C, OF_C), (D, OF_D), ("", OF_EMPTY)] {
        let verified = signed(body, digest).unwrap();
        assert_eq!(verified.body().as_ref(), body.as_bytes());
        assert_eq!(verified.signed_by(), Some(0));
    }
    let with_newline = format!("{A}\n");
    assert!(
        signed(
            &with_newline,
            "73318decdad8c4b2379a039b5b4d5e59fb5bc0d0c6b93b896a08f6505b1129fe"
        )
        .is_ok()
    );
}

#[test]
fn signatures_of_other_bytes_with_the_same_meaning_are_refused() {
    assert_eq!(signed(&format!("{A}\n"), OF_A), Err(SignatureRefusal::Wrong));
    for digest in [
        "98fb0753051f9d4c54d6e4b26be1374ff9cb55341462727e627ea01122c78603",
        "48d1d34d47ecc6537b97bcf00c6db60d199c69a673a04ea480714ca8b22bb1cc",
        "e23a044e88efb458d8083b1d571578519e08ada66aaa90d023d71074ea5e9469",
    ] {
        assert_eq!(signed(B, digest), Err(SignatureRefusal::Wrong));
    }
}

#[test]
fn malformed_headers_are_refused_as_such() {
    let long = format!("{OF_A}00");
    let spaced = format!(" {OF_A}");
    for value in [
        "",
        "sha256",
        "sha256=",
        &OF_A[..63],
        &OF_A[..62],
        &long,
        &spaced,
        "zz",
        "sha256=é",
    ] {
        let header = format!("sha256={value}");
        let refused = check(A, &[("x-hub-signature-256", header.trim_end())], &[SECRET]);
        assert_eq!(refused, Err(SignatureRefusal::Malformed), "{header}");
    }
    for header in [
        OF_A.to_owned(),
        format!("sha1={OF_A}"),
        format!("SHA256={OF_A}"),
        format!("sha256:{OF_A}"),
    ] {
        assert_eq!(
            check(A, &[("x-hub-signature-256", &header)], &[SECRET]),
            Err(SignatureRefusal::Malformed)
        );
    }
    let two = [
        ("x-hub-signature-256", &*format!("sha256={OF_A}")),
        ("x-hub-signature-256", &*format!("sha256={OF_B}")),
    ];
    assert_eq!(check(A, &two, &[SECRET]), Err(SignatureRefusal::Malformed));
}

#[test]
fn the_old_header_alone_is_no_signature() {
    let sha1 = [("X-Hub-Signature", "sha1=67bd27d00a078fc251e40d4acb422dc3b43e37ba")];
    assert_eq!(check(A, &sha1, &[SECRET]), Err(SignatureRefusal::Missing));
    let both = [sha1[0], ("X-HUB-SIGNATURE-256", &*format!("sha256={OF_A}"))];
    assert!(check(A, &both, &[SECRET]).is_ok());
}

#[test]
fn the_verify_token_is_not_the_key_and_old_secrets_may_be_kept_for_a_while() {
    let header = [("x-hub-signature-256", &*format!("sha256={OF_A}"))];
    assert_eq!(
        check(A, &header, &["s3cret+/= token"]),
        Err(SignatureRefusal::Wrong)
    );
    assert_eq!(
        check(A, &header, &["new-secret", SECRET, SECRET])
            .unwrap()
            .signed_by(),
        Some(1)
    );
    assert_eq!(check(A, &header, &[]), Err(SignatureRefusal::NoSecret));
    assert_eq!(check(A, &[], &[]), Err(SignatureRefusal::NoSecret));
}
