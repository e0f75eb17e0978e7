//! What every handler can reach.

use std::{fmt, net::IpAddr, ops::Deref, sync::Arc, time::Duration};

use parlance_engine::Engine;
use parlance_realtime::{Hub, Tickets};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::static_files::Assets;

/// Which peers are proxies whose `X-Forwarded-For` counts.
#[derive(Clone)]
pub struct TrustedProxies(Arc<dyn Fn(IpAddr) -> bool + Send + Sync>);

impl TrustedProxies {
    /// Trusts the addresses for which the function says yes.
    pub fn new(trusted: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(trusted))
    }
    /// Trusts nobody.
    #[must_use]
    pub fn none() -> Self {
        Self::new(|_| false)
    }
    /// Whether an address is a proxy of ours.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        (self.0)(address)
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrustedProxies")
    }
}

/// Settings of the HTTP edge.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// The address under which browsers reach us.
    pub base_url: Url,
    /// We speak TLS ourselves.
    pub tls: bool,
    /// Proxies whose forwarded headers count.
    pub trusted_proxies: TrustedProxies,
    /// Bytes of a JSON body.
    pub max_json_bytes: usize,
    /// Bytes of a webhook's body.
    pub max_webhook_bytes: usize,
    /// Bytes of an uploaded file.
    pub max_upload_bytes: usize,
    /// Time for a whole request; does not hold for sockets.
    pub request_timeout: Duration,
}

impl HttpConfig {
    /// The defaults for an address.
    #[must_use]
    pub fn new(base_url: Url) -> Self {
        Self {
            base_url,
            tls: false,
            trusted_proxies: TrustedProxies::none(),
            max_json_bytes: 1 << 20,
            max_webhook_bytes: 4 << 20,
            max_upload_bytes: 25 << 20,
            request_timeout: Duration::from_secs(30),
        }
    }
}

/// What the wiring hands over.
pub struct HttpParts {
    /// The application.
    pub engine: Engine,
    /// Settings.
    pub config: HttpConfig,
    /// The web app.
    pub assets: Arc<dyn Assets>,
    /// Open desktops.
    pub hub: Arc<Hub>,
    /// Tickets for sockets.
    pub tickets: Tickets,
    /// Ends the sockets when the server stops.
    pub shutdown: CancellationToken,
}

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<HttpParts>);

impl AppState {
    /// Puts the edge together.
    #[must_use]
    pub fn new(parts: HttpParts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for AppState {
    type Target = HttpParts;
    fn deref(&self) -> &HttpParts {
        &self.0
    }
}
