//! Erasing a customer.

use std::collections::HashSet;

use parlance_core::{AccountId, ContactId, TenantCtx, TenantId, ThreadId, Timestamp};
use parlance_store::{
    StoreError,
    attachments::AttachmentRow,
    privacy::{Erased, ErasureRow, PrivacyRead, PrivacyWrite, Searched, TraceAddress, Traces},
};

use crate::{
    attachments::{COLUMNS, read_attachment},
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{blob, uuid},
    tx::Transaction,
};

/// The customer's conversations.
const THREADS: &str = "(SELECT id FROM thread WHERE tenant_id = ?1 AND contact_id = ?2)";
/// The customer's interactions.
const INTERACTIONS: &str = "(SELECT id FROM interaction WHERE tenant_id = ?1 AND contact_id = ?2)";
/// The customer's messages.
const MESSAGES: &str = "(SELECT id FROM message WHERE tenant_id = ?1 AND thread_id IN
     (SELECT id FROM thread WHERE tenant_id = ?1 AND contact_id = ?2))";
/// Beginnings of unique keys of jobs that one statement looks for.
const KEYS_AT_ONCE: usize = 200;

/// An id as JSON has it: platforms write ids as strings.
fn quoted(id: &str) -> Vec<u8> {
    format!("\"{id}\"").into_bytes()
}

fn addresses(db: Db<'_>, tenant: &[u8; 16], contact: &[u8; 16]) -> Result<Vec<TraceAddress>, StoreError> {
    many(
        db,
        "SELECT thread.account_id, account.external_id AS account_external_id, thread.external_id
         FROM (SELECT tenant_id, account_id, contact_id, external_id FROM thread
               UNION ALL
               SELECT alias.tenant_id, alias.account_id, of.contact_id, alias.external_id
               FROM thread_alias AS alias JOIN thread AS of ON of.tenant_id = alias.tenant_id AND of.id = alias.thread_id
              ) AS thread
         JOIN integration_account AS account
           ON account.tenant_id = thread.tenant_id AND account.id = thread.account_id
         WHERE thread.tenant_id = ?1 AND thread.contact_id = ?2",
        params![tenant, contact],
        |row| {
            Ok(TraceAddress {
                account: AccountId::from_uuid(uuid(row, "account_id")?),
                account_external_id: row.get("account_external_id")?,
                external_id: row.get("external_id")?,
            })
        },
    )
}

for_both!(PrivacyRead {
    fn traces(&self, ctx: &TenantCtx, contact: ContactId) -> Result<Traces, StoreError> {
        let (tenant, contact) = (blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid()));
        let mut messages: Vec<String> = many(
            self.db(ctx),
            &format!("SELECT provider_id FROM message WHERE tenant_id = ?1 AND provider_id IS NOT NULL AND id IN {MESSAGES}"),
            params![tenant, contact],
            |row| row.get(0),
        )?;
        messages.extend(many(
            self.db(ctx),
            &format!("SELECT provider_id FROM outbox WHERE tenant_id = ?1 AND provider_id IS NOT NULL
                      AND message_id IN {MESSAGES}"),
            params![tenant, contact],
            |row| row.get::<String>(0),
        )?);
        let mut work = many(
            self.db(ctx),
            "SELECT id FROM thread WHERE tenant_id = ?1 AND contact_id = ?2",
            params![tenant, contact],
            |row| Ok(ThreadId::from_uuid(uuid(row, "id")?).to_string()),
        )?;
        // Only messages with files have work of their own.
        work.extend(many(
            self.db(ctx),
            &format!("SELECT id FROM message WHERE tenant_id = ?1 AND id IN {MESSAGES} AND instr(parts, '\"state\"') > 0"),
            params![tenant, contact],
            |row| Ok(parlance_core::MessageId::from_uuid(uuid(row, "id")?).to_string()),
        )?);
        Ok(Traces { addresses: addresses(self.db(ctx), &tenant, &contact)?, messages, work })
    }

    fn files_of_contact(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
    ) -> Result<Vec<AttachmentRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM attachment WHERE tenant_id = ?1 AND (contact_id = ?2 OR thread_id IN {THREADS})
                 ORDER BY id"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid())],
            read_attachment,
        )
    }

    fn has_unfinished_work(&self, ctx: &TenantCtx, contact: ContactId) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "SELECT 1 FROM interaction WHERE tenant_id = ?1 AND contact_id = ?2 AND state <> 'closed' LIMIT 1",
            params![blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid())],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }

    fn unfinished_erasures(&self) -> Result<Vec<(TenantId, ErasureRow)>, StoreError> {
        many(
            self.all(),
            "SELECT tenant_id, contact_id, traces, last_inbound, last_seq, begun_at FROM erasure ORDER BY begun_at",
            params![],
            |row| {
                let erasure = ErasureRow {
                    contact_id: ContactId::from_uuid(uuid(row, "contact_id")?),
                    traces: row.get("traces")?,
                    last_inbound: row.get("last_inbound")?,
                    last_seq: row.get("last_seq")?,
                    begun_at: Timestamp::from_millis(row.get("begun_at")?),
                };
                Ok((TenantId::from_uuid(uuid(row, "tenant_id")?), erasure))
            },
        )
    }

    fn newest_raw(&self) -> Result<i64, StoreError> {
        one(self.all(), "SELECT coalesce(max(id), 0) FROM inbound_event", params![], |row| row.get(0))
            .map(Option::unwrap_or_default)
    }

    fn raw_naming(
        &self,
        ctx: &TenantCtx,
        traces: &Traces,
        after: i64,
        up_to: i64,
        limit: u32,
    ) -> Result<Searched<i64>, StoreError> {
        let last: Option<i64> = one(
            self.db(ctx),
            "SELECT max(id), count(*) FROM (SELECT id FROM inbound_event WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3) AS stretch",
            params![after, up_to, limit],
            |row| row.get(0),
        )?
        .flatten();
        let Some(last) = last else {
            return Ok(Searched { found: Vec::new(), next: None });
        };
        let mut found = Vec::new();
        for address in &traces.addresses {
            // A body of another tenant's account counts only when it also speaks of this one's page.
            found.extend(many(
                self.db(ctx),
                "SELECT id FROM inbound_event WHERE id > ?1 AND id <= ?2 AND state <> 'new'
                   AND instr(body, ?3) > 0 AND (tenant_id = ?4 OR instr(body, ?5) > 0)",
                params![
                    after,
                    last,
                    quoted(&address.external_id),
                    blob(ctx.tenant_id().as_uuid()),
                    address.account_external_id.as_deref().map(quoted),
                ],
                |row| row.get::<i64>(0),
            )?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(Searched { found, next: Some(last) })
    }

    fn applied_naming(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        traces: &Traces,
        after: &str,
        limit: u32,
    ) -> Result<Searched<String>, StoreError> {
        let keys: Vec<(String, Option<String>)> = many(
            self.db(ctx),
            "SELECT key, detail FROM applied_event WHERE tenant_id = ?1 AND account_id = ?2 AND key > ?3
             ORDER BY key LIMIT ?4",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), after, limit],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let messages: HashSet<&str> = traces.messages.iter().map(String::as_str).collect();
        let names = |text: &str| traces.addresses.iter().any(|address| text.contains(&address.external_id));
        let next = keys.last().map(|(key, _)| key.clone());
        let found = keys
            .into_iter()
            .filter(|(key, detail)| {
                key.split_once(':').is_some_and(|(_, rest)| messages.contains(rest))
                    || names(key)
                    || detail.as_deref().is_some_and(names)
            })
            .map(|(key, _)| key)
            .collect();
        Ok(Searched { found, next })
    }
});

impl PrivacyWrite for Transaction<'_> {
    fn erase_contact(
        &mut self,
        ctx: &TenantCtx,
        contact: ContactId,
        traces: &Traces,
    ) -> Result<Erased, StoreError> {
        let (tenant, contact) = (blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid()));
        let db = self.db(ctx);
        let delete = |what: String| run(db, &what, params![tenant, contact]).map(|count| count as u64);
        crate::search::remove_words_of(db, ctx, contact)?;
        crate::contact_words::remove(db, ctx, contact)?;
        delete(
            "DELETE FROM interaction_holder WHERE tenant_id = ?1 AND (tenant_id, agent_id, started_at, interaction_id) IN
               (SELECT s.tenant_id, s.agent_id, i.started_at, i.id
                FROM interaction i JOIN segment s ON s.tenant_id = i.tenant_id AND s.interaction_id = i.id
                WHERE i.tenant_id = ?1 AND i.contact_id = ?2 AND s.agent_id IS NOT NULL)"
                .into(),
        )?;
        for table in ["message_version", "outbox"] {
            delete(format!(
                "DELETE FROM {table} WHERE tenant_id = ?1 AND message_id IN {MESSAGES}"
            ))?;
        }
        delete(format!(
            "DELETE FROM remote_upload WHERE tenant_id = ?1
               AND sha256 IN (SELECT sha256 FROM attachment
                              WHERE tenant_id = ?1 AND (contact_id = ?2 OR thread_id IN {THREADS}))
               AND sha256 NOT IN (SELECT sha256 FROM attachment
                                  WHERE tenant_id = ?1 AND contact_id IS DISTINCT FROM ?2
                                    AND (thread_id IS NULL OR thread_id NOT IN {THREADS}))"
        ))?;
        let files = delete(format!(
            "DELETE FROM attachment WHERE tenant_id = ?1 AND (contact_id = ?2 OR thread_id IN {THREADS})"
        ))?;
        for table in ["arrival", "notification_permission"] {
            delete(format!(
                "DELETE FROM {table} WHERE tenant_id = ?1 AND contact_id = ?2"
            ))?;
        }
        for table in ["comment", "customer_told", "thread_alias"] {
            delete(format!(
                "DELETE FROM {table} WHERE tenant_id = ?1 AND thread_id IN {THREADS}"
            ))?;
        }
        let messages = delete(format!(
            "DELETE FROM message WHERE tenant_id = ?1 AND thread_id IN {THREADS}"
        ))?;
        crate::cases::erase_cases(db, tenant, contact)?;
        for table in ["draft", "help_call", "offer", "participant", "planned", "segment"] {
            delete(format!(
                "DELETE FROM {table} WHERE tenant_id = ?1 AND interaction_id IN {INTERACTIONS}"
            ))?;
        }
        let interactions = delete("DELETE FROM interaction WHERE tenant_id = ?1 AND contact_id = ?2".into())?;
        for table in ["thread", "contact"] {
            let key = if table == "thread" { "contact_id" } else { "id" };
            delete(format!("DELETE FROM {table} WHERE tenant_id = ?1 AND {key} = ?2"))?;
        }
        for address in &traces.addresses {
            let named = params![
                tenant,
                blob(address.account.as_uuid()),
                quoted(&address.external_id)
            ];
            run(
                db,
                "DELETE FROM parked_event WHERE tenant_id = ?1 AND account_id = ?2 AND instr(body, ?3) > 0",
                named,
            )?;
            let sample = db.dialect().bytes_of("sample");
            run(
                db,
                &format!(
                    "DELETE FROM unknown_event WHERE tenant_id = ?1 AND account_id = ?2 AND instr({sample}, ?3) > 0"
                ),
                named,
            )?;
        }
        Ok(Erased {
            interactions,
            messages,
            files,
        })
    }

    fn begin_erasure(&mut self, ctx: &TenantCtx, row: &ErasureRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO erasure (tenant_id, contact_id, traces, last_inbound, last_seq, begun_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(row.contact_id.as_uuid()),
                row.traces,
                row.last_inbound,
                row.last_seq,
                row.begun_at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn end_erasure(&mut self, ctx: &TenantCtx, contact: ContactId) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM erasure WHERE tenant_id = ?1 AND contact_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(contact.as_uuid())],
        )
        .map(drop)
    }

    // The tenant was checked when the numbers were found: a delivery may belong to several.
    fn forget_raw(&mut self, _: &TenantCtx, ids: &[i64]) -> Result<(), StoreError> {
        for id in ids {
            run(
                self.all(),
                "UPDATE inbound_event SET body = ?2 WHERE id = ?1 AND state <> 'new'",
                params![id, *b""],
            )?;
            run(
                self.all(),
                "DELETE FROM inbound_event WHERE id = ?1 AND state <> 'new'
                   AND NOT EXISTS (SELECT 1 FROM parked_event WHERE inbound_id = ?1 AND settled_at IS NULL)
                   AND NOT EXISTS (SELECT 1 FROM unknown_event WHERE inbound_id = ?1)",
                params![id],
            )?;
        }
        Ok(())
    }

    fn forget_applied(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        keys: &[String],
    ) -> Result<(), StoreError> {
        for key in keys {
            run(
                self.db(ctx),
                "DELETE FROM applied_event WHERE tenant_id = ?1 AND account_id = ?2 AND key = ?3",
                params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), key],
            )?;
        }
        Ok(())
    }

    fn forget_work(&mut self, ctx: &TenantCtx, traces: &Traces) -> Result<(), StoreError> {
        let sql = format!(
            "DELETE FROM job WHERE tenant_id = ?1
               AND substr(unique_key, 1, instr(unique_key || ':', ':') - 1) IN {}",
            self.db(ctx).dialect().texts_of("?2")
        );
        for keys in traces.work.chunks(KEYS_AT_ONCE) {
            let keys = crate::row::to_json(&keys)?;
            run(self.db(ctx), &sql, params![blob(ctx.tenant_id().as_uuid()), keys])?;
        }
        Ok(())
    }

    fn forget_events(&mut self, ctx: &TenantCtx, up_to: i64, limit: u32) -> Result<u64, StoreError> {
        run(
            self.db(ctx),
            "DELETE FROM event WHERE tenant_id = ?1 AND seq IN
               (SELECT seq FROM event WHERE tenant_id = ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3)",
            params![blob(ctx.tenant_id().as_uuid()), up_to, limit],
        )
        .map(|count| count as u64)
    }
}
