//! Single-use tickets: a page that was allowed to ask over HTTP may open one socket within half a minute.
//!
//! A WebSocket's handshake is a GET that any page can make a browser send with its cookies; the ticket, which only our
//! own page can have read, closes that door (security.md 3).

use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
};

use parlance_core::{SessionId, Timestamp, clock::Random};

/// A ticket is good for this long, milliseconds.
pub const TICKET_MS: i64 = 30_000;
/// Tickets kept at most; the oldest go first. Far above what sockets of one node need at once.
const MAX_TICKETS: usize = 100_000;

#[derive(Debug, Clone, Copy)]
struct Ticket {
    session: SessionId,
    expires_at: Timestamp,
}

/// Tickets that were given out and not used yet.
#[derive(Debug, Default)]
pub struct Tickets(Mutex<HashMap<String, Ticket>>);

impl Tickets {
    /// Gives a ticket to a session; returns it with the moment it expires.
    pub fn give(&self, session: SessionId, now: Timestamp, random: &dyn Random) -> (String, Timestamp) {
        let mut bytes = [0; 24];
        random.fill(&mut bytes);
        let mut text = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        let expires_at = now.plus_ms(TICKET_MS);
        let mut tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tickets.len() >= 1_024 {
            tickets.retain(|_, ticket| ticket.expires_at > now);
        }
        if tickets.len() < MAX_TICKETS {
            tickets.insert(text.clone(), Ticket { session, expires_at });
        }
        (text, expires_at)
    }

    /// Uses a ticket up; `true` when it was good for this session.
    #[must_use]
    pub fn redeem(&self, text: &str, session: SessionId, now: Timestamp) -> bool {
        let ticket = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(text);
        ticket.is_some_and(|ticket| ticket.session == session && ticket.expires_at > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    #[test]
    fn a_ticket_works_once_for_its_session_and_not_for_long() {
        let (tickets, random) = (Tickets::default(), Counting(0.into()));
        let now = Timestamp::from_millis(1_000);
        let (mine, other) = (SessionId::new(now, [1; 10]), SessionId::new(now, [2; 10]));

        let (ticket, expires_at) = tickets.give(mine, now, &random);
        assert!(tickets.redeem(&ticket, mine, now.plus_ms(1)));
        assert!(!tickets.redeem(&ticket, mine, now.plus_ms(2)), "single use");

        let (ticket, _) = tickets.give(mine, now, &random);
        assert!(!tickets.redeem(&ticket, other, now), "bound to its session");
        let (ticket, _) = tickets.give(mine, now, &random);
        assert!(!tickets.redeem(&ticket, mine, expires_at), "expired");
        assert!(!tickets.redeem("guess", mine, now));
    }
}
