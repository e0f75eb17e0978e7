//! Traffic facts of integration accounts.

use parlance_core::{AccountId, TenantCtx, Timestamp, account::TokenState};
use parlance_store::{
    StoreError,
    account_health::{AccountHealthRead, AccountHealthWrite, HoldRow, PolicyRow},
};

use crate::{
    db::params,
    query::{Connected as _, for_both, one, run},
    row::{at, blob, to_word, word},
    tx::Transaction,
};

for_both!(AccountHealthRead {
    fn account_policy(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<PolicyRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT policy_state, policy_reason, policy_at FROM integration_account
             WHERE tenant_id = ?1 AND id = ?2 AND policy_state IS NOT NULL",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| {
                Ok(PolicyRow {
                    state: word(row, "policy_state")?,
                    reason: row.get("policy_reason")?,
                    at: at(row, "policy_at")?,
                })
            },
        )
    }

    fn sending_paused(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<Timestamp>, StoreError> {
        one(
            self.db(ctx),
            "SELECT coalesce(sending_paused_at, CASE WHEN policy_state = 'blocked' THEN policy_at END) FROM integration_account WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get::<Option<i64>>(0),
        )
        .map(|paused| paused.flatten().map(Timestamp::from_millis))
    }

    fn sending_hold(&self, ctx: &TenantCtx, account: AccountId) -> Result<Option<HoldRow>, StoreError> {
        one(
            self.db(ctx),
            "SELECT hold_until, hold_problem FROM integration_account
             WHERE tenant_id = ?1 AND id = ?2 AND hold_until IS NOT NULL",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| {
                Ok(HoldRow {
                    until: at(row, "hold_until")?,
                    problem: row.get("hold_problem")?,
                })
            },
        )
    }

    fn person_answers(&self, ctx: &TenantCtx, account: AccountId) -> Result<bool, StoreError> {
        one(
            self.db(ctx),
            "SELECT person_answers FROM integration_account WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get::<bool>(0),
        )
        .map(Option::unwrap_or_default)
    }
});

impl AccountHealthWrite for Transaction<'_> {
    fn set_account_policy(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        policy: Option<&PolicyRow>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET policy_state = ?3, policy_reason = ?4, policy_at = ?5
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                policy.map(|policy| to_word(&policy.state)).transpose()?,
                policy.and_then(|policy| policy.reason.as_deref()),
                policy.map(|policy| policy.at.as_millis()),
            ],
        )
        .map(drop)
    }

    fn hold_sending(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        hold: Option<&HoldRow>,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET hold_until = ?3, hold_problem = ?4 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                hold.map(|hold| hold.until.as_millis()),
                hold.map(|hold| hold.problem.as_str()),
            ],
        )
        .map(drop)
    }

    fn note_events(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        at: Timestamp,
        signed: bool,
    ) -> Result<bool, StoreError> {
        let key = params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())];
        let first = one(
            self.db(ctx),
            "SELECT last_event_at IS NULL FROM integration_account WHERE tenant_id = ?1 AND id = ?2",
            key,
            |row| row.get(0),
        )?;
        run(
            self.db(ctx),
            "UPDATE integration_account SET last_event_at = max(coalesce(last_event_at, 0), ?3), last_event_signed = ?4
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                at.as_millis(),
                signed
            ],
        )?;
        Ok(first.unwrap_or(false))
    }

    fn note_refused(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        count: u64,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET refused = refused + ?3, last_refusal = ?4, last_refusal_at = ?5
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                count.cast_signed(),
                reason,
                at.as_millis(),
            ],
        )
        .map(drop)
    }

    fn note_verified(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET verified_at = ?3 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                at.as_millis()
            ],
        )
        .map(drop)
    }

    fn note_sent(&mut self, ctx: &TenantCtx, account: AccountId, at: Timestamp) -> Result<bool, StoreError> {
        let first = one(
            self.db(ctx),
            "SELECT last_sent_at IS NULL FROM integration_account WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get(0),
        )?;
        run(
            self.db(ctx),
            "UPDATE integration_account
             SET last_sent_at = max(coalesce(last_sent_at, 0), ?3),
                 token_state = CASE WHEN sending_paused_at IS NULL THEN ?4 ELSE token_state END
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                at.as_millis(),
                to_word(&TokenState::Valid)?,
            ],
        )?;
        Ok(first.unwrap_or(false))
    }

    fn note_error(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        error: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let before: Option<String> = one(
            self.db(ctx),
            "SELECT last_error FROM integration_account WHERE tenant_id = ?1 AND id = ?2",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
            |row| row.get(0),
        )?
        .flatten();
        run(
            self.db(ctx),
            "UPDATE integration_account SET last_error = ?3, last_error_at = ?4 WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                error,
                at.as_millis(),
            ],
        )?;
        Ok(before.as_deref() != Some(error))
    }

    fn pause_sending(
        &mut self,
        ctx: &TenantCtx,
        account: AccountId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET sending_paused_at = coalesce(sending_paused_at, ?3), token_state = ?4
             WHERE tenant_id = ?1 AND id = ?2",
            params![
                blob(ctx.tenant_id().as_uuid()),
                blob(account.as_uuid()),
                at.as_millis(),
                to_word(&TokenState::Dead)?,
            ],
        )
        .map(drop)
    }

    fn resume_sending(&mut self, ctx: &TenantCtx, account: AccountId) -> Result<bool, StoreError> {
        run(
            self.db(ctx),
            "UPDATE integration_account SET sending_paused_at = NULL
             WHERE tenant_id = ?1 AND id = ?2 AND sending_paused_at IS NOT NULL",
            params![blob(ctx.tenant_id().as_uuid()), blob(account.as_uuid())],
        )
        .map(|count| count > 0)
    }
}
