//! Templates that an account's platform reviews: a way to write when nobody may answer.
//!
//! The platform's list is the truth; here is a copy of it, with what stands in the places by itself.

mod list;
mod manage;
mod send;

pub(crate) use list::{NOUN, read_again};
pub(crate) use send::{filled, note_sent, stands_alone, wanted};

use parlance_api::approved::{ApprovedTemplateView, TemplatePlace};
use parlance_core::approved::slots;
use parlance_store::approved_templates::ApprovedTemplateRow;

/// A template as screens show it; `default` gives what stands in a place by itself.
fn view(row: ApprovedTemplateRow, default: impl Fn(&str) -> String) -> ApprovedTemplateView {
    let places = slots(&row.content).into_iter().map(|slot| {
        let key = slot.key();
        TemplatePlace {
            example: row.examples.get(&key).cloned().unwrap_or_default(),
            default: default(&key),
            place: slot.place,
            name: slot.name,
            key,
        }
    });
    ApprovedTemplateView {
        places: places.collect(),
        id: row.id,
        account_id: row.account_id,
        name: row.name,
        language: row.language,
        state: row.state,
        reason: row.reason,
        content: row.content,
        sendable: row.sendable,
        updated_at: row.updated_at,
    }
}

/// The same for administrators.
fn own_view(row: ApprovedTemplateRow) -> ApprovedTemplateView {
    let defaults = row.defaults.clone();
    view(row, |key| defaults.get(key).cloned().unwrap_or_default())
}
