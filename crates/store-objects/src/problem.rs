//! The store's errors as those of files.

use std::{error::Error as _, io};

use object_store::Error;

/// What a caller can act on; the rest keeps the store's words.
pub(crate) fn io(error: Error) -> io::Error {
    let kind = match error {
        Error::NotFound { .. } => io::ErrorKind::NotFound,
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, words(&error))
}

/// The innermost reason, which says most; neither signatures nor keys stand in any of them.
pub(crate) fn words(error: &Error) -> String {
    let mut innermost = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        innermost = inner.to_string();
        source = inner.source();
    }
    innermost.chars().take(300).collect()
}
