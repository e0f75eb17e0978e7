//! Outgoing HTTP. The only crate that builds clients, so that every call keeps the same rules.
//!
//! | class | may reach | body |
//! | --- | --- | --- |
//! | platform | the hosts the operator configured (the Graph API) | 1 MB |
//! | media | hosts with the platforms' CDN suffixes, public addresses, https, port 443 | per call, streamed |
//! | user | any public address, https, port 443 | 1 MB |
//! | operator | services that the operator names, such as an object store: any address | streamed, no time in all |
//!
//! All: rustls with ring, no redirects (media: at most 3, each checked anew), no proxy from the environment, no
//! cookies, no decompression, connect 5 s, 15 s in all. Names are looked up by our own resolver, which refuses a name
//! when **any** of its addresses is not public, and the connection goes to the very addresses that were checked.
//! Private targets are reached only when the operator names them.
#![forbid(unsafe_code)]

mod caller;
mod classify;
mod client;
mod media;
mod multipart;
mod operators;
pub mod public;
mod resolver;
mod settings;
mod target;
mod tls;

use std::sync::Arc;

use parlance_channel::{HttpCaller, MediaFetcher};

pub use operators::operators_client;
pub use resolver::{Lookup, SystemLookup};
pub use settings::{EgressError, EgressSettings, PrivateTargets};
pub use target::TargetError;

use caller::Caller;
use media::Media;
use target::Class;

/// The clients, one per class. Made once at start; cheap to clone.
#[derive(Clone)]
pub struct Egress {
    platform: Arc<Caller>,
    user: Arc<Caller>,
    media: Arc<Media>,
}

impl Egress {
    /// Builds the clients. Fails when the certificates cannot be used.
    pub fn new(settings: EgressSettings) -> Result<Self, EgressError> {
        let settings = Arc::new(settings);
        let tls = tls::config(&settings.extra_roots_pem)?;
        let make = |class| client::Client::new(class, &settings, tls.clone());
        Ok(Self {
            platform: Arc::new(Caller::new(make(Class::Platform)?)),
            user: Arc::new(Caller::new(make(Class::User)?)),
            media: Arc::new(Media::new(make(Class::Media)?)),
        })
    }

    /// For calls to a platform's API.
    #[must_use]
    pub fn platform(&self) -> Arc<dyn HttpCaller> {
        self.platform.clone()
    }

    /// For addresses that users enter. Check them with [`Egress::check_user_url`] when they are saved, too.
    #[must_use]
    pub fn user(&self) -> Arc<dyn HttpCaller> {
        self.user.clone()
    }

    /// For files on the platforms' CDNs.
    #[must_use]
    pub fn media(&self) -> Arc<dyn MediaFetcher> {
        self.media.clone()
    }

    /// Whether an address a user entered may be called: form now, name looked up now, and both again on each call.
    pub async fn check_user_url(&self, url: &str) -> Result<(), TargetError> {
        self.user.check(url).await
    }
}
