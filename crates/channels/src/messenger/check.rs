//! What *Test Connection* asks about a page: whether its username fits.

use parlance_channel::{BoxFuture, Check, CheckStatus};

use super::descriptor::PAGE_USERNAME;
use crate::meta::check::{Identity, Test, enter};

pub(super) const IDS: &[&str] = &["username"];

pub(super) fn account<'a>(test: &'a Test<'a>, identity: &'a Identity) -> BoxFuture<'a, Vec<Check>> {
    Box::pin(async move { vec![username(test, identity)] })
}

fn username(test: &Test<'_>, identity: &Identity) -> Check {
    let Some(wanted) = test.values.setting(PAGE_USERNAME) else {
        let check = Check::new(
            "username",
            CheckStatus::Failed,
            test.words().say("check.username.missing", &[]),
        );
        return check.with_fix(enter(PAGE_USERNAME));
    };
    let Some(found) = &identity.username else {
        return Check::new(
            "username",
            CheckStatus::Warning,
            test.words().say("check.username.unknown", &[]),
        );
    };
    if same_username(wanted, found) {
        return Check::new(
            "username",
            CheckStatus::Ok,
            test.words().say("check.username.ok", &[("found", found)]),
        );
    }
    let values = [("found", found.as_str()), ("wanted", wanted)];
    Check::new(
        "username",
        CheckStatus::Warning,
        test.words().say("check.username.differs", &values),
    )
    .with_fix(enter(PAGE_USERNAME))
}

/// Facebook ignores case and dots in usernames.
fn same_username(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.trim_start_matches('@').replace('.', "").to_lowercase();
    plain(one) == plain(other)
}
