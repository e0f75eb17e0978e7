//! Who controls a thread: `thread_owner`, pass, take, release, request. No routing is configured
//! ("zero config"): an idle thread is open to all apps, control changes by passing or requesting it, and taking works
//! only for an app to which the pages' Advanced Messaging settings allow it.

use serde_json::{Value, json};

use super::accounts::not_kept;
use super::auth::{authenticate, need, page_caller};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::fanout::{Emission, emit};
use crate::phone::INBOX_APP;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::webhook::event::{Body, Control, Event};
use crate::world::App;

/// A thread with an owner becomes idle after 24 h without the customer.
const ACTIVE_MS: i64 = 24 * 3_600_000;

struct Asked {
    app: App,
    psid: String,
    page_id: String,
    owner: Option<String>,
}

fn asked(tx: &Tx<'_>, call: &GraphCall, id: &str) -> GraphResult<Asked> {
    let caller = authenticate(tx.world, call, tx.now)?;
    let (app, page, token) = page_caller(caller, id, call.method.as_str(), tx.world)?;
    need(&token, "pages_messaging")?;
    let psid = match call.json("recipient") {
        Ok(Some(Value::Object(recipient))) => recipient
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        _ => call.text("recipient").unwrap_or_default(),
    };
    let thread = tx
        .world
        .threads
        .get(&psid)
        .filter(|thread| crate::instagram::serves(tx.world, &page, thread));
    let Some(thread) = thread else {
        return Err(GraphError::param_sub(2_018_001, "No matching user found"));
    };
    Ok(Asked {
        app,
        psid,
        page_id: thread.page_id.clone(),
        owner: thread.state.owner.clone(),
    })
}

pub(crate) fn owner(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    platform.note(|tx| {
        let asked = asked(tx, call, id)?;
        let last_act = tx
            .world
            .threads
            .get(&asked.psid)
            .and_then(|thread| thread.state.last_act_ms);
        let expiration = last_act.map(|at| (at + ACTIVE_MS) / 1000);
        // The id is shown only to the owner itself.
        let data: Vec<Value> = asked
            .owner
            .iter()
            .map(|owner| {
                let mut shown = json!({"expiration": expiration});
                if *owner == asked.app.id {
                    shown["app_id"] = owner.as_str().into();
                }
                json!({"thread_owner": shown})
            })
            .collect();
        Ok(json!({"data": data}))
    })
}

pub(crate) async fn pass(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let target = call.text("target_app_id").unwrap_or_else(|| INBOX_APP.to_owned());
    let metadata = call.text("metadata").unwrap_or_default();
    change(platform, call, id, |tx, asked| {
        must_control(asked)?;
        if target != INBOX_APP && !tx.world.apps.contains_key(&target) {
            return Err(GraphError::param_sub(
                2_018_164,
                "The target app id is not valid for this page",
            ));
        }
        let control = Control {
            previous_owner_app_id: asked.owner.as_deref().map_or(Value::Null, Value::from),
            new_owner_app_id: target.as_str().into(),
            metadata,
        };
        set_owner(tx, asked, Some(target.clone()));
        tell(
            tx,
            asked,
            "pass_thread_control",
            Body::PassThreadControl(control),
            Some(target),
        );
        Ok(())
    })
    .await
}

pub(crate) async fn take(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let metadata = call.text("metadata").unwrap_or_default();
    change(platform, call, id, |tx, asked| {
        if !asked.app.take_control {
            return Err(GraphError::new(
                10,
                2_018_300,
                "(#10) take_thread_control is blocked for this app; allow it in the page's Advanced Messaging settings.",
            ));
        }
        let former = asked.owner.clone();
        set_owner(tx, asked, Some(asked.app.id.clone()));
        // The one it was taken from hears of it; from idle nobody does.
        if let Some(former) = former.filter(|former| *former != asked.app.id) {
            let control = Control {
                previous_owner_app_id: former.as_str().into(),
                new_owner_app_id: asked.app.id.as_str().into(),
                metadata,
            };
            let body = Body::TakeThreadControl(control);
            tell(tx, asked, "take_thread_control", body, Some(former));
        }
        Ok(())
    })
    .await
}

pub(crate) async fn release(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    change(platform, call, id, |tx, asked| {
        must_control(asked)?;
        set_owner(tx, asked, None);
        Ok(())
    })
    .await
}

pub(crate) async fn request(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let metadata = call.text("metadata").unwrap_or_default();
    change(platform, call, id, |tx, asked| {
        match asked.owner.clone() {
            // Idle: control is given at once, without an event.
            None => set_owner(tx, asked, Some(asked.app.id.clone())),
            Some(owner) => {
                let number = asked.app.id.parse::<u64>().map_or(Value::Null, Value::from);
                let body = Body::RequestThreadControl {
                    requested_owner_app_id: number,
                    metadata,
                };
                tell(tx, asked, "request_thread_control", body, Some(owner));
            }
        }
        Ok(())
    })
    .await
}

async fn change(
    platform: &Platform,
    call: &GraphCall,
    id: &str,
    edit: impl FnOnce(&mut Tx<'_>, &Asked) -> GraphResult<()>,
) -> GraphResult<Value> {
    let (result, receipt) = platform.transact(|tx| {
        let asked = asked(tx, call, id)?;
        edit(tx, &asked).map(|()| json!({"success": true}))
    });
    receipt.durable().await.map_err(not_kept)?;
    result
}

fn must_control(asked: &Asked) -> GraphResult<()> {
    match &asked.owner {
        Some(owner) if *owner != asked.app.id => Err(not_in_control()),
        _ => Ok(()),
    }
}

/// Another app controls the thread.
pub(crate) fn not_in_control() -> GraphError {
    GraphError::new(
        10,
        2_018_300,
        "(#10) Message failed to send because another app is controlling this thread now.",
    )
}

fn set_owner(tx: &mut Tx<'_>, asked: &Asked, owner: Option<String>) {
    tx.edit_thread(&asked.psid, |state| state.owner = owner);
}

fn tell(tx: &mut Tx<'_>, asked: &Asked, kind: &'static str, body: Body, only: Option<String>) {
    let event = Event::from_customer(&asked.psid, &asked.page_id, tx.now, body);
    let mut emission = Emission::new(&asked.psid, "messaging_handovers", kind, event);
    emission.only_app = only;
    emit(tx, emission);
}
