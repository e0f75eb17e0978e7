//! Where committed events meet open desktops.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use parlance_api::realtime::ServerFrame;
use parlance_core::{InteractionId, TenantCtx, TenantId, UserId, event::Audience};
use parlance_store::{CommittedEvent, EventSink, Signal};
use tokio::sync::watch;

use crate::{
    guest::{Application, Guest},
    queue::{Frame, Outlet, queue},
    seats::{SeatId, Seats},
    viewings::Viewings,
};

/// All open desktops of this node. The store's [`EventSink`].
pub struct Hub {
    rooms: Mutex<HashMap<TenantId, Seats>>,
    viewings: Mutex<HashMap<TenantId, Viewings>>,
    next_seat: AtomicU64,
    application: OnceLock<Arc<dyn Application>>,
    sessions_changed: watch::Sender<u64>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            rooms: Mutex::default(),
            viewings: Mutex::default(),
            next_seat: AtomicU64::new(1),
            application: OnceLock::new(),
            sessions_changed: watch::channel(0).0,
        }
    }
}

impl Hub {
    /// Tells the hub whom to ask; the wiring calls it once, before the first socket. (The store needs the hub and the
    /// application needs the store, so the application comes last.)
    pub fn attach(&self, application: Arc<dyn Application>) {
        let _ = self.application.set(application);
    }

    /// The application, once it is attached.
    pub(crate) fn application(&self) -> Option<&Arc<dyn Application>> {
        self.application.get()
    }

    /// Counts up whenever sessions may have ended.
    pub(crate) fn sessions_changed(&self) -> watch::Receiver<u64> {
        self.sessions_changed.subscribe()
    }

    /// Open desktops, for the metrics.
    #[must_use]
    pub fn open_sockets(&self) -> usize {
        self.rooms().values().map(Seats::len).sum()
    }

    /// Tells desktops that the customer types or stopped. Not stored, not numbered.
    pub fn customer_typing(
        &self,
        ctx: TenantCtx,
        audience: &Audience,
        interaction_id: InteractionId,
        typing: bool,
    ) {
        let frame = ServerFrame::CustomerTyping {
            interaction_id,
            typing,
        };
        let Ok(text) = serde_json::to_string(&frame) else {
            return;
        };
        if let Some(seats) = self.rooms().get(&ctx.tenant_id()) {
            seats.give(
                audience,
                &Frame {
                    seq: None,
                    text: text.into(),
                },
            );
        }
    }

    /// Takes a seat. From now on the guest's queue fills; leaving is dropping the seat.
    pub(crate) fn enter(self: &Arc<Self>, guest: &Guest) -> (Taken, Outlet) {
        let id = self.next_seat.fetch_add(1, Ordering::Relaxed);
        let (inlet, outlet) = queue();
        let tenant = guest.ctx.tenant_id();
        let mut rooms = self.rooms();
        // The application is told inside the lock: a leave and an enter of one person keep their order.
        if rooms.entry(tenant).or_default().take(id, guest, inlet)
            && let Some(application) = self.application()
        {
            application.connected(guest.ctx, guest.user_id);
        }
        drop(rooms);
        (
            Taken {
                hub: Arc::clone(self),
                id,
                ctx: guest.ctx,
                user: guest.user_id,
            },
            outlet,
        )
    }

    /// A desktop shows a conversation now, or none. Whoever has one of them open is told who else has. That the person
    /// may read it is the caller's to know.
    pub(crate) fn shows(&self, seat: &Taken, shown: Option<(InteractionId, String)>) {
        let tenant = seat.ctx.tenant_id();
        let shown = shown.map(|(interaction, name)| (interaction, seat.user, name));
        let mut all = self.viewings();
        let viewings = all.entry(tenant).or_default();
        for interaction in viewings.show(seat.id, shown) {
            self.tell_viewers(tenant, viewings, interaction);
        }
        if viewings.is_empty() {
            all.remove(&tenant);
        }
    }

    /// Somebody types in the conversation that their desktop shows, or stopped.
    pub(crate) fn types(&self, seat: &Taken, interaction: InteractionId, typing: bool) {
        let tenant = seat.ctx.tenant_id();
        let mut all = self.viewings();
        if let Some(viewings) = all.get_mut(&tenant)
            && viewings.types(seat.id, interaction, typing)
        {
            self.tell_viewers(tenant, viewings, interaction);
        }
    }

    /// Tells everybody who has a conversation open who has. The viewings stay locked meanwhile, so that the newest word
    /// comes last.
    fn tell_viewers(&self, tenant: TenantId, viewings: &Viewings, interaction_id: InteractionId) {
        let frame = ServerFrame::Viewers {
            interaction_id,
            people: viewings.of(interaction_id),
        };
        let Ok(text) = serde_json::to_string(&frame) else {
            return;
        };
        if let Some(seats) = self.rooms().get(&tenant) {
            let frame = Frame {
                seq: None,
                text: text.into(),
            };
            seats.give_to(&viewings.seats_of(interaction_id), &frame);
        }
    }

    fn viewings(&self) -> MutexGuard<'_, HashMap<TenantId, Viewings>> {
        self.viewings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leave(&self, id: SeatId, ctx: TenantCtx, user: UserId) {
        let mut rooms = self.rooms();
        let Some(seats) = rooms.get_mut(&ctx.tenant_id()) else {
            return;
        };
        let last = seats.leave(id, user);
        if seats.is_empty() {
            rooms.remove(&ctx.tenant_id());
        }
        if last && let Some(application) = self.application() {
            application.disconnected(ctx, user);
        }
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<TenantId, Seats>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EventSink for Hub {
    fn publish(&self, events: Vec<CommittedEvent>) {
        let rooms = self.rooms();
        for event in events {
            if let Some(seats) = rooms.get(&event.tenant) {
                seats.give(
                    &event.audience,
                    &Frame {
                        seq: Some(event.seq),
                        text: (&*event.frame).into(),
                    },
                );
            }
        }
    }

    fn signal(&self, signals: Vec<Signal>) {
        if signals.contains(&Signal::Sessions) {
            self.sessions_changed
                .send_modify(|count| *count = count.wrapping_add(1));
        }
    }
}

/// A taken seat; dropping it leaves.
pub(crate) struct Taken {
    hub: Arc<Hub>,
    id: SeatId,
    ctx: TenantCtx,
    user: UserId,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.hub.shows(self, None);
        self.hub.leave(self.id, self.ctx, self.user);
    }
}
