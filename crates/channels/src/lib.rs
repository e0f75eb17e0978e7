//! The channels of Parlance, one folder each, and the list of them.
//!
//! A new channel is a new folder and one line in [`channels`]; see `docs/channels/ADDING.md`.
#![forbid(unsafe_code)]

use std::sync::Arc;

use parlance_channel::{Channel, Channels, HttpCaller};

pub mod instagram;
pub mod messenger;
pub mod meta;

use meta::MetaSettings;

/// What channels need from the outside, wired once at start.
#[derive(Clone)]
pub struct Deps {
    /// Makes calls to platforms.
    pub http: Arc<dyn HttpCaller>,
    /// Where Meta's platform is.
    pub meta: MetaSettings,
}

/// All channels, in the order the Administrator lists them.
#[must_use]
pub fn channels(deps: &Deps) -> Channels {
    let list: Vec<Arc<dyn Channel>> = vec![
        Arc::new(messenger::Messenger::new(deps)),
        Arc::new(instagram::Instagram::new(deps)),
    ];
    Channels::new(list)
}

/// Host suffixes from which all channels' media may be fetched.
#[must_use]
pub fn media_suffixes() -> Vec<String> {
    meta::MEDIA_SUFFIXES
        .iter()
        .map(|suffix| (*suffix).to_owned())
        .collect()
}
