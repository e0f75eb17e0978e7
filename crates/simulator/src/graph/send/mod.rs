//! The Send API: `POST /{page}/messages` and `POST /{page}/message_attachments`.

mod accept;
mod actions;
mod attachments;
mod draft;
mod feedback;
mod notified;
mod private_reply;
mod rarer;
mod templates;
mod utility;
mod window;

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::accounts::not_kept;
use super::auth::{authenticate, need, page_caller};
use super::error::{GraphError, GraphResult};
use super::request::GraphCall;
use crate::instagram;
use crate::phone;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{App, Asset, Change, FileKind, LogTopic, Page, Token};
use draft::{Content, Draft};

/// Who sends, and for which page.
struct Sender {
    app: App,
    page: Page,
    token: Token,
}

fn sender(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Sender> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let caller = authenticate(world, call, now)?;
        let (app, page, token) = page_caller(caller, id, "post", world)?;
        need(&token, "pages_messaging")?;
        Ok(Sender { app, page, token })
    })
}

/// Sends a message or an action; the answer leaves when the message is recorded.
pub(crate) async fn send(platform: &Arc<Platform>, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let sender = sender(platform, call, id)?;
    let read = Draft::read(call).and_then(|mut draft| {
        if let Some(token) = &draft.token {
            draft.psid = platform.read(|world| notified::customer(world, &sender, token))?;
        }
        if let Some(comment) = &draft.comment {
            // Who the author is in messages is known from here on.
            let (post_id, psid) = platform.note(|tx| private_reply::author(tx, &sender, comment))?;
            draft.psid = psid;
            draft.post_id = Some(post_id);
        }
        Ok(draft)
    });
    let draft = match read {
        Ok(draft) => draft,
        Err(error) => {
            platform.note(|tx| log_refusal(tx, &sender, None, "send", &error));
            return Err(error);
        }
    };
    let sender = for_recipient(platform, sender, &draft.psid);
    let psid = draft.psid.clone();
    let kind = draft.kind();
    let result = match draft.content {
        Content::Action(action) => {
            actions::act(platform, &sender, &draft.psid, action, draft.persona.as_deref()).await
        }
        Content::Message(_) => send_message(platform, call, &sender, draft).await,
    };
    if let Err(error) = &result {
        platform.note(|tx| log_refusal(tx, &sender, Some(&psid), &kind, error));
    }
    result
}

/// Who writes to an account's customer writes as the account.
fn for_recipient(platform: &Platform, sender: Sender, psid: &str) -> Sender {
    let account = platform.read(|world| {
        let account = instagram::account_of(world, &sender.page.id)?;
        let thread = world.threads.get(psid)?;
        (thread.page_id == account.id).then(|| account.clone())
    });
    match account {
        Some(page) => Sender { page, ..sender },
        None => sender,
    }
}

async fn send_message(
    platform: &Arc<Platform>,
    call: &GraphCall,
    sender: &Sender,
    draft: Draft,
) -> GraphResult<Value> {
    let Content::Message(message) = &draft.content else {
        unreachable!("asked by the caller")
    };
    if sender.page.connected_to.is_some() {
        need(&sender.token, "instagram_manage_messages")?;
        instagram::refuse_text(message.text.as_deref())?;
        instagram::refuse_extras(
            &message.quick_replies,
            draft.persona.is_some(),
            message.sticker.is_some(),
        )?;
        if let Some(draft::WantedAttachment::Template(payload)) = &message.attachment {
            instagram::refuse_template(payload)?;
        }
    }
    // What can be refused is refused before anything is fetched.
    platform.note(|tx| accept::may_send(tx, sender, &draft))?;
    let heavy = message
        .attachment
        .as_ref()
        .is_some_and(draft::WantedAttachment::is_heavy);
    platform
        .usage
        .lock()
        .expect("no panic while holding it")
        .send(&sender.page.id, heavy, Instant::now())?;
    let resolved = match &message.attachment {
        Some(attachment) => Some(attachments::resolve(platform, &sender.page.id, attachment, call).await?),
        None => None,
    };
    let (accepted, receipt) = platform.transact(|tx| accept::accept(platform, tx, sender, &draft, resolved));
    receipt.durable().await.map_err(not_kept)?;
    let accepted = accepted?;
    phone::schedule(platform, draft.psid.clone());
    if !accepted.wait_for.is_empty() {
        accept::wait_until_tried(platform, &accepted.wait_for).await;
    }
    let mut body = json!({"recipient_id": draft.psid, "message_id": accepted.mid});
    if let Some(attachment_id) = accepted.attachment_id {
        body["attachment_id"] = attachment_id.into();
    }
    Ok(body)
}

/// Stores an attachment to be sent by id later.
pub(crate) async fn upload(platform: &Arc<Platform>, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let mut sender = sender(platform, call, id)?;
    if call.text("platform").as_deref() == Some("instagram") {
        let account = platform.read(|world| instagram::account_of(world, &sender.page.id).cloned());
        sender.page = account.ok_or_else(instagram::not_connected)?;
    }
    let message = call.json("message")?.unwrap_or(Value::Null);
    let Some(attachment) = message.get("attachment") else {
        return Err(GraphError::param("param message[attachment] is required."));
    };
    let wanted = draft::attachment(attachment, call)?;
    if matches!(
        wanted,
        draft::WantedAttachment::Template(_) | draft::WantedAttachment::Known { .. }
    ) {
        return Err(GraphError::param(
            "message_attachments takes a file by url or filedata.",
        ));
    }
    let resolved = attachments::resolve(platform, &sender.page.id, &wanted, call).await?;
    let (asset_id, receipt) = platform.transact(|tx| keep_asset(tx, &sender, &resolved));
    receipt.durable().await.map_err(not_kept)?;
    Ok(json!({"attachment_id": asset_id}))
}

fn keep_asset(tx: &mut Tx<'_>, sender: &Sender, resolved: &attachments::Resolved) -> Option<String> {
    let attachments::Resolved::File {
        kind,
        media,
        reusable,
    } = resolved
    else {
        return None;
    };
    tx.apply(Change::MediaPut(media.clone()));
    // Without `is_reusable` Meta gives an id that nothing can be sent with.
    let id = if *reusable {
        put_asset(tx, &sender.page.id, *kind, &media.id)
    } else {
        tx.ids().attachment()
    };
    tx.log(LogTopic::Send, "upload", media.name.clone(), |entry| {
        entry.answer.clone_from(&id);
        entry.page_id = Some(sender.page.id.clone());
        entry.app_id = Some(sender.app.id.clone());
    });
    Some(id)
}

fn put_asset(tx: &mut Tx<'_>, page_id: &str, kind: FileKind, media_id: &str) -> String {
    let asset = Asset {
        id: tx.ids().attachment(),
        page_id: page_id.to_owned(),
        kind,
        media_id: media_id.to_owned(),
        created_ms: tx.now,
    };
    let id = asset.id.clone();
    tx.apply(Change::AssetPut(asset));
    id
}

fn log_refusal(tx: &mut Tx<'_>, sender: &Sender, psid: Option<&str>, kind: &str, error: &GraphError) {
    let what = error.message.clone();
    tx.log(LogTopic::Send, kind, what, |entry| {
        entry.ok = false;
        entry.answer = match error.subcode {
            Some(subcode) => format!("{}/{subcode}", error.code),
            None => error.code.to_string(),
        };
        entry.psid = psid.map(str::to_owned);
        entry.page_id = Some(sender.page.id.clone());
        entry.app_id = Some(sender.app.id.clone());
    });
}
