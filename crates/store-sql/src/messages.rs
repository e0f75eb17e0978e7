//! Messages of transcripts, with their words for the search.

use parlance_core::{
    AccountId, InteractionId, MessageId, TenantCtx, ThreadId, Timestamp, delivery::Delivery, message::Author,
};
use parlance_store::{
    StoreError,
    messages::{Before, MessageRow, MessageText, MessagesRead, MessagesWrite, Transcript},
};
use uuid::Uuid;

use crate::{
    db::{Db, params},
    query::{Connected as _, for_both, many, one, run},
    row::{Row, RowResult, blob, json, json_opt, to_json, to_word, uuid, uuid_opt, word, word_opt},
    search,
    tx::Transaction,
};

const SELECT: &str = "SELECT m.id, m.thread_id, m.interaction_id, m.account_id, m.direction, m.author, m.parts, m.at, \
     m.provider_id, m.client_msg_id, m.delivery, m.problem, m.possible_duplicate, m.reply_to_provider_id, m.reactions, \
     m.own_reaction, m.imported, m.sent_by, m.edits, m.taken_back, m.deleted_at, m.created_at, m.version, u.name AS author_name \
     FROM message m LEFT JOIN \"user\" u ON u.tenant_id = m.tenant_id AND u.id = m.author_id";

fn read_message(row: &Row<'_>) -> RowResult<MessageRow> {
    let deleted_at: Option<i64> = row.get("deleted_at")?;
    Ok(MessageRow {
        id: MessageId::from_uuid(uuid(row, "id")?),
        thread_id: ThreadId::from_uuid(uuid(row, "thread_id")?),
        interaction_id: uuid_opt(row, "interaction_id")?.map(InteractionId::from_uuid),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        direction: word(row, "direction")?,
        author: json(row, "author")?,
        author_name: row.get("author_name")?,
        sent_by: json_opt(row, "sent_by")?,
        parts: json(row, "parts")?,
        at: Timestamp::from_millis(row.get("at")?),
        provider_id: row.get("provider_id")?,
        client_msg_id: row.get("client_msg_id")?,
        delivery: word_opt(row, "delivery")?,
        problem: json_opt(row, "problem")?,
        possible_duplicate: row.get("possible_duplicate")?,
        reply_to_provider_id: row.get("reply_to_provider_id")?,
        reactions: json_opt(row, "reactions")?.unwrap_or_default(),
        own_reaction: row.get("own_reaction")?,
        imported: row.get("imported")?,
        edits: row.get("edits")?,
        taken_back: row.get("taken_back")?,
        deleted_at: deleted_at.map(Timestamp::from_millis),
        created_at: Timestamp::from_millis(row.get("created_at")?),
        version: row.get("version")?,
    })
}

/// The keyset of a page: rows before this place, all of them when there is none.
fn place(before: Option<Before>) -> (i64, [u8; 16]) {
    before.map_or((i64::MAX, [255; 16]), |before| {
        (before.at.as_millis(), blob(before.id.as_uuid()))
    })
}

/// The messages `m` of a conversation `?2`.
pub(crate) const OF_THREAD: &str = "m.tenant_id = ?1 AND m.thread_id = ?2";
/// The notes `m` of a conversation `?2`, by an index of their own.
const NOTES_OF_THREAD: &str = "m.tenant_id = ?1 AND m.thread_id = ?2 AND m.direction = 'note'";
/// The messages `m` of an interaction `?2`, by the conversation's index: another one would be written with every message.
pub(crate) const OF_INTERACTION: &str = "m.tenant_id = ?1
    AND m.thread_id = (SELECT thread_id FROM interaction WHERE tenant_id = ?1 AND id = ?2) AND m.interaction_id = ?2";

/// The newest of these messages before a place.
fn page(
    db: Db<'_>,
    ctx: &TenantCtx,
    these: &'static str,
    of: Uuid,
    before: Option<Before>,
    limit: u32,
) -> Result<Vec<MessageRow>, StoreError> {
    let (at, id) = place(before);
    many(
        db,
        &format!(
            "{SELECT} WHERE {these} AND (m.at, m.id) < (?3, ?4)
             AND m.deleted_at IS NULL ORDER BY m.at DESC, m.id DESC LIMIT ?5"
        ),
        params![blob(ctx.tenant_id().as_uuid()), blob(of), at, id, limit],
        read_message,
    )
}

for_both!(MessagesRead {
    fn message(&self, ctx: &TenantCtx, id: MessageId) -> Result<Option<MessageRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE m.tenant_id = ?1 AND m.id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(id.as_uuid())],
            read_message,
        )
    }

    fn message_by_provider(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        provider_id: &str,
    ) -> Result<Option<MessageRow>, StoreError> {
        // Their messages have the id themselves, of ours each part that was sent has one. One after the other: given as
        // one list, a planner that knows no sizes yet reads all of the tenant's messages.
        one(
            self.db(ctx),
            &format!(
                "{SELECT} WHERE m.tenant_id = ?1 AND m.account_id = ?2 AND m.provider_id = ?3
                 UNION ALL
                 {SELECT} WHERE m.tenant_id = ?1 AND m.id = (SELECT message_id FROM outbox
                   WHERE tenant_id = ?1 AND account_id = ?2 AND provider_id = ?3)"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), provider_id],
            read_message,
        )
    }

    fn message_by_client(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        client_msg_id: &str,
    ) -> Result<Option<MessageRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} WHERE m.tenant_id = ?1 AND m.interaction_id = ?2 AND m.client_msg_id = ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(interaction.as_uuid()), client_msg_id],
            read_message,
        )
    }

    fn messages_of_thread(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        before: Option<Before>,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        page(self.db(ctx), ctx, OF_THREAD, thread.as_uuid(), before, limit)
    }

    fn notes_of_thread(
        &self,
        ctx: &TenantCtx,
        thread: ThreadId,
        before: Before,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        page(self.db(ctx), ctx, NOTES_OF_THREAD, thread.as_uuid(), Some(before), limit)
    }

    fn messages_of_interaction(
        &self,
        ctx: &TenantCtx,
        interaction: InteractionId,
        before: Option<Before>,
        limit: u32,
    ) -> Result<Vec<MessageRow>, StoreError> {
        page(self.db(ctx), ctx, OF_INTERACTION, interaction.as_uuid(), before, limit)
    }

    fn texts_of(
        &self,
        ctx: &TenantCtx,
        transcript: Transcript,
        before: Option<Before>,
        limit: u32,
    ) -> Result<Vec<MessageText>, StoreError> {
        let (these, of) = match transcript {
            Transcript::Thread(id) => (OF_THREAD, id.as_uuid()),
            Transcript::Interaction(id) => (OF_INTERACTION, id.as_uuid()),
        };
        let (at, id) = place(before);
        many(
            self.db(ctx),
            &format!(
                "SELECT m.id, m.at, m.direction, m.parts, m.taken_back, m.deleted_at FROM message m
                 WHERE {these} AND (m.at, m.id) < (?3, ?4)
                 AND m.deleted_at IS NULL ORDER BY m.at DESC, m.id DESC LIMIT ?5"
            ),
            params![blob(ctx.tenant_id().as_uuid()), blob(of), at, id, limit],
            |row| {
                Ok(MessageText {
                    place: Before {
                        at: Timestamp::from_millis(row.get("at")?),
                        id: MessageId::from_uuid(uuid(row, "id")?),
                    },
                    text: search::read_text(row)?,
                })
            },
        )
    }

    fn count_failed(&self, ctx: &TenantCtx, interaction: InteractionId) -> Result<u32, StoreError> {
        one(
            self.db(ctx),
            "SELECT count(*) FROM message
             WHERE tenant_id = ?1 AND interaction_id = ?2 AND delivery = 'failed' AND deleted_at IS NULL",
            params![blob(ctx.tenant_id().as_uuid()), blob(interaction.as_uuid())],
            |row| row.get(0),
        )
        .map(Option::unwrap_or_default)
    }
});

const fn author_id(author: &Author) -> Option<Uuid> {
    match author {
        Author::Agent { user_id } => Some(user_id.as_uuid()),
        _ => None,
    }
}

fn reactions(message: &MessageRow) -> Result<Option<String>, StoreError> {
    if message.reactions.is_empty() {
        Ok(None)
    } else {
        to_json(&message.reactions).map(Some)
    }
}

impl MessagesWrite for Transaction<'_> {
    fn insert_message(&mut self, ctx: &TenantCtx, message: &MessageRow) -> Result<(), StoreError> {
        let words_at = search::insert_words(self.db(ctx), ctx, message)?;
        run(
            self.db(ctx),
            "INSERT INTO message
               (tenant_id, id, thread_id, interaction_id, account_id, direction, author, author_id, parts, at, provider_id,
                client_msg_id, delivery, problem, possible_duplicate, reply_to_provider_id, reactions, edits, taken_back,
                deleted_at, created_at, version, words_at, imported, sent_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(message.id.as_uuid()),
                blob(message.thread_id.as_uuid()),
                message.interaction_id.map(|id| blob(id.as_uuid())),
                blob(message.account_id.as_uuid()),
                to_word(&message.direction)?,
                to_json(&message.author)?,
                author_id(&message.author).map(blob),
                to_json(&message.parts)?,
                message.at.as_millis(),
                message.provider_id,
                message.client_msg_id,
                message.delivery.as_ref().map(to_word).transpose()?,
                message.problem.as_ref().map(to_json).transpose()?,
                message.possible_duplicate,
                message.reply_to_provider_id,
                reactions(message)?,
                message.edits,
                message.taken_back,
                message.deleted_at.map(Timestamp::as_millis),
                message.created_at.as_millis(),
                message.version,
                words_at,
                message.imported,
                message.sent_by.as_ref().map(to_json).transpose()?,
            ],
        )
        .map(drop)
    }

    fn save_message(&mut self, ctx: &TenantCtx, message: &MessageRow) -> Result<i64, StoreError> {
        let parts = to_json(&message.parts)?;
        let same_words = one(
            self.db(ctx),
            "SELECT parts = ?3 AND interaction_id IS NOT DISTINCT FROM ?4 AND taken_back = ?5
                    AND deleted_at IS NOT DISTINCT FROM ?6
             FROM message WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(message.id.as_uuid()),
                parts,
                message.interaction_id.map(|id| blob(id.as_uuid())),
                message.taken_back,
                message.deleted_at.map(Timestamp::as_millis),
            ],
            |row| row.get::<bool>(0),
        )?;
        if same_words == Some(false) {
            search::remove_words(self.db(ctx), ctx, message.id)?;
        }
        let version = one(
            self.db(ctx),
            "UPDATE message SET interaction_id = ?3, parts = ?4, provider_id = ?5, delivery = ?6, problem = ?7,
                    possible_duplicate = ?8, reactions = ?9, edits = ?10, taken_back = ?11, deleted_at = ?12,
                    own_reaction = ?13, at = ?14,
                    version = version + 1
             WHERE tenant_id = ?1 AND id = ?2 RETURNING version",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(message.id.as_uuid()),
                message.interaction_id.map(|id| blob(id.as_uuid())),
                parts,
                message.provider_id,
                message.delivery.as_ref().map(to_word).transpose()?,
                message.problem.as_ref().map(to_json).transpose()?,
                message.possible_duplicate,
                reactions(message)?,
                message.edits,
                message.taken_back,
                message.deleted_at.map(Timestamp::as_millis),
                message.own_reaction,
                message.at.as_millis(),
            ],
            |row| row.get(0),
        )?;
        if same_words == Some(false) {
            let words_at = search::insert_words(self.db(ctx), ctx, message)?;
            run(
                self.db(ctx),
                "UPDATE message SET words_at = ?3 WHERE tenant_id = ?1 AND id = ?2",
                params![
                    blob(ctx.tenant_id().as_uuid()),
                    blob(message.id.as_uuid()),
                    words_at
                ],
            )?;
        }
        Ok(version.unwrap_or(message.version))
    }

    fn raise_foreign_receipts(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        until: Timestamp,
        to: Delivery,
    ) -> Result<Vec<MessageId>, StoreError> {
        /// Older messages have been settled by earlier receipts.
        const LOOK_BACK_MS: i64 = 7 * 24 * 3_600_000;
        many(
            self.db(ctx),
            "UPDATE message SET delivery = ?5, version = version + 1
             WHERE tenant_id = ?1 AND thread_id = ?2 AND at <= ?3 AND at > ?4
               AND direction = 'outbound' AND provider_id IS NOT NULL
               AND (delivery = 'sent' OR (delivery = 'delivered' AND ?5 = 'read'))
             RETURNING id",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(thread.as_uuid()),
                until.as_millis(),
                until.plus_ms(-LOOK_BACK_MS).as_millis(),
                to_word(&to)?,
            ],
            |row| uuid(row, "id").map(MessageId::from_uuid),
        )
    }
}
