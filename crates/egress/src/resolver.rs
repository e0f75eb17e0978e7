//! Our own resolver: the client connects to exactly the addresses it returns.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use parlance_channel::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{public::is_public, settings::EgressSettings, target::TargetError};

/// Looks names up. Production asks the operating system; tests answer by themselves.
pub trait Lookup: Send + Sync {
    /// All addresses of a name.
    fn lookup(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>>;
}

/// The operating system's resolver.
#[derive(Debug, Clone, Copy)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, name: String) -> BoxFuture<'_, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Looks a name up and refuses it when any address is not public.
pub(crate) async fn public_addresses(lookup: &dyn Lookup, name: &str) -> Result<Vec<IpAddr>, TargetError> {
    let found = any_addresses(lookup, name).await?;
    if found.iter().copied().all(is_public) {
        Ok(found)
    } else {
        Err(TargetError::NotPublic)
    }
}

async fn any_addresses(lookup: &dyn Lookup, name: &str) -> Result<Vec<IpAddr>, TargetError> {
    let found = lookup
        .lookup(name.to_owned())
        .await
        .map_err(|_| TargetError::Dns)?;
    if found.is_empty() {
        Err(TargetError::Dns)
    } else {
        Ok(found)
    }
}

/// The hook in the client of one class.
pub(crate) struct CheckedResolver {
    pub(crate) settings: Arc<EgressSettings>,
    pub(crate) check: bool,
}

impl CheckedResolver {
    /// The hook is not told the port; a name that is allowed on some port was decided with its port before.
    fn must_be_public(&self, name: &str) -> bool {
        use crate::settings::PrivateTargets::{All, Named, None};
        self.check
            && match &self.settings.private_targets {
                None => true,
                Named(list) => !list
                    .iter()
                    .any(|(host, _)| host.eq_ignore_ascii_case(name.trim_end_matches('.'))),
                All => false,
            }
    }
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = Arc::clone(&self.settings.lookup);
        let check = self.must_be_public(name.as_str());
        Box::pin(async move {
            let found = if check {
                public_addresses(lookup.as_ref(), name.as_str()).await?
            } else {
                any_addresses(lookup.as_ref(), name.as_str()).await?
            };
            // Port 0 stands for the port of the address being called.
            Ok(Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}
