//! Whether several apps share the page's chats.
//!
//! Source: Meta, "Conversation Routing" (2025): `messaging_feature_status` of the page tells whether routing is set up.

use parlance_channel::{Check, CheckStatus, Fix};

use super::{Test, token::Identity};
use crate::meta::pages;

/// Asks whether conversation routing is set up for the page.
pub(super) async fn routing(test: &Test<'_>, identity: &Identity) -> Check {
    let asked = test
        .graph
        .get(
            &identity.credentials,
            &["me"],
            &[("fields", "messaging_feature_status")],
        )
        .await;
    let answer = asked.ok();
    let answer = answer.as_ref().map(crate::meta::graph::GraphAnswer::object);
    let status = answer.and_then(|page| page.object("messaging_feature_status"));
    let is_on = |name: &str| {
        status
            .as_ref()
            .is_some_and(|status| status.get(name).is_some_and(|value| value.raw() == "true"))
    };
    let say = |status, sentence| Check::new("routing", status, test.words().say(sentence, &[]));
    if status.is_none() {
        return say(CheckStatus::Skipped, "check.routing.untold");
    }
    if is_on("hop_v2") || is_on("msgr_multi_app") {
        let url = identity.id.as_deref().map(pages::routing);
        return say(CheckStatus::Ok, "check.routing.on")
            .with_detail(test.words().say("check.routing.on_detail", &[]))
            .with_fix(Fix::AtPlatform { url });
    }
    say(CheckStatus::Ok, "check.routing.off")
}
