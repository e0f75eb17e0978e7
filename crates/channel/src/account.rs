//! The values of an integration account, as the form collects them.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;

use crate::descriptor::{Descriptor, FieldKind};

/// What an administrator entered for one account: open values and secrets, by field name of the descriptor.
///
/// The store keeps `settings` as one document and each secret sealed. `Debug` shows no secret.
#[derive(Debug, Clone, Default)]
pub struct AccountValues {
    /// Open values. An absent field and an empty one mean the same.
    pub settings: BTreeMap<String, String>,
    /// Sealed values, opened for this use.
    pub secrets: BTreeMap<String, SecretString>,
}

impl AccountValues {
    /// An open value, trimmed; `None` when absent or empty.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// A secret; `None` when absent or empty.
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&SecretString> {
        self.secrets
            .get(name)
            .filter(|secret| !secret.expose_secret().trim().is_empty())
    }

    /// Whether a checkbox is ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.setting(name) == Some("true")
    }

    /// Adds an open value (for building values by hand).
    #[must_use]
    pub fn with_setting(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Adds a secret (for building values by hand).
    #[must_use]
    pub fn with_secret(mut self, name: &str, value: &str) -> Self {
        self.secrets
            .insert(name.to_owned(), SecretString::from(value.to_owned()));
        self
    }
}

/// What is wrong with one value of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// What is wrong and what to do, in one sentence. Never repeats a secret.
    pub message: String,
}

/// Checks every value that is there against the descriptor's rules, and that nothing unknown is there.
/// Missing values are no problem here: an account may be saved in part (see [`missing`]).
#[must_use]
pub fn check_values(descriptor: &Descriptor, values: &AccountValues) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for name in values.settings.keys().chain(values.secrets.keys()) {
        if descriptor
            .field(name)
            .is_none_or(|field| matches!(field.kind, FieldKind::Readonly))
        {
            let known: Vec<&str> = descriptor
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            problems.push(FieldProblem {
                field: name.clone(),
                message: format!(
                    "This account has no value named '{name}' to set; there are {}.",
                    known.join(", ")
                ),
            });
        }
    }
    for field in &descriptor.fields {
        let value = if field.sealed {
            values
                .secret(&field.name)
                .map(|secret| secret.expose_secret().trim())
        } else {
            values.setting(&field.name)
        };
        let misplaced = if field.sealed {
            values.settings.contains_key(&field.name)
        } else {
            values.secrets.contains_key(&field.name)
        };
        if misplaced {
            let message = format!("{} was given as the wrong sort of value.", field.label);
            problems.push(FieldProblem {
                field: field.name.clone(),
                message,
            });
        } else if let Some(message) = value.and_then(|value| field.refuse(value)) {
            problems.push(FieldProblem {
                field: field.name.clone(),
                message,
            });
        }
    }
    problems
}

/// The names of required fields without a value. An account is complete when there are none.
#[must_use]
pub fn missing<'d>(descriptor: &'d Descriptor, values: &AccountValues) -> Vec<&'d str> {
    let is_missing = |name: &str, sealed: bool| {
        if sealed {
            values.secret(name).is_none()
        } else {
            values.setting(name).is_none()
        }
    };
    descriptor
        .fields
        .iter()
        .filter(|field| field.required && is_missing(&field.name, field.sealed))
        .map(|field| field.name.as_str())
        .collect()
}
