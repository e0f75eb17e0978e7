//! From a verified body to events: the family's reading, with what only Messenger says.

use parlance_channel::{Normalised, Verified};

use super::forms;
use crate::meta::{
    json::Object,
    messaging::{self, Dialect, Reading},
};

/// The app that asks a lead advertisement's questions; its summary is no message of the customer.
const LEAD_APP: &str = "413038776280800";
const LEAD_DONE: &str = "messenger_lead_gen_complete";

pub(super) fn normalise(body: &Verified) -> Normalised {
    messaging::normalise(body, &Page)
}

/// Notifications of a page.
struct Page;

impl Dialect for Page {
    fn object(&self) -> &'static str {
        "page"
    }

    fn knows(&self, kind: &str) -> bool {
        kind == "account_linking" || forms::is_form(kind)
    }

    fn read(&self, kind: &str, body: &Object<'_>) -> Option<Result<Reading, String>> {
        match kind {
            "account_linking" => Some(forms::account_linking(body)),
            form => forms::read(form, body).map(Ok),
        }
    }

    fn is_synthetic(&self, event: &Object<'_>) -> bool {
        event.object("hop_context").is_some_and(|hop| {
            hop.id("app_id").as_deref() == Some(LEAD_APP)
                || hop.text("metadata").as_deref() == Some(LEAD_DONE)
        })
    }
}
