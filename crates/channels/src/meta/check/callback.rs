//! Where the app sends its events, and which.

use parlance_channel::{Check, CheckStatus, Fix};
use parlance_core::health::CheckedFields;
use url::Url;

use super::{Test, app::Debug};
use crate::meta::{
    graph::GraphAnswer,
    json::{Node, Object},
    pages,
    subscription::field_names,
};

/// Objects whose messages are a channel's own business: with another address they are served elsewhere, on purpose.
const FAMILY: [&str; 2] = ["page", "instagram"];

/// Asks where the app sends its events, for apps whose secret is known. Without the secret nobody can ask.
pub(super) async fn callback(test: &Test<'_>, debug: &Debug) -> Vec<Check> {
    if !debug.secret_is_right() {
        return Vec::new();
    }
    let (Some(app), Some(app_id)) = (debug.app_credentials(test), debug.app_id.as_deref()) else {
        return Vec::new();
    };
    let Ok(answer) = test.graph.get(&app, &[app_id, "subscriptions"], &[]).await else {
        let sentence = test.words().say("check.callback.unknown", &[]);
        return vec![Check::new("callback", CheckStatus::Warning, sentence)];
    };
    let url = pages::webhooks(app_id);
    let mut checks = vec![judge(test, &answer, &url)];
    checks.extend(others(test, &answer, &url));
    checks
}

fn objects(answer: &GraphAnswer) -> Vec<Object<'_>> {
    let object = answer.object();
    let list = object.get("data").and_then(Node::list).unwrap_or_default();
    list.into_iter().filter_map(Node::object).collect()
}

/// Objects beside the one whose events are customers' messages, by name.
fn other_names(test: &Test<'_>, all: &[Object<'_>]) -> Vec<String> {
    all.iter()
        .filter_map(|object| object.text("object"))
        .filter(|name| name != test.member.object)
        .collect()
}

/// Whether events that come to an address arrive at this account: its own, or that of a relative, because an app has
/// one address for all of them. Unknown ones of ours cannot be compared.
fn is_ours(test: &Test<'_>, url: &str) -> bool {
    let ours = [&test.expected.callback_url, &test.expected.shared_callback_url];
    let known: Vec<&String> = ours.into_iter().flatten().collect();
    let relatives = &test.expected.relatives;
    known.is_empty() || known.into_iter().chain(relatives).any(|ours| *ours == url)
}

/// Whether an address belongs to another installation: accounts of other channels have their own addresses here.
fn is_foreign(test: &Test<'_>, url: &str) -> bool {
    let origin = |url: &str| Url::parse(url).ok().map(|url| url.origin());
    let ours = [&test.expected.callback_url, &test.expected.shared_callback_url];
    let mut known = ours.into_iter().flatten().peekable();
    known.peek().is_some() && !known.any(|ours| origin(ours) == origin(url))
}

/// Two webhook objects with different addresses: who set up only the other one waits in vain.
fn others(test: &Test<'_>, answer: &GraphAnswer, at: &str) -> Option<Check> {
    let elsewhere: Vec<Object<'_>> = objects(answer)
        .into_iter()
        .filter(|object| {
            object
                .text("object")
                .is_some_and(|name| !FAMILY.contains(&&*name))
        })
        .filter(|object| {
            object
                .text("callback_url")
                .is_some_and(|url| is_foreign(test, &url))
        })
        .collect();
    let url = elsewhere.first()?.text("callback_url")?;
    let names = other_names(test, &elsewhere).join(", ");
    let values = [("objects", names.as_str()), ("url", &url)];
    let check = Check::new(
        "objects",
        CheckStatus::Warning,
        test.words().say("check.objects.elsewhere", &values),
    );
    Some(
        check
            .with_detail(test.words().say("check.objects.detail", &[]))
            .with_fix(Fix::AtPlatform {
                url: Some(at.to_owned()),
            }),
    )
}

fn judge(test: &Test<'_>, answer: &GraphAnswer, at: &str) -> Check {
    let at_platform = Fix::AtPlatform {
        url: Some(at.to_owned()),
    };
    let failed = |sentence| {
        Check::new("callback", CheckStatus::Failed, sentence)
            .with_detail(test.words().say("check.callback.elsewhere_detail", &[]))
            .with_fix(at_platform.clone())
    };
    let all = objects(answer);
    let page = all
        .iter()
        .find(|object| object.text("object").as_deref() == Some(test.member.object));
    let Some(page) = page else {
        let others = other_names(test, &all).join(", ");
        return failed(if others.is_empty() {
            test.words().say("check.callback.none", &[])
        } else {
            test.words()
                .say("check.callback.other_object", &[("objects", &others)])
        });
    };
    let url = page.text("callback_url").unwrap_or_default();
    if !is_ours(test, &url) {
        return failed(test.words().say("check.callback.elsewhere", &[("url", &url)]));
    }
    if page.get("active").is_some_and(|active| active.raw() == "false") {
        return failed(test.words().say("check.callback.inactive", &[]));
    }
    let found = field_names(page, "fields");
    let mut check = compared(test, &found, at_platform);
    check.fields = Some(CheckedFields {
        wanted: test
            .descriptor
            .wanted_fields(test.values)
            .map(|field| field.name.clone())
            .collect(),
        found,
    });
    check
}

/// The app's fields against those that are wanted: what only the page's list names does not come.
fn compared(test: &Test<'_>, found: &[String], at_platform: Fix) -> Check {
    let missing: Vec<_> = test
        .descriptor
        .wanted_fields(test.values)
        .filter(|field| !found.contains(&field.name))
        .collect();
    if missing.is_empty() {
        return Check::new(
            "callback",
            CheckStatus::Ok,
            test.words().say("check.callback.ok", &[]),
        );
    }
    let essential = missing.iter().any(|field| field.essential);
    let status = if essential {
        CheckStatus::Failed
    } else {
        CheckStatus::Warning
    };
    let names: Vec<&str> = missing.iter().map(|field| field.name.as_str()).collect();
    Check::new(
        "callback",
        status,
        test.words()
            .say("check.callback.fields", &[("fields", &names.join(", "))]),
    )
    .with_detail(test.words().say("check.callback.fields_detail", &[]))
    .with_fix(at_platform)
}
