//! Threads.

use parlance_api::interaction::CameFrom;
use parlance_core::{
    AccountId, ContactId, InteractionId, TenantCtx, ThreadId, Timestamp, UserId, thread::Owner,
};
use parlance_store::{
    StoreError,
    threads::{HeldThread, ThreadRow, ThreadsRead, ThreadsWrite},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, at_opt, blob, json_opt, to_json, uuid, uuid_opt},
    tx::Transaction,
};

const COLUMNS: &str = "t.id, t.account_id, t.channel, t.external_id, t.contact_id, t.open_interaction_id, \
     t.last_customer_at, t.delivered_watermark, t.read_watermark, t.came_from, t.created_at, \
     t.free_refused_for, t.window_warned, t.owner, t.owner_since, t.only_comments";

fn read_thread(row: &Row<'_>) -> RowResult<ThreadRow> {
    let last_customer_at: Option<i64> = row.get("last_customer_at")?;
    Ok(ThreadRow {
        id: ThreadId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        channel: row.get("channel")?,
        external_id: row.get("external_id")?,
        contact_id: ContactId::from_uuid(uuid(row, "contact_id")?),
        open_interaction_id: uuid_opt(row, "open_interaction_id")?.map(InteractionId::from_uuid),
        last_customer_at: last_customer_at.map(Timestamp::from_millis),
        delivered_watermark: Timestamp::from_millis(row.get("delivered_watermark")?),
        read_watermark: Timestamp::from_millis(row.get("read_watermark")?),
        free_refused_for: at_opt(row, "free_refused_for")?,
        window_warned: at_opt(row, "window_warned")?,
        owner: json_opt(row, "owner")?.zip(at_opt(row, "owner_since")?),
        came_from: json_opt(row, "came_from")?,
        only_comments: row.get("only_comments")?,
        created_at: Timestamp::from_millis(row.get("created_at")?),
    })
}

for_both!(ThreadsRead {
    fn thread(&self, ctx: &TenantCtx, id: ThreadId) -> Result<Option<ThreadRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM thread t WHERE t.tenant_id = ?1 AND t.id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_thread,
        )
    }

    fn thread_by_address(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        external_id: &str,
    ) -> Result<Option<ThreadRow>, StoreError> {
        let key = params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), external_id];
        let own = one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM thread t WHERE t.tenant_id = ?1 AND t.account_id = ?2 AND t.external_id = ?3"
            ),
            key,
            read_thread,
        )?;
        if own.is_some() {
            return Ok(own);
        }
        one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM thread_alias a JOIN thread t ON t.tenant_id = a.tenant_id AND t.id = a.thread_id
                 WHERE a.tenant_id = ?1 AND a.account_id = ?2 AND a.external_id = ?3"
            ),
            key,
            read_thread,
        )
    }

    fn threads_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
    ) -> Result<Vec<(ThreadRow, String)>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS}, a.name AS account_name FROM thread t
                 JOIN integration_account a ON a.tenant_id = t.tenant_id AND a.id = t.account_id
                 WHERE t.tenant_id = ?1 AND t.contact_id = ?2 ORDER BY t.created_at, t.id LIMIT 100"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid())],
            |row| Ok((read_thread(row)?, row.get("account_name")?)),
        )
    }

    fn held_threads(
        &self,
        ctx: &TenantCtx,
        acted_before: Timestamp,
        limit: u32,
    ) -> Result<Vec<HeldThread>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS}, i.id AS interaction_id, i.agent_id AS agent_id, a.person_answers AS person_answers
                 FROM interaction i
                 JOIN thread t ON t.tenant_id = i.tenant_id AND t.id = i.thread_id
                 JOIN integration_account a ON a.tenant_id = i.tenant_id AND a.id = i.account_id
                 WHERE i.tenant_id = ?1 AND i.state = 'active' AND t.last_customer_at < ?2
                 ORDER BY t.last_customer_at, t.id LIMIT ?3"
            ),
            params![
                blob(ctx.tenant_id().as_uuid()),
                acted_before.as_millis(),
                limit
            ],
            |row| {
                Ok(HeldThread {
                    thread: read_thread(row)?,
                    interaction_id: InteractionId::from_uuid(uuid(row, "interaction_id")?),
                    agent_id: UserId::from_uuid(uuid(row, "agent_id")?),
                    person_answers: row.get("person_answers")?,
                })
            },
        )
    }

    fn agent_knows_thread(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        agent: UserId,
    ) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "SELECT 1 FROM interaction i WHERE i.tenant_id = ?1 AND i.thread_id = ?2 AND (
               i.agent_id = ?3
               OR EXISTS (SELECT 1 FROM segment s WHERE s.tenant_id = i.tenant_id AND s.interaction_id = i.id
                            AND s.agent_id = ?3 AND s.kind IN ('talk', 'after_call_work'))
               OR EXISTS (SELECT 1 FROM offer o WHERE o.tenant_id = i.tenant_id AND o.interaction_id = i.id
                            AND o.agent_id = ?3 AND o.state = 'pending')
               OR EXISTS (SELECT 1 FROM participant p WHERE p.tenant_id = i.tenant_id AND p.interaction_id = i.id
                            AND p.user_id = ?3 AND p.ended_at IS NULL))
             LIMIT 1",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(thread.as_uuid()),
                blob(agent.as_uuid())
            ],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }
});

impl ThreadsWrite for Transaction<'_> {
    fn insert_thread(&mut self, ctx: &TenantCtx, thread: &ThreadRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO thread
               (tenant_id, id, account_id, channel, external_id, contact_id, open_interaction_id, last_customer_at,
                delivered_watermark, read_watermark, came_from, created_at, owner, owner_since, only_comments)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(thread.id.as_uuid()),
                blob(thread.account_id.as_uuid()),
                thread.channel,
                thread.external_id,
                blob(thread.contact_id.as_uuid()),
                thread.open_interaction_id.map(|id| blob(id.as_uuid())),
                thread.last_customer_at.map(Timestamp::as_millis),
                thread.delivered_watermark.as_millis(),
                thread.read_watermark.as_millis(),
                thread.came_from.as_ref().map(to_json).transpose()?,
                thread.created_at.as_millis(),
                thread.owner.as_ref().map(|(owner, _)| to_json(owner)).transpose()?,
                thread.owner.as_ref().map(|(_, since)| since.as_millis()),
                thread.only_comments,
            ],
        )
        .map(drop)
    }

    fn set_open_interaction(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        interaction: Option<InteractionId>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE thread SET open_interaction_id = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                interaction.map(|id| blob(id.as_uuid())),
            ],
        )
        .map(drop)
    }

    fn open_window(&mut self, ctx: &TenantCtx, id: ThreadId, at: Timestamp) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            // Who acts in messages has an address for messages.
            "UPDATE thread SET last_customer_at = ?3, only_comments = 0
             WHERE tenant_id = ?1 AND id = ?2 AND (last_customer_at IS NULL OR last_customer_at < ?3)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                at.as_millis()
            ],
        )
        .map(|count| count > 0)
    }

    fn raise_watermarks(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        delivered: Timestamp,
        read: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE thread SET delivered_watermark = max(delivered_watermark, ?3),
                               read_watermark = max(read_watermark, ?4)
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                delivered.as_millis(),
                read.as_millis(),
            ],
        )
        .map(drop)
    }

    fn note_free_refused(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        acted: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE thread SET free_refused_for = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                acted.map(Timestamp::as_millis),
            ],
        )
        .map(drop)
    }

    fn note_window_warned(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        end: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE thread SET window_warned = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                end.as_millis()
            ],
        )
        .map(drop)
    }

    fn set_owner(
        &mut self,
        ctx: &TenantCtx,
        id: ThreadId,
        owner: Option<(&Owner, Timestamp)>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE thread SET owner = ?3, owner_since = ?4 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                owner.map(|(owner, _)| to_json(owner)).transpose()?,
                owner.map(|(_, since)| since.as_millis()),
            ],
        )
        .map(drop)
    }

    fn set_came_from(&mut self, ctx: &TenantCtx, id: ThreadId, from: &CameFrom) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE thread SET came_from = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(id.as_uuid()),
                to_json(from)?
            ],
        )
        .map(drop)
    }
}
