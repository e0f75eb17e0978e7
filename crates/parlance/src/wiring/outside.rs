//! The ways out that alerts take: the HTTP client for addresses that people enter, and the operator's mail server.

use std::fmt;

use parlance_channel::{BoxFuture, HttpFailure, HttpRequest, HttpResponse};
use parlance_egress::Egress;
use parlance_engine::alerts::{Mail, Outside};
use parlance_mail::Mailer;

/// Over the real clients.
pub(crate) struct Ways {
    egress: Egress,
    mailer: Option<Mailer>,
}

impl Ways {
    pub(crate) const fn new(egress: Egress, mailer: Option<Mailer>) -> Self {
        Self { egress, mailer }
    }
}

impl fmt::Debug for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ways")
            .field("mailer", &self.mailer)
            .finish_non_exhaustive()
    }
}

impl Outside for Ways {
    fn check_address<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            self.egress
                .check_user_url(url)
                .await
                .map_err(|error| error.to_string())
        })
    }

    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        Box::pin(async move { self.egress.user().call(request).await })
    }

    fn has_mail(&self) -> bool {
        self.mailer.is_some()
    }

    fn mail(&self, mail: Mail) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async move {
            let Some(mailer) = &self.mailer else {
                return Err("No mail server is set up.".to_owned());
            };
            mailer
                .send(&mail.to, &mail.subject, &mail.text, &mail.id)
                .await
                .map_err(|error| format!("Not sent: {error}."))
        })
    }
}
