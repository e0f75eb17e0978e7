//! The web app inside this binary, for both programs that show pages.

use parlance_http::{AssetContent, AssetFile, Assets};
use parlance_simulator::PageAssets;
use parlance_web_assets::{Asset, Content};

/// The embedded files.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedApp;

fn find(path: &str) -> Option<&'static Asset> {
    let files = parlance_web_assets::all();
    files
        .binary_search_by_key(&path, |file| file.path)
        .ok()
        .map(|found| &files[found])
}

fn plain(file: &Asset) -> Option<Vec<u8>> {
    let unpacked = file.content.plain();
    unpacked
        .inspect_err(|error| tracing::error!(%error, file.path, "an embedded file cannot be unpacked"))
        .map(Into::into)
        .ok()
}

impl Assets for EmbeddedApp {
    fn get(&self, path: &str) -> Option<AssetFile> {
        let Asset {
            mime,
            etag,
            immutable,
            content,
            ..
        } = *find(path)?;
        Some(AssetFile {
            mime,
            etag,
            immutable,
            content: match content {
                Content::Plain(bytes) => AssetContent::Plain(bytes),
                Content::Gzip(bytes) => AssetContent::Gzip(bytes),
            },
        })
    }

    fn plain(&self, path: &str) -> Option<Vec<u8>> {
        plain(find(path)?)
    }
}

impl PageAssets for EmbeddedApp {
    fn get(&self, path: &str) -> Option<(String, Vec<u8>)> {
        let file = find(path)?;
        Some((file.mime.to_owned(), plain(file)?))
    }
}
