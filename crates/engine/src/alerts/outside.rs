//! The ways out of the house that alerts take; the wiring brings them.

use std::fmt;

use parlance_channel::{BoxFuture, HttpFailure, HttpRequest, HttpResponse};

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Stays the same when the mail is sent again: the left side of its `Message-ID`.
    pub id: String,
}

/// Calls addresses that people entered, and sends mail.
pub trait Outside: Send + Sync + fmt::Debug {
    /// Whether an address may be called; why not, in words.
    fn check_address<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<(), String>>;
    /// Calls an address. It is checked again.
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>>;
    /// Whether the operator has set up a mail server.
    fn has_mail(&self) -> bool;
    /// Sends a mail; why not, in words that hold no secret.
    fn mail(&self, mail: Mail) -> BoxFuture<'_, Result<(), String>>;
}

/// No way out.
#[derive(Debug, Clone, Copy)]
pub struct NoOutside;

impl Outside for NoOutside {
    fn check_address<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async { Err("this installation calls nobody".to_owned()) })
    }
    fn call(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        Box::pin(async { Err(HttpFailure::Refused) })
    }
    fn has_mail(&self) -> bool {
        false
    }
    fn mail(&self, _: Mail) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async { Err("no mail server is set up".to_owned()) })
    }
}
