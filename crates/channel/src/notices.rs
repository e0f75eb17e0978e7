//! What a platform demands for a person: that data about them is deleted, and that they have taken their consent back.

use parlance_core::Timestamp;
use secrecy::SecretString;

pub use parlance_core::privacy::PrivacyRequestKind;

/// An address that the platform calls with POST; of deletions, people ask there with GET how theirs stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticePath {
    /// What comes there.
    pub kind: PrivacyRequestKind,
    /// Path, without variables: it serves every account of the channel.
    pub path: &'static str,
}

/// A notice whose signature is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNotice {
    /// The person's id at the platform.
    pub user_id: String,
    /// Signed at; a notice without a moment is refused.
    pub issued_at: Timestamp,
    /// Index of the secret that signed.
    pub signed_by: usize,
    /// What was signed, with its signature: the same notice always has the same.
    pub proof: String,
}

/// Why a notice is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeRefusal {
    /// It cannot be read.
    #[error("The notice cannot be read: {0}.")]
    Malformed(&'static str),
    /// No account's secret has signed it.
    #[error("The signature does not fit.")]
    Signature,
}

/// A platform that sends such notices. Presence is the capability.
pub trait Notices: Send + Sync {
    /// Where they come.
    fn paths(&self) -> &[NoticePath];

    /// Checks the signature against each candidate, in constant time, then reads the notice. Pure.
    fn read(&self, body: &[u8], candidates: &[SecretString]) -> Result<SignedNotice, NoticeRefusal>;
}
