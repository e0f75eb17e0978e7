//! The fuzz targets' bodies on stable: the whole corpus, then changes to it. `PROPTEST_CASES` makes it longer.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use parlance_channel::{Channels, compliance::fuzz};
use parlance_channels::{Deps, channels, meta::MetaSettings};
use proptest::{prelude::*, sample::Index};
use serde_json::Value;

static CHANNELS: LazyLock<Channels> = LazyLock::new(|| {
    let meta = MetaSettings {
        graph_url: "https://graph.example".parse().unwrap(),
        graph_version: "v26.0".into(),
    };
    channels(&Deps {
        http: Arc::new(fuzz::NoNetwork),
        meta,
    })
});

/// Hostile bodies and every channel's documented events.
static BODIES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut folders = vec![
        root().join("../../fuzz/corpus/normalise"),
        root().join("../../fuzz/corpus/instagram"),
    ];
    folders.extend(
        CHANNELS
            .iter()
            .map(|channel| root().join("src").join(&channel.descriptor().id).join("fixtures")),
    );
    folders.iter().flat_map(|folder| read(folder)).collect()
});

static REQUESTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| read(&root().join("../../fuzz/corpus/verify")));

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() > 10, "{} holds the corpus", folder.display());
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

fn normalise(body: &[u8]) {
    CHANNELS
        .iter()
        .for_each(|channel| fuzz::normalise(channel.as_ref(), body));
}

fn verify(request: &[u8]) {
    CHANNELS
        .iter()
        .for_each(|channel| fuzz::verify(channel.as_ref(), request));
}

#[test]
fn fuzz_corpus_of_normalise() {
    BODIES.iter().for_each(|body| normalise(body));
}

#[test]
fn fuzz_corpus_of_verify() {
    REQUESTS.iter().for_each(|request| verify(request));
}

/// Pieces that have hurt parsers.
const PIECES: [&str; 20] = [
    "",
    "null",
    "\"\"",
    "[]",
    "{}",
    "-1",
    "1e999",
    "true",
    "\\ud83d",
    "\\u0000",
    "\"id\":",
    "[[[[[[[[",
    "]",
    "}",
    ",",
    "\"",
    "\\",
    "\u{0}",
    "\u{202e}",
    "99999999999999999999",
];

#[derive(Debug, Clone)]
struct Splice {
    at: Index,
    cut: usize,
    with: Vec<u8>,
}

fn splices() -> impl Strategy<Value = Vec<Splice>> {
    let piece = prop_oneof![
        3 => prop::sample::select(PIECES.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    let splice = (any::<Index>(), 0usize..24, piece).prop_map(|(at, cut, with)| Splice { at, cut, with });
    prop::collection::vec(splice, 1..5)
}

fn spliced(seed: &[u8], splices: &[Splice]) -> Vec<u8> {
    splices.iter().fold(seed.to_vec(), |mut bytes, splice| {
        let at = splice.at.index(bytes.len() + 1);
        let end = (at + splice.cut).min(bytes.len());
        bytes.splice(at..end, splice.with.iter().copied());
        bytes
    })
}

/// Puts another value in the place of one value of a document, chosen by counting through the tree.
fn replaced(seed: &[u8], place: Index, with: &Value) -> Option<Vec<u8>> {
    let mut tree: Value = serde_json::from_slice(seed).ok()?;
    let mut left = place.index(count(&tree));
    replace(&mut tree, &mut left, with);
    serde_json::to_vec(&tree).ok()
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

fn replace(value: &mut Value, left: &mut usize, with: &Value) -> bool {
    if *left == 0 {
        *value = with.clone();
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, left, with)),
        Value::Object(fields) => fields.values_mut().any(|field| replace(field, left, with)),
        _ => false,
    }
}

fn odd_values() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        Value::Null,
        Value::Bool(true),
        (-1).into(),
        u64::MAX.into(),
        1.5.into(),
        "".into(),
        "0".into(),
        "\u{0}".into(),
        "https://x.fbcdn.net/a".into(),
        "data:text/html,x".into(),
        Value::Array(vec![]),
        serde_json::json!([[[{}]]]),
        serde_json::json!({"id": "5"}),
        serde_json::json!({"message": {"text": "x"}}),
    ])
}

proptest! {
    #[test]
    fn fuzz_normalise_with_broken_bytes(seed in any::<Index>(), splices in splices()) {
        normalise(&spliced(&BODIES[seed.index(BODIES.len())], &splices));
    }

    #[test]
    fn fuzz_normalise_with_odd_values(seed in any::<Index>(), place in any::<Index>(), with in odd_values()) {
        if let Some(body) = replaced(&BODIES[seed.index(BODIES.len())], place, &with) {
            normalise(&body);
        }
    }

    #[test]
    fn fuzz_normalise_with_noise(noise in prop::collection::vec(any::<u8>(), 0..400)) {
        normalise(&noise);
    }

    #[test]
    fn fuzz_verify_with_broken_bytes(seed in any::<Index>(), splices in splices()) {
        verify(&spliced(&REQUESTS[seed.index(REQUESTS.len())], &splices));
    }
}

#[test]
fn fuzz_notices_of_the_corpus() {
    for entry in fs::read_dir(root().join("../../fuzz/corpus/notice")).unwrap() {
        let body = fs::read(entry.unwrap().path()).unwrap();
        CHANNELS
            .iter()
            .for_each(|channel| fuzz::notice(channel.as_ref(), &body));
    }
}

proptest! {
    #[test]
    fn fuzz_any_notice(prefix in any::<bool>(), body in prop::collection::vec(any::<u8>(), 0..600)) {
        let body = if prefix { [b"signed_request=".as_slice(), &body].concat() } else { body };
        CHANNELS.iter().for_each(|channel| fuzz::notice(channel.as_ref(), &body));
    }
}
