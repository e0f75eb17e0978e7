//! An agent as colleagues, desks and transfers see them.

use parlance_api::{agent::AgentView, config::TenantSettings};
use parlance_core::agent::{AgentState, Availability};
use parlance_routing::room_for_chats;
use parlance_store::agents::AgentPerson;

/// Builds the view of an agent. Who never opened a desktop is shown as logged out since they were made.
#[must_use]
pub fn agent_view(person: &AgentPerson, settings: &TenantSettings) -> AgentView {
    let room = room(person, settings);
    let held = person.holding.total();
    let Some(state) = &person.state else {
        return AgentView {
            user_id: person.user_id,
            name: person.name.clone(),
            state: AgentState::LoggedOut,
            availability: Availability::LoggedOut,
            reason_id: None,
            reason: None,
            since: person.created_at,
            held,
            room,
            connected: false,
            version: 0,
        };
    };
    AgentView {
        user_id: person.user_id,
        name: person.name.clone(),
        state: state.shown_state,
        availability: state.availability,
        reason_id: state.reason_id,
        reason: person.reason.clone(),
        since: state.since,
        held,
        room,
        connected: state.connected,
        version: state.version,
    }
}

/// Room for so many chats in all, for who has no limit of their own.
pub(crate) fn common_room(settings: &TenantSettings) -> u32 {
    room_for_chats(None, settings.chat_share_percent)
}

/// Room for so many chats in all.
pub(crate) fn room(person: &AgentPerson, settings: &TenantSettings) -> u32 {
    room_for_chats(person.max_chats, settings.chat_share_percent)
}
