//! Who has which conversation open, in one tenant. Kept in memory only: a desktop says it again when it connects.

use std::collections::HashMap;

use parlance_api::together::Viewer;
use parlance_core::{InteractionId, UserId};

use crate::seats::SeatId;

struct Viewing {
    interaction: InteractionId,
    user: UserId,
    name: String,
    typing: bool,
}

/// What each desktop shows.
#[derive(Default)]
pub(crate) struct Viewings {
    seats: HashMap<SeatId, Viewing>,
}

impl Viewings {
    /// A desktop shows a conversation now, or none. Says which conversations' viewers have changed.
    pub(crate) fn show(
        &mut self,
        seat: SeatId,
        shown: Option<(InteractionId, UserId, String)>,
    ) -> Vec<InteractionId> {
        let before = self.seats.remove(&seat).map(|viewing| viewing.interaction);
        let now = shown.map(|(interaction, user, name)| {
            let viewing = Viewing {
                interaction,
                user,
                name,
                typing: false,
            };
            self.seats.insert(seat, viewing);
            interaction
        });
        let mut changed: Vec<_> = before.into_iter().chain(now).collect();
        changed.dedup();
        changed
    }

    /// Somebody types in the conversation that their desktop shows, or stopped; `true` when that is news.
    pub(crate) fn types(&mut self, seat: SeatId, interaction: InteractionId, typing: bool) -> bool {
        match self.seats.get_mut(&seat) {
            Some(viewing) if viewing.interaction == interaction && viewing.typing != typing => {
                viewing.typing = typing;
                true
            }
            _ => false,
        }
    }

    /// Everybody who has a conversation open, each once, by name.
    pub(crate) fn of(&self, interaction: InteractionId) -> Vec<Viewer> {
        let mut people: HashMap<UserId, Viewer> = HashMap::new();
        for viewing in self.seats.values().filter(|it| it.interaction == interaction) {
            let viewer = people.entry(viewing.user).or_insert_with(|| Viewer {
                user_id: viewing.user,
                name: viewing.name.clone(),
                typing: false,
            });
            viewer.typing |= viewing.typing;
        }
        let mut people: Vec<_> = people.into_values().collect();
        people.sort_by(|a, b| (&a.name, a.user_id).cmp(&(&b.name, b.user_id)));
        people
    }

    /// The desktops that show a conversation.
    pub(crate) fn seats_of(&self, interaction: InteractionId) -> Vec<SeatId> {
        let shows =
            |(seat, viewing): (&SeatId, &Viewing)| (viewing.interaction == interaction).then_some(*seat);
        self.seats.iter().filter_map(shows).collect()
    }

    /// Whether nobody shows anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use parlance_core::Timestamp;

    use super::*;

    fn chat(number: u8) -> InteractionId {
        InteractionId::new(Timestamp::from_millis(1), [number; 10])
    }

    fn user(number: u8) -> UserId {
        UserId::new(Timestamp::from_millis(1), [number; 10])
    }

    #[test]
    fn a_person_with_two_windows_is_there_once_and_until_both_are_gone() {
        let mut all = Viewings::default();
        assert_eq!(all.show(1, Some((chat(1), user(1), "Ana".into()))), [chat(1)]);
        assert_eq!(all.show(2, Some((chat(1), user(1), "Ana".into()))), [chat(1)]);
        all.show(3, Some((chat(1), user(2), "Ben".into())));
        assert!(all.types(2, chat(1), true));
        assert!(!all.types(2, chat(1), true), "no news");
        assert!(!all.types(3, chat(2), true), "not what this desktop shows");
        let names = |all: &Viewings| {
            let people = all.of(chat(1)).into_iter();
            people.map(|it| (it.name, it.typing)).collect::<Vec<_>>()
        };
        assert_eq!(names(&all), [("Ana".into(), true), ("Ben".into(), false)]);
        assert_eq!(
            all.show(2, Some((chat(2), user(1), "Ana".into()))),
            [chat(1), chat(2)]
        );
        assert_eq!(names(&all), [("Ana".into(), false), ("Ben".into(), false)]);
        assert_eq!(all.show(1, None), [chat(1)]);
        assert_eq!(names(&all), [("Ben".into(), false)]);
        assert_eq!(all.seats_of(chat(1)), [3]);
        all.show(2, None);
        all.show(3, None);
        assert!(all.is_empty());
    }
}
