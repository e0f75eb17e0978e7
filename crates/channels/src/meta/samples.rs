//! Documented events and signed requests, for the tests of all channels of the family.

use std::{fs, path::Path};

use bytes::Bytes;
use http::HeaderMap;
use parlance_channel::compliance::Samples;

use super::signature::sign;

/// Name and text of every file in a channel's folder `fixtures`, in order of name.
pub fn fixtures(channel: &str) -> Vec<(String, Bytes)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/{channel}/fixtures"));
    let mut found: Vec<(String, Bytes)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, Bytes::from(fs::read(path).unwrap()))
        })
        .collect();
    found.sort();
    assert!(found.len() > 30, "the fixtures are where they should be");
    found
}

/// What the compliance suite sends a channel.
pub struct Signed {
    pub secret: &'static str,
    pub bodies: Vec<(String, Bytes)>,
}

impl Samples for Signed {
    fn secret(&self) -> String {
        self.secret.into()
    }
    fn sign(&self, secret: &str, body: &[u8]) -> HeaderMap {
        let value = format!("sha256={}", hex::encode(sign(secret, body)));
        [("x-hub-signature-256".parse().unwrap(), value.parse().unwrap())]
            .into_iter()
            .collect()
    }
    fn bodies(&self) -> Vec<(String, Bytes)> {
        self.bodies.clone()
    }
    fn handshake(&self, token: &str) -> (Vec<(String, String)>, String) {
        let pairs = [
            ("hub.mode", "subscribe"),
            ("hub.verify_token", token),
            ("hub.challenge", "1158201444"),
        ];
        let query = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        (query.to_vec(), "1158201444".to_owned())
    }
}
