//! What the control API shows: plain data, made from the world for the pages and for tests.

mod build;
mod chat;
mod posts;
mod setup;
mod templates;
mod time;

pub(crate) use build::{chat, overview, page, people, person_card};
pub use chat::{
    AttachmentView, Chat, ChatSummary, MessageState, MessageView, NotificationView, PersonView, PersonaView,
    QuickReplyView, Quote, Window,
};
pub use posts::PostView;
pub(crate) use posts::posts;
pub use setup::{AppView, LogView, Overview, PageView, StickerView, TokenView, WebhookView};
pub(crate) use templates::templates;
pub use templates::{TemplateView, TemplatesView};
pub(crate) use time::iso_time;
