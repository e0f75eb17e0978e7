//! Accepting a message: the checks that need the state, then the message, its echo and its log line.

use std::collections::BTreeSet;
use std::time::Duration;

use super::super::auth::need;
use super::super::error::{GraphError, GraphResult};
use super::super::thread_control::not_in_control;
use super::attachments::Resolved;
use super::draft::{Content, Draft, Messaging, WantedMessage};
use super::{Sender, notified, put_asset, utility, window};
use crate::fanout::emit;
use crate::phone;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{
    AppMode, Attachment, Author, Change, EchoTiming, LogTopic, Message, Persona, QuickReply, Reachability,
};

/// How long an answer waits for its echo to have been tried first.
const ECHO_PATIENCE: Duration = Duration::from_secs(2);

pub(super) struct Accepted {
    pub mid: String,
    pub attachment_id: Option<String>,
    /// Echoes that are to be tried before the answer.
    pub wait_for: BTreeSet<u64>,
}

/// The recipient must be a customer of this page who can be reached, in a thread this app may use.
pub(super) fn reachable_thread(tx: &Tx<'_>, sender: &Sender, psid: &str) -> GraphResult<()> {
    let thread = tx
        .world
        .threads
        .get(psid)
        .filter(|thread| thread.page_id == sender.page.id);
    let Some(thread) = thread else {
        return Err(GraphError::param_sub(2_018_001, "No matching user found"));
    };
    let Some(person) = tx.world.people.get(&thread.person_id) else {
        return Err(GraphError::param_sub(2_018_001, "No matching user found"));
    };
    if sender.page.restricted {
        return Err(GraphError::new(
            10,
            1_893_063,
            "(#10) The page is temporarily restricted from sending messages.",
        ));
    }
    if sender.app.mode == AppMode::Development && !person.has_role {
        return Err(GraphError::new(
            200,
            2_018_028,
            "(#200) Cannot message users who are not admins, developers or testers of the app until pages_messaging permission is reviewed and the app is live.",
        ));
    }
    match person.reach {
        Reachability::Reachable => {}
        Reachability::Blocked => {
            return Err(GraphError::new(
                551,
                1_545_041,
                "(#551) This person isn't available right now.",
            ));
        }
        Reachability::Unavailable => {
            return Err(GraphError::new(
                10,
                2_018_108,
                "(#10) This person isn't receiving messages right now.",
            ));
        }
    }
    match &thread.state.owner {
        Some(owner) if *owner != sender.app.id => Err(not_in_control()),
        _ => Ok(()),
    }
}

/// Everything that can refuse a message without changing anything.
pub(super) fn may_send(tx: &Tx<'_>, sender: &Sender, draft: &Draft) -> GraphResult<()> {
    // The token may have died since the call began.
    let alive = tx.world.tokens.get(&sender.token.id);
    if let Some(token) = alive {
        super::super::auth::token_alive(token, tx.now)?;
    }
    reachable_thread(tx, sender, &draft.psid)?;
    persona(tx, sender, draft.persona.as_deref())?;
    let Some(thread) = tx.world.threads.get(&draft.psid) else {
        return Ok(());
    };
    if let Some(mid) = &draft.reply_to
        && thread.message(mid).is_none()
    {
        return Err(GraphError::param(
            "param reply_to[mid] is not a message of this thread.",
        ));
    }
    if let Some(token) = &draft.token {
        return notified::check(thread, token, draft, tx.now);
    }
    if let Content::Message(message) = &draft.content {
        notified::may_ask(thread, message, tx.now)?;
    }
    tag_alive(tx, &draft.messaging)?;
    drawn(tx, sender, draft)?;
    if draft.comment.is_some() {
        // A private reply has a rule of its own.
        return Ok(());
    }
    let allowed = window::check(
        &draft.messaging,
        thread.state.last_act_ms,
        tx.now,
        sender.app.human_agent,
    );
    allowed.map_err(|error| match error.subcode {
        // Instagram has a number of its own for the closed window.
        Some(2_018_278) if sender.page.connected_to.is_some() => GraphError {
            subcode: Some(2_534_022),
            ..error
        },
        _ => error,
    })
}

/// The name and picture that a send names.
pub(super) fn persona(tx: &Tx<'_>, sender: &Sender, id: Option<&str>) -> GraphResult<Option<Persona>> {
    let Some(id) = id else { return Ok(None) };
    let page = tx.world.pages.get(&sender.page.id);
    match page.and_then(|page| page.personas.get(id)) {
        Some(persona) => Ok(Some(persona.clone())),
        None => Err(GraphError::param(
            "Param persona_id must be a valid persona of the page.",
        )),
    }
}

/// The approved template that is sent, filled.
fn drawn(tx: &Tx<'_>, sender: &Sender, draft: &Draft) -> GraphResult<Option<utility::Drawn>> {
    if draft.messaging == Messaging::Utility {
        need(&sender.token, "pages_utility_messaging")?;
    }
    let page = tx.world.pages.get(&sender.page.id);
    page.map_or(Ok(None), |page| utility::drawn(page, draft))
}

/// Retired tags are refused from their day on.
fn tag_alive(tx: &Tx<'_>, messaging: &Messaging) -> GraphResult<()> {
    match messaging {
        Messaging::Tag(name) if tx.world.tag_ends(name).is_none_or(|ends| ends <= tx.now) => {
            Err(GraphError::param_sub(1_893_061, "Invalid parameter"))
        }
        _ => Ok(()),
    }
}

/// Takes the message in.
pub(super) fn accept(
    platform: &Platform,
    tx: &mut Tx<'_>,
    sender: &Sender,
    draft: &Draft,
    resolved: Option<Resolved>,
) -> GraphResult<Accepted> {
    may_send(tx, sender, draft)?;
    if let Some(comment) = &draft.comment {
        // Another reply may have been faster.
        super::private_reply::author(tx, sender, comment)?;
    }
    let Content::Message(wanted) = &draft.content else {
        unreachable!("actions go another way")
    };
    let psid = draft.psid.as_str();
    let persona = persona(tx, sender, draft.persona.as_deref())?;
    let (mut attachments, attachment_id) = attach(tx, sender, wanted, resolved);
    let drawn = drawn(tx, sender, draft)?;
    let (text, card) = drawn.map_or((wanted.text.clone(), None), |drawn| {
        (drawn.text, drawn.attachment)
    });
    attachments.extend(card);
    let message = Message {
        mid: tx.ids().mid(),
        at_ms: tx.stamp(psid),
        author: Author::Page {
            app_id: sender.app.id.clone(),
        },
        text,
        attachments,
        quick_replies: own_details(tx, psid, &wanted.quick_replies),
        tapped: None,
        metadata: wanted.metadata.clone(),
        reply_to: draft.reply_to.clone(),
        referral: None,
        held: false,
        delivered_ms: None,
        customer_reaction: None,
        page_reaction: None,
        edits: 0,
        taken_back: false,
        persona,
    };
    tx.apply(Change::MessagePut {
        psid: psid.to_owned(),
        message: message.clone(),
    });
    if let (Some(comment), Some(post_id)) = (&draft.comment, &draft.post_id) {
        phone::answered_privately(tx, post_id, comment, &message.mid);
    }
    let (token, now) = (draft.token.as_deref(), tx.now);
    tx.edit_thread(psid, |state| {
        state.page_typing_until_ms = 0;
        for one in &mut state.notifications {
            if Some(one.token.as_str()) == token {
                one.used_ms = Some(now);
            }
        }
    });
    log(tx, sender, psid, &message);
    let wait_for = send_echo(platform, tx, sender, psid, &message);
    Ok(Accepted {
        mid: message.mid,
        attachment_id,
        wait_for,
    })
}

/// For a phone number or an e-mail address the phone offers the person's own.
fn own_details(tx: &Tx<'_>, psid: &str, offered: &[QuickReply]) -> Vec<QuickReply> {
    let thread = tx.world.threads.get(psid);
    let person = thread.and_then(|thread| tx.world.people.get(&thread.person_id));
    let own = |reply: &QuickReply| {
        let detail = match (reply.content_type.as_str(), person) {
            ("user_phone_number", Some(person)) => format!("+1555{:07}", person.id % 10_000_000),
            ("user_email", Some(person)) => format!("customer{}@example.com", person.id),
            _ => return reply.clone(),
        };
        QuickReply {
            title: detail.clone(),
            payload: detail,
            content_type: reply.content_type.clone(),
        }
    };
    offered.iter().map(own).collect()
}

fn attach(
    tx: &mut Tx<'_>,
    sender: &Sender,
    wanted: &WantedMessage,
    resolved: Option<Resolved>,
) -> (Vec<Attachment>, Option<String>) {
    let mut attachments = Vec::new();
    let mut attachment_id = None;
    match resolved {
        None => {}
        Some(Resolved::Template(payload)) => attachments.push(Attachment::Template { payload }),
        Some(Resolved::Known { kind, media_id }) => attachments.push(Attachment::File { kind, media_id }),
        Some(Resolved::File {
            kind,
            media,
            reusable,
        }) => {
            tx.apply(Change::MediaPut(media.clone()));
            if reusable {
                attachment_id = Some(put_asset(tx, &sender.page.id, kind, &media.id));
            }
            attachments.push(Attachment::File {
                kind,
                media_id: media.id,
            });
        }
    }
    if let Some(sticker) = wanted.sticker {
        attachments.push(Attachment::Sticker {
            name: sticker.name.to_owned(),
        });
    }
    (attachments, attachment_id)
}

fn log(tx: &mut Tx<'_>, sender: &Sender, psid: &str, message: &Message) {
    let mut what = message.gist();
    match message.quick_replies.len() {
        0 => {}
        1 => what.push_str(", 1 quick reply"),
        more => what = format!("{what}, {more} quick replies"),
    }
    tx.log(LogTopic::Send, "send", what, |entry| {
        entry.answer.clone_from(&message.mid);
        entry.psid = Some(psid.to_owned());
        entry.page_id = Some(sender.page.id.clone());
        entry.app_id = Some(sender.app.id.clone());
    });
}

/// Queues the echo; returns the events to wait for when echoes come before the answer.
fn send_echo(
    platform: &Platform,
    tx: &mut Tx<'_>,
    sender: &Sender,
    psid: &str,
    message: &Message,
) -> BTreeSet<u64> {
    let before = tx.queued_seqs();
    let mut echo = phone::echo(platform, tx, psid, message);
    if sender.app.echo == EchoTiming::AfterAnswer {
        echo.delay_ms = i64::try_from(platform.config.echo_delay.as_millis()).unwrap_or(0);
        emit(tx, echo);
        return BTreeSet::new();
    }
    emit(tx, echo);
    tx.queued_seqs().difference(&before).copied().collect()
}

/// Waits until events were acknowledged, or patience ends.
pub(super) async fn wait_until_tried(platform: &Platform, seqs: &BTreeSet<u64>) {
    let mut attempts = platform.attempts.subscribe();
    let waiting = async {
        while platform.read(|world| seqs.iter().any(|seq| world.outbox.contains_key(seq))) {
            if attempts.changed().await.is_err() {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(ECHO_PATIENCE, waiting).await;
}
