//! Integration accounts.

use std::collections::BTreeMap;

use parlance_api::account::{AccountPatch, NewAccount};
use parlance_engine::{Refusal, accounts};
use secrecy::ExposeSecret as _;

use super::{Names, Work, changed};
use crate::apply::{document::Account, plan::Step};

impl Work<'_> {
    /// With all its values: by them an account that was deleted is known again, with its conversations.
    pub(super) fn make_account(&mut self, step: &Step) -> Result<(), Refusal> {
        let wanted = &self.document.accounts[step.index];
        let command = NewAccount {
            channel: wanted.channel.clone(),
            channel_type: wanted.channel_type.clone(),
            name: wanted.name.clone(),
            settings: settings(step, wanted),
            secrets: secrets(step, wanted)?,
            import_past: false,
        };
        accounts::create(self.tx, self.env, &self.ctx, &self.who, self.keyring, command).map(drop)
    }

    pub(super) fn set_account(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.accounts[step.index];
        let patch = AccountPatch {
            channel_type: changed(step, "type", wanted.channel_type.clone()),
            settings: settings(step, wanted),
            secrets: secrets(step, wanted)?,
            enabled: changed(step, "enabled", wanted.enabled),
            ..AccountPatch::default()
        };
        let id = names.account(&wanted.name)?;
        accounts::change(self.tx, self.env, &self.ctx, &self.who, self.keyring, id, patch)
    }
}

fn is_changed(step: &Step, field: &str, key: &String) -> bool {
    step.changes
        .iter()
        .any(|change| change.field == field && change.key.as_ref() == Some(key))
}

fn settings(step: &Step, wanted: &Account) -> BTreeMap<String, String> {
    let changed = wanted
        .settings
        .iter()
        .filter(|(key, _)| is_changed(step, "settings", key));
    changed.map(|(key, value)| (key.clone(), value.text())).collect()
}

fn secrets(step: &Step, wanted: &Account) -> Result<BTreeMap<String, String>, Refusal> {
    let changed = wanted
        .secrets
        .iter()
        .filter(|(key, _)| is_changed(step, "secrets", key));
    changed
        .map(|(key, source)| {
            let secret = source
                .resolve()
                .map_err(|reason| Refusal::field(key.clone(), "missing", reason))?;
            Ok((key.clone(), secret.expose_secret().to_owned()))
        })
        .collect()
}
