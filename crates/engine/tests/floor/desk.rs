//! A desktop as the browser keeps it: a snapshot, changed by the events its person may see. Newer versions replace
//! older ones.

use std::{collections::BTreeMap, sync::Arc};

use parlance_api::{
    agent::AgentView,
    interaction::{InteractionView, OfferView},
    realtime::EventFrame,
};
use parlance_core::{
    InteractionId, OfferId, UserId, event::EventKind, interaction::InteractionState, offer::OfferState,
};
use parlance_engine::{desk::OwnWork, identity::Person};
use parlance_store::CommittedEvent;

use crate::{harness::Published, world::World};

#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    me: UserId,
    pub seq: i64,
    pub agent: AgentView,
    pub offers: BTreeMap<OfferId, OfferView>,
    pub interactions: BTreeMap<InteractionId, InteractionView>,
}

impl Desk {
    pub fn new(work: OwnWork) -> Self {
        Self {
            me: work.agent.user_id,
            seq: work.seq,
            agent: work.agent,
            offers: work.offers.into_iter().map(|offer| (offer.id, offer)).collect(),
            interactions: work.interactions.into_iter().map(|it| (it.id, it)).collect(),
        }
    }

    pub async fn open(world: &World, person: &Person) -> Self {
        Self::new(world.harness.engine.own_work(person).await.unwrap())
    }

    /// Takes everything that was published since the last time.
    pub fn catch_up(&mut self, published: &Arc<Published>) {
        for event in published.after(self.seq) {
            assert_eq!(event.seq, self.seq + 1, "the stream has a gap or a repeat");
            self.seq = event.seq;
            if event.audience.everyone || event.audience.users.contains(&self.me) {
                self.apply(&event);
            }
        }
    }

    fn apply(&mut self, event: &CommittedEvent) {
        let frame: EventFrame = serde_json::from_str(&event.frame).unwrap();
        match event.kind {
            EventKind::InteractionChanged => self.interaction(serde_json::from_value(frame.data).unwrap()),
            EventKind::OfferChanged => {
                let offer: OfferView = serde_json::from_value(frame.data).unwrap();
                if offer.state == OfferState::Pending {
                    self.offers.insert(offer.id, offer);
                } else {
                    self.offers.remove(&offer.id);
                }
            }
            EventKind::AgentChanged => {
                let agent: AgentView = serde_json::from_value(frame.data).unwrap();
                if agent.user_id == self.me && agent.version > self.agent.version {
                    self.agent = agent;
                }
            }
            _ => {}
        }
    }

    fn interaction(&mut self, changed: InteractionView) {
        for offer in self.offers.values_mut() {
            if offer.interaction.id == changed.id && offer.interaction.version < changed.version {
                offer.interaction = changed.clone();
            }
        }
        let known = self
            .interactions
            .get(&changed.id)
            .map_or(0, |known| known.version);
        if changed.version < known {
            return;
        }
        let takes_part = changed.participants.iter().any(|part| part.user_id == self.me);
        let mine = changed.agent_id == Some(self.me)
            && matches!(
                changed.state,
                InteractionState::Active | InteractionState::AfterCallWork
            );
        if mine || takes_part {
            self.interactions.insert(changed.id, changed);
        } else {
            self.interactions.remove(&changed.id);
        }
    }
}
