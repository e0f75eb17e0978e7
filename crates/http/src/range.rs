//! One range of bytes (RFC 9110 section 14): browsers need it to move about in sound and film.

use axum::http::HeaderValue;

/// What part of a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// All of it; also when the header is not understood, as the RFC wants.
    Whole,
    /// From one byte to another, both included.
    Part {
        /// First byte.
        first: u64,
        /// Last byte.
        last: u64,
    },
    /// Beyond its end.
    Unsatisfiable,
}

/// Reads the `Range` header for a file of this size.
pub(crate) fn wanted(header: Option<&HeaderValue>, size: u64) -> Range {
    parse(header, size).unwrap_or(Range::Whole)
}

fn parse(header: Option<&HeaderValue>, size: u64) -> Option<Range> {
    let (from, to) = header?.to_str().ok()?.strip_prefix("bytes=")?.split_once('-')?;
    let end = size.checked_sub(1);
    let (first, last) = match (from.trim(), to.trim()) {
        ("", suffix) => {
            let length: u64 = suffix.parse().ok()?;
            (size.saturating_sub(length), end)
        }
        (from, "") => (from.parse().ok()?, end),
        (from, to) => {
            let to: u64 = to.parse().ok()?;
            (from.parse().ok()?, end.map(|end| end.min(to)))
        }
    };
    match last {
        Some(last) if first <= last => Some(Range::Part { first, last }),
        _ => Some(Range::Unsatisfiable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_and_the_rest_ignored() {
        let of = |text: &str| wanted(Some(&HeaderValue::from_str(text).unwrap()), 100);
        assert_eq!(of("bytes=0-0"), Range::Part { first: 0, last: 0 });
        assert_eq!(of("bytes=90-"), Range::Part { first: 90, last: 99 });
        assert_eq!(of("bytes=90-500"), Range::Part { first: 90, last: 99 });
        assert_eq!(of("bytes=-10"), Range::Part { first: 90, last: 99 });
        assert_eq!(of("bytes=100-"), Range::Unsatisfiable);
        assert_eq!(of("bytes=5-2"), Range::Unsatisfiable);
        assert_eq!(of("bytes=0-1,5-6"), Range::Whole);
        assert_eq!(of("lines=1-2"), Range::Whole);
        assert_eq!(wanted(None, 100), Range::Whole);
        assert_eq!(
            wanted(Some(&HeaderValue::from_static("bytes=0-")), 0),
            Range::Unsatisfiable
        );
    }
}
