//! Rows to begin with: two tenants and what they have.

use std::collections::BTreeMap;

use parlance_api::{
    config::{DispositionKind, TenantSettings},
    hours::WaitingRules,
    user::SkillKind,
};
use parlance_core::{
    AccountId, CalendarId, DispositionId, EntryId, ReasonId, ServiceId, SkillId, TeamId, TenantCtx, TenantId,
    Timestamp, UserId, account::TokenState, hours::OpeningHours, permission::Role,
};

use crate::{
    Store, StoreError, StoreExt as _, Tx, WorkError,
    accounts::{AccountRow, AccountTraffic},
    calendars::CalendarRow,
    entries::EntryRow,
    reasons::ReasonRow,
    services::{DispositionRow, ServiceRow},
    skills::SkillRow,
    teams::TeamRow,
    tenants::TenantRow,
    users::{PasswordHash, UserRow},
};

/// A moment.
pub(super) const fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + ms)
}

/// Bytes for the `n`th id.
pub(super) const fn bytes(n: u8) -> [u8; 10] {
    [n; 10]
}

/// Writes and expects success.
pub(super) async fn write<T: Send + 'static>(
    store: &dyn Store,
    work: impl FnOnce(&mut dyn Tx) -> Result<T, StoreError> + Send + 'static,
) -> T {
    match store.write(work).await {
        Ok(value) => value,
        Err(error) => panic!("the store refused: {error}"),
    }
}

/// Writes and expects that a unique key refuses.
pub(super) async fn conflicts(
    store: &dyn Store,
    work: impl FnOnce(&mut dyn Tx) -> Result<(), StoreError> + Send + 'static,
) {
    let outcome = store.write(work).await;
    assert!(
        matches!(outcome, Err(WorkError::Refused(StoreError::Conflict(_)))),
        "{outcome:?}"
    );
}

/// Reads and expects success.
pub(super) async fn read<T: Send + 'static>(
    store: &dyn Store,
    work: impl FnOnce(&dyn crate::Read) -> Result<T, StoreError> + Send + 'static,
) -> T {
    match store.read(work).await {
        Ok(value) => value,
        Err(error) => panic!("the store cannot read: {error}"),
    }
}

/// Two tenants.
pub(super) async fn tenants(store: &dyn Store) -> (TenantCtx, TenantCtx) {
    let row = |n: u8, slug: &str| TenantRow {
        id: TenantId::new(at(0), bytes(n)),
        slug: slug.into(),
        name: slug.into(),
        settings: TenantSettings::default(),
        disabled_at: None,
        created_at: at(0),
    };
    let (alder, birch) = (row(1, "alder"), row(2, "birch"));
    let both = (TenantCtx::new(alder.id), TenantCtx::new(birch.id));
    write(store, move |tx| {
        tx.insert_tenant(&alder)?;
        tx.insert_tenant(&birch)
    })
    .await;
    both
}

pub(super) fn user(n: u8, username: &str) -> UserRow {
    UserRow {
        id: UserId::new(at(0), bytes(n)),
        username: username.into(),
        name: username.to_uppercase(),
        email: None,
        roles: vec![Role::Agent],
        team_id: None,
        max_chats: None,
        language: None,
        password_hash: PasswordHash::new("$argon2id$x".into()),
        disabled_at: None,
        last_sign_in_at: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn team(n: u8, name: &str) -> TeamRow {
    TeamRow {
        id: TeamId::new(at(0), bytes(n)),
        name: name.into(),
        supervisor_ids: Vec::new(),
        members: 0,
        disabled_at: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn skill(n: u8, name: &str) -> SkillRow {
    SkillRow {
        id: SkillId::new(at(0), bytes(n)),
        name: name.into(),
        kind: SkillKind::Auxiliary,
        group: None,
        service_id: None,
        holders: 0,
        disabled_at: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn service(n: u8, name: &str) -> ServiceRow {
    ServiceRow {
        id: ServiceId::new(at(0), bytes(n)),
        name: name.into(),
        team_ids: Vec::new(),
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
        reply_warn_ms: 1_000,
        reply_alarm_ms: 2_000,
        dispositions: Vec::new(),
        canned_texts: Vec::new(),
        disabled_at: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn calendar(n: u8, name: &str) -> CalendarRow {
    CalendarRow {
        id: CalendarId::new(at(0), bytes(n)),
        name: name.into(),
        hours: OpeningHours {
            zone: "UTC".into(),
            weekly: Vec::new(),
            days: Vec::new(),
        },
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn disposition(service: &ServiceRow, n: u8, name: &str) -> DispositionRow {
    DispositionRow {
        id: DispositionId::new(at(0), bytes(n)),
        service_id: service.id,
        name: name.into(),
        folder: None,
        code: None,
        kind: DispositionKind::Final,
        removed_at: None,
    }
}

pub(super) fn reason(n: u8, name: &str) -> ReasonRow {
    ReasonRow {
        id: ReasonId::new(at(0), bytes(n)),
        name: name.into(),
        counts_as_break: false,
        system: None,
        disabled_at: None,
        created_at: at(0),
    }
}

pub(super) fn entry(n: u8, name: &str) -> EntryRow {
    EntryRow {
        id: EntryId::new(at(0), bytes(n)),
        name: name.into(),
        service_id: None,
        account_ids: Vec::new(),
        priority: 50,
        required_skills: Vec::new(),
        greeting_text: String::new(),
        disabled_at: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

pub(super) fn account(n: u8, name: &str, external_id: Option<&str>) -> AccountRow {
    AccountRow {
        id: AccountId::new(at(0), bytes(n)),
        channel: "pigeon".into(),
        channel_type: "homing".into(),
        name: name.into(),
        external_id: external_id.map(str::to_owned),
        settings: BTreeMap::from([("loft".into(), "tower".into())]),
        sealed: BTreeMap::new(),
        enabled: true,
        complete: false,
        person_answers: false,
        token_state: TokenState::Missing,
        created_at: at(0),
        updated_at: at(0),
        deleted_at: None,
        traffic: AccountTraffic::default(),
    }
}
