//! From a verified body to events, as all channels of the family read them. Pure; cannot fail as a whole.
//!
//! Source of the shapes: Meta, "Webhooks" of the Messenger Platform and the page of each event. What a channel says
//! in its own way is its [`Dialect`].

mod attachment;
mod dialect;
mod event;
mod message;
mod referral;
mod signals;

use parlance_channel::{
    AccountEvents, Normalised, Problem, Verified,
    inbound::{Ignored, InboundEvent, OTHER_OBJECT},
};

use parlance_core::Timestamp;

use super::json::{self, Node, Object};
pub(crate) use attachment::{Attachment, web_address};
pub(crate) use dialect::{Change, Dialect};
pub(crate) use event::{Reading, digest};

/// Longest raw text kept with a problem; the whole body stays in the store.
const MAX_RAW: usize = 64 * 1024;

/// What a body means to the channel of this dialect.
pub(crate) fn normalise(body: &Verified, dialect: &dyn Dialect) -> Normalised {
    let text = json::mend(body.body());
    let mut reader = Reader {
        dialect,
        result: Normalised::default(),
        next: 0,
    };
    match Node::parse(&text) {
        Ok(root) => reader.root(root),
        Err(error) => {
            // Only the place is told, never what stands there.
            let reason = format!(
                "the body is not JSON (line {}, column {})",
                error.line(),
                error.column()
            );
            reader.problem(None, reason, &text);
        }
    }
    reader.result
}

/// Walks the envelope and numbers the events.
struct Reader<'d> {
    dialect: &'d dyn Dialect,
    result: Normalised,
    next: u32,
}

/// Where an event stood.
struct Place<'a> {
    /// The page, by the entry. Absent in some documented examples.
    page: Option<&'a str>,
    standby: bool,
}

impl Reader<'_> {
    fn root(&mut self, root: Node<'_>) {
        // Some samples wrap the notification in a list.
        if let Some(list) = root.list() {
            let says = |item: &Node<'_>| item.object().is_some_and(|body| body.text("object").is_some());
            let (told, odd): (Vec<_>, Vec<_>) = list.into_iter().partition(says);
            // However many there are, somebody looks at the body once.
            if !odd.is_empty() {
                self.problem(None, "the list holds what is no notification", root.raw());
            }
            return told.into_iter().for_each(|item| self.notification(item));
        }
        self.notification(root);
    }

    fn notification(&mut self, node: Node<'_>) {
        let Some(body) = node.object() else {
            return self.problem(None, "the notification is not an object", node.raw());
        };
        match body.text("object").as_deref() {
            Some(object) if object == self.dialect.object() => {}
            Some(_) => return self.ignore(OTHER_OBJECT, None),
            None => return self.problem(None, "the notification does not say what it is about", node.raw()),
        }
        // A key that is repeated hides nothing that came.
        let lists: Vec<_> = body.all("entry").filter_map(Node::list).collect();
        if lists.is_empty() {
            return self.problem(None, "the notification has no list of entries", node.raw());
        }
        lists.into_iter().flatten().for_each(|entry| self.entry(entry));
    }

    fn entry(&mut self, node: Node<'_>) {
        let Some(entry) = node.object() else {
            return self.problem(None, "the entry is not an object", node.raw());
        };
        let id = entry.id("id");
        let page = id.as_deref();
        // The dashboard's Test button sends page 0.
        if page == Some("0") {
            return self.ignore("dashboard_test", None);
        }
        let mut empty = true;
        let rows = ["messaging", "standby"].into_iter().flat_map(|key| {
            let values: Vec<_> = entry.all(key).collect();
            values.into_iter().map(move |value| (key, value))
        });
        for (key, value) in rows {
            let standby = key == "standby";
            empty = false;
            match (value.list(), value.object()) {
                (Some(events), _) => events
                    .into_iter()
                    .for_each(|event| self.event(event, &Place { page, standby })),
                (None, Some(_)) => self.event(value, &Place { page, standby }),
                (None, None) => self.problem(page, format!("'{key}' is not a list of events"), value.raw()),
            }
        }
        for change in entry.get("changes").and_then(Node::list).unwrap_or_default() {
            empty = false;
            self.change(change, page, entry.get("time").and_then(Node::moment));
        }
        if empty {
            self.ignore(
                if entry.has("changed_fields") {
                    "changed_fields"
                } else {
                    "empty_entry"
                },
                page,
            );
        }
    }

    /// `changes` carry page updates that are no chat, and the Test button's samples.
    fn change(&mut self, node: Node<'_>, page: Option<&str>, told_at: Option<Timestamp>) {
        let change = node.object();
        let field = change
            .as_ref()
            .and_then(|change| change.text("field"))
            .unwrap_or_default();
        // The one update of a page under such a name: reviews of templates.
        if field.starts_with("messag") && !field.ends_with("_template_status_update") {
            return self.ignore("dashboard_test", page);
        }
        if let (Some(page), Some(value)) = (page, change.as_ref().and_then(|change| change.get("value"))) {
            match self.dialect.change(&field, value, page, told_at) {
                Change::PageUpdate => {}
                Change::Beside(rule) => return self.ignore(rule, Some(page)),
                Change::Unreadable(reason) => return self.problem(Some(page), reason, node.raw()),
                Change::Event(event) => {
                    let index = self.next;
                    self.next += 1;
                    return self.push(page.to_owned(), InboundEvent { index, ..*event });
                }
            }
        }
        let kind: String = field.chars().filter(|c| !c.is_control()).take(64).collect();
        self.leave(
            "page_change",
            page,
            Some(format!("page change: {kind}")),
            Some(node.raw()),
        );
    }

    fn event(&mut self, node: Node<'_>, place: &Place<'_>) {
        let Some(object) = node.object() else {
            return self.problem(place.page, "the event is not an object", node.raw());
        };
        let Some(page) = account_of(&object, place) else {
            return self.problem(None, "neither the entry nor the event names the page", node.raw());
        };
        match event::read(self.dialect, &object, node, &page, place.standby, self.next) {
            Ok(event) => {
                self.next += 1;
                self.push(page, event);
            }
            Err(reason) => self.problem(Some(&page), reason, node.raw()),
        }
    }

    fn push(&mut self, page: String, event: InboundEvent) {
        match self.result.accounts.last_mut() {
            Some(last) if last.external_id == page => last.events.push(event),
            _ => self.result.accounts.push(AccountEvents {
                external_id: page,
                events: vec![event],
            }),
        }
    }

    fn ignore(&mut self, rule: &'static str, page: Option<&str>) {
        self.leave(rule, page, None, None);
    }

    fn leave(&mut self, rule: &'static str, page: Option<&str>, kind: Option<String>, raw: Option<&str>) {
        self.result.ignored.push(Ignored {
            index: self.next,
            rule,
            kind,
            raw: raw.map(|raw| cut(raw).to_owned()),
            external_id: page.map(str::to_owned),
        });
        self.next += 1;
    }

    fn problem(&mut self, page: Option<&str>, reason: impl Into<String>, raw: &str) {
        self.result.problems.push(Problem {
            index: self.next,
            external_id: page.map(str::to_owned),
            reason: reason.into(),
            raw: cut(raw).to_owned(),
        });
        self.next += 1;
    }
}

fn cut(raw: &str) -> &str {
    let mut end = raw.len().min(MAX_RAW);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    &raw[..end]
}

/// The entry decides which page an event is for; without its word, the event's addressee does.
fn account_of(event: &Object<'_>, place: &Place<'_>) -> Option<String> {
    if let Some(page) = place.page {
        return Some(page.to_owned());
    }
    let echo = event
        .object("message")
        .is_some_and(|message| message.get("is_echo").is_some_and(Node::is_true));
    event.object(if echo { "sender" } else { "recipient" })?.id("id")
}
