//! The rules, one function each.

use bytes::Bytes;
use http::HeaderMap;
use secrecy::SecretString;

use super::Samples;
use crate::{
    channel::Channel,
    descriptor::FieldKind,
    inbound::InboundPayload,
    webhook::{HandshakeQuery, HandshakeRefusal, SignatureRefusal, Unverified, Verified},
};

fn secrets(list: &[&str]) -> Vec<SecretString> {
    list.iter()
        .map(|secret| SecretString::from((*secret).to_owned()))
        .collect()
}

pub(super) fn descriptor_is_complete(channel: &dyn Channel) {
    let it = channel.descriptor();
    assert!(
        !it.id.is_empty() && it.id.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
        "id is a plain word"
    );
    assert!(
        !it.label.is_empty() && !it.types.is_empty(),
        "label and types are there"
    );
    for name in [
        &it.external_id_field,
        &it.signing_secret_field,
        &it.verify_token_field,
        &it.accept_unsigned_field,
    ] {
        assert!(it.field(name).is_some(), "the named field {name} is in the form");
    }
    for (index, field) in it.fields.iter().enumerate() {
        assert!(!field.label.is_empty(), "{} has a label", field.name);
        assert!(
            it.fields[..index].iter().all(|other| other.name != field.name),
            "{} is named once",
            field.name
        );
        let secret = matches!(field.kind, FieldKind::Secret);
        assert!(
            !secret || (field.sealed && !field.readable),
            "{} is sealed and write-only",
            field.name
        );
    }
    assert!(
        it.webhook_paths.iter().any(|path| path.names_account),
        "one path names the account"
    );
    assert!(
        it.subscribe_fields.iter().any(|field| field.essential),
        "something must be subscribed"
    );
    let icon = channel.icon_svg();
    assert!(
        icon.starts_with("<svg") && !icon.contains("<script"),
        "the icon is a plain SVG"
    );
    assert!(channel.strings("en").is_some(), "there are English sentences");
}

pub(super) fn handshake_needs_the_token(channel: &dyn Channel, samples: &dyn Samples) {
    let token = "s3cret+/= token";
    let (query, answer) = samples.handshake(token);
    let right = secrets(&["another", token]);
    assert_eq!(
        channel
            .verify_handshake(&HandshakeQuery(query.clone()), &right)
            .as_ref(),
        Ok(&answer)
    );
    let mut turned = query.clone();
    turned.reverse();
    assert_eq!(
        channel.verify_handshake(&HandshakeQuery(turned), &right),
        Ok(answer),
        "order does not matter"
    );
    let refused = channel.verify_handshake(&HandshakeQuery(query.clone()), &secrets(&["wrong"]));
    assert_eq!(
        refused,
        Err(HandshakeRefusal::Forbidden),
        "a wrong token is refused"
    );
    let refused = channel.verify_handshake(&HandshakeQuery(query), &[]);
    assert_eq!(
        refused,
        Err(HandshakeRefusal::Forbidden),
        "no token matches nothing"
    );
    let nothing = channel.verify_handshake(&HandshakeQuery::default(), &right);
    assert!(nothing.is_err(), "an empty query is refused at once");
}

pub(super) fn signature_guards_every_byte(channel: &dyn Channel, samples: &dyn Samples) {
    let secret = samples.secret();
    let verify = |headers: &HeaderMap, body: &Bytes, with: &[&str]| {
        channel.verify_signature(Unverified::new(headers.clone(), body.clone()), &secrets(with))
    };
    let bodies = samples.bodies();
    for (name, body) in &bodies {
        let headers = samples.sign(&secret, body);
        let verified = verify(&headers, body, &["other", &secret]).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(
            verified.signed_by(),
            Some(1),
            "{name}: the matching secret is named"
        );
        assert_eq!(verified.body(), body, "{name}: the bytes are untouched");
        assert_eq!(
            verify(&headers, body, &["other"]),
            Err(SignatureRefusal::Wrong),
            "{name}: wrong secret"
        );
        assert_eq!(
            verify(&headers, body, &[]),
            Err(SignatureRefusal::NoSecret),
            "{name}: no secret"
        );
        assert_eq!(
            verify(&HeaderMap::new(), body, &[&secret]),
            Err(SignatureRefusal::Missing),
            "{name}: unsigned"
        );
    }
    let (_, body) = bodies
        .iter()
        .min_by_key(|(_, body)| body.len())
        .expect("samples are not empty");
    let headers = samples.sign(&secret, body);
    for at in 0..body.len() {
        let mut changed = body.to_vec();
        changed[at] ^= 1;
        assert_eq!(
            verify(&headers, &changed.into(), &[&secret]),
            Err(SignatureRefusal::Wrong),
            "byte {at} counts"
        );
    }
    let longer: Bytes = [body.as_ref(), b"\n"].concat().into();
    assert_eq!(
        verify(&headers, &longer, &[&secret]),
        Err(SignatureRefusal::Wrong),
        "an added newline counts"
    );
}

pub(super) fn bodies_mean_something(channel: &dyn Channel, samples: &dyn Samples) {
    for (name, body) in samples.bodies() {
        let verified = Verified::from_store(body);
        assert!(channel.admit(&verified).is_ok(), "{name}: is within the limits");
        let first = channel.normalise(&verified);
        assert_eq!(
            first,
            channel.normalise(&verified),
            "{name}: the same bytes mean the same"
        );
        let understood = first.events().count() + first.ignored.len();
        assert!(
            understood > 0 && first.problems.is_empty(),
            "{name}: is understood: {:?}",
            first.problems
        );
        for (account, event) in first.events() {
            assert!(!account.is_empty(), "{name}: the account is named");
            let key = event.provider_id.len();
            assert!(
                (1..=600).contains(&key),
                "{name}: the dedupe key has a sane length, not {key}"
            );
            let parts = match &event.payload {
                InboundPayload::Message(message) => &message.parts,
                InboundPayload::Echo(echo) => &echo.parts,
                InboundPayload::Postback(postback) => &postback.parts,
                _ => continue,
            };
            assert!(!parts.is_empty(), "{name}: a message always shows something");
        }
    }
}

pub(super) fn broken_bodies_do_no_harm(channel: &dyn Channel, samples: &dyn Samples) {
    for (name, body) in samples.bodies() {
        for cut in (0..body.len()).step_by(7) {
            let broken = Verified::from_store(body.slice(..cut));
            let meaning = channel.normalise(&broken);
            let quiet =
                meaning.events().count() == 0 && meaning.ignored.is_empty() && meaning.problems.is_empty();
            assert!(!quiet, "{name}: a body cut at {cut} leaves a trace");
        }
    }
}
