//! Warns before the time to answer a customer runs out.

use parlance_api::realtime::WindowClosing;
use parlance_core::{
    InteractionId, TenantCtx, Timestamp,
    event::{Audience, EventKind},
    window::ReplyWindow,
};
use parlance_store::{Tx, threads::HeldThread};

use crate::{Engine, Env, Refusal, UseCaseError, interactions, outbound::window, views::interaction_view};

/// Conversations looked at in one round, of each tenant: those whose customers acted longest ago.
const MOST: u32 = 5_000;

/// A conversation whose time runs out.
#[derive(Debug, Clone, Copy)]
struct Closing {
    ctx: TenantCtx,
    interaction_id: InteractionId,
    ends: Timestamp,
    /// It is the free time that ends; by hand one may go on.
    person_after: bool,
}

/// Tells the agents who hold a conversation, and supervisors, that its window closes soon: once for each end. Returns how
/// many were told.
pub async fn warn_of_windows(engine: &Engine) -> Result<usize, UseCaseError> {
    let closing = engine.read(|read, env| look(read, env)).await?;
    let count = closing.len();
    for each in closing {
        engine.write(move |tx, env| warn(tx, env, each)).await?;
    }
    Ok(count)
}

fn look(read: &dyn parlance_store::Read, env: &Env<'_>) -> Result<Vec<Closing>, Refusal> {
    let mut closing = Vec::new();
    for tenant in read.tenants()? {
        let warn_ms = tenant.settings.window_warn_ms;
        if tenant.disabled_at.is_some() || warn_ms == 0 {
            continue;
        }
        let ctx = TenantCtx::new(tenant.id);
        let Some(shortest) = shortest_window(env) else {
            continue;
        };
        let acted_before = env.now.plus_ms(warn_ms - shortest + 1);
        for held in read.held_threads(&ctx, acted_before, MOST)? {
            closing.extend(ends_soon(env, &ctx, &held, warn_ms));
        }
    }
    Ok(closing)
}

/// The shortest free time of all channels: who acted later than that cannot be close to an end.
fn shortest_window(env: &Env<'_>) -> Option<i64> {
    env.channels
        .iter()
        .filter_map(|channel| {
            let capabilities = &channel.descriptor().capabilities;
            Some(capabilities.reply_window_ms? - capabilities.window_margin_ms)
        })
        .min()
}

/// The end of its window that comes within the warning time, unless people were warned about it.
fn ends_soon(env: &Env<'_>, ctx: &TenantCtx, held: &HeldThread, warn_ms: i64) -> Option<Closing> {
    let window = window::of_thread(env.channels, &held.thread, held.person_answers);
    let (ends, person_after) = next_end(&window, env.now)?;
    let soon = ends.since_ms(env.now) <= warn_ms;
    let warned = held.thread.window_warned == Some(ends);
    let ours = !held
        .thread
        .owner
        .as_ref()
        .is_some_and(|(owner, _)| owner.is_elsewhere());
    (soon && !warned && ours).then_some(Closing {
        ctx: *ctx,
        interaction_id: held.interaction_id,
        ends,
        person_after,
    })
}

/// The next end that is still to come, and whether one may go on by hand after it.
fn next_end(window: &ReplyWindow, now: Timestamp) -> Option<(Timestamp, bool)> {
    let person = window.person_until();
    match window.free_until() {
        Some(free) if now < free && !window.free_refused => {
            Some((free, person.is_some_and(|person| free < person)))
        }
        _ => person
            .filter(|person| now < *person)
            .map(|person| (person, false)),
    }
}

fn warn(tx: &mut dyn Tx, env: &Env<'_>, closing: Closing) -> Result<(), Refusal> {
    let ctx = &closing.ctx;
    let row = interactions::get(tx.as_read(), ctx, closing.interaction_id)?;
    let view = interaction_view(tx.as_read(), env, ctx, &row)?;
    tx.note_window_warned(ctx, row.thread_id, closing.ends)?;
    let data = WindowClosing {
        interaction_id: row.id,
        contact_name: view.contact_name,
        agent_id: row.agent_id,
        agent: view.agent,
        until: closing.ends,
        by_hand_after: closing.person_after,
    };
    let audience = Audience::people(row.agent_id);
    interactions::append(tx, env, ctx, EventKind::WindowClosing, audience, &data)
}
