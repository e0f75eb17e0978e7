//! Offers and capacity.

use std::time::Duration;

use crate::config::{
    Layers,
    rule::{Span, Whole},
};

const SECOND: Duration = Duration::from_secs(1);

/// How interactions reach agents.
#[derive(Debug, Clone)]
pub struct Routing {
    /// Time to accept an offer.
    pub offer_timeout: Duration,
    /// Time a connection may be lost.
    pub agent_grace: Duration,
    /// Capacity that one chat takes, per cent.
    pub chat_share: u8,
}

impl Routing {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            offer_timeout: layers.take("routing.offer_timeout", Span(SECOND, SECOND * 600)),
            agent_grace: layers.take("routing.agent_grace", Span(SECOND, SECOND * 3600)),
            chat_share: u8::try_from(layers.take("routing.chat_share", Whole(1, 100))).unwrap_or(100),
        }
    }
}
