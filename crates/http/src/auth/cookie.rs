//! The session cookie: `__Host-parlance`, `Secure`; on plain loopback a cookie of another name without `Secure`.

use axum::http::{HeaderMap, HeaderValue, header};

use super::origin::is_loopback_host;
use crate::state::HttpConfig;

/// Name over HTTPS; the prefix makes browsers refuse it without `Secure`, with a domain, or with another path.
const SECURE_NAME: &str = "__Host-parlance";
/// Name on plain loopback, where not every browser keeps a `Secure` cookie.
const LOOPBACK_NAME: &str = "parlance";

/// Whether this request came over plain HTTP to this very machine.
fn plain_loopback(config: &HttpConfig, headers: &HeaderMap) -> bool {
    !config.tls
        && headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .is_some_and(is_loopback_host)
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
        .find(|(name, _)| *name == SECURE_NAME || (loopback && *name == LOOPBACK_NAME))
        .map(|(_, value)| value)
}

/// The header that gives a browser its session for at most `max_age_s` seconds.
#[must_use]
pub fn give(config: &HttpConfig, headers: &HeaderMap, token: &str, max_age_s: i64) -> Option<HeaderValue> {
    let text = if plain_loopback(config, headers) {
        format!("{LOOPBACK_NAME}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={max_age_s}")
    } else {
        format!("{SECURE_NAME}={token}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age={max_age_s}")
    };
    HeaderValue::from_str(&text).ok()
}

/// The header that takes it away.
#[must_use]
pub fn take_away(config: &HttpConfig, headers: &HeaderMap) -> Option<HeaderValue> {
    give(config, headers, "", 0)
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
        let config = HttpConfig::new("https://desk.example.com".parse().unwrap());
        let plain = "a=b; parlance=t1";
        assert_eq!(
            session_token(&config, &headers("localhost:8080", plain)),
            Some("t1")
        );
        assert_eq!(session_token(&config, &headers("desk.example.com", plain)), None);
        let secure = headers("desk.example.com", "__Host-parlance=t2");
        assert_eq!(session_token(&config, &secure), Some("t2"));
        let given = give(&config, &secure, "t3", 60).unwrap();
        assert!(
            given
                .to_str()
                .unwrap()
                .contains("__Host-parlance=t3; Secure; HttpOnly; SameSite=Lax; Path=/")
        );
    }
}
