//! Customers who may be the same person, and why.

use std::collections::{BTreeMap, BTreeSet};

use parlance_api::contact::{Alike, ContactDuplicate, ContactDuplicates};
use parlance_core::{ContactId, TenantCtx};
use parlance_store::{
    Read,
    contacts::{ContactFilter, ContactRow},
};
use parlance_words::{Query, name_tokens};

use super::NOT_FOUND;
use crate::{Engine, Refusal, UseCaseError, views::contact_view};

/// Customers that are looked at for one address, number or name.
const LOOKED_AT: u32 = 50;
/// Customers that are shown.
const SHOWN: usize = 10;
/// Shorter numbers say nothing: extensions, service numbers.
const SHORTEST_PHONE: usize = 7;

impl Engine {
    /// Customers with the same mail address, number or name as one; those with the most in common first.
    pub async fn contact_duplicates(
        &self,
        ctx: TenantCtx,
        id: ContactId,
    ) -> Result<ContactDuplicates, UseCaseError> {
        self.read(move |read, _| {
            let row = read.contact(&ctx, id)?.ok_or(NOT_FOUND)?;
            duplicates(read, &ctx, &row)
        })
        .await
    }
}

fn duplicates(read: &dyn Read, ctx: &TenantCtx, row: &ContactRow) -> Result<ContactDuplicates, Refusal> {
    let mut found: BTreeMap<ContactId, (ContactRow, Vec<Alike>)> = BTreeMap::new();
    for words in sought(row) {
        let filter = ContactFilter {
            words: Query::beginnings(&words),
            limit: LOOKED_AT,
            ..ContactFilter::default()
        };
        if filter.words.is_none() {
            continue;
        }
        for other in read.search_contacts(ctx, &filter)?.rows {
            let alike = alike(row, &other);
            if other.id != row.id && !alike.is_empty() {
                found.insert(other.id, (other, alike));
            }
        }
    }
    let mut found: Vec<(ContactRow, Vec<Alike>)> = found.into_values().collect();
    found.sort_by_key(|(other, alike)| (std::cmp::Reverse(alike.len()), std::cmp::Reverse(other.id)));
    found.truncate(SHOWN);
    let items = found
        .into_iter()
        .map(|(other, alike)| {
            Ok(ContactDuplicate {
                contact: contact_view(read, ctx, &other)?,
                alike,
            })
        })
        .collect::<Result<_, Refusal>>()?;
    Ok(ContactDuplicates { items })
}

/// By what those who may be the same are looked for.
fn sought(row: &ContactRow) -> Vec<String> {
    let phones = row.phones().filter_map(|phone| phone_key(phone));
    let name = name_key(row).into_iter().collect::<Vec<_>>().join(" ");
    row.emails()
        .cloned()
        .chain(phones.flat_map(|digits| [format!("00{digits}"), digits]))
        .chain((!name.is_empty()).then_some(name))
        .collect()
}

/// What two customers have in common.
fn alike(one: &ContactRow, other: &ContactRow) -> Vec<Alike> {
    let emails = |row: &ContactRow| {
        row.emails()
            .map(|email| email.to_lowercase())
            .collect::<BTreeSet<_>>()
    };
    let phones = |row: &ContactRow| {
        row.phones()
            .filter_map(|phone| phone_key(phone))
            .collect::<BTreeSet<_>>()
    };
    let (name, other_name) = (name_key(one), name_key(other));
    [
        (Alike::Email, !emails(one).is_disjoint(&emails(other))),
        (Alike::Phone, !phones(one).is_disjoint(&phones(other))),
        (Alike::Name, !name.is_empty() && name == other_name),
    ]
    .into_iter()
    .filter_map(|(what, same)| same.then_some(what))
    .collect()
}

/// A number by its digits, without the `00` or `+` before the country.
fn phone_key(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let key = digits.strip_prefix("00").unwrap_or(&digits);
    (key.len() >= SHORTEST_PHONE).then(|| key.to_owned())
}

/// A name by its words, in whatever order, without case and accents. One word alone is no name: too many share it.
fn name_key(row: &ContactRow) -> BTreeSet<String> {
    let written = [&row.first_name, &row.last_name];
    let written: Vec<&str> = written.into_iter().flatten().map(String::as_str).collect();
    let name = match (written.is_empty(), &row.profile_name) {
        (true, Some(profile)) => profile.clone(),
        _ => written.join(" "),
    };
    let words: BTreeSet<String> = name_tokens(&name).into_iter().collect();
    if words.len() < 2 { BTreeSet::new() } else { words }
}

#[cfg(test)]
mod tests {
    use parlance_core::Timestamp;
    use proptest::prelude::*;

    use super::*;

    fn row(name: &str, email: &str, phone: &str) -> ContactRow {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        ContactRow {
            profile_name: some(name),
            email: some(email),
            phone: some(phone),
            ..ContactRow::blank(
                ContactId::new(Timestamp::from_millis(0), [1; 10]),
                Timestamp::from_millis(0),
            )
        }
    }

    #[test]
    fn case_accents_order_and_ways_to_write_a_number_make_no_difference() {
        let marta = row("Élise Brontë", "Elise@Example.org", "+49 170 555 12 12");
        let again = row("bronte elise", "elise@example.ORG", "0049-170-5551212");
        assert_eq!(alike(&marta, &again), [Alike::Email, Alike::Phone, Alike::Name]);
        assert_eq!(
            alike(&row("Maria", "", "110"), &row("Maria", "", "110")),
            [],
            "one word, a short number"
        );
        assert_eq!(alike(&marta, &row("Élise Braun", "", "")), []);
    }

    proptest! {
        #[test]
        fn likeness_is_mutual(
            a in ("[A-Za-zé]{0,5} [a-z]{0,3}", "[ab]@[xy]", "[0+]{0,2}[1-2]{6,9}"),
            b in ("[A-Za-zé]{0,5} [a-z]{0,3}", "[ab]@[xy]", "[0+]{0,2}[1-2]{6,9}"),
        ) {
            let (a, b) = (row(&a.0, &a.1, &a.2), row(&b.0, &b.1, &b.2));
            prop_assert_eq!(alike(&a, &b), alike(&b, &a));
        }
    }
}
