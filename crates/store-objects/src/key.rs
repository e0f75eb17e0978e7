//! Keys and what they are called in the store.

use std::io;

use object_store::path::Path;

/// The name of a key. Keys are made by the application from ids; one that is not is refused.
pub(crate) fn path(key: &str) -> io::Result<Path> {
    if is_key(key) {
        Ok(Path::from(key))
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a key of a stored file",
        ))
    }
}

/// Whether a name has the shape of a key: `ten_…/ab/att_…`. Others are none of ours and left alone.
pub(crate) fn is_key(name: &str) -> bool {
    let fine = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    name.len() <= 200 && name.split('/').count() == 3 && name.split('/').all(fine) && name.starts_with("ten_")
}

#[cfg(test)]
mod tests {
    use super::{is_key, path};

    #[test]
    fn only_keys_of_ours_are_names() {
        assert!(path("ten_1/ab/att_2").is_ok());
        for other in [
            "",
            "one",
            "../x",
            "a/../b",
            "ten_1/ab",
            "ten_1/ab/B",
            "x/ab/att_2",
            "ten_1/ab/c.d",
        ] {
            assert!(!is_key(other), "{other}");
        }
    }
}
