//! The Conversations API: the threads of a page and their messages, newest first, in pages.
//!
//! Source: Meta, "Conversations API". Details are given for the newest 20 messages of a thread only: older ones are
//! listed with id and time, and answer as deleted (9000001) when asked for by id. Two calls a second for each page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::auth::{Caller, authenticate, need, page_caller};
use super::error::{GraphError, GraphResult};
use super::expansion::{self, Wanted};
use super::request::GraphCall;
use crate::ids::scramble;
use crate::instagram;
use crate::media::{absolute, file_link, sticker_link};
use crate::platform::Platform;
use crate::views::iso_time;
use crate::world::{Attachment, FileKind, Message, Page, Person, Thread, World};

/// Messages of a thread whose details are given.
const DETAILED: usize = 20;
/// Rows of a list when nobody says how many.
const USUAL: usize = 25;
/// Rows of a list at most.
const MOST: usize = 100;

const THREAD_FIELDS: [&str; 11] = [
    "id",
    "link",
    "updated_time",
    "message_count",
    "unread_count",
    "snippet",
    "participants",
    "senders",
    "can_reply",
    "is_owner",
    "messages",
];
const MESSAGE_FIELDS: [&str; 10] = [
    "id",
    "created_time",
    "from",
    "to",
    "message",
    "attachments",
    "shares",
    "sticker",
    "reply_to",
    "tags",
];

/// What the answers are made of.
struct Look<'a> {
    platform: &'a Platform,
    world: &'a World,
    page: &'a Page,
}

/// `GET /{page}/conversations`.
pub(super) fn list(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let wanted = fields(call, &["id", "link", "updated_time"])?;
    let limit = limit(call)?;
    look(platform, call, |caller, world| {
        let (_, page, token) = page_caller(caller, id, "get", world)?;
        let page = match call.text("platform").as_deref() {
            None | Some("messenger") => page,
            Some("instagram") => {
                need(&token, "instagram_manage_messages")?;
                let account = instagram::account_of(world, &page.id).cloned();
                account.ok_or_else(instagram::not_connected)?
            }
            Some(_) => {
                return Err(GraphError::param(
                    "Param platform must be one of {INSTAGRAM, MESSENGER}.",
                ));
            }
        };
        let mut threads: Vec<&Thread> = world
            .threads
            .values()
            .filter(|thread| thread.page_id == page.id && listed(thread).next().is_some())
            .filter(|thread| call.text("user_id").is_none_or(|user| user == thread.psid))
            .collect();
        threads.sort_by_key(|thread| std::cmp::Reverse(place(thread)));
        let look = Look {
            platform,
            world,
            page: &page,
        };
        let after = after(call)?;
        let row = |thread: &&Thread| Ok((look.thread(thread, &wanted)?, place(thread)));
        paged(&threads, limit, after, |thread| place(thread), row)
    })
}

/// `GET /{conversation}`.
pub(super) fn thread(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let wanted = fields(call, &["id", "link", "updated_time"])?;
    of_page(platform, call, |look| {
        let thread = look.find(id).ok_or_else(|| GraphError::no_object("get", id))?;
        look.thread(thread, &wanted)
    })
}

/// `GET /{conversation}/messages`.
pub(super) fn messages(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let wanted = fields(call, &["id", "created_time"])?;
    let limit = limit(call)?;
    let after = after(call)?;
    of_page(platform, call, |look| {
        let thread = look.find(id).ok_or_else(|| GraphError::no_object("get", id))?;
        look.messages(thread, &wanted, limit, after.clone())
    })
}

/// `GET /{message}`.
pub(super) fn message(platform: &Platform, call: &GraphCall, id: &str) -> GraphResult<Value> {
    let wanted = fields(call, &["id", "created_time"])?;
    of_page(platform, call, |look| {
        let found = look
            .world
            .threads
            .values()
            .filter(|thread| thread.page_id == look.page.id)
            .find_map(|thread| {
                let place = listed(thread).rev().position(|message| message.mid == id)?;
                Some((thread, place))
            });
        let Some((thread, place)) = found else {
            return Err(GraphError::no_object("get", id));
        };
        if place >= DETAILED {
            return Err(GraphError::new(
                9_000_001,
                None,
                "(#9000001) Message Deleted: The message has been deleted by the sender or recipient.",
            ));
        }
        let message = thread
            .message(id)
            .ok_or_else(|| GraphError::no_object("get", id))?;
        look.message(thread, message, &wanted, true)
    })
}

/// Whether an id is one of a thread or a message, as told in these answers.
pub(super) fn is_thread(id: &str) -> bool {
    id.starts_with("t_")
}

pub(super) fn is_message(id: &str) -> bool {
    id.starts_with("m_")
}

fn of_page(
    platform: &Platform,
    call: &GraphCall,
    answer: impl Fn(&Look<'_>) -> GraphResult<Value>,
) -> GraphResult<Value> {
    look(platform, call, |caller, world| {
        let (_, page, _) = page_caller(caller, "me", "get", world)?;
        let look = |page| Look {
            platform,
            world,
            page,
        };
        match (answer(&look(&page)), instagram::account_of(world, &page.id)) {
            // What is not the page's may be its account's.
            (Err(_), Some(account)) if account.connected_to.is_some() => answer(&look(account)),
            (answered, _) => answered,
        }
    })
}

/// Checks who calls and how often.
fn look(
    platform: &Platform,
    call: &GraphCall,
    answer: impl FnOnce(Caller, &World) -> GraphResult<Value>,
) -> GraphResult<Value> {
    let now = platform.clock.now_ms();
    platform.read(|world| {
        let caller = authenticate(world, call, now)?;
        if let Caller::Page { page, token, .. } = &caller {
            for scope in [
                "pages_manage_metadata",
                "pages_read_engagement",
                "pages_messaging",
            ] {
                need(token, scope)?;
            }
            let mut usage = platform.usage.lock().expect("no panic while holding it");
            usage.conversation_call(&page.id, now)?;
        }
        answer(caller, world)
    })
}

fn fields(call: &GraphCall, usual: &[&str]) -> GraphResult<Vec<Wanted>> {
    match call.text("fields") {
        Some(text) => expansion::parse(&text),
        None => Ok(usual.iter().map(|name| Wanted::plain(name)).collect()),
    }
}

fn limit(call: &GraphCall) -> GraphResult<usize> {
    match call.text("limit").map(|text| text.parse::<usize>()) {
        None => Ok(USUAL),
        Some(Ok(limit)) if limit > 0 => Ok(limit.min(MOST)),
        Some(_) => Err(GraphError::param(
            "Param limit must be a number greater than zero.",
        )),
    }
}

/// Where a row stands: newer ones first, and of the same moment one before the other for good.
type Place = (i64, String);

fn place(thread: &Thread) -> Place {
    (
        listed(thread).next_back().map_or(0, |last| last.at_ms),
        thread.psid.clone(),
    )
}

fn after(call: &GraphCall) -> GraphResult<Option<Place>> {
    let Some(cursor) = call.text("after") else {
        return Ok(None);
    };
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(&cursor).ok()?).ok()?;
        let (at, id) = text.split_once(' ')?;
        Some((at.parse().ok()?, id.to_owned()))
    };
    read()
        .map(Some)
        .ok_or_else(|| GraphError::param("Invalid cursors values"))
}

fn cursor((at, id): &Place) -> String {
    URL_SAFE_NO_PAD.encode(format!("{at} {id}"))
}

/// One page of a list that is sorted newest first.
fn paged<T>(
    rows: &[T],
    limit: usize,
    after: Option<Place>,
    place: impl Fn(&T) -> Place,
    show: impl Fn(&T) -> GraphResult<(Value, Place)>,
) -> GraphResult<Value> {
    let rest: Vec<&T> = rows
        .iter()
        .filter(|row| after.as_ref().is_none_or(|after| place(row) < *after))
        .collect();
    let shown = rest
        .iter()
        .take(limit)
        .map(|row| show(row))
        .collect::<GraphResult<Vec<_>>>()?;
    let mut page = json!({"data": shown.iter().map(|(value, _)| value.clone()).collect::<Vec<_>>()});
    if let (Some((_, first)), Some((_, last))) = (shown.first(), shown.last()) {
        page["paging"] = json!({"cursors": {"before": cursor(first), "after": cursor(last)}});
        if rest.len() > limit {
            page["paging"]["next"] = format!("https://graph.facebook.com/next?after={}", cursor(last)).into();
        }
    }
    Ok(page)
}

/// Messages that left the customer's phone and are still there, oldest first.
fn listed(thread: &Thread) -> impl DoubleEndedIterator<Item = &Message> {
    thread
        .messages
        .iter()
        .filter(|message| !message.held && !message.taken_back)
}

fn thread_id(thread: &Thread) -> String {
    format!(
        "t_{}",
        scramble(11, thread.psid.parse().unwrap_or(thread.person_id)) >> 10
    )
}

impl Look<'_> {
    fn find(&self, id: &str) -> Option<&Thread> {
        let mut threads = self.world.threads.values();
        threads.find(|thread| thread.page_id == self.page.id && thread_id(thread) == id)
    }

    fn thread(&self, thread: &Thread, wanted: &[Wanted]) -> GraphResult<Value> {
        let mut node = Map::new();
        node.insert("id".to_owned(), thread_id(thread).into());
        let last = listed(thread).next_back();
        for field in wanted {
            let value = match field.name.as_str() {
                "id" => continue,
                "link" => format!("/{}/inbox/{}/", self.page.id, thread_id(thread)).into(),
                "updated_time" => iso_time(last.map_or(0, |last| last.at_ms)).into(),
                "message_count" => listed(thread).count().into(),
                "unread_count" => 0.into(),
                "snippet" => last.and_then(|last| last.text.clone()).unwrap_or_default().into(),
                "participants" | "senders" => {
                    json!({"data": [self.customer(thread), self.own()]})
                }
                "can_reply" => true.into(),
                "is_owner" => thread.state.owner.is_none().into(),
                "messages" => {
                    let inner = if field.inner.is_empty() {
                        vec![Wanted::plain("id"), Wanted::plain("created_time")]
                    } else {
                        field.inner.clone()
                    };
                    self.messages(thread, &inner, field.limit.unwrap_or(USUAL).clamp(1, MOST), None)?
                }
                other => return Err(unknown(other, "UnifiedThread", &THREAD_FIELDS)),
            };
            node.insert(field.name.clone(), value);
        }
        Ok(Value::Object(node))
    }

    fn messages(
        &self,
        thread: &Thread,
        wanted: &[Wanted],
        limit: usize,
        after: Option<Place>,
    ) -> GraphResult<Value> {
        let rows: Vec<(usize, &Message)> = listed(thread).rev().enumerate().collect();
        // Messages of one moment keep their order: later ones have the smaller number.
        let place = |row: &(usize, &Message)| (row.1.at_ms, format!("{:06}", 999_999 - row.0));
        paged(&rows, limit, after, place, |row| {
            let shown = self.message(thread, row.1, wanted, row.0 < DETAILED)?;
            Ok((shown, place(row)))
        })
    }

    /// A message; without details only its id and time.
    fn message(
        &self,
        thread: &Thread,
        message: &Message,
        wanted: &[Wanted],
        details: bool,
    ) -> GraphResult<Value> {
        let mut node = Map::new();
        node.insert("id".to_owned(), message.mid.as_str().into());
        for field in wanted {
            let name = field.name.as_str();
            if !MESSAGE_FIELDS.contains(&name) {
                return Err(unknown(name, "Message", &MESSAGE_FIELDS));
            }
            if name == "created_time" {
                node.insert(name.to_owned(), iso_time(message.at_ms).into());
            } else if details && let Some(value) = self.detail(thread, message, name) {
                node.insert(name.to_owned(), value);
            }
        }
        Ok(Value::Object(node))
    }

    fn detail(&self, thread: &Thread, message: &Message, name: &str) -> Option<Value> {
        let (customer, page) = (self.customer(thread), self.own());
        match name {
            "from" if message.by_page() => Some(page),
            "from" => Some(customer),
            "to" if message.by_page() => Some(json!({"data": [customer]})),
            "to" => Some(json!({"data": [page]})),
            "message" => Some(message.text.clone().unwrap_or_default().into()),
            "attachments" => some_list(
                message
                    .attachments
                    .iter()
                    .filter_map(|part| self.file(part))
                    .collect(),
            ),
            "shares" => some_list(message.attachments.iter().filter_map(share).collect()),
            "sticker" => message.attachments.iter().find_map(|part| match part {
                Attachment::Sticker { name } => {
                    Some(absolute(self.platform, &sticker_link(self.platform, name)).into())
                }
                _ => None,
            }),
            "reply_to" => message.reply_to.as_ref().map(|mid| json!({"mid": mid})),
            "tags" => Some(json!({"data": [{"name": "inbox"}, {"name": "source:web"}]})),
            _ => None,
        }
    }

    fn file(&self, part: &Attachment) -> Option<Value> {
        let Attachment::File { kind, media_id } = part else {
            return match part {
                Attachment::Template { payload } => {
                    Some(json!({"id": "template", "generic_template": payload}))
                }
                _ => None,
            };
        };
        let media = self.world.media.get(media_id)?;
        let url = absolute(self.platform, &file_link(self.platform, media));
        let mut node = json!({
            "id": media.id, "mime_type": media.content_type, "name": media.name, "size": media.size,
        });
        match kind {
            FileKind::Image => {
                node["image_data"] = json!({"url": url, "preview_url": url, "width": 640, "height": 480});
            }
            FileKind::Video => node["video_data"] = json!({"url": url, "preview_url": url, "length": 1}),
            FileKind::Audio | FileKind::File => node["file_url"] = url.into(),
        }
        Some(node)
    }

    fn customer(&self, thread: &Thread) -> Value {
        let person = self.world.people.get(&thread.person_id);
        if self.page.connected_to.is_some() {
            return json!({"username": person.map(instagram::username), "id": thread.psid});
        }
        let name = person.map(Person::name);
        json!({"name": name, "email": format!("{}@facebook.com", thread.psid), "id": thread.psid})
    }

    fn own(&self) -> Value {
        let page = self.page;
        if page.connected_to.is_some() {
            return json!({"username": page.username, "id": page.id});
        }
        json!({"name": page.name, "email": format!("{}@facebook.com", page.id), "id": page.id})
    }
}

fn share(part: &Attachment) -> Option<Value> {
    match part {
        Attachment::Link { url, title } => Some(json!({"link": url, "name": title})),
        Attachment::Location { title, lat, long } => {
            Some(json!({"link": format!("https://www.facebook.com/maps?q={lat},{long}"), "name": title}))
        }
        _ => None,
    }
}

fn some_list(list: Vec<Value>) -> Option<Value> {
    (!list.is_empty()).then(|| json!({"data": list}))
}

fn unknown(field: &str, node: &str, known: &[&str]) -> GraphError {
    GraphError::param(format!(
        "Tried accessing nonexisting field ({field}) on node type ({node}); there are {}",
        known.join(", ")
    ))
}
