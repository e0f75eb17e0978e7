//! What comes to a webhook: unverified until a channel says otherwise.

use bytes::Bytes;
use http::HeaderMap;

/// A request as it came from the network. It can be verified and nothing else: its body is not readable.
#[derive(Clone)]
pub struct Unverified {
    headers: HeaderMap,
    body: Bytes,
}

impl Unverified {
    /// Wraps a request. `body` must be the bytes exactly as received.
    #[must_use]
    pub const fn new(headers: HeaderMap, body: Bytes) -> Self {
        Self { headers, body }
    }

    /// Size of the body in bytes.
    #[must_use]
    pub const fn body_len(&self) -> usize {
        self.body.len()
    }

    /// The parts a signature is computed from. For implementations of [`crate::Channel::verify_signature`] only.
    #[must_use]
    pub const fn signed_parts(&self) -> (&HeaderMap, &Bytes) {
        (&self.headers, &self.body)
    }

    /// The body, trusted because the candidate secret at this index signed it.
    /// For implementations of [`crate::Channel::verify_signature`] only, after a comparison in constant time.
    #[must_use]
    pub fn into_verified(self, secret_index: usize) -> Verified {
        Verified {
            body: self.body,
            signed_by: Some(secret_index),
        }
    }

    /// The body, trusted without a signature, because an administrator has ticked *Accept unsigned events* for the
    /// account in the request's path. The caller must have read that setting for this very request, and must apply
    /// the events to that account alone.
    #[must_use]
    pub fn accept_unsigned(self) -> Verified {
        Verified {
            body: self.body,
            signed_by: None,
        }
    }
}

impl std::fmt::Debug for Unverified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unverified")
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A body whose origin is established. Only these are parsed.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified {
    body: Bytes,
    signed_by: Option<usize>,
}

impl Verified {
    /// A body that was verified before it was stored. Only for reading back what a verified request wrote.
    #[must_use]
    pub const fn from_store(body: Bytes) -> Self {
        Self {
            body,
            signed_by: None,
        }
    }

    /// The bytes exactly as received.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Index of the candidate secret that signed it: events may only go to accounts of that secret.
    /// `None` when accepted unsigned or read back from the store.
    #[must_use]
    pub const fn signed_by(&self) -> Option<usize> {
        self.signed_by
    }
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verified")
            .field("body_len", &self.body.len())
            .field("signed_by", &self.signed_by)
            .finish()
    }
}

/// The query of a handshake, decoded once, in the order it came.
#[derive(Debug, Clone, Default)]
pub struct HandshakeQuery(pub Vec<(String, String)>);

impl HandshakeQuery {
    /// The first value of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Why a handshake is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeRefusal {
    /// Nothing that looks like a handshake: answer 400.
    #[error("this address takes the platform's verification request; its parameters are missing")]
    Malformed,
    /// Wrong token or mode: answer 403.
    #[error("the verify token does not match the one of the account")]
    Forbidden,
}

impl HandshakeRefusal {
    /// The HTTP status to answer.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            HandshakeRefusal::Malformed => 400,
            HandshakeRefusal::Forbidden => 403,
        }
    }
}

/// Why a signature is refused. All are answered with 403 and store nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureRefusal {
    /// The header is absent.
    #[error("the request carries no signature")]
    Missing,
    /// The header is there but not in the expected form.
    #[error("the signature is not in the expected form")]
    Malformed,
    /// No candidate secret made this signature over this body.
    #[error("the signature does not match the body and the app secret")]
    Wrong,
    /// The account has no secret to check with.
    #[error("no app secret is set for this account, so events cannot be checked")]
    NoSecret,
}

impl SignatureRefusal {
    /// Label for metrics and the account's error line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            SignatureRefusal::Missing => "signature_missing",
            SignatureRefusal::Malformed => "signature_malformed",
            SignatureRefusal::Wrong => "signature_wrong",
            SignatureRefusal::NoSecret => "no_secret",
        }
    }
}

/// A verified body that is outside the limits: answer with `status` and the reason, store nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    /// 400 or 413.
    pub status: u16,
    /// What was too much and what is allowed.
    pub reason: String,
}
