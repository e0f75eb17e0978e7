//! How the world reaches this server: the port, the public address, certificate and key.

use tokio::net::TcpListener;

use super::{Finding, folder::is_served};
use crate::{config::Config, listener::Tls};

pub(super) async fn check(config: &Config) -> Vec<Finding> {
    let mut findings = vec![port(config).await, public(config)];
    findings.extend(tls(config));
    findings
}

async fn port(config: &Config) -> Finding {
    let address = config.server.listen;
    match TcpListener::bind(address).await {
        Ok(_) => Finding::good(format!("{address} is free to listen on.")),
        Err(_) if is_served(config) => Finding::good(format!(
            "Parlance is running; {address} is taken, as it should be."
        )),
        Err(error) => Finding::bad(
            format!("Nobody can listen on {address}: {error}."),
            "Stop the program that holds it, or choose another address with --listen.",
        ),
    }
}

fn public(config: &Config) -> Finding {
    let fix = "Set it: PARLANCE_PUBLIC_URL=https://chat.example.com";
    match &config.server.public_url {
        None => Finding::limited(
            "No public address is set: Meta cannot reach this server, links point to it locally.",
            fix,
        ),
        Some(url) if url.scheme() != "https" => Finding::limited(
            format!("The public address {url} is not https: Meta refuses it, cookies are not safe."),
            fix,
        ),
        Some(url) if url.domain().is_none() => Finding::limited(
            format!("The public address {url} has no domain name: Meta refuses it."),
            fix,
        ),
        Some(url) => Finding::good(format!("The public address is {url}.")),
    }
}

fn tls(config: &Config) -> Option<Finding> {
    let files = config.server.tls.clone()?;
    Some(match Tls::from_files(files) {
        Ok(_) => Finding::good("Certificate and key go together."),
        Err(error) => Finding::bad(
            format!("HTTPS cannot start: {error}."),
            "Correct server.tls_cert and server.tls_key.",
        ),
    })
}
