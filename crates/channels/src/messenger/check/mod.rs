//! *Test Connection*: asks Meta for real and answers in sentences.

mod app;
mod failure;
mod page;
mod subscription;
mod token;

use parlance_channel::{AccountValues, Check, CheckStatus, Descriptor, Expectations, Fix, check};
use secrecy::SecretString;

use super::{
    account::{app_secret, field},
    strings,
};
use crate::meta::graph::{Credentials, Graph};

/// What the test needs everywhere.
struct Test<'a> {
    graph: &'a Graph,
    descriptor: &'a Descriptor,
    values: &'a AccountValues,
    expected: &'a Expectations,
    token: Option<SecretString>,
    app_secret: Option<SecretString>,
}

impl Test<'_> {
    /// The page's token, with the proof when the app secret is known.
    fn page_credentials(&self, with_proof: bool) -> Option<Credentials> {
        let app_secret = self.app_secret.clone().filter(|_| with_proof);
        Some(Credentials {
            token: self.token.clone()?,
            app_secret,
        })
    }
}

pub(super) async fn run(
    graph: &Graph,
    descriptor: &Descriptor,
    values: &AccountValues,
    expected: &Expectations,
) -> Vec<Check> {
    let token = values.secret(field::TOKEN).map(|token| {
        use secrecy::ExposeSecret as _;
        SecretString::from(token.expose_secret().trim())
    });
    let test = Test {
        graph,
        descriptor,
        values,
        expected,
        token,
        app_secret: app_secret(values),
    };
    let mut checks = ask(&test).await;
    checks.push(check::webhook(expected));
    checks
}

async fn ask(test: &Test<'_>) -> Vec<Check> {
    let identity = match token::identify(test).await {
        Ok(identity) => identity,
        Err(mut found) => {
            found.extend(["page", "username", "permissions", "subscription"].map(skipped));
            found.push(app::without_token(test));
            return found;
        }
    };
    let debug = app::inspect(test, &identity).await;
    let mut checks = vec![token::valid(&debug, test.expected.now)];
    let page = page::page(test, &identity, &debug).await;
    let is_ours = page.status == CheckStatus::Ok;
    checks.push(page);
    if !is_ours {
        checks.extend(["username", "permissions", "subscription"].map(skipped));
        checks.push(app::secret(test, &identity, &debug));
        return checks;
    }
    checks.push(page::username(test, &identity));
    checks.push(token::permissions(test, &debug).await);
    checks.push(subscription::subscription(test, &identity, &debug).await);
    checks.push(app::secret(test, &identity, &debug));
    checks.extend(app::callback(test, &debug).await);
    checks
}

fn skipped(id: &str) -> Check {
    Check::new(id, CheckStatus::Skipped, strings::say("check.skipped", &[]))
}

fn enter(name: &str) -> Fix {
    Fix::EnterValue {
        field: name.to_owned(),
    }
}
