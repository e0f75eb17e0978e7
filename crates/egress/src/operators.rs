//! Services that the operator names in the configuration.

use std::time::Duration;

use reqwest::redirect::Policy;

use crate::{settings::EgressError, tls};

const CONNECT: Duration = Duration::from_secs(5);
/// Between two pieces of an answer.
const READ: Duration = Duration::from_secs(30);
const IDLE: Duration = Duration::from_mins(1);

/// A client for a service that the operator names, such as an object store: any address may be called, because no
/// stranger has a say in it.
#[expect(clippy::disallowed_methods, reason = "clients are built in this crate only")]
pub fn operators_client(user_agent: &str) -> Result<reqwest::Client, EgressError> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config(&[])?)
        .user_agent(user_agent)
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT)
        .read_timeout(READ)
        .pool_idle_timeout(IDLE)
        .tcp_nodelay(true)
        .build()?)
}
