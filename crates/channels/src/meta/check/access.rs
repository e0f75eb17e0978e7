//! Whether the public reaches the page at all: app mode and access level.
//!
//! Source: Meta, "Messenger Platform, App Review" and "Access Levels". No documented call tells an app's mode or its
//! access level, so this never guesses: it says what Meta does not tell, and how to find out.

use parlance_channel::{Check, CheckStatus, Fix};

use super::{Test, app::Debug};

/// What can be said about the app's mode and access.
pub(super) fn access(test: &Test<'_>, debug: &Debug) -> Check {
    let url = debug
        .app_id
        .as_ref()
        .map(|id| format!("https://developers.facebook.com/apps/{id}/app-review/permissions/"));
    Check::new(
        "access",
        CheckStatus::Skipped,
        test.words().say("check.access.untold", &[]),
    )
    .with_detail(test.words().say("check.access.untold_detail", &[]))
    .with_fix(Fix::AtPlatform { url })
}
