//! What *Test Connection* asks about an account: whether the page is connected to it, and whether its username fits.
//!
//! Source: Meta, "Page": `instagram_business_account` names the professional account that is connected to a page.

use parlance_channel::{BoxFuture, Check, CheckStatus, Fix};

use super::descriptor::{INSTAGRAM_ID, USERNAME};
use crate::meta::{
    check::{Identity, Test, enter},
    json::Object,
};

pub(super) const IDS: &[&str] = &["instagram", "username"];

const FIELDS: &str = "instagram_business_account{id,username}";

pub(super) fn account<'a>(test: &'a Test<'a>, identity: &'a Identity) -> BoxFuture<'a, Vec<Check>> {
    Box::pin(ask(test, identity))
}

async fn ask(test: &Test<'_>, identity: &Identity) -> Vec<Check> {
    let asked = test
        .graph
        .get(&identity.credentials, &["me"], &[("fields", FIELDS)])
        .await;
    let answer = match asked {
        Ok(answer) => answer,
        Err(failure) => return vec![test.failed("instagram", &failure), test.skipped("username")],
    };
    let page = answer.object();
    match page.object("instagram_business_account") {
        Some(connected) => vec![instagram(test, &connected), username(test, &connected)],
        None => vec![none(test), test.skipped("username")],
    }
}

fn none(test: &Test<'_>) -> Check {
    let say = |id| test.words().say(id, &[]);
    Check::new("instagram", CheckStatus::Failed, say("check.instagram.none"))
        .with_detail(say("check.instagram.none_detail"))
        .with_fix(Fix::AtPlatform { url: None })
}

fn instagram(test: &Test<'_>, connected: &Object<'_>) -> Check {
    let check = |status, sentence| Check::new("instagram", status, sentence);
    let words = test.words();
    let Some(wanted) = test.values.setting(INSTAGRAM_ID) else {
        return check(CheckStatus::Failed, words.say("check.instagram.missing", &[]))
            .with_fix(enter(INSTAGRAM_ID));
    };
    let id = connected.id("id").unwrap_or_default();
    if id == wanted {
        return check(CheckStatus::Ok, words.say("check.instagram.ok", &[("id", &id)]));
    }
    let values = [("id", id.as_str()), ("wanted", wanted)];
    check(CheckStatus::Failed, words.say("check.instagram.other", &values)).with_fix(enter(INSTAGRAM_ID))
}

fn username(test: &Test<'_>, connected: &Object<'_>) -> Check {
    let check = |status, sentence| Check::new("username", status, sentence);
    let words = test.words();
    let Some(wanted) = test.values.setting(USERNAME) else {
        return check(CheckStatus::Failed, words.say("check.username.missing", &[]))
            .with_fix(enter(USERNAME));
    };
    let Some(found) = connected.text("username") else {
        return check(CheckStatus::Warning, words.say("check.username.unknown", &[]));
    };
    if found.eq_ignore_ascii_case(wanted.trim_start_matches('@')) {
        return check(
            CheckStatus::Ok,
            words.say("check.username.ok", &[("found", &found)]),
        );
    }
    let values = [("found", found.as_str()), ("wanted", wanted)];
    check(CheckStatus::Warning, words.say("check.username.differs", &values)).with_fix(enter(USERNAME))
}
