//! The outbox. Of each thread one row at most is marked as its head; only heads are claimed.

use parlance_core::{AccountId, MessageId, OutboxId, PermissionId, TenantCtx, TenantId, ThreadId, Timestamp};
use parlance_store::{
    EventsWrite as _, Signal, StoreError,
    outbox::{NewOutbox, OutboxRead, OutboxRow, OutboxState, OutboxWrite, Receipt},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, to_json, to_word, uuid, uuid_opt, word},
    tx::Transaction,
};

const SELECT: &str = "SELECT no, tenant_id, id, account_id, thread_id, message_id, part, payload, reply_to, permission, state, receipt, \
     provider_id, provider_at, sent_at, attempts, due_at, fence, possible_duplicate, created_at FROM outbox";

const fn receipt(number: i64) -> Receipt {
    match number {
        0 => Receipt::None,
        1 => Receipt::Delivered,
        _ => Receipt::Read,
    }
}

const fn receipt_number(receipt: Receipt) -> i64 {
    match receipt {
        Receipt::None => 0,
        Receipt::Delivered => 1,
        Receipt::Read => 2,
    }
}

fn read_outbox(row: &Row<'_>) -> RowResult<OutboxRow> {
    let provider_at: Option<i64> = row.get("provider_at")?;
    let sent_at: Option<i64> = row.get("sent_at")?;
    Ok(OutboxRow {
        no: row.get("no")?,
        tenant: TenantId::from_uuid(uuid(row, "tenant_id")?),
        id: OutboxId::from_uuid(uuid(row, "id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        thread_id: ThreadId::from_uuid(uuid(row, "thread_id")?),
        message_id: MessageId::from_uuid(uuid(row, "message_id")?),
        part: row.get("part")?,
        payload: json(row, "payload")?,
        reply_to: row.get("reply_to")?,
        permission: uuid_opt(row, "permission")?.map(PermissionId::from_uuid),
        state: word(row, "state")?,
        receipt: receipt(row.get("receipt")?),
        provider_id: row.get("provider_id")?,
        provider_at: provider_at.map(Timestamp::from_millis),
        sent_at: sent_at.map(Timestamp::from_millis),
        attempts: row.get("attempts")?,
        due_at: Timestamp::from_millis(row.get("due_at")?),
        fence: row.get("fence")?,
        possible_duplicate: row.get("possible_duplicate")?,
        created_at: Timestamp::from_millis(row.get("created_at")?),
    })
}

for_both!(OutboxRead {
    fn tenants_with_due_outbox(&self, now: Timestamp) -> Result<Vec<TenantId>, StoreError> {
        many(
            self.all(),
            "SELECT id FROM tenant WHERE EXISTS
               (SELECT 1 FROM outbox WHERE outbox.tenant_id = tenant.id AND head = 1 AND due_at <= ?1)",
            params![now.as_millis()],
            |row| uuid(row, "id").map(TenantId::from_uuid),
        )
    }

    fn next_outbox_due(&self) -> Result<Option<Timestamp>, StoreError> {
        one(
            self.all(),
            "SELECT min(due_at) FROM outbox WHERE head = 1",
            params![],
            |row| row.get::<Option<i64>>(0),
        )
        .map(|due| due.flatten().map(Timestamp::from_millis))
    }

    fn due_outbox(&self, ctx: &TenantCtx, now: Timestamp, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND head = 1 AND due_at <= ?2 ORDER BY due_at, no LIMIT ?3"),
            params![blob(ctx.tenant_id().as_uuid()), now.as_millis(), limit],
            read_outbox,
        )
    }

    fn outbox(&self, ctx: &TenantCtx, id: OutboxId) -> Result<Option<OutboxRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_outbox,
        )
    }

    fn outbox_by_provider(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        provider_id: &str,
    ) -> Result<Option<OutboxRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND account_id = ?2 AND provider_id = ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), provider_id],
            read_outbox,
        )
    }

    fn outbox_of_message(&self, ctx: &TenantCtx, message: MessageId) -> Result<Vec<OutboxRow>, StoreError> {
        many(
            self.db(ctx),
            &format!("{SELECT} WHERE tenant_id = ?1 AND message_id = ?2 ORDER BY part"),
            params![blob(ctx.tenant_id().as_uuid()), blob(message.as_uuid())],
            read_outbox,
        )
    }

    fn open_outbox(&self, ctx: &TenantCtx, after: i64, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "{SELECT} WHERE tenant_id = ?1 AND state IN ('queued', 'sending', 'uncertain') AND no > ?2
                 ORDER BY no LIMIT ?3"
            ),
            params![blob(ctx.tenant_id().as_uuid()), after, limit],
            read_outbox,
        )
    }

    fn count_open_outbox(&self, ctx: &TenantCtx, account: AccountId) -> Result<u64, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) FROM outbox WHERE tenant_id = ?1 AND account_id = ?2
               AND state IN ('queued', 'sending', 'uncertain')",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get::<i64>(0),
        )
        .map(|count| count.unwrap_or_default().unsigned_abs())
    }
});

impl Transaction<'_> {
    /// Marks the oldest unsettled part of a thread as its head. A part that is under way keeps the mark: an older one
    /// that was put back waits until it is settled.
    pub(crate) fn mark_head(&self, ctx: &TenantCtx, thread: ThreadId) -> Result<(), StoreError> {
        let key = params![blob(ctx.tenant_id().as_uuid()), blob(thread.as_uuid())];
        let present = one(
            self.db(ctx),
            "SELECT no, state FROM outbox WHERE tenant_id = ?1 AND thread_id = ?2 AND head = 1",
            key,
            |row| Ok((row.get::<i64>("no")?, word::<OutboxState>(row, "state")?)),
        )?;
        if let Some((_, OutboxState::Sending | OutboxState::Uncertain)) = present {
            return Ok(());
        }
        let next: Option<i64> = one(
            self.db(ctx),
            "SELECT min(no) FROM outbox
             WHERE tenant_id = ?1 AND thread_id = ?2 AND state IN ('queued', 'sending', 'uncertain')",
            key,
            |row| row.get(0),
        )?
        .flatten();
        let present = present.map(|(no, _)| no);
        if present == next {
            return Ok(());
        }
        if let Some(no) = present {
            run(
                self.db(ctx),
                "UPDATE outbox SET head = 0 WHERE no = ?1",
                params![no],
            )?;
        }
        if let Some(no) = next {
            run(
                self.db(ctx),
                "UPDATE outbox SET head = 1 WHERE no = ?1",
                params![no],
            )?;
        }
        Ok(())
    }
}

impl OutboxWrite for Transaction<'_> {
    fn insert_outbox(&mut self, ctx: &TenantCtx, part: &NewOutbox) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO outbox (tenant_id, id, account_id, thread_id, message_id, part, payload, state, due_at, created_at, reply_to,
               permission, public)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8, ?9, ?10, ?11, ?12)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(part.id.as_uuid()),
                blob(part.account_id.as_uuid()),
                blob(part.thread_id.as_uuid()),
                blob(part.message_id.as_uuid()),
                part.part,
                to_json(&part.payload)?,
                part.due_at.as_millis(),
                part.created_at.as_millis(),
                part.reply_to,
                part.permission.map(|id| blob(id.as_uuid())),
                part.payload.is_public(),
            ],
        )?;
        self.mark_head(ctx, part.thread_id)?;
        self.signal(Signal::Outbox);
        Ok(())
    }

    fn save_outbox(
        &mut self,
        ctx: &TenantCtx,
        part: &OutboxRow,
        expected_fence: i64,
    ) -> Result<bool, StoreError> {
        let saved = run(
            self.db(ctx),
            "UPDATE outbox SET state = ?4, receipt = ?5, provider_id = ?6, provider_at = ?7, sent_at = ?8,
                    attempts = ?9, due_at = ?10, fence = ?11, possible_duplicate = ?12,
                    head = CASE WHEN ?13 THEN head ELSE 0 END
             WHERE tenant_id = ?1 AND id = ?2 AND fence = ?3",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(part.id.as_uuid()),
                expected_fence,
                to_word(&part.state)?,
                receipt_number(part.receipt),
                part.provider_id,
                part.provider_at.map(Timestamp::as_millis),
                part.sent_at.map(Timestamp::as_millis),
                part.attempts,
                part.due_at.as_millis(),
                part.fence,
                part.possible_duplicate,
                part.state.is_open(),
            ],
        )? > 0;
        if saved {
            self.mark_head(ctx, part.thread_id)?;
            if !matches!(part.state, OutboxState::Sending | OutboxState::Uncertain) {
                self.signal(Signal::Outbox);
            }
        }
        Ok(saved)
    }

    fn raise_receipts(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        until: Timestamp,
        to: Receipt,
    ) -> Result<Vec<MessageId>, StoreError> {
        let mut messages = many(
            self.db(ctx),
            "UPDATE outbox SET receipt = ?4
             WHERE tenant_id = ?1 AND thread_id = ?2 AND state = 'sent' AND receipt < 2 AND receipt < ?4 AND public = 0
               AND coalesce(provider_at, sent_at) <= ?3
             RETURNING message_id",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(thread.as_uuid()),
                until.as_millis(),
                receipt_number(to),
            ],
            |row| uuid(row, "message_id").map(MessageId::from_uuid),
        )?;
        messages.sort_unstable();
        messages.dedup();
        Ok(messages)
    }

    fn reschedule_account(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        due_at: Timestamp,
    ) -> Result<u64, StoreError> {
        let moved = run(
            self.db(ctx),
            "UPDATE outbox SET due_at = ?3
             WHERE tenant_id = ?1 AND account_id = ?2 AND state = 'queued'
               AND state IN ('queued', 'sending', 'uncertain')",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                due_at.as_millis()
            ],
        )?;
        self.signal(Signal::Outbox);
        Ok(moved as u64)
    }

    fn queued_messages_of_account(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<MessageId>, StoreError> {
        many(
            self.db(ctx),
            "SELECT DISTINCT message_id FROM outbox
             WHERE tenant_id = ?1 AND account_id = ?2 AND state = 'queued' LIMIT ?3",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), limit],
            |row| uuid(row, "message_id").map(MessageId::from_uuid),
        )
    }
}
