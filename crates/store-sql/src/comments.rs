//! Comments on posts, and conversations that turn out to be one.

use parlance_core::{AccountId, ContactId, MessageId, TenantCtx, ThreadId, Timestamp};
use parlance_store::{
    StoreError,
    comments::{CommentRow, CommentsRead, CommentsWrite},
};

use crate::{
    contact_words,
    db::params,
    query::{Connected as _, for_both, one, run},
    row::{Row, RowResult, at, at_opt, blob, uuid, uuid_opt},
    tx::Transaction,
};

const SELECT: &str = "SELECT message_id, account_id, thread_id, comment_id, post_id, at, edited_at, private_until, private_reply, \
     private_refused FROM comment WHERE tenant_id = ?1";

fn read_comment(row: &Row<'_>) -> RowResult<CommentRow> {
    Ok(CommentRow {
        message_id: MessageId::from_uuid(uuid(row, "message_id")?),
        account_id: AccountId::from_uuid(uuid(row, "account_id")?),
        thread_id: ThreadId::from_uuid(uuid(row, "thread_id")?),
        comment_id: row.get("comment_id")?,
        post_id: row.get("post_id")?,
        at: at(row, "at")?,
        edited_at: at_opt(row, "edited_at")?,
        private_until: at(row, "private_until")?,
        private_reply: uuid_opt(row, "private_reply")?.map(MessageId::from_uuid),
        private_refused: row.get("private_refused")?,
    })
}

for_both!(CommentsRead {
    fn comment(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        comment_id: &str,
    ) -> Result<Option<CommentRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} AND account_id = ?2 AND comment_id = ?3"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), comment_id],
            read_comment,
        )
    }

    fn comment_of_message(
        &self,
        ctx: &TenantCtx,
        message: MessageId,
    ) -> Result<Option<CommentRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} AND message_id = ?2"),
            params![blob(ctx.tenant_id().as_uuid()), blob(message.as_uuid())],
            read_comment,
        )
    }

    fn comment_under_post(
        &self,
        ctx: &TenantCtx,
        account: AccountId,
        post_id: &str,
    ) -> Result<Option<CommentRow>, StoreError> {
        one(
            self.db(ctx),
            &format!("{SELECT} AND account_id = ?2 AND post_id = ?3 ORDER BY at DESC LIMIT 1"),
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid()), post_id],
            read_comment,
        )
    }

    fn thread_has_comments(&self, ctx: &TenantCtx, thread: ThreadId) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "SELECT 1 FROM comment WHERE tenant_id = ?1 AND thread_id = ?2 LIMIT 1",
            params![blob(ctx.tenant_id().as_uuid()), blob(thread.as_uuid())],
            |_| Ok(()),
        )
        .map(|found| found.is_some())
    }
});

impl CommentsWrite for Transaction<'_> {
    fn insert_comment(&mut self, ctx: &TenantCtx, comment: &CommentRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "INSERT INTO comment (tenant_id, message_id, account_id, thread_id, comment_id, post_id, at, edited_at,
                                  private_reply, private_refused, private_until)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(comment.message_id.as_uuid()),
                blob(comment.account_id.as_uuid()),
                blob(comment.thread_id.as_uuid()),
                comment.comment_id,
                comment.post_id,
                comment.at.as_millis(),
                comment.edited_at.map(Timestamp::as_millis),
                comment.private_reply.map(|id| blob(id.as_uuid())),
                comment.private_refused,
                comment.private_until.as_millis(),
            ],
        )
        .map(drop)
    }

    fn save_comment(&mut self, ctx: &TenantCtx, comment: &CommentRow) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE comment SET edited_at = ?3, private_reply = ?4, private_refused = ?5
             WHERE tenant_id = ?1 AND message_id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(comment.message_id.as_uuid()),
                comment.edited_at.map(Timestamp::as_millis),
                comment.private_reply.map(|id| blob(id.as_uuid())),
                comment.private_refused,
            ],
        )
        .map(drop)
    }

    fn readdress_thread(
        &mut self,
        ctx: &TenantCtx,
        thread: ThreadId,
        external_id: &str,
    ) -> Result<(), StoreError> {
        let key = params![
            blob(ctx.tenant_id().as_uuid()),
            blob(thread.as_uuid()),
            external_id
        ];
        run(
            self.db(ctx),
            "INSERT INTO thread_alias (tenant_id, account_id, external_id, thread_id)
             SELECT tenant_id, account_id, external_id, id FROM thread
             WHERE tenant_id = ?1 AND id = ?2 AND external_id <> ?3",
            key,
        )?;
        run(
            self.db(ctx),
            "UPDATE thread SET external_id = ?3, only_comments = 0 WHERE tenant_id = ?1 AND id = ?2",
            key,
        )
        .map(drop)
    }

    fn join_threads(&mut self, ctx: &TenantCtx, from: ThreadId, into: ThreadId) -> Result<(), StoreError> {
        let key = params![
            blob(ctx.tenant_id().as_uuid()),
            blob(from.as_uuid()),
            blob(into.as_uuid())
        ];
        // Two conversations may each have a part under way: the one that moves is taken up when its turn comes.
        run(
            self.db(ctx),
            "UPDATE outbox SET head = 0 WHERE tenant_id = ?1 AND thread_id = ?2 AND head = 1
               AND EXISTS (SELECT 1 FROM outbox WHERE tenant_id = ?1 AND thread_id = ?3 AND head = 1)",
            key,
        )?;
        // No index leads from a conversation to what it has sent; its messages do, before they move.
        run(
            self.db(ctx),
            "UPDATE outbox SET thread_id = ?3 WHERE tenant_id = ?1
               AND message_id IN (SELECT id FROM message WHERE tenant_id = ?1 AND thread_id = ?2)",
            key,
        )?;
        for table in [
            "message",
            "comment",
            "attachment",
            "thread_alias",
            "arrival",
            "notification_permission",
        ] {
            run(
                self.db(ctx),
                &format!("UPDATE {table} SET thread_id = ?3 WHERE tenant_id = ?1 AND thread_id = ?2"),
                key,
            )?;
        }
        // What was told in the other conversation may be told again.
        run(
            self.db(ctx),
            "DELETE FROM customer_told WHERE tenant_id = ?1 AND thread_id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(from.as_uuid())],
        )?;
        run(
            self.db(ctx),
            "UPDATE interaction SET thread_id = ?3,
                    contact_id = (SELECT contact_id FROM thread WHERE tenant_id = ?1 AND id = ?3)
             WHERE tenant_id = ?1 AND thread_id = ?2",
            key,
        )?;
        run(
            self.db(ctx),
            "UPDATE thread SET open_interaction_id = coalesce(open_interaction_id,
                    (SELECT open_interaction_id FROM thread WHERE tenant_id = ?1 AND id = ?2))
             WHERE tenant_id = ?1 AND id = ?3",
            key,
        )?;
        run(
            self.db(ctx),
            "INSERT INTO thread_alias (tenant_id, account_id, external_id, thread_id)
             SELECT tenant_id, account_id, external_id, ?3 FROM thread WHERE tenant_id = ?1 AND id = ?2",
            key,
        )?;
        run(
            self.db(ctx),
            "DELETE FROM thread WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(from.as_uuid())],
        )?;
        self.mark_head(ctx, into)
    }

    fn join_contacts(&mut self, ctx: &TenantCtx, from: ContactId, into: ContactId) -> Result<(), StoreError> {
        let key = params![
            blob(ctx.tenant_id().as_uuid()),
            blob(from.as_uuid()),
            blob(into.as_uuid())
        ];
        for table in [
            "thread",
            "interaction",
            "arrival",
            "notification_permission",
            "attachment",
            "customer_case",
        ] {
            run(
                self.db(ctx),
                &format!("UPDATE {table} SET contact_id = ?3 WHERE tenant_id = ?1 AND contact_id = ?2"),
                key,
            )?;
        }
        contact_words::remove(self.db(ctx), ctx, blob(from.as_uuid()))?;
        run(
            self.db(ctx),
            "DELETE FROM contact WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(from.as_uuid())],
        )
        .map(drop)
    }
}
