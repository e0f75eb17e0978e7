//! Demands of Meta for a person: the app's data deletion and deauthorise callbacks.
//!
//! The person's id is the app's own for whoever has logged in to the app, not a customer's id of a page.

use parlance_channel::notices::{NoticePath, NoticeRefusal, Notices, PrivacyRequestKind, SignedNotice};
use secrecy::SecretString;

use super::Messenger;
use crate::meta::signed_request;

const PATHS: [NoticePath; 2] = [
    NoticePath {
        kind: PrivacyRequestKind::Deletion,
        path: "/clientweb/fb/deletion",
    },
    NoticePath {
        kind: PrivacyRequestKind::Deauthorise,
        path: "/clientweb/fb/deauthorise",
    },
];

impl Notices for Messenger {
    fn paths(&self) -> &[NoticePath] {
        &PATHS
    }

    fn read(&self, body: &[u8], candidates: &[SecretString]) -> Result<SignedNotice, NoticeRefusal> {
        signed_request::read(body, candidates)
    }
}
