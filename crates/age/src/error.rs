//! What can be wrong with a file or a key. Never shows a secret.

use std::io;

/// Why a file or key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    /// It does not begin as such files do.
    #[error("this is not an age file")]
    NotAge,
    /// The header cannot be understood.
    #[error("the header of the encrypted file is damaged: {0}")]
    Header(&'static str),
    /// None of the keys opens it.
    #[error("none of the given keys opens this file: it was encrypted for others")]
    NoKeyFits,
    /// It wants a passphrase, and none was given.
    #[error("this file was encrypted with a passphrase, and none was given")]
    NeedsPassphrase,
    /// The passphrase is another one.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// The header was changed.
    #[error("the header of the encrypted file was changed")]
    Tampered,
    /// A chunk does not open.
    #[error("the encrypted file is damaged")]
    Damaged,
    /// The end is missing.
    #[error("the encrypted file is cut off: its end is missing")]
    Truncated,
    /// Opening it would take too much memory and time.
    #[error("the passphrase of this file was made too costly to try (2^{0})")]
    TooCostly(u8),
    /// Not a public key.
    #[error("this is not a public key of age; such keys begin with age1")]
    NotPublicKey,
    /// Not a secret key. Not shown.
    #[error("this is not a secret key of age; such keys begin with AGE-SECRET-KEY-1")]
    NotSecretKey,
    /// A passphrase beside other recipients, or none at all.
    #[error("a file is encrypted either for public keys or with one passphrase")]
    Recipients,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl AgeError {
    /// For readers, which can only fail with I/O errors. The error can be found inside.
    pub(crate) fn into_io(self) -> io::Error {
        match self {
            Self::Io(error) => error,
            Self::Truncated => io::Error::new(io::ErrorKind::UnexpectedEof, self),
            other => io::Error::new(io::ErrorKind::InvalidData, other),
        }
    }
}
