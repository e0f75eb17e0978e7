//! The desktops of one tenant, found by who may see what.

use std::collections::HashMap;

use parlance_core::{UserId, event::Audience};

use crate::{
    guest::Guest,
    queue::{Frame, Inlet},
};

/// Names a seat in its tenant.
pub(crate) type SeatId = u64;

struct Seat {
    id: SeatId,
    sees_all_records: bool,
    configures: bool,
    inlet: Inlet,
}

/// All seats of a tenant.
#[derive(Default)]
pub(crate) struct Seats {
    people: HashMap<UserId, Vec<Seat>>,
    /// People with at least one seat that sees more than its own.
    privileged: HashMap<UserId, usize>,
}

impl Seats {
    /// Takes a seat; `true` when it is the person's first.
    pub(crate) fn take(&mut self, id: SeatId, guest: &Guest, inlet: Inlet) -> bool {
        let seat = Seat {
            id,
            sees_all_records: guest.sees_all_records(),
            configures: guest.configures(),
            inlet,
        };
        if seat.sees_all_records || seat.configures {
            *self.privileged.entry(guest.user_id).or_default() += 1;
        }
        let seats = self.people.entry(guest.user_id).or_default();
        seats.push(seat);
        seats.len() == 1
    }

    /// Leaves a seat; `true` when it was the person's last.
    pub(crate) fn leave(&mut self, id: SeatId, user: UserId) -> bool {
        let Some(seats) = self.people.get_mut(&user) else {
            return false;
        };
        let Some(place) = seats.iter().position(|seat| seat.id == id) else {
            return false;
        };
        let seat = seats.swap_remove(place);
        if (seat.sees_all_records || seat.configures)
            && let Some(count) = self.privileged.get_mut(&user)
        {
            *count -= 1;
            if *count == 0 {
                self.privileged.remove(&user);
            }
        }
        let last = seats.is_empty();
        if last {
            self.people.remove(&user);
        }
        last
    }

    /// Whether nobody is here.
    pub(crate) fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// How many seats are taken.
    pub(crate) fn len(&self) -> usize {
        self.people.values().map(Vec::len).sum()
    }

    /// Gives a frame to everyone who may see it, once per seat.
    pub(crate) fn give(&self, audience: &Audience, frame: &Frame) {
        if audience.everyone {
            self.people
                .values()
                .flatten()
                .for_each(|seat| seat.inlet.push(frame.clone()));
            return;
        }
        for user in &audience.users {
            if let Some(seats) = self.people.get(user) {
                seats.iter().for_each(|seat| seat.inlet.push(frame.clone()));
            }
        }
        if !audience.supervisors && !audience.administrators {
            return;
        }
        for user in self
            .privileged
            .keys()
            .filter(|user| !audience.users.contains(user))
        {
            for seat in self.people.get(user).into_iter().flatten() {
                if (audience.supervisors && seat.sees_all_records)
                    || (audience.administrators && seat.configures)
                {
                    seat.inlet.push(frame.clone());
                }
            }
        }
    }
}
