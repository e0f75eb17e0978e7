//! Whether the token belongs to the page that was entered, and whether the username fits.

use parlance_channel::{Check, CheckStatus};

use super::{Test, app::Debug, enter, token::Identity};
use crate::{
    messenger::{account::field, strings},
    meta::json::Node,
};

/// Names of pages to list when a person's token was entered.
const LISTED: usize = 5;

pub(super) async fn page(test: &Test<'_>, identity: &Identity, debug: &Debug) -> Check {
    let failed = |sentence| Check::new("page", CheckStatus::Failed, sentence);
    let Some(wanted) = test.values.setting(field::PAGE_ID) else {
        return failed(strings::say("check.page.missing", &[])).with_fix(enter(field::PAGE_ID));
    };
    let name = identity.name.as_deref().unwrap_or("?");
    let id = identity.id.as_deref().unwrap_or("?");
    if id == wanted {
        return Check::new(
            "page",
            CheckStatus::Ok,
            strings::say("check.page.ok", &[("name", name), ("id", id)]),
        );
    }
    let pages = pages_of_person(test, identity).await;
    if debug.is_person() || pages.is_some() {
        let detail = match pages {
            Some(pages) if !pages.is_empty() => {
                strings::say("check.page.person_pages", &[("pages", &pages.join(", "))])
            }
            _ => strings::say("check.page.person_detail", &[]),
        };
        let sentence = strings::say("check.page.person", &[("name", name)]);
        return failed(sentence).with_detail(detail).with_fix(enter(field::TOKEN));
    }
    failed(strings::say(
        "check.page.other",
        &[("name", name), ("id", id), ("wanted", wanted)],
    ))
    .with_detail(strings::say("check.page.other_detail", &[]))
    .with_fix(enter(field::TOKEN))
}

/// The pages a person's token can act for; `None` for any other token, because only people have that list.
async fn pages_of_person(test: &Test<'_>, identity: &Identity) -> Option<Vec<String>> {
    let answer = test
        .graph
        .get(
            &identity.credentials,
            &["me", "accounts"],
            &[("fields", "id,name,tasks")],
        )
        .await
        .ok()?;
    let list = answer.object().get("data").and_then(Node::list)?;
    let shown = |page: Node<'_>| {
        let page = page.object()?;
        Some(format!("“{}” ({})", page.text("name")?, page.id("id")?))
    };
    Some(list.into_iter().filter_map(shown).take(LISTED).collect())
}

pub(super) fn username(test: &Test<'_>, identity: &Identity) -> Check {
    let Some(wanted) = test.values.setting(field::PAGE_USERNAME) else {
        let check = Check::new(
            "username",
            CheckStatus::Failed,
            strings::say("check.username.missing", &[]),
        );
        return check.with_fix(enter(field::PAGE_USERNAME));
    };
    let Some(found) = &identity.username else {
        return Check::new(
            "username",
            CheckStatus::Warning,
            strings::say("check.username.unknown", &[]),
        );
    };
    if same_username(wanted, found) {
        return Check::new(
            "username",
            CheckStatus::Ok,
            strings::say("check.username.ok", &[("found", found)]),
        );
    }
    let values = [("found", found.as_str()), ("wanted", wanted)];
    Check::new(
        "username",
        CheckStatus::Warning,
        strings::say("check.username.differs", &values),
    )
    .with_fix(enter(field::PAGE_USERNAME))
}

/// Facebook ignores case and dots in usernames.
fn same_username(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.trim_start_matches('@').replace('.', "").to_lowercase();
    plain(one) == plain(other)
}
