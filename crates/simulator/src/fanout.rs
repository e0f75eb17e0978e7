//! Who hears of an event: apps that chose its field at the app level *and* at the page level.

use crate::instagram;
use crate::transaction::Tx;
use crate::webhook::event::{Body, Event, Party};
use crate::world::{App, AppMode, Change, LogTopic, Page, Person, QueuedEvent, RepeatableEvent, World};

/// An event about a thread, ready to be told.
pub(crate) struct Emission {
    pub psid: String,
    pub field: &'static str,
    /// Word for the log: `message`, `message echo`, `read`…
    pub kind: &'static str,
    pub what: String,
    pub mid: Option<String>,
    pub event: Event,
    /// Milliseconds to wait before it leaves.
    pub delay_ms: i64,
    /// Only for this app: a postback's payload goes to the app that sent the button.
    pub only_app: Option<String>,
}

impl Emission {
    pub fn new(psid: &str, field: &'static str, kind: &'static str, event: Event) -> Self {
        Self {
            psid: psid.to_owned(),
            field,
            kind,
            what: String::new(),
            mid: None,
            event,
            delay_ms: 0,
            only_app: None,
        }
    }

    pub fn what(mut self, what: impl Into<String>) -> Self {
        self.what = what.into();
        self
    }

    pub fn mid(mut self, mid: &str) -> Self {
        self.mid = Some(mid.to_owned());
        self
    }
}

/// Fields whose events reach other apps on the standby channel while one app controls the thread.
const STANDBY_FIELDS: [&str; 5] = [
    "messages",
    "message_echoes",
    "message_reads",
    "message_deliveries",
    "messaging_postbacks",
];

/// Queues an event for every app that may hear of it; says in the log when nobody does.
pub(crate) fn emit(tx: &mut Tx<'_>, mut emission: Emission) {
    let Some(thread) = tx.world.threads.get(&emission.psid) else {
        return;
    };
    let standby_field = emission.field;
    if instagram::is_account(&thread.page_id) {
        let Some(field) = instagram::field(emission.field) else {
            return;
        };
        emission.field = field;
    }
    let (page_id, owner) = (thread.page_id.clone(), thread.state.owner.clone());
    let (Some(page), Some(person)) = (
        tx.world
            .pages
            .get(&page_id)
            .map(|page| heard_through(tx.world, page)),
        tx.world.people.get(&thread.person_id).cloned(),
    ) else {
        return;
    };
    let apps: Vec<App> = tx.world.apps.values().cloned().collect();
    let mut silence = "no app is subscribed to the page".to_owned();
    let mut told = false;
    for app in &apps {
        if emission.only_app.as_ref().is_some_and(|only| *only != app.id) {
            continue;
        }
        // A change of hands is told to whom it concerns, on the main channel.
        let addressed = emission.only_app.is_some();
        let standby = !addressed && owner.as_ref().is_some_and(|owner| *owner != app.id);
        if standby && !STANDBY_FIELDS.contains(&standby_field) {
            continue;
        }
        let field = if standby { "standby" } else { emission.field };
        match may_hear(app, &page, &person, field) {
            Ok(()) => {
                queue_for(tx, app, &page_id, &emission, standby);
                told = true;
            }
            Err(why) => silence = why,
        }
    }
    if !told {
        tx.log(LogTopic::Event, emission.kind, emission.what, |entry| {
            entry.psid = Some(emission.psid);
            entry.page_id = Some(page_id);
            entry.answer = format!("not sent: {silence}");
            entry.ok = false;
        });
    }
}

/// A page as apps hear it: an account is heard through the page behind it.
fn heard_through(world: &World, page: &Page) -> Page {
    let behind = instagram::page_behind(world, page);
    Page {
        subscriptions: behind.subscriptions.clone(),
        disabled: behind.disabled.clone(),
        ..page.clone()
    }
}

/// Whether an app hears of a field, or why not.
fn may_hear(app: &App, page: &Page, person: &Person, field: &str) -> Result<(), String> {
    hears_field(app, page, Some(person), field)
}

fn hears_field(app: &App, page: &Page, person: Option<&Person>, field: &str) -> Result<(), String> {
    let Some(wanted) = page.subscriptions.get(&app.id) else {
        return Err(if page.disabled.contains_key(&app.id) {
            "the app was unsubscribed from the page".to_owned()
        } else {
            "the page is not subscribed".to_owned()
        });
    };
    if app.webhook.is_none() {
        return Err("the app has no callback".to_owned());
    }
    if page.connected_to.is_some() {
        // At the page any field will do: the app's own list decides.
        if let Some(why) = instagram::deaf(app, field) {
            return Err(why);
        }
    } else if !app.fields.contains(field) {
        return Err(format!("{field} is not chosen at the app"));
    } else if !wanted.contains(field) {
        return Err(format!("{field} is not chosen for the page"));
    }
    if app.mode == AppMode::Development && person.is_some_and(|person| !person.has_role) {
        return Err("the app is in development mode and this person has no role on it".to_owned());
    }
    Ok(())
}

fn queue_for(tx: &mut Tx<'_>, app: &App, page_id: &str, emission: &Emission, standby: bool) {
    let value = if standby {
        without_payload(&emission.event)
    } else {
        emission.event.json()
    };
    let value = match tx.world.threads.get(&emission.psid) {
        Some(thread) if instagram::is_account(page_id) => instagram::told(thread, &value),
        _ => value,
    };
    let seq = tx.ids().number();
    // A batch needs a moment to gather.
    let linger_ms = if app.batch_max > 1 { 30 } else { 0 };
    let event = QueuedEvent {
        seq,
        app_id: app.id.clone(),
        page_id: page_id.to_owned(),
        psid: Some(emission.psid.clone()),
        field: emission.field.to_owned(),
        standby,
        kind: emission.kind.to_owned(),
        what: emission.what.clone(),
        mid: emission.mid.clone(),
        value,
        queued_ms: tx.now,
        loose: false,
    };
    tx.queue(event, emission.delay_ms + linger_ms);
}

/// Tells the page's apps that the platform blocked the page from sending, or lifted that.
pub(crate) fn tell_policy(tx: &mut Tx<'_>, page_id: &str, blocked: bool) {
    const FIELD: &str = "messaging_policy_enforcement";
    let Some(page) = tx.world.pages.get(page_id).cloned() else {
        return;
    };
    let body = Body::PolicyEnforcement {
        action: if blocked { "block" } else { "unblock" }.to_owned(),
        reason: blocked.then(|| "The bot violated a platform policy.".to_owned()),
    };
    let what = if blocked { "block" } else { "unblock" };
    let event = Event {
        sender: None,
        recipient: Party {
            id: page_id.to_owned(),
        },
        timestamp: tx.now,
        body,
    };
    let apps: Vec<App> = tx.world.apps.values().cloned().collect();
    for app in apps {
        let wanted = page
            .subscriptions
            .get(&app.id)
            .is_some_and(|fields| fields.contains(FIELD));
        if !wanted || !app.fields.contains(FIELD) || app.webhook.is_none() {
            continue;
        }
        let queued = QueuedEvent {
            seq: tx.ids().number(),
            app_id: app.id.clone(),
            page_id: page_id.to_owned(),
            psid: None,
            field: FIELD.to_owned(),
            standby: false,
            kind: "policy_enforcement".to_owned(),
            what: what.to_owned(),
            mid: None,
            value: event.json(),
            queued_ms: tx.now,
            loose: false,
        };
        tx.queue(queued, 0);
    }
}

/// A change of a field that is no chat.
pub(crate) struct Told {
    pub field: &'static str,
    /// Word for the log.
    pub kind: String,
    pub what: String,
    pub value: serde_json::Value,
}

/// Tells the page's apps a change of a field; says in the log when nobody hears of it. `person` wrote, when it was not
/// the page itself.
pub(crate) fn tell_change(tx: &mut Tx<'_>, page_id: &str, person: Option<u64>, told: Told) {
    let page = tx.world.pages.get(page_id);
    let Some(page) = page.map(|page| heard_through(tx.world, page)) else {
        return;
    };
    let person = person.and_then(|id| tx.world.people.get(&id).cloned());
    let apps: Vec<App> = tx.world.apps.values().cloned().collect();
    let mut silence = "no app is subscribed to the page".to_owned();
    let mut heard = false;
    for app in &apps {
        match hears_field(app, &page, person.as_ref(), told.field) {
            Ok(()) => {
                let queued = QueuedEvent {
                    seq: tx.ids().number(),
                    app_id: app.id.clone(),
                    page_id: page_id.to_owned(),
                    psid: None,
                    field: told.field.to_owned(),
                    standby: false,
                    kind: told.kind.clone(),
                    what: told.what.clone(),
                    mid: None,
                    value: told.value.to_string(),
                    queued_ms: tx.now,
                    loose: false,
                };
                tx.queue(queued, 0);
                heard = true;
            }
            Err(why) => silence = why,
        }
    }
    if !heard {
        tx.log(LogTopic::Event, &told.kind, told.what, |entry| {
            entry.page_id = Some(page_id.to_owned());
            entry.answer = format!("not sent: {silence}");
            entry.ok = false;
        });
    }
}

/// On standby a postback loses its payload.
fn without_payload(event: &Event) -> String {
    match &event.body {
        Body::Postback(_) => {
            let mut value: serde_json::Value =
                serde_json::from_str(&event.json()).expect("events are plain data");
            if let Some(postback) = value.get_mut("postback").and_then(|value| value.as_object_mut()) {
                postback.remove("payload");
            }
            value.to_string()
        }
        _ => event.json(),
    }
}

/// Remembers a customer's event so it can be sent again.
pub(crate) fn remember(tx: &mut Tx<'_>, emission: &Emission) {
    let Some(thread) = tx.world.threads.get(&emission.psid) else {
        return;
    };
    let value = emission.event.json();
    let (field, value) = if instagram::is_account(&thread.page_id) {
        let field = instagram::field(emission.field).unwrap_or(emission.field);
        (field, instagram::told(thread, &value))
    } else {
        (emission.field, value)
    };
    let mut state = thread.state.clone();
    state.last_event = Some(RepeatableEvent {
        field: field.to_owned(),
        kind: emission.kind.to_owned(),
        what: emission.what.clone(),
        mid: emission.mid.clone(),
        value,
    });
    tx.apply(Change::ThreadState {
        psid: emission.psid.clone(),
        state,
    });
}
