//! Forms as platforms post them for a person: deletion and deauthorise callbacks. Nothing but a right signature is
//! ever taken, and no secret is known here.
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
        fuzz::notice(channel.as_ref(), input);
    }
});
