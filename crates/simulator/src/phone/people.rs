//! Making customers, and the first time one opens a page's chat.

use std::collections::BTreeMap;

use crate::ControlError;
use crate::ids::scramble;
use crate::media::FACES;
use crate::transaction::Tx;
use crate::world::{Change, Person, Phone, ProfileAccess, Reachability};

/// A customer to be made; what is left out is chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct NewPerson {
    pub name: Option<String>,
    pub locale: Option<String>,
    pub crowd: Option<u64>,
}

/// Names for customers nobody named.
const NAMES: [(&str, &str, i32); 12] = [
    ("Marta Olsen", "nb_NO", 1),
    ("Tomás Herrera", "es_ES", 1),
    ("Ines Keller", "de_DE", 1),
    ("Yusuf Demir", "tr_TR", 3),
    ("Claire Moreau", "fr_FR", 1),
    ("Adaeze Obi", "en_GB", 0),
    ("Kenji Watanabe", "ja_JP", 9),
    ("Samira Khoury", "ar_AR", 2),
    ("Piotr Zieliński", "pl_PL", 1),
    ("Lucía Romero", "es_LA", -5),
    ("Ben Achterberg", "nl_NL", 1),
    ("Grace Turner", "en_US", -6),
];

/// Makes a customer.
pub(crate) fn person(tx: &mut Tx<'_>, new: NewPerson) -> Result<Person, ControlError> {
    let taken = tx.world.people.len();
    let (name, locale, timezone) = match new.name.as_deref().map(str::trim) {
        None | Some("") => {
            let (name, locale, timezone) = NAMES[taken % NAMES.len()];
            let round = taken / NAMES.len();
            let name = if round == 0 {
                name.to_owned()
            } else {
                format!("{name} {}", round + 1)
            };
            (name, locale, timezone)
        }
        Some(name) if name.chars().count() > 80 => {
            return Err(ControlError::invalid(
                "a customer's name can have at most 80 characters",
            ));
        }
        Some(name) => (name.to_owned(), "en_US", 0),
    };
    let id = tx.ids().number();
    let (first_name, last_name) = name.split_once(' ').unwrap_or((name.as_str(), ""));
    let faces = u64::try_from(FACES.len()).unwrap_or(1);
    let person = Person {
        id,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        locale: new.locale.unwrap_or_else(|| locale.to_owned()),
        timezone,
        gender: None,
        face: u32::try_from(scramble(tx.seed, id) % faces).unwrap_or(0),
        profile: ProfileAccess::Visible,
        reach: Reachability::Reachable,
        phone: Phone::default(),
        has_role: false,
        psids: BTreeMap::new(),
        crowd: new.crowd,
    };
    tx.apply(Change::PersonPut(person.clone()));
    Ok(person)
}

/// The page-scoped id of a person with a page; made when they first meet. Pages never share ids.
pub(crate) fn open_chat(tx: &mut Tx<'_>, person_id: u64, page_id: &str) -> Result<String, ControlError> {
    if !tx.world.pages.contains_key(page_id) {
        return Err(ControlError::not_found("page", page_id));
    }
    let Some(mut person) = tx.world.people.get(&person_id).cloned() else {
        return Err(ControlError::not_found("customer", person_id.to_string()));
    };
    if let Some(psid) = person.psids.get(page_id) {
        return Ok(psid.clone());
    }
    let psid = if crate::instagram::is_account(page_id) {
        tx.ids().igsid()
    } else {
        tx.ids().psid()
    };
    person.psids.insert(page_id.to_owned(), psid.clone());
    tx.apply(Change::PersonPut(person));
    tx.apply(Change::ThreadOpened {
        psid: psid.clone(),
        page_id: page_id.to_owned(),
        person_id,
    });
    Ok(psid)
}

/// Changes how a person uses their phone. Returns true when the signal came back.
pub(crate) fn put_phone(tx: &mut Tx<'_>, person_id: u64, phone: Phone) -> Result<bool, ControlError> {
    let Some(mut person) = tx.world.people.get(&person_id).cloned() else {
        return Err(ControlError::not_found("customer", person_id.to_string()));
    };
    let back = person.phone.no_signal && !phone.no_signal;
    person.phone = phone;
    tx.apply(Change::PersonPut(person));
    Ok(back)
}
