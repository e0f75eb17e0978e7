//! The mail server that alerts go through.

use parlance_mail::{MailSettings, Tls};
use secrecy::SecretString;

use crate::config::{
    Layers,
    rule::{OneOf, Optional, Secret, Text, Whole},
};

const PROTECTION: &[(&str, Tls)] = &[
    ("tls", Tls::Always),
    ("starttls", Tls::StartTls),
    ("none", Tls::Never),
];

/// The operator's mail server; without a host there is none.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Where it is, and how it is reached.
    pub server: Option<MailSettings>,
}

impl Mail {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        let host: Option<String> = layers.take("mail.host", Optional(Text));
        let port = layers.take("mail.port", Whole(1, 65_535));
        let tls = layers.take("mail.tls", OneOf(PROTECTION));
        let user: Option<String> = layers.take("mail.user", Optional(Text));
        let password: Option<SecretString> = layers.take("mail.password", Optional(Secret));
        let from: Option<String> = layers.take("mail.from", Optional(Text));
        let server = host.map(|host| MailSettings {
            from: from.unwrap_or_else(|| format!("Parlance <parlance@{host}>")),
            host,
            port: u16::try_from(port).unwrap_or(u16::MAX),
            tls,
            user,
            password,
        });
        Self { server }
    }
}
