//! Making the views.

use serde_json::Value;

use super::chat::{
    AttachmentView, Chat, ChatSummary, MessageState, MessageView, NotificationView, PersonView, PersonaView,
    QuickReplyView, Quote, Window,
};
use super::setup::{AppView, LogView, Overview, PageView, StickerView, TokenView, WebhookView};
use crate::media::{STICKERS, face_link, file_link, sticker, sticker_link};
use crate::platform::Platform;
use crate::webhook::EscapeStyle;
use crate::world::{
    App, AppMode, Attachment, Author, EchoTiming, FIELDS, LogEntry, LogTopic, Message, Page, Person,
    ProfileAccess, Reachability, Thread, Token, World,
};

/// Customers shown in a list.
const PEOPLE_SHOWN: usize = 200;
const DAY_MS: i64 = 24 * 3_600_000;

pub(crate) fn overview(platform: &Platform) -> Overview {
    let now_ms = platform.clock.now_ms();
    let events_waiting = platform.queue.lock().expect("no panic while holding it").len();
    let people = people(platform, None);
    platform.read(|world| Overview {
        now_ms,
        offset_ms: platform.clock.offset_ms(),
        graph_url: platform.public_url.clone(),
        apps: world.apps.values().map(app).collect(),
        pages: world
            .pages
            .values()
            .map(|known| page(world, known, now_ms))
            .collect(),
        people,
        people_count: world.people.len(),
        fields: FIELDS.to_vec(),
        stickers: STICKERS
            .iter()
            .map(|known| StickerView {
                name: known.name,
                label: known.label,
                url: sticker_link(platform, known.name),
            })
            .collect(),
        events_waiting,
    })
}

/// Customers by last activity; `search` looks in their names.
pub(crate) fn people(platform: &Platform, search: Option<&str>) -> Vec<PersonView> {
    let wanted = search.map(str::to_lowercase);
    platform.read(|world| {
        let mut found: Vec<(i64, &Person)> = world
            .people
            .values()
            .filter(|person| {
                wanted
                    .as_ref()
                    .is_none_or(|wanted| person.name().to_lowercase().contains(wanted))
            })
            .map(|person| (last_activity(world, person), person))
            .collect();
        found.sort_by_key(|(last, person)| (std::cmp::Reverse(*last), person.id));
        found.truncate(PEOPLE_SHOWN);
        found
            .into_iter()
            .map(|(_, person)| person_card(platform, world, person))
            .collect()
    })
}

fn last_activity(world: &World, person: &Person) -> i64 {
    let threads = person.psids.values().filter_map(|psid| world.threads.get(psid));
    threads
        .filter_map(|thread| thread.messages.last())
        .map(|message| message.at_ms)
        .max()
        .unwrap_or(0)
}

pub(crate) fn person_card(platform: &Platform, world: &World, person: &Person) -> PersonView {
    let chats = person.psids.iter().filter_map(|(page_id, psid)| {
        let thread = world.threads.get(psid)?;
        Some(ChatSummary {
            page_id: page_id.clone(),
            psid: psid.clone(),
            messages: thread.messages.len(),
            last_ms: thread.messages.last().map(|message| message.at_ms),
        })
    });
    PersonView {
        id: person.id,
        name: person.name(),
        locale: person.locale.clone(),
        face_url: face_link(platform, person.face),
        profile: match person.profile {
            ProfileAccess::Visible => "visible",
            ProfileAccess::Empty => "empty",
            ProfileAccess::NoAccess => "no_access",
            ProfileAccess::PhoneOnly => "phone_only",
        },
        reach: match person.reach {
            Reachability::Reachable => "reachable",
            Reachability::Blocked => "blocked",
            Reachability::Unavailable => "unavailable",
        },
        reads_at_once: person.phone.reads_at_once,
        shows_typing: person.phone.shows_typing,
        no_signal: person.phone.no_signal,
        has_role: person.has_role,
        crowd: person.crowd,
        chats: chats.collect(),
    }
}

fn app(app: &App) -> AppView {
    AppView {
        id: app.id.clone(),
        name: app.name.clone(),
        mode: match app.mode {
            AppMode::Live => "live",
            AppMode::Development => "development",
        },
        require_proof: app.require_proof,
        human_agent: app.human_agent,
        webhook: app.webhook.as_ref().map(|webhook| WebhookView {
            callback_url: webhook.callback_url.clone(),
            verify_token: webhook.verify_token.clone(),
            verified_ms: webhook.verified_ms,
            challenge: webhook.challenge.clone(),
            took_ms: webhook.took_ms,
        }),
        fields: app.fields.clone(),
        escape: match app.escape {
            EscapeStyle::Current => "current",
            EscapeStyle::Older => "older",
            EscapeStyle::Plain => "plain",
        },
        echo: match app.echo {
            EchoTiming::BeforeAnswer => "before_answer",
            EchoTiming::AfterAnswer => "after_answer",
        },
        batch_max: app.batch_max,
        batch_pack: app.batch_pack,
        alert: app.alert.clone(),
    }
}

pub(crate) fn page(world: &World, page: &Page, now_ms: i64) -> PageView {
    let tokens = world
        .tokens
        .values()
        .filter(|token| token.page_id.as_ref() == Some(&page.id));
    PageView {
        id: page.id.clone(),
        name: page.name.clone(),
        username: page.username.clone(),
        instagram_of: page.connected_to.clone(),
        restricted: page.restricted,
        subscriptions: page.subscriptions.clone(),
        disabled: page.disabled.clone(),
        tokens: tokens.map(|known| token(known, now_ms)).collect(),
    }
}

fn token(token: &Token, now_ms: i64) -> TokenView {
    TokenView {
        id: token.id,
        tail: token.tail().to_owned(),
        app_id: token.app_id.clone(),
        issued_ms: token.issued_ms,
        expires_ms: token.expires_ms,
        state: if token.dead.is_some() {
            "withdrawn"
        } else if token.expired(now_ms) {
            "expired"
        } else {
            "valid"
        },
        scopes: token.scopes.clone(),
    }
}

impl LogView {
    pub(crate) fn new(world: &World, entry: &LogEntry) -> Self {
        let app = entry
            .app_id
            .as_ref()
            .and_then(|id| world.apps.get(id))
            .map(|app| app.name.clone());
        Self {
            id: entry.id,
            at_ms: entry.at_ms,
            topic: match entry.topic {
                LogTopic::Event => "event",
                LogTopic::Delivery => "delivery",
                LogTopic::Send => "send",
                LogTopic::Notice => "notice",
            },
            kind: entry.kind.clone(),
            what: entry.what.clone(),
            answer: entry.answer.clone(),
            ok: entry.ok,
            took_ms: entry.took_ms,
            psid: entry.psid.clone(),
            page_id: entry.page_id.clone(),
            app,
        }
    }
}

pub(crate) fn chat(platform: &Platform, world: &World, thread: &Thread) -> Chat {
    let page = world.pages.get(&thread.page_id);
    let greeting = page.and_then(|page| {
        let text = page.profile.get("greeting")?.get(0)?.get("text")?.as_str()?;
        Some(text.to_owned())
    });
    let state = &thread.state;
    let last_by_customer = thread
        .messages
        .iter()
        .rposition(|message| message.author == Author::Customer);
    let messages = thread.messages.iter().enumerate().map(|(index, message)| {
        let newest = last_by_customer.is_none_or(|last| index > last);
        self::message(platform, world, thread, message, newest)
    });
    Chat {
        psid: thread.psid.clone(),
        page_id: thread.page_id.clone(),
        page_name: page.map(|page| page.name.clone()).unwrap_or_default(),
        person_id: thread.person_id,
        instagram: crate::instagram::is_account(&thread.page_id),
        greeting,
        get_started: thread.messages.is_empty()
            && page.is_some_and(|page| page.profile.contains_key("get_started")),
        page_typing_until_ms: state.page_typing_until_ms,
        page_typing_as: state.page_typing_as.clone(),
        seen_by_page_ms: state.seen_by_page_ms,
        owner: state.owner.clone(),
        notifications: state
            .notifications
            .iter()
            .map(|one| NotificationView {
                token: one.token.clone(),
                title: one.title.clone(),
                stopped: one.stopped,
                expires_ms: one.expires_ms,
                next_ms: one.next_ms(),
            })
            .collect(),
        window: Window {
            standard_until_ms: state.last_act_ms.map(|at| at + DAY_MS),
            human_agent_until_ms: state.last_act_ms.map(|at| at + 7 * DAY_MS),
        },
        messages: messages.collect(),
    }
}

fn message(
    platform: &Platform,
    world: &World,
    thread: &Thread,
    message: &Message,
    newest: bool,
) -> MessageView {
    let by = match &message.author {
        Author::Customer => None,
        Author::Page { app_id } => Some(
            world
                .apps
                .get(app_id)
                .map_or_else(|| "page inbox".to_owned(), |app| app.name.clone()),
        ),
    };
    let quick_replies = message.quick_replies.iter().map(|reply| QuickReplyView {
        title: reply.title.clone(),
        payload: reply.payload.clone(),
    });
    MessageView {
        mid: message.mid.clone(),
        at_ms: message.at_ms,
        by_page: message.by_page(),
        by,
        text: message.text.clone(),
        attachments: message
            .attachments
            .iter()
            .filter_map(|a| attachment(platform, world, a))
            .collect(),
        quick_replies: quick_replies.collect(),
        tapped: message.tapped.clone(),
        can_tap: newest && message.tapped.is_none() && !message.quick_replies.is_empty(),
        metadata: message.metadata.clone(),
        reply_to: message.reply_to.as_ref().map(|mid| Quote {
            mid: mid.clone(),
            text: thread.message(mid).map(Message::gist).unwrap_or_default(),
        }),
        ad_title: message
            .referral
            .as_ref()
            .and_then(|referral| referral.ad_title.clone()),
        state: state(thread, message),
        customer_reaction: message.customer_reaction.clone(),
        page_reaction: message.page_reaction.clone(),
        edits: message.edits,
        taken_back: message.taken_back,
        persona: message.persona.as_ref().map(|persona| PersonaView {
            name: persona.name.clone(),
            picture_url: persona.picture_url.clone(),
        }),
    }
}

fn state(thread: &Thread, message: &Message) -> MessageState {
    let seen_until = if message.by_page() {
        thread.state.read_ms
    } else {
        thread.state.seen_by_page_ms
    };
    if message.held {
        MessageState::Held
    } else if message.at_ms <= seen_until && (message.delivered_ms.is_some() || !message.by_page()) {
        MessageState::Seen
    } else if message.delivered_ms.is_some() {
        MessageState::Delivered
    } else {
        MessageState::Sent
    }
}

fn attachment(platform: &Platform, world: &World, attachment: &Attachment) -> Option<AttachmentView> {
    Some(match attachment {
        Attachment::File { kind, media_id } => {
            let media = world.media.get(media_id)?;
            AttachmentView::File {
                media: kind.word(),
                url: file_link(platform, media),
                name: media.name.clone(),
                content_type: media.content_type.clone(),
                size: media.size,
            }
        }
        Attachment::Sticker { name } => AttachmentView::Sticker {
            label: sticker(name).map_or("Sticker", |known| known.label).to_owned(),
            url: sticker_link(platform, name),
        },
        Attachment::Story { mention } => AttachmentView::Story {
            mention: *mention,
            url: crate::media::ad_link(platform),
        },
        Attachment::Location { title, lat, long } => AttachmentView::Location {
            title: title.clone(),
            lat: *lat,
            long: *long,
        },
        Attachment::Link { url, title } => AttachmentView::Link {
            url: url.clone(),
            title: title.clone(),
        },
        Attachment::Template { payload } => AttachmentView::Template {
            payload: with_file(platform, world, payload),
        },
    })
}

/// The phone has no use for the id of an uploaded file: it gets its address beside it.
fn with_file(platform: &Platform, world: &World, payload: &Value) -> Value {
    let mut payload = payload.clone();
    let element = payload.pointer_mut("/elements/0");
    if let Some(element) = element
        && let Some(id) = element.get("attachment_id")
        && let Some(asset) = world.assets.get(id.as_str().unwrap_or(&id.to_string()))
        && let Some(media) = world.media.get(&asset.media_id)
    {
        element["file_url"] = file_link(platform, media).into();
    }
    payload
}
