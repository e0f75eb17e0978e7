//! The web app, embedded. A leaf crate: only a changed `web/dist` makes it build anew.

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
    pub bytes: &'static [u8],
    /// The content in gzip form, when that is worth it.
    pub gzip: Option<&'static [u8]>,
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
            assert!(asset.gzip.is_none_or(|gzip| gzip.len() < asset.bytes.len()));
        }
    }
}
