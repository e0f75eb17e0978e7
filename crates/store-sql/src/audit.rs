//! The audit log.

use std::ops::ControlFlow;

use parlance_core::TenantCtx;
use parlance_store::{
    StoreError,
    audit::{AuditRead, AuditRow, AuditWrite, NewAuditLine, line_hash},
};

use crate::{
    db::params,
    query::{Connected as _, each, for_both, many, one, run},
    row::{Row, RowResult, at, blob, json, to_json},
    tx::Transaction,
};

const COLUMNS: &str = "seq, at, actor, actor_name, action, object, detail, previous_hash, hash";

fn read_line(row: &Row<'_>) -> RowResult<AuditRow> {
    Ok(AuditRow {
        seq: row.get("seq")?,
        line: NewAuditLine {
            at: at(row, "at")?,
            actor: json(row, "actor")?,
            actor_name: row.get("actor_name")?,
            action: row.get("action")?,
            object: row.get("object")?,
            detail: json(row, "detail")?,
        },
        previous_hash: row.get("previous_hash")?,
        hash: row.get("hash")?,
    })
}

for_both!(AuditRead {
    fn audit_lines(
        &self,
        ctx: &TenantCtx,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<AuditRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM audit_log WHERE tenant_id = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"
            ),
            params![blob(ctx.tenant_id().as_uuid()), before.unwrap_or(i64::MAX), limit],
            read_line,
        )
    }

    fn first_broken_audit_line(&self, ctx: &TenantCtx) -> Result<Option<i64>, StoreError> {
        let (mut previous, mut expected) = ([0; 32], 1);
        let mut broken = None;
        each(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM audit_log WHERE tenant_id = ?1 ORDER BY seq"),
            params![blob(ctx.tenant_id().as_uuid())],
            |row| {
                let read = read_line(row)?;
                // The texts as stored: writing them anew might order keys in another way.
                let (actor, detail): (String, String) = (row.get("actor")?, row.get("detail")?);
                let holds = read.seq == expected
                    && read.previous_hash == previous
                    && read.hash == line_hash(&previous, read.seq, &read.line, &actor, &detail);
                if !holds {
                    broken = Some(read.seq);
                    return Ok(ControlFlow::Break(()));
                }
                previous = read.hash;
                expected += 1;
                Ok(ControlFlow::Continue(()))
            },
        )?;
        Ok(broken)
    }
});

impl AuditWrite for Transaction<'_> {
    fn append_audit(&mut self, ctx: &TenantCtx, line: &NewAuditLine) -> Result<i64, StoreError> {
        let tenant = blob(ctx.tenant_id().as_uuid());
        let last = one(
            self.db(ctx),
            "SELECT seq, hash FROM audit_log WHERE tenant_id = ?1 ORDER BY seq DESC LIMIT 1",
            params![tenant],
            |row| Ok((row.get::<i64>("seq")?, row.get::<[u8; 32]>("hash")?)),
        )?;
        let (last_seq, previous) = last.unwrap_or((0, [0; 32]));
        let seq = last_seq + 1;
        let (actor, detail) = (to_json(&line.actor)?, to_json(&line.detail)?);
        let hash = line_hash(&previous, seq, line, &actor, &detail);
        run(
            self.db(ctx),
            "INSERT INTO audit_log (tenant_id, seq, at, actor, actor_name, action, object, detail, previous_hash, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                tenant,
                seq,
                line.at.as_millis(),
                actor,
                line.actor_name,
                line.action,
                line.object,
                detail,
                previous,
                hash
            ],
        )?;
        Ok(seq)
    }
}
