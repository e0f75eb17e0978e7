//! Signatures and handshakes nobody signed. Every channel of the list reads the same input.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use parlance_channel::{Channels, compliance::fuzz};
use parlance_channels::{Deps, channels, meta::MetaSettings};

static CHANNELS: LazyLock<Channels> = LazyLock::new(|| {
    let graph_url = url::Url::parse("https://graph.example").expect("a constant");
    let meta = MetaSettings { graph_url, graph_version: "v26.0".into() };
    channels(&Deps { http: Arc::new(fuzz::NoNetwork), meta })
});

fuzz_target!(|input: &[u8]| {
    for channel in CHANNELS.iter() {
        fuzz::verify(channel.as_ref(), input);
    }
});
