//! The fields that a tenant adds to its contacts.

use parlance_api::contact::ContactFields;
use parlance_core::{
    TenantCtx,
    contact::{ContactField, ContactFieldKind},
};

use crate::{
    Engine, UseCaseError,
    admin::check::{Check, first_repeated},
};

const MOST: usize = 50;
const LONGEST_KEY: usize = 40;
const LONGEST_LABEL: usize = 60;
const MOST_CHOICES: usize = 100;

impl Engine {
    /// The fields of contacts, in the order of forms.
    pub async fn contact_fields(&self, ctx: TenantCtx) -> Result<ContactFields, UseCaseError> {
        self.read(move |read, _| {
            Ok(ContactFields {
                items: read.settings(&ctx)?.contact_fields,
            })
        })
        .await
    }
}

/// The fields, tidied. What a field takes never changes: its values would no longer fit.
pub(crate) fn check(
    check: &mut Check,
    before: &[ContactField],
    wanted: &[ContactField],
) -> Vec<ContactField> {
    let message = format!("At most {MOST} fields.");
    check.that(wanted.len() <= MOST, "contact_fields", "too_long", message);
    let place = |at: usize, what: &str| format!("contact_fields[{at}].{what}");
    let mut tidy = Vec::new();
    for (at, field) in wanted.iter().enumerate() {
        let key = check.text(place(at, "key"), &field.key, 1, LONGEST_KEY);
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let message = "Lower-case letters, digits and _ only.";
        check.that(key.chars().all(fine), place(at, "key"), "malformed", message);
        let label = check.text(place(at, "label"), &field.label, 1, LONGEST_LABEL);
        if let Some(known) = before.iter().find(|known| known.key == key) {
            let message = "What a field takes does not change: make another field.";
            check.that(
                known.kind == field.kind,
                place(at, "kind"),
                "not_allowed",
                message,
            );
        }
        let choices = choices(check, at, field);
        tidy.push(ContactField {
            key,
            label,
            kind: field.kind,
            choices,
            required: field.required,
            searchable: field.searchable,
        });
    }
    let keys: Vec<String> = tidy.iter().map(|field| field.key.clone()).collect();
    if let Some(at) = first_repeated(&keys) {
        check.fault(place(at, "key"), "taken", "There is another field with this key.");
    }
    let labels: Vec<String> = tidy.iter().map(|field| field.label.to_lowercase()).collect();
    if let Some(at) = first_repeated(&labels) {
        check.fault(
            place(at, "label"),
            "taken",
            "There is another field of this name.",
        );
    }
    tidy
}

/// The choices of a field that has some.
fn choices(check: &mut Check, at: usize, field: &ContactField) -> Vec<String> {
    if field.kind != ContactFieldKind::Choice {
        return Vec::new();
    }
    let place = format!("contact_fields[{at}].choices");
    check.that(
        (1..=MOST_CHOICES).contains(&field.choices.len()),
        &*place,
        "out_of_range",
        format!("Between 1 and {MOST_CHOICES} choices."),
    );
    let choices: Vec<String> = field
        .choices
        .iter()
        .enumerate()
        .map(|(number, choice)| check.text(format!("{place}[{number}]"), choice, 1, LONGEST_LABEL))
        .collect();
    if let Some(number) = first_repeated(&choices) {
        check.fault(
            format!("{place}[{number}]"),
            "taken",
            "This choice stands there twice.",
        );
    }
    choices
}
