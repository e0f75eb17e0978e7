//! The addresses that platforms call: one pair of routes per path that a channel's descriptor names.
//!
//! These stand outside the API: no session, no Origin rule. What protects them is the channel's own check of each
//! request, and a cap on the bytes that are read at the same time.

mod budget;
mod handshake;
mod notices;
mod receive;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use parlance_channel::notices::PrivacyRequestKind;

use crate::state::AppState;
use budget::Budget;

/// Demands for a person are some hundred bytes.
const MAX_NOTICE: usize = 32 * 1024;

/// The routes of all channels.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let budget = Arc::new(Budget::new(state.config.max_webhook_bytes));
    let small = Arc::new(Budget::new(MAX_NOTICE));
    let mut router = Router::new();
    for channel in state.engine.channels().iter() {
        for path in &channel.descriptor().webhook_paths {
            let (asked, receiving) = (Arc::clone(channel), Arc::clone(channel));
            let budget = Arc::clone(&budget);
            let methods = get(move |state, path, query| handshake::answer(asked, state, path, query))
                .post(move |state, path, request| receive::receive(receiving, budget, state, path, request));
            router = router.route(&path.path, methods);
        }
        for at in channel.notices().map_or(&[][..], |notices| notices.paths()) {
            let (at, taking, budget) = (*at, Arc::clone(channel), Arc::clone(&small));
            let mut methods = post(move |state, request| notices::take(taking, at, budget, state, request));
            if at.kind == PrivacyRequestKind::Deletion {
                methods = methods.get(notices::show);
            }
            router = router.route(at.path, methods);
        }
    }
    router
}
