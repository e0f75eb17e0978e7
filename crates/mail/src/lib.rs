//! Sending mail over SMTP (RFC 5321), with TLS by rustls.
//!
//! The mail server is the operator's: it may lie inside the network, and its password comes from the configuration
//! alone. Errors never hold it.
#![forbid(unsafe_code)]

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{authentication::Credentials, client::Tls as Transport, client::TlsParameters},
};
use secrecy::{ExposeSecret as _, SecretString};

/// The server has so long for one step.
const STEP: Duration = Duration::from_secs(10);

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// TLS from the first byte (port 465).
    Always,
    /// Begins in the clear and must change to TLS before anything else is said (port 587).
    StartTls,
    /// In the clear: for a server on the same machine only.
    Never,
}

/// The operator's mail server.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// Who signs in, where that is needed.
    pub user: Option<String>,
    /// The password.
    pub password: Option<SecretString>,
    /// Whose name mails carry: `Parlance <alerts@example.com>`.
    pub from: String,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address is none.
    #[error("`{0}` is not a mail address")]
    Address(String),
    /// The mail could not be put together.
    #[error("the mail could not be written: {0}")]
    Content(String),
    /// The server was not reached, or said no.
    #[error("the mail server did not take the mail: {0}")]
    Server(String),
}

/// Sends mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

impl Mailer {
    /// For a server. Fails when the sender is no mail address.
    pub fn new(settings: &MailSettings) -> Result<Self, MailError> {
        let server = |error: lettre::transport::smtp::Error| MailError::Server(error.to_string());
        let tls = match settings.tls {
            Tls::Never => Transport::None,
            Tls::Always => Transport::Wrapper(TlsParameters::new(settings.host.clone()).map_err(server)?),
            Tls::StartTls => Transport::Required(TlsParameters::new(settings.host.clone()).map_err(server)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(STEP));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            let password = password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: builder.build(),
            from: mailbox(&settings.from)?,
        })
    }

    /// Sends a mail of plain text. `id` is the left side of its `Message-ID`: the same for every sending of the same
    /// mail, so that a mailbox can tell that it came twice.
    pub async fn send(&self, to: &str, subject: &str, text: &str, id: &str) -> Result<(), MailError> {
        let domain = self.from.email.domain();
        let mail = Message::builder()
            .from(self.from.clone())
            .to(mailbox(to)?)
            .subject(subject)
            .message_id(Some(format!("<{id}@{domain}>")))
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| MailError::Content(error.to_string()))?;
        self.transport
            .send(mail)
            .await
            .map(drop)
            .map_err(|error| MailError::Server(error.to_string()))
    }
}

fn mailbox(text: &str) -> Result<Mailbox, MailError> {
    text.parse().map_err(|_| MailError::Address(text.to_owned()))
}
