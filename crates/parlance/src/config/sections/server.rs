//! Where and how the server listens.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use url::Url;

use crate::config::{
    Layers,
    rule::{BaseUrl, FilePath, ListOf, ListenAddress, Optional, Parsed, Size, Span, Switch, Whole},
};

const SECOND: Duration = Duration::from_secs(1);

/// Listening, limits and public address.
#[derive(Debug, Clone)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The address under which the world reaches us, when it is set.
    pub public_url: Option<Url>,
    /// HTTPS by ourselves.
    pub tls: Option<TlsFiles>,
    /// Proxies whose forwarded headers count.
    pub trusted_proxies: Vec<Network>,
    /// Connections at the same time.
    pub max_connections: usize,
    /// Connections at the same time from one address.
    pub max_connections_per_address: usize,
    /// Whether loopback is free of the cap per address.
    pub loopback_exempt: bool,
    /// Time for the head of a request.
    pub header_timeout: Duration,
    /// Bytes of the head of a request.
    pub max_header_bytes: usize,
    /// Time for a whole request.
    pub request_timeout: Duration,
    /// Bytes of a JSON body.
    pub max_json_bytes: usize,
    /// Bytes of a webhook's body.
    pub max_webhook_bytes: usize,
    /// Who may read the metrics.
    pub metrics_from: Vec<Network>,
    /// Time that requests under way get at the end.
    pub shutdown_timeout: Duration,
}

/// Where certificate and key are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// Certificate chain, PEM.
    pub certificate: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

impl Server {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            listen: layers.take("listen", ListenAddress),
            public_url: layers.take("public_url", Optional(BaseUrl)),
            tls: take_tls(layers),
            trusted_proxies: layers.take("server.trusted_proxies", ListOf(NETWORK)),
            max_connections: count(layers.take("server.max_connections", Whole(1, 1_000_000))),
            max_connections_per_address: count(
                layers.take("server.max_connections_per_address", Whole(1, 1_000_000)),
            ),
            loopback_exempt: layers.take("server.loopback_exempt", Switch),
            header_timeout: layers.take("server.header_timeout", Span(SECOND, SECOND * 120)),
            max_header_bytes: count(layers.take("server.max_header_size", Size(8 << 10, 1 << 20))),
            request_timeout: layers.take("server.request_timeout", Span(SECOND, SECOND * 600)),
            max_json_bytes: count(layers.take("server.max_json_body", Size(16 << 10, 64 << 20))),
            max_webhook_bytes: count(layers.take("server.max_webhook_body", Size(64 << 10, 64 << 20))),
            metrics_from: layers.take("server.metrics_from", ListOf(NETWORK)),
            shutdown_timeout: layers.take("server.shutdown_timeout", Span(Duration::ZERO, SECOND * 600)),
        }
    }

    /// The address that links and callbacks begin with: the public one, else the one we listen on.
    #[must_use]
    pub fn base_url(&self, listening: SocketAddr) -> Url {
        self.public_url.clone().unwrap_or_else(|| {
            let scheme = if self.tls.is_some() { "https" } else { "http" };
            let host = if listening.ip().is_unspecified() {
                format!("localhost:{}", listening.port())
            } else {
                listening.to_string()
            };
            Url::parse(&format!("{scheme}://{host}")).expect("a socket address is a valid host and port")
        })
    }
}

fn take_tls(layers: &mut Layers) -> Option<TlsFiles> {
    let certificate = layers.take("server.tls_cert", Optional(FilePath));
    let key = layers.take("server.tls_key", Optional(FilePath));
    match (certificate, key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        (None, None) => None,
        (certificate, _) => {
            let (given, missing) = if certificate.is_some() {
                ("cert", "key")
            } else {
                ("key", "cert")
            };
            layers.conflict(format!(
                "`server.tls_{given}` is set, `server.tls_{missing}` is not; HTTPS needs both, HTTP neither"
            ));
            None
        }
    }
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A network: an address and how many of its leading bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

const NETWORK: Parsed<Network> = Parsed {
    allowed: "an address or network such as 10.0.0.1 or 10.0.0.0/8",
    parse: Network::parse,
};

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text
            .split_once('/')
            .map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some(Self { address, bits })
    }

    /// Whether an address lies in it. An IPv4 address counts as such also when it came over an IPv6 socket.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same_bits(
                u128::from(u32::from(own)) << 96,
                u128::from(u32::from(other)) << 96,
                self.bits,
            ),
            (IpAddr::V6(own), IpAddr::V6(other)) => same_bits(u128::from(own), u128::from(other), self.bits),
            _ => false,
        }
    }
}

fn same_bits(own: u128, other: u128, bits: u8) -> bool {
    bits == 0 || (own ^ other) >> (128 - u32::from(bits)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_its_addresses_and_no_others() {
        let ten = Network::parse("10.0.0.0/8").unwrap();
        assert!(ten.contains("10.200.3.4".parse().unwrap()));
        assert!(ten.contains("::ffff:10.1.1.1".parse().unwrap()));
        assert!(!ten.contains("11.0.0.1".parse().unwrap()));
        assert!(!ten.contains("::1".parse().unwrap()));
        assert!(Network::parse("::1").unwrap().contains("::1".parse().unwrap()));
        assert!(
            Network::parse("0.0.0.0/0")
                .unwrap()
                .contains("8.8.8.8".parse().unwrap())
        );
        assert!(Network::parse("10.0.0.0/33").is_none());
    }
}
