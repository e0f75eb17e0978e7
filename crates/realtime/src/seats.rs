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
    /// Not a desktop: does not make its person reachable.
    watches: bool,
    inlet: Inlet,
}

/// How many of a person's seats are desktops.
fn desktops(seats: &[Seat]) -> usize {
    seats.iter().filter(|seat| !seat.watches).count()
}

/// All seats of a tenant.
#[derive(Default)]
pub(crate) struct Seats {
    people: HashMap<UserId, Vec<Seat>>,
    /// People with at least one seat that sees more than its own.
    privileged: HashMap<UserId, usize>,
}

impl Seats {
    /// Takes a seat; `true` when it is the person's first desktop.
    pub(crate) fn take(&mut self, id: SeatId, guest: &Guest, inlet: Inlet) -> bool {
        let seat = Seat {
            id,
            sees_all_records: guest.sees_all_records(),
            configures: guest.configures(),
            watches: guest.watches,
            inlet,
        };
        if seat.sees_all_records || seat.configures {
            *self.privileged.entry(guest.user_id).or_default() += 1;
        }
        let seats = self.people.entry(guest.user_id).or_default();
        let first = !seat.watches && desktops(seats) == 0;
        seats.push(seat);
        first
    }

    /// Leaves a seat; `true` when it was the person's last desktop.
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
        let last = !seat.watches && desktops(seats) == 0;
        if seats.is_empty() {
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

    /// Gives a frame to some seats.
    pub(crate) fn give_to(&self, seats: &[SeatId], frame: &Frame) {
        for seat in self.people.values().flatten().filter(|it| seats.contains(&it.id)) {
            seat.inlet.push(frame.clone());
        }
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
                for seat in seats {
                    seat.inlet.push(frame.clone());
                }
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

#[cfg(test)]
mod tests {
    use parlance_core::{SessionId, TenantCtx, TenantId, Timestamp, permission::Role};

    use super::*;
    use crate::queue::queue;

    fn nora(watches: bool) -> Guest {
        let at = Timestamp::from_millis(1);
        Guest {
            ctx: TenantCtx::new(TenantId::new(at, [1; 10])),
            user_id: UserId::new(at, [2; 10]),
            session_id: SessionId::new(at, [3; 10]),
            roles: vec![Role::Administrator, Role::Supervisor],
            watches,
        }
    }

    #[test]
    fn only_desktops_make_a_person_reachable() {
        let mut seats = Seats::default();
        let user = nora(true).user_id;
        assert!(!seats.take(1, &nora(true), queue().0), "a screen that watches");
        assert!(seats.take(2, &nora(false), queue().0), "the first desktop");
        assert!(!seats.take(3, &nora(false), queue().0), "a second one");
        assert!(!seats.leave(2, user));
        assert!(
            seats.leave(3, user),
            "the last desktop, although a screen still watches"
        );
        assert!(!seats.leave(1, user));
        assert!(seats.is_empty());
    }
}
