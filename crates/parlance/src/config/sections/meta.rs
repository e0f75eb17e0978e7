//! Meta's platform.

use url::Url;

use crate::config::{
    Layers,
    rule::{BaseUrl, Parsed},
};

/// Where the Graph API is.
#[derive(Debug, Clone)]
pub struct Meta {
    /// Its address.
    pub graph_url: Url,
    /// Its version, `v26.0`.
    pub graph_version: String,
}

const VERSION: Parsed<String> = Parsed {
    allowed: "a version such as v26.0",
    parse: version,
};

fn version(text: &str) -> Option<String> {
    let (major, minor) = text.strip_prefix('v')?.split_once('.')?;
    let digits =
        |part: &str| !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(major) && digits(minor)).then(|| text.to_owned())
}

impl Meta {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            graph_url: layers.take("meta.graph_url", BaseUrl),
            graph_version: layers.take("meta.graph_version", VERSION),
        }
    }
}
