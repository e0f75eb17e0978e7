//! The demonstration's company: `demo/demo.toml`, completed with what only the simulated Meta knows.

use parlance_api::session::DemoUser;

use super::world::Place;
use crate::apply::{
    document::{Document, Setting},
    read::{ReadError, parse},
    secret::SecretSource,
};

const FILE: &str = include_str!("../../demo/demo.toml");

/// The company as an apply file.
pub(super) fn document(place: &Place) -> Result<Document, ReadError> {
    let mut document = parse("demo.toml", "toml", FILE)?;
    for account in &mut document.accounts {
        let mut set =
            |key: &str, value: &str| account.settings.insert(key.into(), Setting::Text(value.into()));
        set("page_id", &place.page_id);
        if account.channel == "instagram" {
            set("instagram_id", &place.instagram_id);
            set("username", place.instagram);
        } else {
            set("page_username", place.username);
        }
        set("verify_token", place.verify_token);
        let mut seal = |key: &str, value: &str| {
            account
                .secrets
                .insert(key.into(), SecretSource::Here(value.into()))
        };
        seal("token", &place.token);
        seal("app_secret", &place.app_secret);
    }
    Ok(document)
}

/// Who may sign in, for the sign-in page.
#[must_use]
pub fn users() -> Vec<DemoUser> {
    let user = |username: &str, name: &str, role: &str| DemoUser {
        username: username.into(),
        name: name.into(),
        role: role.into(),
    };
    vec![
        user("ana", "Ana Torres", "Agent: returns, Spanish"),
        user("jonas", "Jonas Weber", "Agent: orders, tents"),
        user("lena", "Lena Brandt", "Agent: returns and orders"),
        user("nora", "Nora Lindqvist", "Administrator and supervisor"),
    ]
}

/// Everybody's password is made of their name: it protects nothing.
pub(super) fn password(username: &str) -> String {
    format!("alder-and-pine-{username}")
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::apply::check::{Known, check};

    #[test]
    fn the_company_is_sound_and_its_people_are_those_who_are_shown() {
        let place = Place {
            app_id: "1".into(),
            page_id: "2".into(),
            username: "alderandpine",
            instagram_id: "17841".into(),
            instagram: "alder.and.pine",
            token: "t".into(),
            app_secret: "s".into(),
            verify_token: "v",
        };
        let document = document(&place).unwrap();
        assert_eq!(check(&document, &Known::default()), Vec::<String>::new());
        assert_eq!(document.accounts.len(), 2);
        for shown in users() {
            let user = document
                .users
                .iter()
                .find(|user| user.username == shown.username)
                .unwrap();
            assert_eq!(user.name, shown.name);
            let stored = user.password.as_ref().unwrap().resolve().unwrap();
            assert_eq!(stored.expose_secret(), password(&shown.username));
        }
        assert_eq!(document.users.len(), users().len());
    }
}
