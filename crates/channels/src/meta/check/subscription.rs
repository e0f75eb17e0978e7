//! Whether the app is subscribed to the page, with every field.

use parlance_channel::{Check, CheckStatus, Fix};
use parlance_core::health::CheckedFields;

use super::{Test, app::Debug, failure, token::Identity};
use crate::meta::subscription::{SubscribedApp, apps};

pub(super) async fn subscription(test: &Test<'_>, identity: &Identity, debug: &Debug) -> Check {
    let page_id = identity.id.as_deref().unwrap_or("me");
    let apps = match apps(test.graph, &identity.credentials, page_id).await {
        Ok(apps) => apps,
        Err(failure) => return failure::check(test, "subscription", &failure),
    };
    let wanted: Vec<String> = test
        .descriptor
        .wanted_fields(test.values)
        .map(|field| field.name.clone())
        .collect();
    let fix = Fix::Subscribe {
        fields: wanted.clone(),
    };
    let Some(ours) = ours(&apps, debug) else {
        let mut check = Check::new(
            "subscription",
            CheckStatus::Failed,
            test.words().say("check.subscription.none", &[]),
        )
        .with_detail(test.words().say("check.subscription.fix", &[]))
        .with_fix(fix);
        check.fields = Some(CheckedFields {
            wanted,
            found: Vec::new(),
        });
        return check;
    };
    let mut check = compared(test, ours, fix);
    check.fields = Some(CheckedFields {
        wanted,
        found: ours.fields.clone(),
    });
    check
}

/// The subscribed fields against those that are wanted.
fn compared(test: &Test<'_>, ours: &SubscribedApp, fix: Fix) -> Check {
    let missing: Vec<_> = test
        .descriptor
        .wanted_fields(test.values)
        .filter(|field| !ours.fields.contains(&field.name))
        .collect();
    let Some(first) = missing.iter().find(|field| field.essential).or(missing.first()) else {
        return Check::new(
            "subscription",
            CheckStatus::Ok,
            test.words().say("check.subscription.ok", &[]),
        );
    };
    let status = if first.essential {
        CheckStatus::Failed
    } else {
        CheckStatus::Warning
    };
    let names: Vec<&str> = missing.iter().map(|field| field.name.as_str()).collect();
    let detail = match missing.as_slice() {
        [only] => test
            .words()
            .say("check.subscription.without", &[("without", &only.without)]),
        _ => test.words().say("check.subscription.fix", &[]),
    };
    Check::new(
        "subscription",
        status,
        test.words()
            .say("check.subscription.fields", &[("fields", &names.join(", "))]),
    )
    .with_detail(detail)
    .with_fix(fix)
}

/// Our app among the subscribed ones. A page token lists its own app alone.
fn ours<'a>(apps: &'a [SubscribedApp], debug: &Debug) -> Option<&'a SubscribedApp> {
    match &debug.app_id {
        Some(app_id) => apps.iter().find(|app| app.id.as_ref() == Some(app_id)),
        None => apps.first(),
    }
}
