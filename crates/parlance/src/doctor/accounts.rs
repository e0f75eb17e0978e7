//! The database from inside: does the keyring open it, and does each integration account work?

use parlance_api::account::AccountView;
use parlance_core::{TenantCtx, account::AccountStatus};
use parlance_engine::{
    UseCaseError,
    accounts::{Shown, view},
};

use super::Finding;
use crate::{
    config::Config,
    wiring::{Parlance, RunError},
};

/// Looks only where there is a database that this Parlance understands and a keyring to open it with.
pub(super) async fn check(config: &Config) -> Vec<Finding> {
    if !(super::database::is_current(config) && super::keys::are_readable(config)) {
        return Vec::new();
    }
    let parlance = match Parlance::open_beside(config).await {
        Ok(parlance) => parlance,
        Err(error @ RunError::Keyring(_)) => {
            return vec![Finding::bad(
                format!("The keyring is not this database's: {error}."),
                "Name the keyring that was made with it: PARLANCE_KEYS",
            )];
        }
        Err(error) => {
            return vec![Finding::bad(
                format!("Parlance cannot start: {error}."),
                "See the sentence before.",
            )];
        }
    };
    let mut findings = vec![Finding::good("The keyring opens this database's secrets.")];
    match accounts(&parlance).await {
        Ok(accounts) => findings.extend(
            accounts
                .iter()
                .filter_map(|(tenant, account)| finding(tenant, account)),
        ),
        Err(error) => findings.push(Finding::bad(
            format!("The integration accounts cannot be read: {error}."),
            "Look into the server's log.",
        )),
    }
    findings
}

/// All accounts with the short names of their tenants.
async fn accounts(parlance: &Parlance) -> Result<Vec<(String, AccountView)>, UseCaseError> {
    let engine = parlance.engine();
    let shown = Shown {
        base_url: engine.base_url(),
        keyring: engine.installation().keyring.clone(),
    };
    engine
        .read(move |read, env| {
            let mut found = Vec::new();
            for tenant in read.tenants()? {
                let ctx = TenantCtx::new(tenant.id);
                for row in read.accounts(&ctx)? {
                    found.push((tenant.slug.clone(), view(read, env, &ctx, &shown, &row)?));
                }
            }
            Ok(found)
        })
        .await
}

fn finding(tenant: &str, account: &AccountView) -> Option<Finding> {
    let name = format!("{} ({tenant})", account.name);
    let edit = "Open it under Configuration > Integration Accounts";
    let last_error = account
        .health
        .last_error
        .as_deref()
        .unwrap_or("no reason is known");
    Some(match account.status {
        AccountStatus::Off => return None,
        AccountStatus::Working => Finding::good(format!("The account {name} receives and sends.")),
        AccountStatus::Waiting => Finding::limited(
            format!("The account {name} is verified; no event has come yet."),
            "Write to the page. If nothing comes, check the subscribed fields with Test Connection.",
        ),
        AccountStatus::NotVerified => Finding::limited(
            format!("The account {name} is complete, but its webhook was never verified."),
            format!(
                "Enter {} and the verify token at the platform's webhook settings.",
                account.callback_url
            ),
        ),
        AccountStatus::Incomplete => Finding::limited(
            format!("The account {name} lacks: {}.", account.missing.join(", ")),
            format!("{edit} and enter the missing values."),
        ),
        AccountStatus::Failing => Finding::bad(
            format!("The account {name} fails: {last_error}."),
            format!("{edit} and use Test Connection."),
        ),
        AccountStatus::TokenDead => Finding::bad(
            format!("The token of the account {name} is dead; nothing is sent."),
            format!("{edit} and enter a new token."),
        ),
    })
}
