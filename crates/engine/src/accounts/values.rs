//! Between the form's values and what is stored.

use std::collections::BTreeMap;

use parlance_channel::{AccountValues, Channel, Descriptor, descriptor::Field};
use parlance_core::{AccountId, TenantId};
use parlance_store::accounts::{AccountRow, SealedValue};
use secrecy::SecretString;

use crate::{
    Env, Refusal,
    admin::check::Check,
    seal::{Keyring, Place},
};

/// Where an account's sealed value lives.
pub(super) fn place<'a>(tenant: TenantId, row: &'a str, key: &'a str) -> Place<'a> {
    Place {
        table: "integration_account",
        column: key,
        tenant: Some(tenant),
        row,
    }
}

/// The stored values with their secrets opened. A secret that does not open is left out, so the account counts as
/// incomplete and is not used; the log says why.
pub fn open(keyring: &Keyring, tenant: TenantId, row: &AccountRow) -> AccountValues {
    let id = row.id.to_string();
    let mut values = AccountValues {
        settings: row.settings.clone(),
        secrets: BTreeMap::new(),
    };
    for (key, sealed) in &row.sealed {
        match keyring.open(place(tenant, &id, key), &sealed.sealed) {
            Ok(secret) => {
                values.secrets.insert(key.clone(), secret);
            }
            Err(error) => tracing::error!(account = %row.id, key, %error, "a secret cannot be used"),
        }
    }
    values
}

/// Lays what was given over the values: an empty text clears. Both maps may hold any key of the form; what is sealed
/// is told by the descriptor. Faults name the key.
pub(super) fn overlay(
    channel: &dyn Channel,
    check: &mut Check,
    values: &mut AccountValues,
    settings: BTreeMap<String, String>,
    secrets: BTreeMap<String, String>,
) {
    let descriptor = channel.descriptor();
    for (key, value) in settings.into_iter().chain(secrets) {
        let known = descriptor.field(&key).filter(|field| is_entered(field));
        let Some(field) = known else {
            let known: Vec<&str> = descriptor
                .fields
                .iter()
                .filter(|field| is_entered(field))
                .map(|field| field.name.as_str())
                .collect();
            let message = format!("There is no such value; the form has {}.", known.join(", "));
            check.fault(key.chars().take(64).collect::<String>(), "unknown", message);
            continue;
        };
        let value = tidy(descriptor, field, &value);
        if field.sealed {
            if value.is_empty() {
                values.secrets.remove(&key);
            } else {
                values.secrets.insert(key, SecretString::from(value));
            }
        } else if value.is_empty() {
            values.settings.remove(&key);
        } else {
            values.settings.insert(key, value);
        }
    }
    for problem in channel.check_values(values) {
        check.fault(problem.field, "malformed", problem.message);
    }
}

/// People copy names with their @ and values with the line end behind them.
fn tidy(descriptor: &Descriptor, field: &Field, value: &str) -> String {
    let value = value.trim();
    let is_name = !field.sealed && field.name != descriptor.external_id_field;
    if is_name {
        value.trim_start_matches('@').to_owned()
    } else {
        value.to_owned()
    }
}

fn is_entered(field: &Field) -> bool {
    !matches!(field.kind, parlance_channel::descriptor::FieldKind::Readonly)
}

/// Labels of what is missing before the account can work: required values, and a way to know where events come from.
pub(super) fn missing(channel: &dyn Channel, values: &AccountValues) -> Vec<String> {
    let descriptor = channel.descriptor();
    let label = |name: &str| {
        descriptor
            .field(name)
            .map_or_else(|| name.to_owned(), |field| field.label.clone())
    };
    let mut labels: Vec<String> = channel.missing_values(values).into_iter().map(label).collect();
    if cannot_check_events(descriptor, values) && !labels.contains(&label(&descriptor.signing_secret_field)) {
        labels.push(label(&descriptor.signing_secret_field));
    }
    labels
}

/// Neither a secret to check signatures with, nor the decision to do without.
fn cannot_check_events(descriptor: &Descriptor, values: &AccountValues) -> bool {
    values.secret(&descriptor.signing_secret_field).is_none()
        && !values.is_ticked(&descriptor.accept_unsigned_field)
}

/// Seals secrets of one account, in somebody's name.
pub(super) struct Sealer<'a> {
    pub env: &'a Env<'a>,
    pub tenant: TenantId,
    pub keyring: &'a Keyring,
    pub who: &'a str,
    pub id: AccountId,
}

impl Sealer<'_> {
    /// Seals the secrets that are new or changed; the others keep who stored them and when.
    pub fn seal(
        &self,
        before: &BTreeMap<String, SealedValue>,
        opened: &AccountValues,
        entered: &AccountValues,
    ) -> Result<BTreeMap<String, SealedValue>, Refusal> {
        let mut sealed = BTreeMap::new();
        for (key, secret) in &entered.secrets {
            let is_same = opened.secrets.get(key).is_some_and(|old| same(old, secret));
            let value = match before.get(key).filter(|_| is_same) {
                Some(unchanged) => unchanged.clone(),
                None => self.seal_one(key, secret)?,
            };
            sealed.insert(key.clone(), value);
        }
        Ok(sealed)
    }

    fn seal_one(&self, key: &str, secret: &SecretString) -> Result<SealedValue, Refusal> {
        let row = self.id.to_string();
        let sealed = self
            .keyring
            .seal(self.env.random, place(self.tenant, &row, key), secret)
            .map_err(|error| Refusal::Store(error.to_string()))?;
        Ok(SealedValue {
            sealed,
            saved_at: self.env.now,
            saved_by: self.who.to_owned(),
        })
    }
}

/// Whether two secrets are equal, in constant time.
pub(super) fn same(a: &SecretString, b: &SecretString) -> bool {
    use secrecy::ExposeSecret as _;
    use subtle::ConstantTimeEq as _;
    a.expose_secret()
        .as_bytes()
        .ct_eq(b.expose_secret().as_bytes())
        .into()
}

/// Keys whose values differ.
pub(super) fn changed_keys(before: &AccountValues, after: &AccountValues) -> Vec<String> {
    let settings = before.settings.keys().chain(after.settings.keys());
    let mut keys: Vec<String> = settings
        .filter(|key| before.settings.get(*key) != after.settings.get(*key))
        .cloned()
        .collect();
    let secrets = before.secrets.keys().chain(after.secrets.keys());
    keys.extend(
        secrets
            .filter(|key| match (before.secrets.get(*key), after.secrets.get(*key)) {
                (Some(old), Some(new)) => !same(old, new),
                (old, new) => old.is_some() != new.is_some(),
            })
            .cloned(),
    );
    keys.sort_unstable();
    keys.dedup();
    keys
}
