//! The customers' side: what people do on their phones, and what their phones report by themselves.

mod arrive;
mod comments;
mod forms;
mod history;
mod notify;
mod people;
mod raw;
mod receipts;
mod revise;
mod templates;
mod wire;
mod write;

pub(crate) use arrive::{Ad, arrive_by_link, from_ad, get_started, opt_in};
pub(crate) use comments::{
    answer as answer_comment, answered_privately, comment, edit as edit_comment, hide as hide_comment,
    link as post_link, publish, remove as remove_comment,
};
pub(crate) use forms::{Answer, answer};
pub(crate) use history::past;
pub(crate) use notify::{agree, request, set_stopped};
pub(crate) use people::{NewPerson, open_chat, person, put_phone};
pub(crate) use raw::raw;
pub(crate) use receipts::{look_at, resume, schedule};
pub(crate) use revise::{edit_last, react, repeat, take_back_last};
pub(crate) use templates::{review, set_rule, tell_review};
pub(crate) use wire::{echo, tell_taken};
pub(crate) use write::{INBOX_APP, Writing, inbox_reply, release_held, tap_button, tap_quick_reply, write};

use crate::ControlError;
use crate::transaction::Tx;
use crate::world::{Change, Person, Thread, ThreadState};

impl Tx<'_> {
    pub(crate) fn thread(&self, psid: &str) -> Result<&Thread, ControlError> {
        self.world
            .threads
            .get(psid)
            .ok_or_else(|| ControlError::not_found("chat", psid))
    }

    /// The person who holds the phone of a thread.
    pub(crate) fn holder(&self, psid: &str) -> Result<&Person, ControlError> {
        let thread = self.thread(psid)?;
        self.world
            .people
            .get(&thread.person_id)
            .ok_or_else(|| ControlError::not_found("customer", psid))
    }

    /// Edits the facts of a thread.
    pub(crate) fn edit_thread(&mut self, psid: &str, edit: impl FnOnce(&mut ThreadState)) {
        if let Some(thread) = self.world.threads.get(psid) {
            let mut state = thread.state.clone();
            edit(&mut state);
            self.apply(Change::ThreadState {
                psid: psid.to_owned(),
                state,
            });
        }
    }

    /// A timestamp for something that happens in a thread now: unique and rising while the clock runs forward.
    pub(crate) fn stamp(&mut self, psid: &str) -> i64 {
        /// A clock that was set back further than this is believed, and order suffers as it must.
        const CROWDED_MS: i64 = 5_000;
        let now = self.now;
        let last = self
            .world
            .threads
            .get(psid)
            .map_or(0, |thread| thread.state.last_stamp_ms);
        let stamp = if last >= now && last - now < CROWDED_MS {
            last + 1
        } else {
            now
        };
        self.edit_thread(psid, |state| state.last_stamp_ms = stamp);
        stamp
    }
}
