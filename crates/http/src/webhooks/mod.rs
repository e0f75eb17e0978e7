//! The addresses that platforms call: one pair of routes per path that a channel's descriptor names.
//!
//! These stand outside the API: no session, no Origin rule. What protects them is the channel's own check of each
//! request, and a cap on the bytes that are read at the same time.

mod budget;
mod handshake;
mod receive;

use std::sync::Arc;

use axum::{Router, routing::get};

use crate::state::AppState;
use budget::Budget;

/// The routes of all channels.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let budget = Arc::new(Budget::new(state.config.max_webhook_bytes));
    let mut router = Router::new();
    for channel in state.engine.channels().iter() {
        for path in &channel.descriptor().webhook_paths {
            let (asked, receiving) = (Arc::clone(channel), Arc::clone(channel));
            let budget = Arc::clone(&budget);
            let methods = get(move |state, path, query| handshake::answer(asked, state, path, query))
                .post(move |state, path, request| receive::receive(receiving, budget, state, path, request));
            router = router.route(&path.path, methods);
        }
    }
    router
}
