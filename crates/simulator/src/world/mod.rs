//! Everything the simulated platform knows. It changes only by [`Change`]s, which are also the journal's lines.

mod app;
mod change;
mod log;
mod media;
mod notification;
mod page;
mod person;
mod post;
mod tag;
mod template;
mod thread;
mod token;

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde::{Deserialize, Serialize};

pub(crate) use app::{App, AppMode, EchoTiming, FIELDS, Webhook};
pub(crate) use change::Change;
pub(crate) use log::{LogEntry, LogTopic};
pub(crate) use media::{Asset, Media};
pub(crate) use notification::{LIVES_MS, Notification};
pub(crate) use page::{Page, Persona};
pub(crate) use person::{Person, Phone, ProfileAccess, Reachability};
pub(crate) use post::{Comment, Commenter, Post};
pub(crate) use tag::TAGS;
pub use template::ReviewRule;
pub(crate) use template::{UtilityTemplate, component_type, places};
pub(crate) use thread::{
    Attachment, Author, FileKind, Message, QueuedEvent, QuickReply, Referral, RepeatableEvent, Thread,
    ThreadState, quote,
};
pub(crate) use token::{ALL_SCOPES, Token, TokenKind};

use crate::faults::Fault;

/// Log lines kept; older ones fall away.
const LOG_LINES: usize = 4_000;
/// Messages kept per thread; older ones fall away.
const THREAD_MESSAGES: usize = 5_000;

/// The whole state.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct World {
    /// Counter behind every id.
    pub next: u64,
    pub clock_offset_ms: i64,
    pub apps: BTreeMap<String, App>,
    pub pages: BTreeMap<String, Page>,
    pub tokens: BTreeMap<u64, Token>,
    pub people: BTreeMap<u64, Person>,
    /// By page-scoped customer id, which is unique over all pages.
    pub threads: BTreeMap<String, Thread>,
    #[serde(default)]
    pub posts: BTreeMap<String, Post>,
    pub media: BTreeMap<String, Media>,
    pub assets: BTreeMap<String, Asset>,
    /// Events that no receiver has acknowledged yet, in order.
    pub outbox: BTreeMap<u64, QueuedEvent>,
    pub log: VecDeque<LogEntry>,
    pub faults: BTreeMap<u64, Fault>,
    /// When tags end that were given another date than the platform's.
    #[serde(default)]
    pub tag_ends: BTreeMap<String, i64>,
    #[serde(skip)]
    token_ids: HashMap<String, u64>,
}

impl World {
    /// Makes one change. Applying the same changes in the same order always gives the same world.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Snapshot(world) => {
                *self = *world;
                self.token_ids = self.tokens.values().map(|t| (t.value.clone(), t.id)).collect();
            }
            Change::ClockMoved { offset_ms } => self.clock_offset_ms = offset_ms,
            Change::AppPut(app) => drop(self.apps.insert(app.id.clone(), app)),
            Change::PagePut(page) => drop(self.pages.insert(page.id.clone(), page)),
            Change::TokenPut(token) => {
                self.token_ids.insert(token.value.clone(), token.id);
                self.tokens.insert(token.id, token);
            }
            Change::PersonPut(person) => drop(self.people.insert(person.id, person)),
            Change::ThreadOpened {
                psid,
                page_id,
                person_id,
            } => {
                self.threads
                    .insert(psid.clone(), Thread::new(psid, page_id, person_id));
            }
            Change::ThreadState { psid, state } => {
                if let Some(thread) = self.threads.get_mut(&psid) {
                    thread.state = state;
                }
            }
            Change::MessagePut { psid, message } => {
                if let Some(thread) = self.threads.get_mut(&psid) {
                    thread.put(message, THREAD_MESSAGES);
                }
            }
            Change::PostPut(post) => drop(self.posts.insert(post.id.clone(), post)),
            Change::MediaPut(media) => drop(self.media.insert(media.id.clone(), media)),
            Change::AssetPut(asset) => drop(self.assets.insert(asset.id.clone(), asset)),
            Change::EventQueued(event) => drop(self.outbox.insert(event.seq, event)),
            Change::EventsDone { seqs, .. } => {
                for seq in seqs {
                    self.outbox.remove(&seq);
                }
            }
            Change::Logged(entry) => {
                if self.log.len() >= LOG_LINES {
                    self.log.pop_front();
                }
                self.log.push_back(entry);
            }
            Change::FaultPut(fault) => drop(self.faults.insert(fault.id, fault)),
            Change::FaultRemoved { id } => drop(self.faults.remove(&id)),
            Change::TagEnds { name, ends_at_ms } => drop(self.tag_ends.insert(name, ends_at_ms)),
        }
    }

    pub fn token_by_value(&self, value: &str) -> Option<&Token> {
        self.token_ids.get(value).and_then(|id| self.tokens.get(id))
    }

    /// When a tag ends; `None`: there is no such tag.
    pub fn tag_ends(&self, name: &str) -> Option<i64> {
        let (_, usual) = TAGS.iter().find(|(known, _)| *known == name)?;
        Some(self.tag_ends.get(name).copied().unwrap_or(*usual))
    }

    /// The thread a person has with a page, if they ever met.
    pub fn thread_of(&self, person_id: u64, page_id: &str) -> Option<&Thread> {
        let psid = self.people.get(&person_id)?.psids.get(page_id)?;
        self.threads.get(psid)
    }
}
