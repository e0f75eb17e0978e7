//! By what right a message goes out, in Meta's words. The only place that knows a tag.
//!
//! Source: Meta, "Messenger Platform Policy" and "Human Agent": inside 24 hours a message is a `RESPONSE` without a tag;
//! up to 7 days a person may answer with `MESSAGE_TAG` and `HUMAN_AGENT`, if the app has the feature. A message to a
//! notification token is an `UPDATE`, one from an approved template `UTILITY`. All other tags are retired since
//! 2026-04-27 and are not sent.

use parlance_core::window::Permit;

/// `messaging_type`, and the tag that belongs to it.
pub(super) const fn of(permit: Permit) -> (&'static str, Option<&'static str>) {
    match permit {
        Permit::Free => ("RESPONSE", None),
        Permit::Person => ("MESSAGE_TAG", Some("HUMAN_AGENT")),
        Permit::Notification => ("UPDATE", None),
        Permit::Approved => ("UTILITY", None),
    }
}
