//! From a verified body to events: the family's reading, with what only Messenger says.

use parlance_channel::{Normalised, Verified};
use parlance_core::{Timestamp, message::Part};

use super::{feed, forms, template_review};
use crate::meta::{
    json::{Node, Object},
    messaging::{self, Change, Dialect, Reading},
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

    fn change(&self, field: &str, value: Node<'_>, page: &str, told_at: Option<Timestamp>) -> Change {
        match field {
            "feed" => feed::read(value, page, told_at),
            field if template_review::is_field(field) => template_review::read(value, page, told_at),
            _ => Change::PageUpdate,
        }
    }

    fn is_synthetic(&self, event: &Object<'_>) -> bool {
        // The apps that a message went through are an object in the documentation, and a list where there are several.
        let hops = event
            .get("hop_context")
            .map(|node| node.list().unwrap_or_else(|| vec![node]));
        let mut hops = hops.unwrap_or_default().into_iter().filter_map(Node::object);
        hops.any(|hop| {
            hop.id("app_id").as_deref() == Some(LEAD_APP)
                || hop.text("metadata").as_deref() == Some(LEAD_DONE)
        })
    }

    fn synthetic_part(&self, part: Part) -> Part {
        forms::lead_summary(part)
    }
}
