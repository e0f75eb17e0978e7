//! Interactions.

use parlance_api::user::SkillLevel;
use parlance_core::{
    AccountId, ContactId, DispositionId, EntryId, InteractionId, ServiceId, TenantCtx, ThreadId, Timestamp,
    UserId,
};
use parlance_store::{
    StoreError,
    interactions::{
        InteractionNames, InteractionRow, InteractionsRead, InteractionsWrite, QueueFigures, ShownInteraction,
    },
};

use crate::{
    db::{Db, params},
    participants::{open_parts, read_call},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json_opt, to_word, uuid, uuid_opt, word, word_opt},
    tx::Transaction,
};

/// Every column of an interaction, for `FROM interaction i`.
pub(crate) const COLUMNS: &str = "i.id, i.number, i.thread_id, i.contact_id, i.account_id, i.channel, i.entry_id,
    i.service_id, i.state, i.agent_id, i.reserved_agent_id, i.reserved_until, i.class_no, i.priority, i.started_at, i.queued_at, i.accepted_at,
    i.first_answer_at, i.ended_at, i.ended_by, i.closed_at, i.after_call_work_until, i.after_call_work_extended_ms,
    i.first_line, i.last_line, i.last_line_own, i.last_message_at, i.unread, i.waiting_since, i.failed_messages,
    i.disposition_id, i.wrap_up_note, i.version";

/// Names beside an interaction, with the joins that bring them.
pub(crate) const NAME_COLUMNS: &str = "ac.name AS account_name, sv.name AS service_name, us.name AS agent_name,
    en.name AS entry_name, di.name AS disposition_name, co.first_name AS first_name, co.last_name AS last_name,
    co.profile_name AS profile_name, th.external_id AS external_id, th.last_customer_at AS last_customer_at,
    th.free_refused_for AS free_refused_for, th.owner AS owner, th.owner_since AS owner_since,
    ac.person_answers AS person_answers, (th.last_customer_at IS NULL AND EXISTS (SELECT 1 FROM comment cm
      WHERE cm.tenant_id = th.tenant_id AND cm.thread_id = th.id)) AS only_comments,
    EXISTS (SELECT 1 FROM participant pa WHERE pa.tenant_id = i.tenant_id AND pa.interaction_id = i.id
      AND pa.ended_at IS NULL) AS is_shared,
    hc.user_id AS help_user_id, hu.name AS help_name, hc.text AS help_text, hc.called AS help_called,
    hc.at AS help_at";
pub(crate) const NAME_JOINS: &str = "
    JOIN thread th ON th.tenant_id = i.tenant_id AND th.id = i.thread_id
    JOIN contact co ON co.tenant_id = i.tenant_id AND co.id = i.contact_id
    JOIN service sv ON sv.tenant_id = i.tenant_id AND sv.id = i.service_id
    JOIN integration_account ac ON ac.tenant_id = i.tenant_id AND ac.id = i.account_id
    LEFT JOIN \"user\" us ON us.tenant_id = i.tenant_id AND us.id = i.agent_id
    LEFT JOIN scenario_entry en ON en.tenant_id = i.tenant_id AND en.id = i.entry_id
    LEFT JOIN disposition di ON di.tenant_id = i.tenant_id AND di.id = i.disposition_id
    LEFT JOIN help_call hc ON hc.tenant_id = i.tenant_id AND hc.interaction_id = i.id
    LEFT JOIN \"user\" hu ON hu.tenant_id = i.tenant_id AND hu.id = hc.user_id";

/// The agent at whom it rings.
const RINGING: &str = "(SELECT o.agent_id FROM offer o WHERE o.tenant_id = i.tenant_id
    AND o.interaction_id = i.id AND o.state = 'pending') AS ringing";

/// A moment column.
pub(crate) fn moment(row: &Row<'_>, column: &str) -> RowResult<Timestamp> {
    row.get(column).map(Timestamp::from_millis)
}

/// A moment column that may be empty.
pub(crate) fn moment_opt(row: &Row<'_>, column: &str) -> RowResult<Option<Timestamp>> {
    row.get::<Option<i64>>(column)
        .map(|millis| millis.map(Timestamp::from_millis))
}

fn millis(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::as_millis)
}

pub(crate) fn read_interaction(row: &Row<'_>) -> RowResult<InteractionRow> {
    Ok(InteractionRow {
        id: InteractionId::from_uuid(uuid(row, "id")?),
        number: row.get("number")?,
        thread_id: ThreadId::from_uuid(uuid(row, "thread_id")?),
        contact_id: ContactId::from_uuid(uuid(row, "contact_id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        channel: row.get("channel")?,
        entry_id: uuid_opt(row, "entry_id")?.map(EntryId::from_uuid),
        service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
        state: word(row, "state")?,
        agent_id: uuid_opt(row, "agent_id")?.map(UserId::from_uuid),
        reserved_agent_id: uuid_opt(row, "reserved_agent_id")?.map(UserId::from_uuid),
        reserved_until: moment_opt(row, "reserved_until")?,
        class_no: row.get("class_no")?,
        priority: row.get("priority")?,
        started_at: moment(row, "started_at")?,
        queued_at: moment(row, "queued_at")?,
        accepted_at: moment_opt(row, "accepted_at")?,
        first_answer_at: moment_opt(row, "first_answer_at")?,
        ended_at: moment_opt(row, "ended_at")?,
        ended_by: word_opt(row, "ended_by")?,
        closed_at: moment_opt(row, "closed_at")?,
        after_call_work_until: moment_opt(row, "after_call_work_until")?,
        after_call_work_extended_ms: row.get("after_call_work_extended_ms")?,
        first_line: row.get("first_line")?,
        last_line: row.get("last_line")?,
        last_line_own: row.get("last_line_own")?,
        last_message_at: moment(row, "last_message_at")?,
        unread: row.get("unread")?,
        waiting_since: moment_opt(row, "waiting_since")?,
        failed_messages: row.get("failed_messages")?,
        disposition_id: uuid_opt(row, "disposition_id")?.map(DispositionId::from_uuid),
        wrap_up_note: row.get("wrap_up_note")?,
        version: row.get("version")?,
    })
}

pub(crate) fn read_names(row: &Row<'_>) -> RowResult<InteractionNames> {
    Ok(InteractionNames {
        account: row.get("account_name")?,
        service: row.get("service_name")?,
        agent: row.get("agent_name")?,
        entry: row.get("entry_name")?,
        disposition: row.get("disposition_name")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        profile_name: row.get("profile_name")?,
        external_id: row.get("external_id")?,
        last_customer_at: moment_opt(row, "last_customer_at")?,
        free_refused_for: moment_opt(row, "free_refused_for")?,
        person_answers: row.get("person_answers")?,
        owner: json_opt(row, "owner")?.zip(moment_opt(row, "owner_since")?),
        only_comments: row.get("only_comments")?,
        help: read_call(row)?,
        is_shared: row.get("is_shared")?,
        participants: Vec::new(),
    })
}

/// Names the participants of an interaction that has some.
fn with_participants(
    db: Db<'_>,
    ctx: &TenantCtx,
    id: InteractionId,
    mut names: InteractionNames,
) -> Result<InteractionNames, StoreError> {
    if names.is_shared {
        names.participants = open_parts(db, ctx, id)?;
    }
    Ok(names)
}

/// The tenant as stored.
pub(crate) fn tenant(ctx: &TenantCtx) -> [u8; 16] {
    blob(ctx.tenant_id().as_uuid())
}

for_both! { InteractionsRead {
    fn interaction(&self, ctx: &TenantCtx, id: InteractionId) -> Result<Option<InteractionRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("SELECT {COLUMNS} FROM interaction i WHERE i.tenant_id = ?1 AND i.id = ?2"),
            params![tenant(ctx), blob(id.as_uuid())],
            read_interaction,
        )
    }

    fn shown_interaction(
        &self,
        ctx: &TenantCtx,
        id: InteractionId,
    ) -> Result<Option<ShownInteraction>, StoreError> {
        let shown = one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS}, {NAME_COLUMNS}, {RINGING} FROM interaction i {NAME_JOINS}
                 WHERE i.tenant_id = ?1 AND i.id = ?2"
            ),
            params![tenant(ctx), blob(id.as_uuid())],
            |row| {
                Ok(ShownInteraction {
                    row: read_interaction(row)?,
                    names: read_names(row)?,
                    ringing: uuid_opt(row, "ringing")?.map(UserId::from_uuid),
                })
            },
        )?;
        shown
            .map(|ShownInteraction { row, names, ringing }| {
                let names = with_participants(self.db(ctx), ctx, id, names)?;
                Ok(ShownInteraction { row, names, ringing })
            })
            .transpose()
    }

    fn shown_to(&self, ctx: &TenantCtx, id: InteractionId) -> Result<Vec<UserId>, StoreError> {
        many(
            self.db(ctx),
            "SELECT agent_id AS who FROM interaction WHERE tenant_id = ?1 AND id = ?2 AND agent_id IS NOT NULL
             UNION ALL
             SELECT agent_id FROM offer WHERE tenant_id = ?1 AND interaction_id = ?2 AND state = 'pending'
             UNION ALL
             SELECT user_id FROM participant WHERE tenant_id = ?1 AND interaction_id = ?2 AND ended_at IS NULL",
            params![tenant(ctx), blob(id.as_uuid())],
            |row| Ok(UserId::from_uuid(uuid(row, "who")?)),
        )
    }

    fn open_interaction(
        &self,
        ctx: &TenantCtx,
        thread_id: ThreadId,
    ) -> Result<Option<InteractionRow>, StoreError> {
        one(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM interaction i
                 WHERE i.tenant_id = ?1 AND i.thread_id = ?2 AND i.state IN ('queued', 'offered', 'active')"
            ),
            params![tenant(ctx), blob(thread_id.as_uuid())],
            read_interaction,
        )
    }

    fn interaction_names(
        &self,
        ctx: &TenantCtx,
        id: InteractionId,
    ) -> Result<Option<InteractionNames>, StoreError> {
        let names = one(
            self.db(ctx),
            &format!(
                "SELECT {NAME_COLUMNS} FROM interaction i {NAME_JOINS} WHERE i.tenant_id = ?1 AND i.id = ?2"
            ),
            params![tenant(ctx), blob(id.as_uuid())],
            read_names,
        )?;
        names
            .map(|names| with_participants(self.db(ctx), ctx, id, names))
            .transpose()
    }

    fn held_interactions(&self, ctx: &TenantCtx, agent: UserId) -> Result<Vec<InteractionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM interaction i
                 WHERE i.tenant_id = ?1 AND i.agent_id = ?2 AND i.state IN ('active', 'after_call_work')
                 ORDER BY i.accepted_at, i.id"
            ),
            params![tenant(ctx), blob(agent.as_uuid())],
            read_interaction,
        )
    }

    fn contact_interactions(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        except: Option<InteractionId>,
        limit: u32,
    ) -> Result<Vec<InteractionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM interaction i
                 WHERE i.tenant_id = ?1 AND i.contact_id = ?2 AND i.id IS DISTINCT FROM ?3
                 ORDER BY i.started_at DESC, i.id DESC LIMIT ?4"
            ),
            params![
                tenant(ctx),
                blob(contact.as_uuid()),
                except.map(|id| blob(id.as_uuid())),
                limit
            ],
            read_interaction,
        )
    }

    fn contact_interactions_before(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        before: (Timestamp, InteractionId),
        limit: u32,
    ) -> Result<Vec<InteractionRow>, StoreError> {
        many(
            self.db(ctx),
            &format!(
                "SELECT {COLUMNS} FROM interaction i
                 WHERE i.tenant_id = ?1 AND i.contact_id = ?2 AND (i.started_at, i.id) < (?3, ?4)
                 ORDER BY i.started_at DESC, i.id DESC LIMIT ?5"
            ),
            params![
                tenant(ctx),
                blob(contact.as_uuid()),
                before.0.as_millis(),
                blob(before.1.as_uuid()),
                limit
            ],
            read_interaction,
        )
    }

    fn last_agent(
        &self,
        ctx: &TenantCtx,
        contact: ContactId,
        since: Timestamp,
    ) -> Result<Option<UserId>, StoreError> {
        one(
            self.db(ctx),
            "SELECT agent_id FROM interaction
             WHERE tenant_id = ?1 AND contact_id = ?2 AND started_at >= ?3 AND agent_id IS NOT NULL
             ORDER BY started_at DESC LIMIT 1",
            params![tenant(ctx), blob(contact.as_uuid()), since.as_millis()],
            |row| Ok(UserId::from_uuid(uuid(row, "agent_id")?)),
        )
    }

    fn queue_figures(&self, ctx: &TenantCtx) -> Result<Vec<QueueFigures>, StoreError> {
        many(
            self.db(ctx),
            "SELECT service_id, count(*) AS waiting, min(queued_at) AS oldest FROM interaction
             WHERE tenant_id = ?1 AND state = 'queued' GROUP BY service_id",
            params![tenant(ctx)],
            |row| {
                Ok(QueueFigures {
                    service_id: ServiceId::from_uuid(uuid(row, "service_id")?),
                    waiting: row.get("waiting")?,
                    oldest: moment(row, "oldest")?,
                })
            },
        )
    }
}}

impl InteractionsWrite for Transaction<'_> {
    fn next_interaction_no(&mut self, ctx: &TenantCtx) -> Result<i64, StoreError> {
        one(
            self.db(ctx),
            "UPDATE tenant SET interaction_no = interaction_no + 1 WHERE id = ?1 RETURNING interaction_no",
            params![tenant(ctx)],
            |row| row.get(0),
        )?
        .ok_or(StoreError::Inconsistent {
            table: "tenant",
            column: "id",
            detail: "the tenant of this work does not exist".into(),
        })
    }

    fn requirement_class(&mut self, ctx: &TenantCtx, skills: &[SkillLevel]) -> Result<u32, StoreError> {
        if skills.is_empty() {
            return Ok(0);
        }
        let mut skills = skills.to_vec();
        skills.sort_unstable_by_key(|skill| skill.skill_id);
        let words = skills
            .iter()
            .map(|skill| format!("{}={}", skill.skill_id, skill.level));
        let key = words.collect::<Vec<_>>().join(" ");
        let known = |tx: &Self| {
            one(
                tx.db(ctx),
                "SELECT number FROM requirement_class WHERE tenant_id = ?1 AND skills = ?2",
                params![tenant(ctx), key],
                |row| row.get("number"),
            )
        };
        if let Some(number) = known(self)? {
            return Ok(number);
        }
        run(
            self.db(ctx),
            "INSERT INTO requirement_class (tenant_id, number, skills)
             SELECT ?1, coalesce(max(number), 0) + 1, ?2 FROM requirement_class WHERE tenant_id = ?1",
            params![tenant(ctx), key],
        )?;
        let number: u32 = known(self)?.ok_or(StoreError::Inconsistent {
            table: "requirement_class",
            column: "skills",
            detail: "a class that was just made is not there".into(),
        })?;
        for skill in skills {
            run(
                self.db(ctx),
                "INSERT INTO requirement_class_skill (tenant_id, number, skill_id, level) VALUES (?1, ?2, ?3, ?4)",
                params![tenant(ctx), number, blob(skill.skill_id.as_uuid()), skill.level],
            )?;
        }
        Ok(number)
    }

    fn insert_interaction(&mut self, ctx: &TenantCtx, row: &InteractionRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO interaction (tenant_id, id, number, thread_id, contact_id, account_id, channel, entry_id,
               service_id, state, agent_id, reserved_agent_id, priority, started_at, queued_at, accepted_at,
               first_line, last_line, last_line_own, last_message_at, unread, waiting_since, version,
               reserved_until, class_no)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
               ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
               ?22, ?23, ?24, ?25)",
            params![
                tenant(ctx),
                blob(row.id.as_uuid()),
                row.number,
                blob(row.thread_id.as_uuid()),
                blob(row.contact_id.as_uuid()),
                blob(row.account_id.as_uuid()),
                row.channel,
                row.entry_id.map(|id| blob(id.as_uuid())),
                blob(row.service_id.as_uuid()),
                to_word(&row.state)?,
                row.agent_id.map(|id| blob(id.as_uuid())),
                row.reserved_agent_id.map(|id| blob(id.as_uuid())),
                row.priority,
                row.started_at.as_millis(),
                row.queued_at.as_millis(),
                millis(row.accepted_at),
                row.first_line,
                row.last_line,
                row.last_line_own,
                row.last_message_at.as_millis(),
                row.unread,
                millis(row.waiting_since),
                row.version,
                millis(row.reserved_until),
                row.class_no,
            ],
        )
        .map(|_| ())
    }

    fn save_interaction(&mut self, ctx: &TenantCtx, row: &mut InteractionRow) -> Result<(), StoreError> {
        let changed = run(
            self.db(ctx),
            "UPDATE interaction SET service_id = ?4, state = ?5, agent_id = ?6,
               reserved_agent_id = ?7, priority = ?8, queued_at = ?9, accepted_at = ?10,
               first_answer_at = ?11, ended_at = ?12, ended_by = ?13, closed_at = ?14,
               after_call_work_until = ?15, after_call_work_extended_ms = ?16, first_line = ?17,
               last_line = ?18, last_line_own = ?19, last_message_at = ?20, unread = ?21,
               waiting_since = ?22, failed_messages = ?23, disposition_id = ?24,
               wrap_up_note = ?25, reserved_until = ?26, version = version + 1
             WHERE tenant_id = ?1 AND id = ?2 AND version = ?3",
            params![
                tenant(ctx),
                blob(row.id.as_uuid()),
                row.version,
                blob(row.service_id.as_uuid()),
                to_word(&row.state)?,
                row.agent_id.map(|id| blob(id.as_uuid())),
                row.reserved_agent_id.map(|id| blob(id.as_uuid())),
                row.priority,
                row.queued_at.as_millis(),
                millis(row.accepted_at),
                millis(row.first_answer_at),
                millis(row.ended_at),
                row.ended_by.as_ref().map(to_word).transpose()?,
                millis(row.closed_at),
                millis(row.after_call_work_until),
                row.after_call_work_extended_ms,
                row.first_line,
                row.last_line,
                row.last_line_own,
                row.last_message_at.as_millis(),
                row.unread,
                millis(row.waiting_since),
                row.failed_messages,
                row.disposition_id.map(|id| blob(id.as_uuid())),
                row.wrap_up_note,
                millis(row.reserved_until),
            ],
        )?;
        one_changed(changed, row)
    }

    fn save_talk(&mut self, ctx: &TenantCtx, row: &mut InteractionRow) -> Result<(), StoreError> {
        let changed = run(
            self.db(ctx),
            "UPDATE interaction SET first_answer_at = ?4, first_line = ?5, last_line = ?6, last_line_own = ?7,
               last_message_at = ?8, unread = ?9, waiting_since = ?10, failed_messages = ?11, version = version + 1
             WHERE tenant_id = ?1 AND id = ?2 AND version = ?3",
            params![
                tenant(ctx),
                blob(row.id.as_uuid()),
                row.version,
                millis(row.first_answer_at),
                row.first_line,
                row.last_line,
                row.last_line_own,
                row.last_message_at.as_millis(),
                row.unread,
                millis(row.waiting_since),
                row.failed_messages,
            ],
        )?;
        one_changed(changed, row)
    }
}

/// A row that somebody else in this unit saved since it was read is not saved.
fn one_changed(changed: usize, row: &mut InteractionRow) -> Result<(), StoreError> {
    if changed != 1 {
        return Err(StoreError::Inconsistent {
            table: "interaction",
            column: "version",
            detail: format!("{} was changed since it was read in this unit of work", row.id),
        });
    }
    row.version += 1;
    Ok(())
}
