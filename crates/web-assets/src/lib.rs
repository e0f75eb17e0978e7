//! The web app, embedded. A leaf crate: only a changed `web/dist` makes it build anew.

use std::{
    borrow::Cow,
    io::{self, Read as _},
};

/// What a file holds. Each is in the binary once: what gzip makes smaller is there in that form alone.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// As it is.
    Plain(&'static [u8]),
    /// In gzip form.
    Gzip(&'static [u8]),
}

impl Content {
    /// The content as it is. Fails only on a binary that is damaged.
    pub fn plain(self) -> io::Result<Cow<'static, [u8]>> {
        match self {
            Self::Plain(bytes) => Ok(bytes.into()),
            Self::Gzip(bytes) => {
                let mut plain = Vec::new();
                flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain)?;
                Ok(plain.into())
            }
        }
    }
}

/// One file of the built web app.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Path below `web/dist`, with `/` between, without one at the start: `assets/index-4f2a.js`.
    pub path: &'static str,
    /// Content type.
    pub mime: &'static str,
    /// Entity tag with its quotes, from the content.
    pub etag: &'static str,
    /// Whether the name carries a digest of the content, so that it may be kept for ever.
    pub immutable: bool,
    /// The content.
    pub content: Content,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Every file, sorted by path. Empty when the binary was built without the web app.
#[must_use]
pub fn all() -> &'static [Asset] {
    ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_and_tagged() {
        assert!(all().is_sorted_by_key(|asset| asset.path));
        for asset in all() {
            assert!(
                asset.etag.starts_with('"') && asset.etag.len() == 26,
                "{}",
                asset.path
            );
            assert!(!asset.path.starts_with('/'));
            let plain = asset.content.plain().expect("readable");
            if let Content::Gzip(gzip) = asset.content {
                assert!(gzip.len() < plain.len(), "{}", asset.path);
            }
        }
    }
}
