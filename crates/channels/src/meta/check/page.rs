//! Whether the token belongs to the page that was entered.

use parlance_channel::{Check, CheckStatus};

use super::{Test, app::Debug, enter, token::Identity};
use crate::meta::{account::field, json::Node};

/// Names of pages to list when a person's token was entered.
const LISTED: usize = 5;

pub(super) async fn page(test: &Test<'_>, identity: &Identity, debug: &Debug) -> Check {
    let failed = |sentence| Check::new("page", CheckStatus::Failed, sentence);
    let Some(wanted) = test.values.setting(field::PAGE_ID) else {
        return failed(test.words().say("check.page.missing", &[])).with_fix(enter(field::PAGE_ID));
    };
    let name = identity.name.as_deref().unwrap_or("?");
    let id = identity.id.as_deref().unwrap_or("?");
    if id == wanted {
        return Check::new(
            "page",
            CheckStatus::Ok,
            test.words().say("check.page.ok", &[("name", name), ("id", id)]),
        );
    }
    let pages = pages_of_person(test, identity).await;
    if debug.is_person() || pages.is_some() {
        let detail = match pages {
            Some(pages) if !pages.is_empty() => test
                .words()
                .say("check.page.person_pages", &[("pages", &pages.join(", "))]),
            _ => test.words().say("check.page.person_detail", &[]),
        };
        let sentence = test.words().say("check.page.person", &[("name", name)]);
        return failed(sentence).with_detail(detail).with_fix(enter(field::TOKEN));
    }
    failed(test.words().say(
        "check.page.other",
        &[("name", name), ("id", id), ("wanted", wanted)],
    ))
    .with_detail(test.words().say("check.page.other_detail", &[]))
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
