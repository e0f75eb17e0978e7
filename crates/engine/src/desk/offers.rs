//! Accepting and rejecting.

use parlance_api::interaction::InteractionView;
use parlance_core::{OfferId, TenantCtx, UserId, offer::OfferState};
use parlance_store::{Read, Tx, offers::OfferRow, segments::Outcome};

use crate::{
    Engine, Env, Refusal, UseCaseError, dispatch::offer, identity::Person, interactions::get,
    views::interaction_view,
};

impl Engine {
    /// Takes an offer. Repeating it returns the same interaction. Refuses with `offer_settled` when the offer came
    /// back to the queue meanwhile.
    pub async fn accept_offer(&self, who: &Person, id: OfferId) -> Result<InteractionView, UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        let accepted = self.write(move |tx, env| accept(tx, env, &ctx, user, id)).await;
        parlance_failpoints::point("offer-before-answer");
        accepted
    }

    /// Refuses an offer; the agent becomes Not Ready. Repeating it changes nothing.
    pub async fn reject_offer(&self, who: &Person, id: OfferId) -> Result<(), UseCaseError> {
        let (ctx, user) = (who.ctx, who.user_id);
        self.write(move |tx, env| reject(tx, env, &ctx, user, id)).await
    }
}

fn accept(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    user: UserId,
    id: OfferId,
) -> Result<InteractionView, Refusal> {
    let row = own_offer(tx.as_read(), ctx, user, id)?;
    let interaction = match row.state {
        OfferState::Pending => offer::accept(tx, env, ctx, row)?,
        OfferState::Accepted => get(tx.as_read(), ctx, row.interaction_id)?,
        _ => return Err(settled(tx.as_read(), ctx, &row)?),
    };
    Ok(interaction_view(tx.as_read(), env, ctx, &interaction)?)
}

fn reject(tx: &mut dyn Tx, env: &Env<'_>, ctx: &TenantCtx, user: UserId, id: OfferId) -> Result<(), Refusal> {
    let row = own_offer(tx.as_read(), ctx, user, id)?;
    match row.state {
        OfferState::Pending => offer::reject(tx, env, ctx, row),
        OfferState::Rejected => Ok(()),
        _ => Err(settled(tx.as_read(), ctx, &row)?),
    }
}

/// An offer to a colleague is as good as none.
fn own_offer(read: &dyn Read, ctx: &TenantCtx, user: UserId, id: OfferId) -> Result<OfferRow, Refusal> {
    read.offer(ctx, id)?
        .filter(|offer| offer.agent_id == user)
        .ok_or(Refusal::not_found("This offer"))
}

/// Says what became of an offer and who has its interaction now.
fn settled(read: &dyn Read, ctx: &TenantCtx, row: &OfferRow) -> Result<Refusal, Refusal> {
    let cause = match (row.state, row.cause) {
        (OfferState::Accepted, _) => "You have accepted it already.",
        (OfferState::Rejected, _) => "You have rejected it.",
        (_, Some(Outcome::LoggedOut)) => "It was taken back because you signed out.",
        (_, Some(Outcome::ConnectionLost)) => "It was taken back because your desk lost its connection.",
        (_, Some(Outcome::Ended)) => "It was taken back because the chat has ended.",
        _ => "It was taken back because the time to answer was over.",
    };
    let interaction = get(read, ctx, row.interaction_id)?;
    let holder = interaction.agent_id.filter(|holder| *holder != row.agent_id);
    let holder = match holder {
        Some(id) => read.user(ctx, id)?,
        None => None,
    };
    let now = match holder {
        Some(holder) => format!(" {} has the chat now.", holder.name),
        None => String::new(),
    };
    Ok(Refusal::conflict(
        "offer_settled",
        format!("This offer is no longer there. {cause}{now}"),
    ))
}
