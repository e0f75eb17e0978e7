//! What must hold for whatever bytes come: bodies of the fuzz targets, of `scripts/fuzz` and of the stable tests.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use parlance_core::message::Part;
use secrecy::SecretString;

use crate::{
    call::{BoxFuture, HttpCaller, HttpFailure, HttpRequest, HttpResponse},
    channel::Channel,
    inbound::{InboundPayload, Normalised},
    webhook::{HandshakeQuery, Unverified, Verified},
};

/// A caller that reaches nothing, for channels that are only asked to read.
#[derive(Debug, Clone, Copy)]
pub struct NoNetwork;

impl HttpCaller for NoNetwork {
    fn call(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        Box::pin(async { Err(HttpFailure::Refused) })
    }
}

/// Any form: without the right secret no demand for a person is taken, and refusing it never panics.
pub fn notice(channel: &dyn Channel, body: &[u8]) {
    if let Some(notices) = channel.notices() {
        let secrets = [SecretString::from("nobody-signs-with-this")];
        for candidates in [&secrets[..], &[]] {
            assert!(
                notices.read(body, candidates).is_err(),
                "nobody can sign without the secret"
            );
        }
    }
}

/// Any body: reading it never panics, repeats itself exactly, numbers each piece once, and gives nothing that a
/// database or a desk could not take.
pub fn normalise(channel: &dyn Channel, body: &[u8]) {
    let verified = Verified::from_store(Bytes::copy_from_slice(body));
    let meaning = channel.normalise(&verified);
    assert_eq!(
        meaning,
        channel.normalise(&verified),
        "the same bytes mean the same"
    );
    if let Err(refusal) = channel.admit(&verified) {
        assert!(matches!(refusal.status, 400 | 413) && !refusal.reason.is_empty());
    }
    let mut numbers = BTreeSet::new();
    for (account, event) in meaning.events() {
        assert!(!account.is_empty(), "an event belongs to an account");
        assert!(
            numbers.insert(event.index),
            "number {} is given twice",
            event.index
        );
        assert!(
            (1..=600).contains(&event.provider_id.len()),
            "the dedupe key has a sane length"
        );
        assert!(event.customer_id.as_deref() != Some(""), "a customer is somebody");
    }
    for problem in &meaning.problems {
        assert!(
            numbers.insert(problem.index),
            "number {} is given twice",
            problem.index
        );
        assert!(!problem.reason.is_empty(), "a problem says what it is");
    }
    assert_shown(&meaning);
}

fn assert_shown(meaning: &Normalised) {
    for (_, event) in meaning.events() {
        let parts = match &event.payload {
            InboundPayload::Message(message) => &message.parts,
            InboundPayload::Echo(echo) => &echo.parts,
            InboundPayload::Postback(postback) => &postback.parts,
            _ => continue,
        };
        assert!(!parts.is_empty(), "a message always shows something");
        for part in parts {
            if let Part::Text { text } = part {
                assert!(!text.contains('\0'), "databases refuse U+0000");
            }
            let address = part.media().and_then(|media| media.source_url.as_deref());
            assert!(
                address.is_none_or(|url| url.starts_with("http")),
                "media is on the web"
            );
        }
    }
}

/// Any headers and body, and any handshake: nobody who does not know the secret is let in.
///
/// The input is read as lines `name: value` up to an empty line, then the body; the lines are also the query of a
/// handshake.
pub fn verify(channel: &dyn Channel, input: &[u8]) {
    let (head, body) = split_head(input);
    let lines: Vec<(&[u8], &[u8])> = head
        .split(|&byte| byte == b'\n')
        .filter_map(name_and_value)
        .collect();
    let mut headers = HeaderMap::new();
    for (name, value) in &lines {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    let unguessable = [
        SecretString::from("6f1d0e4c2b7a4d1f9b3e8a5c7d20f4e1"),
        SecretString::from(""),
    ];
    let body = Bytes::copy_from_slice(body);
    let known = channel.verify_signature(Unverified::new(headers.clone(), body.clone()), &unguessable[..1]);
    assert!(known.is_err(), "a signature cannot be guessed");
    assert!(
        channel
            .verify_signature(Unverified::new(headers, body), &[])
            .is_err(),
        "no secret, no entrance"
    );
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let query = HandshakeQuery(
        lines
            .iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect(),
    );
    assert!(
        channel.verify_handshake(&query, &unguessable).is_err(),
        "a token cannot be guessed"
    );
    let _ = channel.verify_handshake(&query, &[SecretString::from("known")]);
}

fn split_head(input: &[u8]) -> (&[u8], &[u8]) {
    match input.windows(2).position(|pair| pair == b"\n\n") {
        Some(at) => (&input[..at], &input[at + 2..]),
        None => (&[], input),
    }
}

fn name_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = line.windows(2).position(|pair| pair == b": ")?;
    Some((&line[..at], &line[at + 2..]))
}
