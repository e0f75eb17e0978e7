//! Rows as the API shows them: one builder per entity, so lists, answers and events cannot disagree.

pub mod agent;
pub mod contact;
pub mod interaction;
pub mod message;

pub use agent::agent_view;
pub use contact::{contact_view, shown_name};
pub use interaction::{earlier_interaction, interaction_view, offer_view};
pub use message::{attachment_view, message_view};
