//! A small contact center: two services, four agents, customers who write.

use std::collections::BTreeMap;

use parlance_api::{
    config::{DispositionKind, TenantSettings},
    hours::WaitingRules,
    interaction::OfferView,
    user::{SkillKind, SkillLevel},
};
use parlance_core::{
    AccountId, ContactId, DispositionId, EntryId, InteractionId, MessageId, ReasonId, ServiceId, SessionId,
    SkillId, TeamId, TenantCtx, TenantId, ThreadId, UserId,
    account::TokenState,
    agent::{Availability, SystemReason},
    message::{Author, Direction, Part},
    permission::Role,
};
use parlance_engine::{
    Env, Refusal,
    identity::{Caller, Person},
    interactions::{self, MessageSummary},
    presence,
};
use parlance_store::{
    Tx,
    accounts::{AccountRow, AccountTraffic},
    contacts::ContactRow,
    entries::EntryRow,
    messages::MessageRow,
    reasons::ReasonRow,
    services::{DispositionRow, ServiceRow},
    skills::SkillRow,
    teams::TeamRow,
    tenants::TenantRow,
    threads::ThreadRow,
    users::{PasswordHash, UserRow},
};

use crate::harness::{Harness, START};

pub const ORDERS: usize = 0;
pub const RETURNS: usize = 1;
pub const ANA: usize = 0;
pub const BEN: usize = 1;
pub const CLEO: usize = 2;
pub const DEV: usize = 3;

/// The part of an id that tells things of a kind apart.
pub fn bytes(number: u32) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[6..].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// Who and what there is. Ids are the same in every world of a tenant number.
#[derive(Clone)]
pub struct Cast {
    pub ctx: TenantCtx,
    pub agents: Vec<Person>,
    pub boss: Person,
    pub services: Vec<ServiceId>,
    pub entries: Vec<EntryId>,
    pub lunch: ReasonId,
    /// What Returns asks for, at 50.
    pub spanish: SkillId,
    /// Of Orders: solved (final), none given (system).
    pub solved: DispositionId,
    pub none_given: DispositionId,
    /// Of Returns.
    pub refunded: DispositionId,
    /// What all entries ask for beyond their services.
    pub entry_skills: Vec<SkillLevel>,
    account: AccountId,
}

impl Cast {
    pub fn new(number: u32) -> Self {
        let ctx = TenantCtx::new(TenantId::new(START, bytes(number)));
        let person = |place: u32, name: &str, roles: &[Role]| Person {
            ctx,
            user_id: UserId::new(START, bytes(place)),
            session_id: SessionId::new(START, bytes(place)),
            name: name.into(),
            roles: roles.to_vec(),
            must_enrol: false,
            confirmed_at: START,
        };
        Self {
            ctx,
            agents: ["Ana", "Ben", "Cleo", "Dev"]
                .into_iter()
                .zip(1..)
                .map(|(name, place)| person(place, name, &[Role::Agent]))
                .collect(),
            boss: person(9, "Nora", &[Role::Supervisor]),
            services: vec![ServiceId::new(START, bytes(1)), ServiceId::new(START, bytes(2))],
            entries: vec![EntryId::new(START, bytes(1)), EntryId::new(START, bytes(2))],
            lunch: ReasonId::new(START, bytes(20)),
            spanish: SkillId::new(START, bytes(1)),
            solved: DispositionId::new(START, bytes(1)),
            none_given: DispositionId::new(START, bytes(2)),
            refunded: DispositionId::new(START, bytes(3)),
            entry_skills: Vec::new(),
            account: AccountId::new(START, bytes(1)),
        }
    }

    pub fn caller(&self, agent: usize) -> Caller {
        Caller::Person(self.agents[agent].clone())
    }
}

/// A tenant on a harness.
pub struct World {
    pub harness: Harness,
    pub cast: Cast,
}

impl World {
    pub async fn new() -> Self {
        Self::with_settings(|_| ()).await
    }

    pub async fn with_settings(change: impl FnOnce(&mut TenantSettings)) -> Self {
        let harness = Harness::new();
        let cast = Cast::new(1);
        let mut settings = TenantSettings::default();
        change(&mut settings);
        let made = cast.clone();
        harness
            .engine
            .write(move |tx, _| make(tx, &made, "alder", settings))
            .await
            .unwrap();
        Self { harness, cast }
    }

    pub async fn connect(&self, agent: usize) {
        let person = self.cast.agents[agent].clone();
        self.harness
            .engine
            .write(move |tx, env| presence::connected(tx, env, &person.ctx, person.user_id))
            .await
            .unwrap();
    }

    pub async fn disconnect(&self, agent: usize) {
        let person = self.cast.agents[agent].clone();
        self.harness
            .engine
            .write(move |tx, env| presence::disconnected(tx, env, &person.ctx, person.user_id))
            .await
            .unwrap();
    }

    pub async fn sign_out(&self, agent: usize) {
        let person = self.cast.agents[agent].clone();
        self.harness
            .engine
            .write(move |tx, env| presence::signed_out(tx, env, &person.ctx, person.user_id))
            .await
            .unwrap();
    }

    /// Connects and becomes Ready, and routing runs.
    pub async fn ready(&self, agent: usize) {
        self.connect(agent).await;
        self.set(agent, Availability::Ready, None).await.unwrap();
        self.harness.settle().await;
    }

    pub async fn set(
        &self,
        agent: usize,
        availability: Availability,
        reason_id: Option<ReasonId>,
    ) -> Result<parlance_api::agent::AgentView, parlance_engine::UseCaseError> {
        let to = parlance_api::agent::SetState {
            availability,
            reason_id,
        };
        self.harness
            .engine
            .set_agent_state(&self.cast.agents[agent], to)
            .await
    }

    /// A customer's message comes in through an entry; routing does not run yet.
    pub async fn write(&self, customer: u32, entry: usize, text: &str) -> (InteractionId, MessageId) {
        let (cast, text) = (self.cast.clone(), text.to_owned());
        self.harness
            .engine
            .write(move |tx, env| customer_writes(tx, env, &cast, customer, entry, &text))
            .await
            .unwrap()
    }

    /// The same, and routing runs.
    pub async fn message(&self, customer: u32, entry: usize, text: &str) -> InteractionId {
        let (id, _) = self.write(customer, entry, text).await;
        self.harness.settle().await;
        id
    }

    /// Accepts what rings first.
    pub async fn accept(&self, agent: usize) -> InteractionId {
        let person = &self.cast.agents[agent];
        let work = self.harness.engine.own_work(person).await.unwrap();
        let offer = work.offers.first().expect("something rings");
        let view = self.harness.engine.accept_offer(person, offer.id).await.unwrap();
        self.harness.settle().await;
        view.id
    }

    /// Changes a service's rules; routing does not run yet.
    pub async fn change_service(
        &self,
        service: usize,
        change: impl FnOnce(&mut ServiceRow) + Send + 'static,
    ) {
        let (ctx, id) = (self.cast.ctx, self.cast.services[service]);
        let changed = self.harness.engine.write(move |tx, _| {
            let mut row = tx.service(&ctx, id)?.unwrap();
            change(&mut row);
            tx.update_service(&ctx, &row).map_err(Refusal::from)
        });
        changed.await.unwrap();
    }

    /// What rings at an agent.
    pub async fn rings(&self, agent: usize) -> Vec<OfferView> {
        let person = &self.cast.agents[agent];
        self.harness.engine.own_work(person).await.unwrap().offers
    }

    pub async fn pass_time(&self, millis: i64) {
        self.harness.clock.advance(millis);
        self.harness.settle().await;
    }
}

pub fn make(tx: &mut dyn Tx, cast: &Cast, slug: &str, settings: TenantSettings) -> Result<(), Refusal> {
    let ctx = &cast.ctx;
    tx.insert_tenant(&TenantRow {
        id: ctx.tenant_id(),
        slug: slug.into(),
        name: slug.into(),
        settings,
        disabled_at: None,
        created_at: START,
    })?;
    let teams = [TeamId::new(START, bytes(1)), TeamId::new(START, bytes(2))];
    for (id, name) in teams.into_iter().zip(["North", "South"]) {
        tx.insert_team(
            ctx,
            &TeamRow {
                id,
                name: name.into(),
                supervisor_ids: Vec::new(),
                members: 0,
                disabled_at: None,
                created_at: START,
                updated_at: START,
            },
        )?;
    }
    make_people(tx, cast, teams)?;
    make_services(tx, cast, teams)?;
    make_reasons(tx, cast)
}

fn make_people(tx: &mut dyn Tx, cast: &Cast, teams: [TeamId; 2]) -> Result<(), Refusal> {
    let ctx = &cast.ctx;
    let spanish = cast.spanish;
    tx.insert_skill(
        ctx,
        &SkillRow {
            id: spanish,
            name: "Spanish".into(),
            kind: SkillKind::Language,
            group: None,
            service_id: None,
            holders: 0,
            disabled_at: None,
            created_at: START,
            updated_at: START,
        },
    )?;
    let rooms = [None, None, Some(1), Some(2), None];
    let team_of = [teams[0], teams[0], teams[1], teams[1], teams[0]];
    for (place, person) in cast.agents.iter().chain([&cast.boss]).enumerate() {
        tx.insert_user(
            ctx,
            &UserRow {
                id: person.user_id,
                username: person.name.to_lowercase(),
                name: person.name.clone(),
                email: None,
                roles: person.roles.clone(),
                team_id: Some(team_of[place]),
                max_chats: rooms[place],
                language: None,
                password_hash: PasswordHash::new("-".into()),
                disabled_at: None,
                last_sign_in_at: None,
                created_at: START,
                updated_at: START,
            },
        )?;
    }
    tx.set_skill_level(ctx, cast.agents[CLEO].user_id, spanish, 60)?;
    tx.set_skill_level(ctx, cast.agents[DEV].user_id, spanish, 80)?;
    tx.set_skill_level(ctx, cast.agents[ANA].user_id, spanish, 30)?;
    Ok(())
}

fn make_services(tx: &mut dyn Tx, cast: &Cast, teams: [TeamId; 2]) -> Result<(), Refusal> {
    let ctx = &cast.ctx;
    let disposition = |id, service_id, name: &str, kind, code: Option<&str>| DispositionRow {
        id,
        service_id,
        name: name.into(),
        folder: None,
        code: code.map(str::to_owned),
        kind,
        removed_at: None,
    };
    let orders = cast.services[ORDERS];
    let returns = cast.services[RETURNS];
    let none_given = disposition(
        cast.none_given,
        orders,
        "No disposition given",
        DispositionKind::System,
        Some("none_given"),
    );
    let shapes = [
        (
            orders,
            "Orders",
            teams.to_vec(),
            vec![],
            120_000,
            vec![
                disposition(cast.solved, orders, "Solved", DispositionKind::Final, None),
                none_given,
            ],
        ),
        (
            returns,
            "Returns",
            vec![teams[1]],
            vec![SkillLevel {
                skill_id: cast.spanish,
                level: 50,
            }],
            0,
            vec![disposition(
                cast.refunded,
                returns,
                "Refunded",
                DispositionKind::Final,
                None,
            )],
        ),
    ];
    for (id, name, team_ids, required_skills, after_call_work_ms, dispositions) in shapes {
        tx.insert_service(
            ctx,
            &ServiceRow {
                id,
                name: name.into(),
                team_ids,
                required_skills,
                steps: Vec::new(),
                last_agent_wait_ms: 0,
                last_agent_days: 30,
                may_pull: false,
                waiting: WaitingRules::default(),
                target_percent: 80,
                target_wait_ms: 30_000,
                after_call_work_ms,
                disposition_required: after_call_work_ms > 0,
                reply_warn_ms: 120_000,
                reply_alarm_ms: 300_000,
                dispositions,
                canned_texts: Vec::new(),
                disabled_at: None,
                created_at: START,
                updated_at: START,
            },
        )?;
    }
    tx.insert_account(
        ctx,
        &AccountRow {
            id: cast.account,
            channel: "messenger".into(),
            channel_type: "facebook".into(),
            name: "Alder & Pine".into(),
            external_id: Some(format!("page-{}", ctx.tenant_id())),
            settings: BTreeMap::new(),
            sealed: BTreeMap::new(),
            enabled: true,
            complete: true,
            person_answers: false,
            token_state: TokenState::Valid,
            created_at: START,
            updated_at: START,
            deleted_at: None,
            traffic: AccountTraffic::default(),
        },
    )?;
    for entry in [entry(cast, ORDERS), entry(cast, RETURNS)] {
        tx.insert_entry(ctx, &entry)?;
    }
    Ok(())
}

fn make_reasons(tx: &mut dyn Tx, cast: &Cast) -> Result<(), Refusal> {
    use SystemReason::{ConnectionLost, Forced, NoAnswer, Rejected, SignedIn};
    let system = [SignedIn, NoAnswer, Rejected, ConnectionLost, Forced];
    for (place, reason) in (1..).zip(system) {
        tx.insert_reason(
            &cast.ctx,
            &ReasonRow {
                id: ReasonId::new(START, bytes(place)),
                name: format!("{reason:?}"),
                counts_as_break: false,
                system: Some(reason),
                disabled_at: None,
                created_at: START,
            },
        )?;
    }
    tx.insert_reason(
        &cast.ctx,
        &ReasonRow {
            id: cast.lunch,
            name: "Lunch".into(),
            counts_as_break: true,
            system: None,
            disabled_at: None,
            created_at: START,
        },
    )?;
    Ok(())
}

fn entry(cast: &Cast, place: usize) -> EntryRow {
    EntryRow {
        id: cast.entries[place],
        name: format!("Entry {place}"),
        service_id: Some(cast.services[place]),
        account_ids: if place == ORDERS {
            vec![cast.account]
        } else {
            vec![]
        },
        priority: i32::try_from(place).unwrap(),
        required_skills: cast.entry_skills.clone(),
        greeting_text: String::new(),
        disabled_at: None,
        created_at: START,
        updated_at: START,
    }
}

/// What the pipeline does with a customer's message, as far as the floor is concerned.
fn customer_writes(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    cast: &Cast,
    customer: u32,
    entry_place: usize,
    text: &str,
) -> Result<(InteractionId, MessageId), Refusal> {
    let ctx = &cast.ctx;
    let thread_id = ThreadId::new(START, bytes(customer));
    let thread = match tx.thread(ctx, thread_id)? {
        Some(thread) => thread,
        None => new_thread(tx, env, cast, customer, thread_id)?,
    };
    let interaction_id = if let Some(open) = tx.open_interaction(ctx, thread_id)? {
        let shown = interactions::shown(tx.as_read(), ctx, open.id)?;
        interactions::customer_wrote(tx, env, ctx, shown, env.now, text)?;
        open.id
    } else {
        let first = MessageSummary {
            at: env.now,
            line: text.into(),
        };
        interactions::open(tx, env, ctx, &thread, &entry(cast, entry_place), &first)?.id
    };
    let id = MessageId::new(env.now, env.id_bytes());
    tx.insert_message(
        ctx,
        &MessageRow {
            id,
            thread_id,
            interaction_id: Some(interaction_id),
            account_id: cast.account,
            direction: Direction::Inbound,
            author: Author::Customer,
            author_name: None,
            sent_by: None,
            parts: vec![Part::Text { text: text.into() }],
            at: env.now,
            provider_id: None,
            client_msg_id: None,
            delivery: None,
            problem: None,
            possible_duplicate: false,
            reply_to_provider_id: None,
            reactions: Vec::new(),
            own_reaction: None,
            imported: false,
            edits: 0,
            taken_back: false,
            deleted_at: None,
            created_at: env.now,
            version: 1,
        },
    )?;
    Ok((interaction_id, id))
}

fn new_thread(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    cast: &Cast,
    customer: u32,
    id: ThreadId,
) -> Result<ThreadRow, Refusal> {
    let contact_id = ContactId::new(START, bytes(customer));
    tx.insert_contact(
        &cast.ctx,
        &ContactRow {
            profile_name: Some(format!("Customer No{customer}")),
            email: Some(format!("c{customer}@example.org")),
            ..ContactRow::blank(contact_id, env.now)
        },
    )?;
    let thread = ThreadRow {
        id,
        account_id: cast.account,
        channel: "messenger".into(),
        external_id: format!("psid-{customer}"),
        contact_id,
        open_interaction_id: None,
        last_customer_at: Some(env.now),
        delivered_watermark: START,
        read_watermark: START,
        free_refused_for: None,
        window_warned: None,
        owner: None,
        came_from: None,
        only_comments: false,
        created_at: env.now,
    };
    tx.insert_thread(&cast.ctx, &thread)?;
    Ok(thread)
}
