//! Two tenants with a page each, and a customer who writes to both.

use std::collections::BTreeMap;

use parlance_api::config::TenantSettings;
use parlance_core::{
    AccountId, ContactId, MessageId, TenantCtx, TenantId, ThreadId, Timestamp,
    account::TokenState,
    message::{Author, Direction, Part},
};

use crate::{
    Tx,
    accounts::{AccountRow, AccountTraffic},
    contacts::ContactRow,
    messages::MessageRow,
    tenants::TenantRow,
    threads::ThreadRow,
};

/// A moment.
#[must_use]
pub const fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_795_348_800_000 + millis)
}

/// What belongs to one tenant.
#[derive(Debug, Clone, Copy)]
pub struct Scene {
    /// The tenant.
    pub ctx: TenantCtx,
    /// Its page.
    pub account: AccountId,
    /// The customer.
    pub contact: ContactId,
    /// Their conversation.
    pub thread: ThreadId,
}

impl Scene {
    /// Makes it; `number` tells tenants apart.
    pub fn make(tx: &mut dyn Tx, number: u8) -> Self {
        let id = [number; 10];
        let scene = Self {
            ctx: TenantCtx::new(TenantId::new(at(0), id)),
            account: AccountId::new(at(0), id),
            contact: ContactId::new(at(0), id),
            thread: ThreadId::new(at(0), id),
        };
        scene.store(tx, number).expect("the scene can be stored");
        scene
    }

    fn store(&self, tx: &mut dyn Tx, number: u8) -> Result<(), crate::StoreError> {
        let ctx = &self.ctx;
        tx.insert_tenant(&TenantRow {
            id: ctx.tenant_id(),
            slug: format!("scene{number}"),
            name: format!("Scene {number}"),
            settings: TenantSettings::default(),
            disabled_at: None,
            created_at: at(0),
        })?;
        tx.insert_account(
            ctx,
            &AccountRow {
                id: self.account,
                channel: "pigeon".into(),
                channel_type: "carrier".into(),
                name: "Loft".into(),
                external_id: Some(format!("{number}")),
                settings: BTreeMap::new(),
                sealed: BTreeMap::new(),
                enabled: true,
                complete: true,
                person_answers: false,
                token_state: TokenState::Untested,
                created_at: at(0),
                updated_at: at(0),
                deleted_at: None,
                traffic: AccountTraffic::default(),
            },
        )?;
        tx.insert_contact(
            ctx,
            &ContactRow {
                profile_name: Some("Élise Brontë".into()),
                ..ContactRow::blank(self.contact, at(0))
            },
        )?;
        tx.insert_thread(
            ctx,
            &ThreadRow {
                id: self.thread,
                account_id: self.account,
                channel: "pigeon".into(),
                external_id: "customer-7".into(),
                contact_id: self.contact,
                open_interaction_id: None,
                last_customer_at: None,
                delivered_watermark: Timestamp::default(),
                read_watermark: Timestamp::default(),
                free_refused_for: None,
                window_warned: None,
                owner: None,
                came_from: None,
                only_comments: false,
                created_at: at(0),
            },
        )
    }

    /// One more conversation of the customer, stored.
    pub fn another_thread(&self, tx: &mut dyn Tx, number: u8) -> ThreadId {
        let first = tx
            .thread(&self.ctx, self.thread)
            .expect("the scene is readable")
            .expect("the scene is stored");
        let thread = ThreadRow {
            id: ThreadId::new(at(1), [number; 10]),
            external_id: format!("customer-7-{number}"),
            ..first
        };
        tx.insert_thread(&self.ctx, &thread)
            .expect("a thread can be stored");
        thread.id
    }

    /// A message of the customer, not stored yet.
    #[must_use]
    pub fn message(&self, number: u8, provider_id: Option<&str>) -> MessageRow {
        MessageRow {
            id: MessageId::new(at(i64::from(number)), [number; 10]),
            thread_id: self.thread,
            interaction_id: None,
            account_id: self.account,
            direction: Direction::Inbound,
            author: Author::Customer,
            author_name: None,
            sent_by: None,
            parts: vec![Part::Text {
                text: format!("message {number}"),
            }],
            at: at(i64::from(number)),
            provider_id: provider_id.map(str::to_owned),
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
            created_at: at(0),
            version: 1,
        }
    }
}
