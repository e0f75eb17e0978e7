//! Collects `web/dist` at build time: every file, in gzip form when that is smaller, and its digest.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=PARLANCE_WEB_DIST");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let dist =
        env::var_os("PARLANCE_WEB_DIST").map_or_else(|| manifest.join("../../web/dist"), PathBuf::from);

    // Cargo can watch a folder only if it is there; a missing one would run this script at every build.
    fs::create_dir_all(&dist)?;
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    // As texts, the way they are looked for: paths order `a-b` behind `a/b`.
    files.sort_by_cached_key(|file| file.to_string_lossy().into_owned());
    if files.is_empty() {
        println!(
            "cargo::warning=web/dist is empty: the binary will have no web app. \
             Build it with `npm ci && npm run build` in web/."
        );
    }
    fs::write(out.join("assets.rs"), table(&dist, &out, &files)?)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Folders such as `.vite` are the bundler's notes.
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn table(dist: &Path, out: &Path, files: &[PathBuf]) -> io::Result<String> {
    let mut code = String::from("pub(crate) static ALL: &[Asset] = &[\n");
    for (number, file) in files.iter().enumerate() {
        let path = file
            .strip_prefix(dist)
            .expect("collected below it")
            .to_string_lossy()
            .replace('\\', "/");
        let bytes = fs::read(file)?;
        let content = if let Some(smaller) = gzip(&bytes)? {
            let name = out.join(format!("{number}.gz"));
            fs::write(&name, smaller)?;
            format!("Content::Gzip(include_bytes!({:?}))", name.to_string_lossy())
        } else {
            let file = file.canonicalize()?;
            format!("Content::Plain(include_bytes!({:?}))", file.to_string_lossy())
        };
        let etag = format!("\"{}\"", &hex::encode(Sha256::digest(&bytes))[..24]);
        let _ = writeln!(
            code,
            "    Asset {{ path: {path:?}, mime: {:?}, etag: {etag:?}, immutable: {}, content: {content} }},",
            mime(&path),
            path.starts_with("assets/"),
        );
    }
    code.push_str("];\n");
    Ok(code)
}

/// The gzip form, when it saves at least a tenth.
fn gzip(bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    let compressed = encoder.finish()?;
    Ok((compressed.len() < bytes.len() - bytes.len() / 10).then_some(compressed))
}

/// The types that a web app's bundle holds; anything else is offered as bytes.
fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
