//! Integration accounts. Secrets are compared, never shown.

use secrecy::ExposeSecret as _;

use super::diff::{Change, Diff, short};
use crate::apply::{document::Account, present::Present};

pub(super) fn account(wanted: &Account, present: &Present) -> Diff {
    let mut diff = Diff::default();
    let now = present.account(&wanted.name);
    diff.text(
        "type",
        wanted.channel_type.as_deref(),
        now.map(|account| account.channel_type.as_str()),
    );
    for (key, value) in &wanted.settings {
        let value = value.text();
        let found = now.and_then(|account| account.settings.get(key));
        // A switch that is off need not be stored.
        if found != Some(&value) && !(found.is_none() && matches!(value.as_str(), "" | "false")) {
            let from = found.map(|found| short(found));
            diff.changes.push(Change {
                field: "settings",
                key: Some(key.clone()),
                from,
                to: short(&value),
            });
        }
    }
    for (key, source) in &wanted.secrets {
        let stored = present.secrets.get(&(wanted.name.to_lowercase(), key.clone()));
        // A secret that cannot be read is told when the plan is carried out.
        let same = source.resolve().is_ok_and(|secret| {
            stored.is_some_and(|stored| stored.expose_secret() == secret.expose_secret())
        });
        if !same {
            let from = stored.map(|_| "a stored value".to_owned());
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
