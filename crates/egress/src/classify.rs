//! What went wrong in a call, in the port's words.

use std::{error::Error, io};

use parlance_channel::HttpFailure;

use crate::{multipart::SourceFailed, target::TargetError};

/// Sorts an error of the HTTP library. When in doubt the request may have arrived.
pub(crate) fn failure(error: &reqwest::Error) -> HttpFailure {
    if let Some(target) = find::<TargetError>(error) {
        return if *target == TargetError::Dns {
            HttpFailure::Dns
        } else {
            HttpFailure::Refused
        };
    }
    if find::<SourceFailed>(error).is_some() {
        return HttpFailure::Source;
    }
    if error.is_builder() {
        return HttpFailure::Refused;
    }
    let connecting = error.is_connect();
    if connecting && find::<rustls::Error>(error).is_some() {
        return HttpFailure::Tls;
    }
    match (connecting, error.is_timeout()) {
        (true, true) => HttpFailure::Timeout {
            may_have_arrived: false,
        },
        (true, false) => HttpFailure::Connect,
        (false, true) => HttpFailure::Timeout {
            may_have_arrived: true,
        },
        (false, false) => HttpFailure::Broken,
    }
}

/// The first cause of a type, also inside `io::Error`, whose `source` skips what it wraps.
fn find<'e, T: Error + 'static>(error: &'e (dyn Error + 'static)) -> Option<&'e T> {
    let mut next = Some(error);
    // Chains are short; the bound guards against one that bites its tail.
    for _ in 0..32 {
        let current = next?;
        if let Some(found) = current.downcast_ref::<T>() {
            return Some(found);
        }
        let wrapped = current.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match wrapped {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => current.source(),
        };
    }
    None
}
