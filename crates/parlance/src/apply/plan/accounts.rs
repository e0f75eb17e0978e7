//! Integration accounts. Secrets are compared, never shown.

use secrecy::ExposeSecret;

use super::diff::{Change, Diff, short};
use crate::apply::{
    document::Account,
    present::{Present, PresentAccount},
};

pub(super) fn account(wanted: &Account, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.account(&wanted.name);
    diff.text(
        "type",
        wanted.channel_type.as_deref(),
        now.map(|account| account.channel_type.as_str()),
    );
    for (key, value) in &wanted.settings {
        let value = tidy(&value.text());
        let found = now.and_then(|account| value_of(account, key));
        // A switch that is off need not be stored.
        let off = matches!(value.as_str(), "" | "false");
        if found != Some(value.as_str()) && !(found.is_none() && off) {
            let from = found.map(short);
            diff.changes.push(Change {
                field: "settings",
                key: Some(key.clone()),
                from,
                to: short(&value),
            });
        }
    }
    for (key, source) in &wanted.secrets {
        let stored = now.and_then(|account| value_of(account, key));
        // A secret that cannot be read was told before the plan was made.
        let same = source
            .resolve()
            .is_ok_and(|secret| stored == Some(secret.expose_secret().trim()));
        if !same {
            let from = stored.map(|_| "another value".to_owned());
            diff.changes.push(Change {
                field: "secrets",
                key: Some(key.clone()),
                from,
                to: "••••".into(),
            });
        }
    }
    let enabled = wanted.enabled.filter(|enabled| now.is_some() || !*enabled);
    diff.plain("enabled", enabled, now.map(|account| account.enabled));
    diff
}

/// Which values are sealed is the channel's business: a key is looked for in both.
fn value_of<'a>(account: &'a PresentAccount, key: &str) -> Option<&'a str> {
    let open = account.settings.get(key).map(String::as_str);
    open.or_else(|| account.secrets.get(key).map(ExposeSecret::expose_secret))
}

/// As the form tidies what people paste.
fn tidy(value: &str) -> String {
    value.trim().trim_start_matches('@').to_owned()
}
