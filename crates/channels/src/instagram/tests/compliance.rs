use bytes::Bytes;
use http::HeaderMap;
use parlance_channel::compliance::{self, Samples};

use super::{
    fixtures,
    support::{SECRET, offline},
};
use crate::meta::signature::sign;

struct Meta;

impl Samples for Meta {
    fn secret(&self) -> String {
        SECRET.into()
    }
    fn sign(&self, secret: &str, body: &[u8]) -> HeaderMap {
        let value = format!("sha256={}", hex::encode(sign(secret, body)));
        [("x-hub-signature-256".parse().unwrap(), value.parse().unwrap())]
            .into_iter()
            .collect()
    }
    fn bodies(&self) -> Vec<(String, Bytes)> {
        fixtures::all()
    }
    fn handshake(&self, token: &str) -> (Vec<(String, String)>, String) {
        let pairs = [
            ("hub.mode", "subscribe"),
            ("hub.verify_token", token),
            ("hub.challenge", "1158201444"),
        ];
        (
            pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            "1158201444".to_owned(),
        )
    }
}

#[test]
fn instagram_keeps_every_rule_of_a_channel() {
    compliance::check(&offline(), &Meta);
}
