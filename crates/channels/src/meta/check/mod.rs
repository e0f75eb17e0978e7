//! *Test Connection*: asks Meta for real and answers in sentences.

mod access;
mod app;
mod callback;
mod failure;
mod page;
mod rate;
mod routing;
mod subscription;
mod token;

use parlance_channel::{AccountValues, BoxFuture, Check, CheckStatus, Descriptor, Expectations, Fix, check};
use secrecy::SecretString;

use super::{
    account::{app_secret, field, trimmed},
    error::GraphFailure,
    graph::{Credentials, Graph},
    member::{Member, Words},
};
pub(crate) use token::Identity;

/// What the test needs everywhere.
pub(crate) struct Test<'a> {
    /// Asks.
    pub graph: &'a Graph,
    /// The channel.
    pub member: &'static Member,
    /// Its form and what it subscribes.
    pub descriptor: &'a Descriptor,
    /// What was entered.
    pub values: &'a AccountValues,
    expected: &'a Expectations,
    token: Option<SecretString>,
    app_secret: Option<SecretString>,
}

/// What a channel asks about its own account.
pub(crate) struct AccountChecks {
    /// Ids of the checks, to say that they were skipped.
    pub ids: &'static [&'static str],
    /// Asks, once the token is known to be the page's. Answers one check for each id.
    pub ask: for<'a> fn(&'a Test<'a>, &'a Identity) -> BoxFuture<'a, Vec<Check>>,
}

impl Test<'_> {
    /// The channel's sentences.
    pub const fn words(&self) -> &'static Words {
        &self.member.words
    }

    /// A check that could not be tried.
    pub fn skipped(&self, id: &str) -> Check {
        Check::new(id, CheckStatus::Skipped, self.words().say("check.skipped", &[]))
    }

    /// A question that got no answer.
    pub fn failed(&self, id: &str, failure: &GraphFailure) -> Check {
        failure::check(self, id, failure)
    }

    /// The page's token, with the proof when the app secret is known.
    fn page_credentials(&self, with_proof: bool) -> Option<Credentials> {
        let app_secret = self.app_secret.clone().filter(|_| with_proof);
        Some(Credentials {
            token: self.token.clone()?,
            app_secret,
        })
    }
}

pub(crate) async fn run(
    graph: &Graph,
    member: &'static Member,
    descriptor: &Descriptor,
    values: &AccountValues,
    expected: &Expectations,
) -> Vec<Check> {
    let token = values.secret(field::TOKEN).map(trimmed);
    let test = Test {
        graph,
        member,
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
            let ids = ["page"].iter().chain(test.member.checks.ids);
            let ids = ids.chain(&["permissions", "subscription"]);
            found.extend(ids.map(|id| test.skipped(id)));
            found.push(app::without_token(test));
            return found;
        }
    };
    let debug = app::inspect(test, &identity).await;
    let mut checks = vec![token::valid(test.words(), &debug, test.expected.now)];
    let page = page::page(test, &identity, &debug).await;
    let is_ours = page.status == CheckStatus::Ok;
    checks.push(page);
    if !is_ours {
        let ids = test
            .member
            .checks
            .ids
            .iter()
            .chain(&["permissions", "subscription"]);
        checks.extend(ids.map(|id| test.skipped(id)));
        checks.push(app::secret(test, &identity, &debug));
        return checks;
    }
    checks.extend((test.member.checks.ask)(test, &identity).await);
    checks.push(token::permissions(test, &debug).await);
    checks.push(subscription::subscription(test, &identity, &debug).await);
    checks.push(app::secret(test, &identity, &debug));
    checks.extend(callback::callback(test, &debug).await);
    checks.push(access::access(test, &debug));
    checks.push(routing::routing(test, &identity).await);
    checks.push(rate::rate(test.words(), &identity.usage));
    checks
}

/// Enter the value of a field.
pub(crate) fn enter(name: &str) -> Fix {
    Fix::EnterValue {
        field: name.to_owned(),
    }
}
