//! Customers: what is known beside their name, the fields that a tenant adds, and who is blocked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Timestamp;

/// What is kept of a customer beside the main address and number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactMore {
    /// Further mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Further phone numbers, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Values of the tenant's own fields, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// A customer is blocked: what they write is kept, and nobody is asked to answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Block {
    /// Since.
    pub at: Timestamp,
    /// Until then; absent: until somebody unblocks them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Why, for colleagues.
    pub reason: String,
    /// Who blocked them.
    pub by: String,
}

impl Block {
    /// Whether it holds at a moment.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// What a tenant's own field takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactFieldKind {
    /// A line of text, up to 200 characters.
    #[default]
    Text,
    /// A number with decimals after a point.
    Number,
    /// A day, `2026-11-30`.
    Date,
    /// One of its choices.
    Choice,
    /// `yes` or `no`.
    YesNo,
}

/// A field that a tenant adds to its customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactField {
    /// By what values are kept: lower-case letters, digits and `_`; never changes.
    pub key: String,
    /// What people read.
    pub label: String,
    /// What it takes.
    #[serde(default)]
    pub kind: ContactFieldKind,
    /// What can be chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Who makes a contact must fill it in, and nobody may empty it.
    #[serde(default)]
    pub required: bool,
    /// Contacts are found by its words.
    #[serde(default)]
    pub searchable: bool,
}

/// Why a value does not fit a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// Longer than a line.
    #[error("At most 200 characters.")]
    TooLong,
    /// No number.
    #[error("This is not a number: write it like 12.5.")]
    Number,
    /// No day.
    #[error("This is not a day: write it like 2026-11-30.")]
    Date,
    /// Not among the choices.
    #[error("This is not one of the choices.")]
    Choice,
    /// Neither yes nor no.
    #[error("Say yes or no.")]
    YesNo,
}

const LONGEST: usize = 200;

impl ContactField {
    /// A value as it is kept; none: the field is empty.
    pub fn read(&self, value: &str) -> Result<Option<String>, FieldFault> {
        let line: String = value
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let line = line.trim();
        if line.is_empty() {
            return Ok(None);
        }
        match self.kind {
            ContactFieldKind::Text if line.chars().count() > LONGEST => Err(FieldFault::TooLong),
            ContactFieldKind::Number if !is_number(line) => Err(FieldFault::Number),
            ContactFieldKind::Date if !is_day(line) => Err(FieldFault::Date),
            ContactFieldKind::Choice if !self.choices.iter().any(|choice| choice == line) => {
                Err(FieldFault::Choice)
            }
            ContactFieldKind::YesNo if line != "yes" && line != "no" => Err(FieldFault::YesNo),
            _ => Ok(Some(line.to_owned())),
        }
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let fine = |part: &str| !part.is_empty() && part.len() <= 20 && part.bytes().all(|b| b.is_ascii_digit());
    fine(whole) && fine(rest)
}

/// A day of the calendar, written `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return false;
    }
    let number = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year), number(month), number(day)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn field(kind: ContactFieldKind) -> ContactField {
        ContactField {
            key: "f".into(),
            label: "F".into(),
            kind,
            choices: vec!["Gold".into(), "Silver".into()],
            required: false,
            searchable: false,
        }
    }

    #[test]
    fn a_field_takes_what_its_kind_says() {
        let kept = |kind, value: &str| field(kind).read(value);
        assert_eq!(kept(ContactFieldKind::Text, "  a\nb "), Ok(Some("a b".into())));
        assert_eq!(
            kept(ContactFieldKind::Number, "-12.50"),
            Ok(Some("-12.50".into()))
        );
        assert_eq!(
            kept(ContactFieldKind::Date, "2028-02-29"),
            Ok(Some("2028-02-29".into()))
        );
        assert_eq!(kept(ContactFieldKind::Choice, "Gold"), Ok(Some("Gold".into())));
        assert_eq!(kept(ContactFieldKind::YesNo, "no"), Ok(Some("no".into())));
        assert_eq!(kept(ContactFieldKind::Number, "12,5"), Err(FieldFault::Number));
        assert_eq!(kept(ContactFieldKind::Number, "."), Err(FieldFault::Number));
        for day in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "26-01-01",
            "2026-00-10",
            "+026-01-01",
        ] {
            assert_eq!(kept(ContactFieldKind::Date, day), Err(FieldFault::Date), "{day}");
        }
        assert_eq!(kept(ContactFieldKind::Choice, "gold"), Err(FieldFault::Choice));
        assert_eq!(kept(ContactFieldKind::YesNo, "maybe"), Err(FieldFault::YesNo));
        assert_eq!(
            kept(ContactFieldKind::Text, &"x".repeat(201)),
            Err(FieldFault::TooLong)
        );
        assert_eq!(
            kept(ContactFieldKind::Date, " "),
            Ok(None),
            "an empty field is no fault"
        );
    }

    #[test]
    fn a_block_ends_at_its_moment() {
        let block = |until: Option<i64>| Block {
            at: Timestamp::from_millis(0),
            until: until.map(Timestamp::from_millis),
            reason: "Insults".into(),
            by: "Ana".into(),
        };
        assert!(block(None).holds(Timestamp::from_millis(i64::MAX)));
        assert!(block(Some(10)).holds(Timestamp::from_millis(9)));
        assert!(!block(Some(10)).holds(Timestamp::from_millis(10)));
    }

    proptest! {
        #[test]
        fn what_was_kept_is_taken_again(value in ".{0,60}", kind in 0_usize..5) {
            let kind = [ContactFieldKind::Text, ContactFieldKind::Number, ContactFieldKind::Date, ContactFieldKind::Choice, ContactFieldKind::YesNo][kind];
            if let Ok(Some(kept)) = field(kind).read(&value) {
                prop_assert_eq!(field(kind).read(&kept), Ok(Some(kept.clone())));
            }
        }
    }
}
