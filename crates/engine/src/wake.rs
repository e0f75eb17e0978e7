//! Wake-ups for workers: a hint given after a commit that work exists.
//!
//! Each kind of wake-up is a counter that listeners watch: a wake-up given while a worker is busy is seen when it
//! looks next, many wake-ups are one, and any number of workers can listen.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use parlance_core::TenantId;
use parlance_store::{CommittedEvent, EventSink, Signal};
use tokio::sync::watch;

/// A kind of work that can be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wake {
    /// Raw deliveries.
    Inbound,
    /// The outbox.
    Outbox,
    /// Background jobs.
    Jobs,
    /// Routing.
    Dispatch,
    /// Deadlines.
    Timers,
    /// Ended sessions.
    Sessions,
}

const KINDS: usize = 6;

/// Where wake-ups go and where workers wait for them.
#[derive(Debug)]
pub struct Wakers {
    counters: [watch::Sender<u64>; KINDS],
    tenants: Mutex<HashSet<TenantId>>,
}

impl Default for Wakers {
    fn default() -> Self {
        Self {
            counters: std::array::from_fn(|_| watch::channel(0).0),
            tenants: Mutex::default(),
        }
    }
}

impl Wakers {
    /// Wakes whoever waits for this.
    pub fn wake(&self, signal: Signal) {
        let kind = match signal {
            Signal::Inbound => Wake::Inbound,
            Signal::Outbox => Wake::Outbox,
            Signal::Jobs => Wake::Jobs,
            Signal::Timers => Wake::Timers,
            Signal::Sessions => Wake::Sessions,
            Signal::Dispatch(tenant) => {
                self.tenants().insert(tenant);
                Wake::Dispatch
            }
        };
        self.counters[kind as usize].send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Begins to listen. What was woken before is not seen: look for work once before waiting.
    #[must_use]
    pub fn listen(&self, kind: Wake) -> Listener {
        Listener(self.counters[kind as usize].subscribe())
    }

    /// The tenants whose routing was woken since the last call.
    #[must_use]
    pub fn take_tenants(&self) -> HashSet<TenantId> {
        std::mem::take(&mut *self.tenants())
    }

    fn tenants(&self) -> std::sync::MutexGuard<'_, HashSet<TenantId>> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for one kind of wake-up.
#[derive(Debug)]
pub struct Listener(watch::Receiver<u64>);

impl Listener {
    /// Returns when something was woken since the last time this returned; at once when that has happened already.
    /// Safe to cancel.
    pub async fn woken(&mut self) {
        if self.0.changed().await.is_err() {
            // The wakers are gone, so the process is ending: whoever waits is ended by its own shutdown signal.
            std::future::pending::<()>().await;
        }
    }
}

/// Gives what a commit brought to those who wait for it: events to the realtime hub, wake-ups to hub and workers.
pub struct FanOut {
    wakers: Arc<Wakers>,
    hub: Arc<dyn EventSink>,
}

impl FanOut {
    /// Between the store and its listeners.
    #[must_use]
    pub fn new(wakers: Arc<Wakers>, hub: Arc<dyn EventSink>) -> Self {
        Self { wakers, hub }
    }
}

impl EventSink for FanOut {
    fn publish(&self, events: Vec<CommittedEvent>) {
        self.hub.publish(events);
    }

    fn signal(&self, signals: Vec<Signal>) {
        for signal in &signals {
            self.wakers.wake(*signal);
        }
        self.hub.signal(signals);
    }
}

#[cfg(test)]
mod tests {
    use parlance_core::Timestamp;

    use super::*;

    #[tokio::test]
    async fn a_wake_up_given_while_busy_is_not_lost() {
        let wakers = Wakers::default();
        let mut first = wakers.listen(Wake::Outbox);
        let mut second = wakers.listen(Wake::Outbox);
        wakers.wake(Signal::Outbox);
        wakers.wake(Signal::Outbox);
        first.woken().await;
        second.woken().await;
        tokio::select! {
            biased;
            () = first.woken() => panic!("two wake-ups are one"),
            () = std::future::ready(()) => {}
        }
    }

    #[tokio::test]
    async fn tenants_to_route_are_named_once() {
        let wakers = Wakers::default();
        let mut listener = wakers.listen(Wake::Dispatch);
        let tenant = TenantId::new(Timestamp::from_millis(1), [1; 10]);
        wakers.wake(Signal::Dispatch(tenant));
        wakers.wake(Signal::Dispatch(tenant));
        listener.woken().await;
        assert_eq!(wakers.take_tenants(), HashSet::from([tenant]));
        assert!(wakers.take_tenants().is_empty());
    }
}
