//! The web app inside this binary, for both programs that show pages.

use parlance_http::{AssetFile, Assets};
use parlance_simulator::PageAssets;
use parlance_web_assets::Asset;

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

impl Assets for EmbeddedApp {
    fn get(&self, path: &str) -> Option<AssetFile> {
        let Asset {
            mime,
            etag,
            immutable,
            bytes,
            gzip,
            ..
        } = *find(path)?;
        Some(AssetFile {
            mime,
            etag,
            immutable,
            bytes,
            gzip,
        })
    }
}

impl PageAssets for EmbeddedApp {
    fn get(&self, path: &str) -> Option<(String, Vec<u8>)> {
        find(path).map(|file| (file.mime.to_owned(), file.bytes.to_vec()))
    }
}
