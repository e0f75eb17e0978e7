//! What a form says, into a customer.

use parlance_api::contact::ContactPatch;
use parlance_core::contact::ContactField;
use parlance_store::contacts::ContactRow;

use crate::{Refusal, admin::check::Check};

const LONGEST_EMAIL: usize = 254;
const LONGEST_PHONE: usize = 40;
const LONGEST_NOTES: usize = 4_000;
/// Further addresses or numbers, at most.
const MOST: usize = 10;

/// Takes the given fields over; refuses with every fault at once.
pub(super) fn apply(
    row: &mut ContactRow,
    fields: &[ContactField],
    patch: ContactPatch,
) -> Result<(), Refusal> {
    let mut check = Check::default();
    let mut set =
        |field: &str, change: Option<Option<String>>, place: &mut Option<String>, longest: usize| {
            if let Some(value) = change {
                *place = line(&mut check, field, value.as_deref().unwrap_or_default(), longest);
            }
        };
    set("first_name", patch.first_name, &mut row.first_name, 100);
    set("last_name", patch.last_name, &mut row.last_name, 100);
    set("email", patch.email, &mut row.email, LONGEST_EMAIL);
    set("phone", patch.phone, &mut row.phone, LONGEST_PHONE);
    set("language", patch.language, &mut row.language, 60);
    set("company", patch.company, &mut row.company, 120);
    if let Some(email) = &row.email {
        is_address(&mut check, "email", email);
    }
    if let Some(notes) = patch.notes {
        let fine = notes.chars().count() <= LONGEST_NOTES;
        check.that(
            fine,
            "notes",
            "too_long",
            format!("At most {LONGEST_NOTES} characters."),
        );
        row.notes = notes;
    }
    if let Some(emails) = patch.more_emails {
        row.more.emails = several(&mut check, "more_emails", &emails, LONGEST_EMAIL);
        for (at, email) in row.more.emails.iter().enumerate() {
            is_address(&mut check, &format!("more_emails[{at}]"), email);
        }
    }
    if let Some(phones) = patch.more_phones {
        row.more.phones = several(&mut check, "more_phones", &phones, LONGEST_PHONE);
    }
    without_main(row);
    for (key, value) in patch.fields {
        let place = format!("fields.{key}");
        let Some(field) = fields.iter().find(|field| field.key == key) else {
            check.fault(place, "unknown", "There is no such field.");
            continue;
        };
        match field.read(value.as_deref().unwrap_or_default()) {
            Ok(Some(value)) => drop(row.more.fields.insert(key, value)),
            Ok(None) => {
                check.that(!field.required, place, "missing", "This field is needed.");
                row.more.fields.remove(&key);
            }
            Err(fault) => check.fault(place, "malformed", fault.to_string()),
        }
    }
    check.done()
}

/// What a contact that is made by hand must have: something to know them by, and what the tenant requires.
pub(super) fn is_whole(row: &ContactRow, fields: &[ContactField]) -> Result<(), Refusal> {
    let mut check = Check::default();
    let known = [&row.first_name, &row.last_name, &row.email, &row.phone]
        .into_iter()
        .any(Option::is_some);
    check.that(
        known,
        "first_name",
        "missing",
        "Enter a name, a mail address or a phone number.",
    );
    for field in fields.iter().filter(|field| field.required) {
        let there = row.more.fields.contains_key(&field.key);
        check.that(
            there,
            format!("fields.{}", field.key),
            "missing",
            "This field is needed.",
        );
    }
    check.done()
}

/// The main address and number do not stand among the further ones.
fn without_main(row: &mut ContactRow) {
    let main = |main: &Option<String>, other: &str| {
        main.as_deref()
            .is_some_and(|main| main.to_lowercase() == other.to_lowercase())
    };
    let (email, phone) = (row.email.clone(), row.phone.clone());
    row.more.emails.retain(|other| !main(&email, other));
    row.more.phones.retain(|other| !main(&phone, other));
}

fn several(check: &mut Check, field: &str, values: &[String], longest: usize) -> Vec<String> {
    check.that(
        values.len() <= MOST,
        field,
        "too_long",
        format!("At most {MOST} of them."),
    );
    let mut tidy: Vec<String> = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let Some(value) = line(check, &format!("{field}[{at}]"), value, longest) else {
            continue;
        };
        if tidy
            .iter()
            .all(|known| known.to_lowercase() != value.to_lowercase())
        {
            tidy.push(value);
        }
    }
    tidy
}

fn is_address(check: &mut Check, field: &str, email: &str) {
    check.that(
        email.contains('@'),
        field,
        "malformed",
        "A mail address has an @ in it.",
    );
}

/// One line of text, trimmed; empty means none.
fn line(check: &mut Check, field: &str, value: &str, longest: usize) -> Option<String> {
    let line: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = line.trim();
    let fine = line.chars().count() <= longest;
    check.that(fine, field, "too_long", format!("At most {longest} characters."));
    (!line.is_empty()).then(|| line.to_owned())
}
