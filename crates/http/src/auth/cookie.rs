//! The session cookie: `__Host-parlance`, `Secure`; on plain loopback a cookie of another name without `Secure`.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use parlance_engine::identity::{Given, Origin};
use secrecy::{ExposeSecret as _, SecretString};

use super::origin::is_loopback_host;
use crate::{error::ApiError, extract::Peer, state::HttpConfig};

/// Name over HTTPS; the prefix makes browsers refuse it without `Secure`, with a domain, or with another path.
const SECURE_NAME: &str = "__Host-parlance";
/// Name on plain loopback, where not every browser keeps a `Secure` cookie.
const LOOPBACK_NAME: &str = "parlance";

/// Whether this request came over plain HTTP to this very machine. Behind a proxy the `Host` may name the machine too,
/// so a public address with HTTPS always means the secure cookie.
fn plain_loopback(config: &HttpConfig, headers: &HeaderMap) -> bool {
    !config.tls && config.base_url.scheme() == "http" && is_loopback_host(text(headers, header::HOST))
}

fn text(headers: &HeaderMap, name: HeaderName) -> &str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Refuses to sign in where browsers would not keep the cookie, with what to do.
pub fn refuse_insecure(config: &HttpConfig, headers: &HeaderMap) -> Result<(), ApiError> {
    if config.tls || config.base_url.scheme() == "https" || plain_loopback(config, headers) {
        return Ok(());
    }
    Err(ApiError::forbidden(
        "Signing in needs HTTPS, except on this machine itself. Set public_url to an https address, or give \
         Parlance a certificate.",
    ))
}

/// The session token a request brings.
#[must_use]
pub fn session_token<'h>(config: &HttpConfig, headers: &'h HeaderMap) -> Option<&'h str> {
    let loopback = plain_loopback(config, headers);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| {
            !value.is_empty() && (*name == SECURE_NAME || (loopback && *name == LOOPBACK_NAME))
        })
        .map(|(_, value)| value)
}

/// Where a sign-in comes from.
#[must_use]
pub fn origin_of(config: &HttpConfig, headers: &HeaderMap, peer: Peer) -> Origin {
    Origin {
        address: peer.0,
        client: text(headers, header::USER_AGENT).to_owned(),
        previous: session_token(config, headers).map(|token| SecretString::from(token.to_owned())),
    }
}

/// The header that gives a browser its session.
#[must_use]
pub fn give<T>(
    config: &HttpConfig,
    headers: &HeaderMap,
    given: &Given<T>,
) -> Option<(HeaderName, HeaderValue)> {
    write(config, headers, given.token.expose_secret(), given.max_age_s)
}

/// The header that takes it away.
#[must_use]
pub fn take_away(config: &HttpConfig, headers: &HeaderMap) -> Option<(HeaderName, HeaderValue)> {
    write(config, headers, "", 0)
}

fn write(
    config: &HttpConfig,
    headers: &HeaderMap,
    token: &str,
    max_age_s: i64,
) -> Option<(HeaderName, HeaderValue)> {
    let (name, secure) = if plain_loopback(config, headers) {
        (LOOPBACK_NAME, "")
    } else {
        (SECURE_NAME, " Secure;")
    };
    let text = format!("{name}={token};{secure} HttpOnly; SameSite=Lax; Path=/; Max-Age={max_age_s}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some((header::SET_COOKIE, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers
    }

    #[test]
    fn the_plain_cookie_counts_on_loopback_only() {
        let config = HttpConfig::new("http://localhost:8080".parse().unwrap());
        let plain = "a=b; parlance=t1";
        assert_eq!(
            session_token(&config, &headers("localhost:8080", plain)),
            Some("t1")
        );
        assert_eq!(session_token(&config, &headers("desk.example.com", plain)), None);
    }

    #[test]
    fn behind_a_proxy_the_cookie_is_secure_whatever_host_it_names() {
        let config = HttpConfig::new("https://desk.example.com".parse().unwrap());
        let headers = headers("127.0.0.1:8080", "parlance=t1; __Host-parlance=t2");
        assert_eq!(session_token(&config, &headers), Some("t2"));
        let (_, given) = write(&config, &headers, "t3", 60).unwrap();
        let given = given.to_str().unwrap();
        assert!(
            given.starts_with("__Host-parlance=t3; Secure; HttpOnly; SameSite=Lax; Path=/"),
            "{given}"
        );
    }

    #[test]
    fn nobody_signs_in_over_plain_http_from_elsewhere() {
        let config = HttpConfig::new("http://192.168.1.5:8080".parse().unwrap());
        assert!(refuse_insecure(&config, &headers("192.168.1.5:8080", "")).is_err());
        assert!(refuse_insecure(&config, &headers("127.0.0.1:8080", "")).is_ok());
    }
}
