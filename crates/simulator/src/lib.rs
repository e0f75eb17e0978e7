//! The outside world: Meta's Messenger Platform, simulated from its documented behaviour.
//!
//! A [`Simulator`] is a Graph API host, a sender of signed webhooks, and a set of customers with phones, with a
//! control API and web pages around them. It knows nothing of the program it is used with: not its types, not its
//! store. `README.md` in this crate describes the control API.

mod clock;
mod config;
mod control;
mod crowd;
mod error;
mod fanout;
mod faults;
mod graph;
mod ids;
mod instagram;
mod journal;
mod live;
mod media;
mod pages;
mod phone;
mod platform;
mod routes;
mod serve;
mod simulator;
mod transaction;
mod views;
mod webhook;
mod world;

pub use config::SimulatorConfig;
pub use crowd::{CrowdError, CrowdParams, CrowdProgress, CrowdState, run as run_crowd};
pub use error::{ControlError, SimulatorError};
pub use journal::{Accepted, Facts, Receipt as JournalReceipt, Told, Writer as JournalWriter, facts};
pub use pages::{NoAssets, PageAssets};
pub use serve::serve;
pub use simulator::{
    AppChange, Arrival, NewToken, Notice, NoticeAnswered, NoticeKind, Repeat, SendFile, Simulator,
    Subscription,
};
pub use views::{
    AppView, AttachmentView, Chat, ChatSummary, LogView, MessageState, MessageView, NotificationView,
    Overview, PageView, PersonView, PersonaView, QuickReplyView, Quote, StickerView, TemplateView,
    TemplatesView, TokenView, WebhookView, Window,
};
pub use webhook::{EscapeStyle, escape, hmac_sha256_hex, signature_1, signature_256};
pub use world::ReviewRule;
