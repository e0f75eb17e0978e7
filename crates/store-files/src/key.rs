//! Keys and where they lie.

use std::{
    io,
    path::{Path, PathBuf},
};

/// The place of a key. Keys are made by the application from ids; one that is not is refused, so that no path can
/// leave the folder.
pub fn path(root: &Path, key: &str) -> io::Result<PathBuf> {
    let fine = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    if key.len() > 200 || !key.split('/').all(fine) || key.split('/').count() < 2 {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a key of a stored file",
        ));
    }
    Ok(root.join(key))
}

#[cfg(test)]
mod tests {
    use super::path;
    use std::path::Path;

    #[test]
    fn no_key_leaves_the_folder() {
        let root = Path::new("/files");
        assert_eq!(
            path(root, "ten_1/ab/att_2").unwrap(),
            Path::new("/files/ten_1/ab/att_2")
        );
        for bad in [
            "",
            "one",
            "../x",
            "a/../../x",
            "/etc/passwd",
            "a//b",
            "a/B",
            "a/b.c",
            "a/./b",
        ] {
            assert!(path(root, bad).is_err(), "{bad}");
        }
    }
}
