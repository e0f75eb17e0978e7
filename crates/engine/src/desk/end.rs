//! Ending a chat.

use parlance_api::interaction::InteractionView;
use parlance_core::{
    InteractionId, TenantCtx, UserId,
    interaction::{EndedBy, InteractionState},
    message::SystemLine,
};
use parlance_store::{Tx, interactions::InteractionRow, services::ServiceRow};

use crate::{
    Engine, Env, Refusal, UseCaseError,
    identity::Person,
    interactions::{held, lifecycle, publish},
    messages, presence, together,
    views::interaction_view,
};

/// A required disposition that is not chosen yet needs this long, where the service itself gives no time.
const CHOOSE_MS: i64 = 2 * 60_000;

/// How long after-call work may last, milliseconds; 0: the interaction closes at once.
const fn work_limit_ms(service: &ServiceRow, row: &InteractionRow) -> i64 {
    let must_choose = service.disposition_required && row.disposition_id.is_none();
    if service.after_call_work_ms == 0 && must_choose {
        CHOOSE_MS
    } else {
        service.after_call_work_ms
    }
}

impl Engine {
    /// Ends a chat for the customer. After-call work begins when the service has it, otherwise the interaction closes.
    /// Repeating it changes nothing.
    pub async fn end_interaction(
        &self,
        who: &Person,
        id: InteractionId,
    ) -> Result<InteractionView, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.write(move |tx, env| end(tx, env, &ctx, user, id)).await
    }
}

fn end(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    id: InteractionId,
) -> Result<InteractionView, Refusal> {
    let mut row = held(tx.as_read(), ctx, user, id)?;
    if row.state == InteractionState::Active {
        let agent = tx.user(ctx, user)?.map(|user| user.name).unwrap_or_default();
        let limit_ms = tx
            .service(ctx, row.service_id)?
            .map_or(0, |service| work_limit_ms(&service, &row));
        let ended = SystemLine::Ended {
            by: Some(agent.clone()),
        };
        messages::system_line(tx, env, ctx, row.thread_id, row.id, ended, env.now)?;
        if limit_ms > 0 {
            let until = env.now.plus_ms(limit_ms);
            lifecycle::wrap_up(tx, env, ctx, &mut row, EndedBy::Agent, until)?;
            let begun = SystemLine::AfterCallWork { agent };
            messages::system_line(tx, env, ctx, row.thread_id, row.id, begun, env.now)?;
        } else {
            lifecycle::end_at_once(tx, env, ctx, &mut row, EndedBy::Agent)?;
        }
        let until = (limit_ms > 0).then(|| env.now.plus_ms(limit_ms));
        let gone = together::over_for_customer(tx, env, ctx, &row, until)?;
        publish(tx, env, ctx, &row, &gone)?;
        presence::state::refresh_idle(tx, env, ctx, user)?;
    }
    Ok(interaction_view(tx.as_read(), env, ctx, &row)?)
}
