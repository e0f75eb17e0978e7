//! A tenant with a page, an entry, a service and an agent.

use std::collections::BTreeMap;

use parlance_api::{
    account::{AccountView, NewAccount},
    config::TenantSettings,
    hours::WaitingRules,
    message::{MessageView, NewMessage},
};
use parlance_core::{
    AccountId, EntryId, InteractionId, ServiceId, SessionId, TeamId, TenantCtx, TenantId, Timestamp, UserId,
    interaction::InteractionState, permission::Role,
};
use parlance_engine::{
    UseCaseError,
    identity::{Caller, Person},
    messages,
};
use parlance_store::{
    entries::EntryRow,
    interactions::InteractionRow,
    messages::Transcript,
    services::ServiceRow,
    teams::TeamRow,
    tenants::TenantRow,
    threads::ThreadRow,
    users::{PasswordHash, UserRow},
};
use serde_json::Value;

use crate::{
    harness::{Harness, START},
    wire::{self, From},
};

pub const PAGE: &str = "108044556677001";
pub const SECRET: &str = "parlance-demo-app-secret";
pub const CUSTOMER: &str = "24891234567890123";

const AT: Timestamp = Timestamp::from_millis(START);

fn id(number: u8) -> [u8; 10] {
    [number; 10]
}

/// A tenant and its people.
#[derive(Clone)]
pub struct Tenant {
    pub ctx: TenantCtx,
    pub ana: Person,
    pub boss: Person,
    pub admin: Caller,
    pub entry: EntryId,
}

pub struct World {
    pub harness: Harness,
    pub tenant: Tenant,
    pub account: AccountView,
}

/// From the one customer to the one page.
pub fn customer() -> From<'static> {
    From {
        customer: CUSTOMER,
        page: PAGE,
    }
}

impl World {
    /// With a greeting of this text (empty: none).
    pub async fn greeting(text: &str) -> Self {
        let harness = Harness::new();
        let tenant = make_tenant(&harness, 1, text).await;
        let account = make_account(&harness, &tenant, PAGE, SECRET).await;
        feed(&harness, &tenant, account.id).await;
        Self {
            harness,
            tenant,
            account,
        }
    }

    pub async fn new() -> Self {
        Self::greeting("").await
    }

    /// With an account whose comments are taken, and a greeting.
    pub async fn commented() -> Self {
        let harness = Harness::new();
        let tenant = make_tenant(&harness, 1, "Welcome!").await;
        let more = [("take_comments", "true")];
        let account = make_account_with(&harness, &tenant, PAGE, SECRET, &more).await;
        feed(&harness, &tenant, account.id).await;
        Self {
            harness,
            tenant,
            account,
        }
    }

    /// A signed delivery to the page's own address.
    pub async fn deliver(&self, events: &[Value]) {
        self.deliver_body(&wire::body(PAGE, events)).await;
    }

    pub async fn deliver_body(&self, body: &str) {
        self.post(body, SECRET, Some(PAGE)).await.unwrap();
    }

    pub async fn post(
        &self,
        body: &str,
        secret: &str,
        page: Option<&str>,
    ) -> Result<(), parlance_engine::inbound::ReceiveError> {
        post(&self.harness, wire::signed(secret, body), page).await
    }

    /// Delivers and applies.
    pub async fn happens(&self, events: &[Value]) {
        self.deliver(events).await;
        self.harness.apply().await;
    }

    pub async fn thread(&self) -> Option<ThreadRow> {
        self.thread_of(CUSTOMER).await
    }

    pub async fn thread_of(&self, customer: &str) -> Option<ThreadRow> {
        let (ctx, account, customer) = (self.tenant.ctx, self.account.id, customer.to_owned());
        self.harness
            .engine
            .read(move |read, _| Ok(read.thread_by_address(&ctx, account, &customer)?))
            .await
            .unwrap()
    }

    /// The transcript of the customer's thread, oldest first.
    pub async fn transcript(&self) -> Vec<MessageView> {
        self.transcript_of(CUSTOMER).await
    }

    pub async fn transcript_of(&self, customer: &str) -> Vec<MessageView> {
        let Some(thread) = self.thread_of(customer).await else {
            return Vec::new();
        };
        let ctx = self.tenant.ctx;
        self.harness
            .engine
            .read(move |read, _| messages::page(read, &ctx, Transcript::Thread(thread.id), None, 200))
            .await
            .unwrap()
            .items
    }

    pub async fn interactions(&self) -> Vec<InteractionRow> {
        let Some(thread) = self.thread().await else {
            return Vec::new();
        };
        let ctx = self.tenant.ctx;
        self.harness
            .engine
            .read(move |read, _| Ok(read.contact_interactions(&ctx, thread.contact_id, None, 100)?))
            .await
            .unwrap()
    }

    /// The customer writes and Ana takes the chat, as far as the pipeline is concerned.
    pub async fn chat(&self) -> InteractionId {
        self.chat_with(CUSTOMER).await
    }

    pub async fn chat_with(&self, customer: &str) -> InteractionId {
        let from = From { customer, page: PAGE };
        let mid = format!("m_first-{customer}");
        self.happens(&[from.text(self.harness.now(), &mid, "Hi, is the shop open on Sunday?")])
            .await;
        self.take(customer).await
    }

    /// Ana takes the open chat of a customer.
    pub async fn take(&self, customer: &str) -> InteractionId {
        let thread = self.thread_of(customer).await.unwrap();
        let interaction = thread.open_interaction_id.unwrap();
        let (ctx, agent) = (self.tenant.ctx, self.tenant.ana.user_id);
        self.harness
            .engine
            .write(move |tx, _| {
                let mut row = tx.interaction(&ctx, interaction)?.unwrap();
                row.state = InteractionState::Active;
                row.agent_id = Some(agent);
                tx.save_interaction(&ctx, &mut row)?;
                Ok(())
            })
            .await
            .unwrap();
        interaction
    }

    pub async fn answer(&self, interaction: InteractionId, text: &str) -> MessageView {
        self.try_answer(interaction, text).await.unwrap()
    }

    pub async fn try_answer(
        &self,
        interaction: InteractionId,
        text: &str,
    ) -> Result<MessageView, UseCaseError> {
        let id = format!("c-{text}").replace(' ', "_");
        self.send(interaction, &id, text, Vec::new()).await
    }

    pub async fn send(
        &self,
        interaction: InteractionId,
        client_msg_id: &str,
        text: &str,
        attachment_ids: Vec<parlance_core::AttachmentId>,
    ) -> Result<MessageView, UseCaseError> {
        let new = NewMessage {
            client_msg_id: client_msg_id.chars().take(60).collect(),
            text: text.into(),
            attachment_ids,
            reply_to: None,
            note: false,
            rich: None,
            notify: None,
            answers: None,
            approved: None,
        };
        self.harness
            .engine
            .send_message(&self.tenant.ana, interaction, new)
            .await
    }

    pub async fn message(&self, id: parlance_core::MessageId) -> MessageView {
        self.transcript()
            .await
            .into_iter()
            .find(|message| message.id == id)
            .expect("the message is in the transcript")
    }

    /// A message in the transcript of another address.
    pub async fn message_in(&self, customer: &str, id: parlance_core::MessageId) -> MessageView {
        self.transcript_of(customer)
            .await
            .into_iter()
            .find(|message| message.id == id)
            .expect("the message is in the transcript")
    }

    /// The account as its screen shows it now.
    pub async fn account_now(&self) -> AccountView {
        self.harness
            .engine
            .account(&self.tenant.admin, self.account.id)
            .await
            .unwrap()
    }

    /// The platform tells back what arrived with this text.
    pub fn echo_of(&self, text: &str) -> Value {
        let arrived = self.harness.platform.arrived();
        let message = arrived
            .iter()
            .find(|message| message.text.as_deref() == Some(text))
            .unwrap();
        customer().echo(self.harness.now(), &message.mid, Some(&message.metadata), text)
    }
}

pub async fn post(
    harness: &Harness,
    request: parlance_channel::Unverified,
    page: Option<&str>,
) -> Result<(), parlance_engine::inbound::ReceiveError> {
    let channel = harness.engine.channels().get("messenger").unwrap().clone();
    harness
        .engine
        .receive_webhook(channel.as_ref(), page, request)
        .await
        .map(drop)
}

pub async fn make_tenant(harness: &Harness, number: u8, greeting: &str) -> Tenant {
    let ctx = TenantCtx::new(TenantId::new(AT, id(number)));
    let person = |place: u8, name: &str, role: Role| Person {
        ctx,
        user_id: UserId::new(AT, id(place)),
        session_id: SessionId::new(AT, id(place)),
        name: name.into(),
        roles: vec![role],
        must_enrol: false,
        // They have proved who they are, however far a test moves the clock.
        confirmed_at: AT.plus_ms(i64::from(u32::MAX)),
    };
    let tenant = Tenant {
        ctx,
        ana: person(1, "Ana", Role::Agent),
        boss: person(2, "Nora", Role::Supervisor),
        admin: Caller::Person(person(3, "Olga", Role::Administrator)),
        entry: EntryId::new(AT, id(1)),
    };
    let (made, greeting) = (tenant.clone(), greeting.to_owned());
    harness
        .engine
        .write(move |tx, _| {
            let service = ServiceId::new(AT, id(1));
            let team = TeamId::new(AT, id(1));
            tx.insert_tenant(&TenantRow {
                id: ctx.tenant_id(),
                slug: format!("t{number}"),
                name: format!("Tenant {number}"),
                settings: TenantSettings::default(),
                disabled_at: None,
                created_at: AT,
            })?;
            tx.insert_team(
                &ctx,
                &TeamRow {
                    id: team,
                    name: "North".into(),
                    supervisor_ids: Vec::new(),
                    members: 0,
                    disabled_at: None,
                    created_at: AT,
                    updated_at: AT,
                },
            )?;
            let Caller::Person(admin) = &made.admin else {
                unreachable!()
            };
            for person in [&made.ana, &made.boss, admin] {
                tx.insert_user(
                    &ctx,
                    &UserRow {
                        id: person.user_id,
                        username: person.name.to_lowercase(),
                        name: person.name.clone(),
                        email: None,
                        roles: person.roles.clone(),
                        team_id: Some(team),
                        max_chats: None,
                        language: None,
                        password_hash: PasswordHash::new("-".into()),
                        disabled_at: None,
                        last_sign_in_at: None,
                        created_at: AT,
                        updated_at: AT,
                    },
                )?;
            }
            tx.insert_service(
                &ctx,
                &ServiceRow {
                    id: service,
                    name: "Orders".into(),
                    team_ids: vec![team],
                    required_skills: Vec::new(),
                    steps: Vec::new(),
                    last_agent_wait_ms: 0,
                    last_agent_days: 30,
                    may_pull: false,
                    waiting: WaitingRules::default(),
                    target_percent: 80,
                    target_wait_ms: 20_000,
                    after_call_work_ms: 0,
                    disposition_required: false,
                    reply_warn_ms: 60_000,
                    reply_alarm_ms: 120_000,
                    dispositions: Vec::new(),
                    canned_texts: Vec::new(),
                    disabled_at: None,
                    created_at: AT,
                    updated_at: AT,
                },
            )?;
            tx.insert_entry(
                &ctx,
                &EntryRow {
                    id: made.entry,
                    name: "Facebook".into(),
                    service_id: Some(service),
                    account_ids: Vec::new(),
                    priority: 10,
                    required_skills: Vec::new(),
                    greeting_text: greeting,
                    disabled_at: None,
                    created_at: AT,
                    updated_at: AT,
                },
            )?;
            Ok(())
        })
        .await
        .unwrap();
    tenant
}

pub async fn make_account(harness: &Harness, tenant: &Tenant, page: &str, secret: &str) -> AccountView {
    make_account_with(harness, tenant, page, secret, &[]).await
}

async fn make_account_with(
    harness: &Harness,
    tenant: &Tenant,
    page: &str,
    secret: &str,
    more: &[(&str, &str)],
) -> AccountView {
    let text = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    };
    let mut secrets = text(&[("token", "page-token-0001"), ("verify_token", "verify-me")]);
    if !secret.is_empty() {
        secrets.insert("app_secret".into(), secret.into());
    }
    let new = NewAccount {
        channel: "messenger".into(),
        channel_type: None,
        name: format!("Page {page}"),
        settings: text(&[&[("page_username", "kettles"), ("page_id", page)], more].concat()),
        secrets,
        import_past: false,
    };
    harness.engine.create_account(&tenant.admin, new).await.unwrap()
}

/// The tenant's entry takes the chats of an account.
pub async fn feed(harness: &Harness, tenant: &Tenant, account: AccountId) {
    let (ctx, entry) = (tenant.ctx, tenant.entry);
    harness
        .engine
        .write(move |tx, _| {
            let mut row = tx.entry(&ctx, entry)?.unwrap();
            row.account_ids.push(account);
            tx.update_entry(&ctx, &row)?;
            Ok(())
        })
        .await
        .unwrap();
}
