//! What the operator configures.

use std::sync::Arc;

use url::Url;

use crate::resolver::{Lookup, SystemLookup};

/// Settings of all classes.
#[derive(Clone)]
pub struct EgressSettings {
    /// Sent with every call: `Parlance/0.1`.
    pub user_agent: String,
    /// Bases of the platforms' APIs; the platform class reaches these hosts and ports alone. They come from the
    /// operator, so their scheme and address are not questioned.
    pub platform_bases: Vec<Url>,
    /// Host suffixes the media class may reach, each beginning with a dot: `.fbcdn.net`.
    pub media_suffixes: Vec<String>,
    /// Private targets for media and user.
    pub private_targets: PrivateTargets,
    /// More certificate authorities to trust, PEM.
    pub extra_roots_pem: Vec<u8>,
    /// How names are looked up.
    pub lookup: Arc<dyn Lookup>,
}

impl EgressSettings {
    /// Defaults around the bases of the platforms' APIs.
    #[must_use]
    pub fn new(user_agent: &str, platform_bases: Vec<Url>) -> Self {
        Self {
            user_agent: user_agent.to_owned(),
            platform_bases,
            media_suffixes: Vec::new(),
            private_targets: PrivateTargets::None,
            extra_roots_pem: Vec::new(),
            lookup: Arc::new(SystemLookup),
        }
    }
}

/// Which private targets may be reached by media and user calls. An allowed target may also use plain http and any
/// port, and (media) needs no CDN suffix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PrivateTargets {
    /// None.
    #[default]
    None,
    /// These hosts, as written in addresses (`127.0.0.1`, `sim.internal`), with their port.
    Named(Vec<(String, u16)>),
    /// All. For tests and demos on one machine only.
    All,
}

impl PrivateTargets {
    pub(crate) fn allow(&self, host: &str, port: u16) -> bool {
        match self {
            PrivateTargets::None => false,
            PrivateTargets::Named(list) => list
                .iter()
                .any(|(name, at)| name.eq_ignore_ascii_case(host) && *at == port),
            PrivateTargets::All => true,
        }
    }
}

/// Why the clients cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum EgressError {
    /// The extra certificate authorities cannot be read.
    #[error("the extra certificate authorities are not valid PEM certificates: {0}")]
    Roots(String),
    /// The TLS library refuses the settings.
    #[error("TLS for outgoing calls cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The HTTP library refuses the settings.
    #[error("the client for outgoing calls cannot be built")]
    Client(#[from] reqwest::Error),
}
