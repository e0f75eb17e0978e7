//! Whether an address may be called, by its form. Names are looked up and checked in `resolver`.

use std::net::IpAddr;

use url::{Host, Url};

use crate::{public::is_public, settings::EgressSettings};

/// The purpose of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Platform,
    Media,
    User,
}

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Not an absolute http(s) address.
    #[error("this is not a complete web address")]
    NotAnAddress,
    /// User name or password inside.
    #[error("an address must not hold a user name or password")]
    Credentials,
    /// Plain http.
    #[error("only https addresses are allowed")]
    NotHttps,
    /// A port other than 443.
    #[error("only port 443 is allowed")]
    Port,
    /// Not one of the platform's hosts.
    #[error("this host is not one of the platform's")]
    Host,
    /// Not on the public internet.
    #[error("this address is not on the public internet")]
    NotPublic,
    /// The name does not exist or cannot be looked up now.
    #[error("the host name could not be looked up")]
    Dns,
}

/// A checked address.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) url: Url,
    /// The resolver must see only public addresses for it.
    pub(crate) must_be_public: bool,
}

impl Target {
    /// Checks the form of an address for a class. IP literals are decided here, because no resolver sees them.
    pub(crate) fn parse(class: Class, text: &str, settings: &EgressSettings) -> Result<Self, TargetError> {
        let url = Url::parse(text).map_err(|_| TargetError::NotAnAddress)?;
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(TargetError::NotAnAddress);
        };
        if !matches!(url.scheme(), "https" | "http") {
            return Err(TargetError::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TargetError::Credentials);
        }
        if class == Class::Platform {
            let known = settings
                .platform_bases
                .iter()
                .any(|base| base.origin() == url.origin());
            return if known {
                Ok(Self {
                    url,
                    must_be_public: false,
                })
            } else {
                Err(TargetError::Host)
            };
        }
        let name = plain_host(&host);
        if settings.private_targets.allow(&name, port) {
            return Ok(Self {
                url,
                must_be_public: false,
            });
        }
        if url.scheme() != "https" {
            return Err(TargetError::NotHttps);
        }
        if port != 443 {
            return Err(TargetError::Port);
        }
        let address = match host {
            Host::Ipv4(v4) => Some(IpAddr::V4(v4)),
            Host::Ipv6(v6) => Some(IpAddr::V6(v6)),
            Host::Domain(_) => None,
        };
        if address.is_some_and(|address| !is_public(address)) {
            return Err(TargetError::NotPublic);
        }
        if class == Class::Media && !has_suffix(&name, &settings.media_suffixes) {
            return Err(TargetError::Host);
        }
        Ok(Self {
            url,
            must_be_public: true,
        })
    }

    /// Host name to look up, or `None` for an IP literal.
    pub(crate) fn name(&self) -> Option<&str> {
        self.url.domain()
    }
}

/// The host as written, without brackets and the root's dot.
fn plain_host(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => name.trim_end_matches('.').to_ascii_lowercase(),
        Host::Ipv4(v4) => v4.to_string(),
        Host::Ipv6(v6) => v6.to_string(),
    }
}

fn has_suffix(name: &str, suffixes: &[String]) -> bool {
    suffixes
        .iter()
        .any(|suffix| suffix.starts_with('.') && name.len() > suffix.len() && name.ends_with(suffix.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::settings::PrivateTargets;

    fn settings() -> EgressSettings {
        let mut settings =
            EgressSettings::new("test", vec![Url::parse("https://graph.facebook.com").unwrap()]);
        settings.media_suffixes = vec![".fbcdn.net".into(), ".fbsbx.com".into()];
        settings
    }

    fn refuse(class: Class, url: &str) -> TargetError {
        Target::parse(class, url, &settings()).expect_err(url)
    }

    #[test]
    fn the_platform_class_reaches_configured_hosts_alone() {
        let ok = |url: &str| Target::parse(Class::Platform, url, &settings()).is_ok();
        assert!(ok("https://graph.facebook.com/v26.0/me"));
        for url in [
            "http://graph.facebook.com/v26.0/me",
            "https://graph.facebook.com:8443/me",
            "https://graph.facebook.com.evil.example/me",
            "https://evil.example/graph.facebook.com",
        ] {
            assert_eq!(refuse(Class::Platform, url), TargetError::Host, "{url}");
        }
        assert_eq!(
            refuse(Class::Platform, "https://a@graph.facebook.com/me"),
            TargetError::Credentials
        );
    }

    #[test]
    fn media_needs_a_suffix_https_and_443() {
        assert!(
            Target::parse(
                Class::Media,
                "https://scontent.xx.fbcdn.net/v/x.jpg?oe=1",
                &settings()
            )
            .is_ok()
        );
        for (url, why) in [
            ("https://fbcdn.net/x", TargetError::Host),
            ("https://evilfbcdn.net/x", TargetError::Host),
            ("https://a.fbcdn.net.evil.example/x", TargetError::Host),
            ("http://scontent.xx.fbcdn.net/x", TargetError::NotHttps),
            ("https://scontent.xx.fbcdn.net:8443/x", TargetError::Port),
            (
                "https://user:pw@scontent.xx.fbcdn.net/x",
                TargetError::Credentials,
            ),
            ("https://127.0.0.1/x", TargetError::NotPublic),
            ("file:///etc/passwd", TargetError::NotAnAddress),
            ("ftp://scontent.xx.fbcdn.net/x", TargetError::NotAnAddress),
            ("/x.jpg", TargetError::NotAnAddress),
            ("", TargetError::NotAnAddress),
        ] {
            assert_eq!(refuse(Class::Media, url), why, "{url}");
        }
    }

    #[test]
    fn ip_literals_in_any_spelling_are_checked() {
        for url in [
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://017700000001/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://169.254.169.254/",
            "https://①②⑦.0.0.1/",
        ] {
            assert_eq!(refuse(Class::User, url), TargetError::NotPublic, "{url}");
        }
        assert!(Target::parse(Class::User, "https://8.8.8.8/", &settings()).is_ok());
        assert!(
            Target::parse(Class::User, "https://hooks.example./x", &settings())
                .unwrap()
                .must_be_public
        );
    }

    #[test]
    fn named_private_targets_are_the_operators_word() {
        let mut settings = settings();
        settings.private_targets = PrivateTargets::Named(vec![("127.0.0.1".into(), 8421)]);
        assert!(Target::parse(Class::Media, "http://127.0.0.1:8421/cdn/1.jpg", &settings).is_ok());
        assert_eq!(
            Target::parse(Class::Media, "http://127.0.0.1:8422/cdn/1.jpg", &settings).unwrap_err(),
            TargetError::NotHttps
        );
    }

    proptest! {
        #[test]
        fn no_spelling_of_a_private_address_passes(bits in any::<u32>()) {
            let v4 = std::net::Ipv4Addr::from_bits(bits);
            for url in [format!("https://{v4}/"), format!("https://{bits}/"), format!("https://0x{bits:x}/"),
                        format!("https://[{}]/", v4.to_ipv6_mapped())] {
                let passes = Target::parse(Class::User, &url, &settings()).is_ok();
                prop_assert_eq!(passes, is_public(v4.into()), "{}", url);
            }
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,60}") {
            let _ = Target::parse(Class::Media, &text, &settings());
            let _ = Target::parse(Class::User, &format!("https://{text}"), &settings());
        }
    }
}
