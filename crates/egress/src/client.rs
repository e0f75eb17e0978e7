//! One client of one class.

use std::{sync::Arc, time::Duration};

use reqwest::redirect::Policy;

use crate::{
    resolver::{CheckedResolver, public_addresses},
    settings::{EgressError, EgressSettings},
    target::{Class, Target, TargetError},
};

const CONNECT: Duration = Duration::from_secs(5);
/// The longest any call may take; callers may ask for less.
pub(crate) const TOTAL: Duration = Duration::from_secs(15);
const IDLE: Duration = Duration::from_mins(1);

/// A client that calls only checked targets.
pub(crate) struct Client {
    inner: reqwest::Client,
    class: Class,
    settings: Arc<EgressSettings>,
}

impl Client {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that builds clients"
    )]
    pub(crate) fn new(
        class: Class,
        settings: &Arc<EgressSettings>,
        tls: rustls::ClientConfig,
    ) -> Result<Self, EgressError> {
        let check = class != Class::Platform;
        let inner = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(CheckedResolver {
                settings: Arc::clone(settings),
                check,
            }))
            .user_agent(&settings.user_agent)
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .tcp_nodelay(true)
            .build()?;
        Ok(Self {
            inner,
            class,
            settings: Arc::clone(settings),
        })
    }

    /// Checks the form of an address.
    pub(crate) fn target(&self, url: &str) -> Result<Target, TargetError> {
        Target::parse(self.class, url, &self.settings)
    }

    /// Looks a target's name up once, for saying so early. Calls check again by themselves.
    pub(crate) async fn check_name(&self, target: &Target) -> Result<(), TargetError> {
        match target.name() {
            Some(name) if target.must_be_public => public_addresses(self.settings.lookup.as_ref(), name)
                .await
                .map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Begins a request to a checked target.
    pub(crate) fn request(&self, method: http::Method, target: Target) -> reqwest::RequestBuilder {
        self.inner.request(method, target.url)
    }
}
