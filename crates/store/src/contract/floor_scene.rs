//! A scene with people and a service: what routing, offers and records need.

use parlance_core::{
    InteractionId, OfferId, SegmentId, ServiceId, TeamId, UserId,
    agent::{AgentState, Availability},
    interaction::{InteractionState, SegmentKind},
    offer::OfferState,
    permission::Role,
    routing_reason::RoutingReason,
};

use super::{Scene, at};
use crate::{
    StoreError, Tx,
    agents::AgentRow,
    interactions::InteractionRow,
    offers::OfferRow,
    segments::SegmentRow,
    services::ServiceRow,
    teams::TeamRow,
    users::{PasswordHash, UserRow},
};

/// A scene with a team, an agent and a service.
pub(super) struct Floor {
    pub(super) scene: Scene,
    pub(super) agent: UserId,
    pub(super) service: ServiceId,
}

impl Floor {
    pub(super) fn make(tx: &mut dyn Tx, number: u8) -> Self {
        let scene = Scene::make(tx, number);
        let floor = Self {
            scene,
            agent: UserId::new(at(0), [number; 10]),
            service: ServiceId::new(at(0), [number; 10]),
        };
        floor.store(tx).expect("the floor can be stored");
        floor
    }

    fn store(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        let ctx = &self.scene.ctx;
        let team = TeamId::new(at(0), [1; 10]);
        tx.insert_team(
            ctx,
            &TeamRow {
                id: team,
                name: "North".into(),
                supervisor_ids: Vec::new(),
                members: 0,
                disabled_at: None,
                created_at: at(0),
                updated_at: at(0),
            },
        )?;
        tx.insert_user(
            ctx,
            &UserRow {
                id: self.agent,
                username: "ana".into(),
                name: "Ana".into(),
                email: None,
                roles: vec![Role::Agent],
                team_id: Some(team),
                max_chats: Some(3),
                language: None,
                password_hash: PasswordHash::new("-".into()),
                disabled_at: None,
                last_sign_in_at: None,
                created_at: at(0),
                updated_at: at(0),
            },
        )?;
        tx.insert_service(
            ctx,
            &ServiceRow {
                id: self.service,
                name: "Orders".into(),
                team_ids: vec![team],
                required_skills: Vec::new(),
                steps: Vec::new(),
                last_agent_wait_ms: 0,
                last_agent_days: 30,
                may_pull: false,
                waiting: parlance_api::hours::WaitingRules::default(),
                target_percent: 80,
                target_wait_ms: 30_000,
                after_call_work_ms: 60_000,
                disposition_required: false,
                reply_warn_ms: 1,
                reply_alarm_ms: 2,
                dispositions: Vec::new(),
                canned_texts: Vec::new(),
                disabled_at: None,
                created_at: at(0),
                updated_at: at(0),
            },
        )
    }

    pub(super) fn interaction(&self, number: u8) -> InteractionRow {
        let moment = at(i64::from(number));
        InteractionRow {
            id: InteractionId::new(moment, [number; 10]),
            number: format!("K-{number}"),
            thread_id: self.scene.thread,
            contact_id: self.scene.contact,
            account_id: self.scene.account,
            channel: "pigeon".into(),
            entry_id: None,
            service_id: self.service,
            state: InteractionState::Queued,
            agent_id: None,
            reserved_agent_id: None,
            reserved_until: None,
            class_no: 0,
            priority: 0,
            started_at: moment,
            queued_at: moment,
            accepted_at: None,
            first_answer_at: None,
            ended_at: None,
            ended_by: None,
            closed_at: None,
            after_call_work_until: None,
            after_call_work_extended_ms: 0,
            first_line: "first words".into(),
            last_line: "last words".into(),
            last_line_own: false,
            last_message_at: moment,
            unread: 1,
            waiting_since: Some(moment),
            failed_messages: 0,
            disposition_id: None,
            wrap_up_note: String::new(),
            version: 1,
        }
    }

    pub(super) fn segment(&self, number: u8, interaction: &InteractionRow, kind: SegmentKind) -> SegmentRow {
        let agent = (kind != SegmentKind::Queue).then_some(self.agent);
        SegmentRow {
            id: SegmentId::new(at(i64::from(number)), [number; 10]),
            interaction_id: interaction.id,
            kind,
            service_id: self.service,
            agent_id: agent,
            started_at: at(i64::from(number)),
            ended_at: None,
            outcome: None,
        }
    }

    pub(super) fn offer(&self, number: u8, interaction: &InteractionRow) -> OfferRow {
        OfferRow {
            id: OfferId::new(at(i64::from(number)), [number; 10]),
            interaction_id: interaction.id,
            agent_id: self.agent,
            state: OfferState::Pending,
            offered_at: at(i64::from(number)),
            expires_at: at(i64::from(number) + 20),
            settled_at: None,
            cause: None,
            reason: RoutingReason {
                service_id: self.service,
                agent_id: self.agent,
                skills: Vec::new(),
                step: None,
                chats_held: 0,
                chats_room: 3,
                idle_ms: 5,
                waited_ms: 6,
                position: 1,
                priority: 0,
                candidates: 1,
                decided_by: "only_candidate".into(),
                sentence: "0 of 3 chats".into(),
            },
            version: 1,
        }
    }

    pub(super) fn state(&self) -> AgentRow {
        AgentRow {
            user_id: self.agent,
            availability: Availability::Ready,
            reason_id: None,
            shown_state: AgentState::Ready,
            since: at(1),
            idle_since: at(1),
            connected: true,
            lost_at: None,
            deadline_at: None,
            version: 0,
        }
    }
}
