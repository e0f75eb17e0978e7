//! Interactions: their life from the first message to the end, and what desks are told of it.

pub(crate) mod access;
mod again;
pub(crate) mod lifecycle;
mod open;
mod publish;
mod talk;

pub use access::{held, readable};
use open::number;
pub use open::{MessageSummary, open};
pub use publish::audience;
pub(crate) use publish::{append, audience_of, publish, publish_offer};
pub use talk::{
    agent_wrote, answer_taken_back, contact_changed, context, customer_wrote, line_changed, own_line,
    set_failed_messages, touched,
};

use parlance_core::{InteractionId, TenantCtx};
use parlance_store::{
    Read,
    interactions::{InteractionRow, ShownInteraction},
};

use crate::Refusal;

/// What is not there, or not for this person, looks the same.
pub(crate) const NOT_FOUND: Refusal = Refusal::not_found("This interaction");

/// One interaction.
pub(crate) fn get(read: &dyn Read, ctx: &TenantCtx, id: InteractionId) -> Result<InteractionRow, Refusal> {
    read.interaction(ctx, id)?.ok_or(NOT_FOUND)
}

/// One interaction with what its view and its audience need.
pub fn shown(read: &dyn Read, ctx: &TenantCtx, id: InteractionId) -> Result<ShownInteraction, Refusal> {
    read.shown_interaction(ctx, id)?.ok_or(NOT_FOUND)
}
