//! The Graph API host: calls below `/vNN.N/` (or without a version), answered as documented,
//! with the platform's own error bodies. Unknown calls get an error of the same shape.

mod accounts;
mod auth;
mod batch;
mod comments;
mod conversations;
mod debug_token;
mod dispatch;
pub(crate) mod error;
mod expansion;
mod faulty;
mod fields;
mod instagram_comments;
mod message_templates;
mod messenger_profile;
mod nodes;
mod personas;
mod profile;
mod reply;
mod request;
mod send;
mod subscribed_apps;
mod subscriptions;
mod thread_control;
mod usage;

pub(crate) use dispatch::answer;
pub(crate) use reply::{Cut, Reply};
pub(crate) use request::{MAX_BODY, parse};
pub(crate) use subscriptions::save_callback;
pub(crate) use usage::{Usage, tell_usage};
