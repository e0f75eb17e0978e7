//! A model of the platform, as far as the pipeline meets it: takes sends, answers as told, knows what arrived.

use std::{
    collections::{HashMap, VecDeque},
    io,
    sync::{Arc, Mutex, MutexGuard},
};

use bytes::Bytes;
use futures_util::stream;
use parlance_channel::{
    BoxFuture, HttpCaller, HttpFailure, HttpRequest, HttpResponse, MediaFetcher,
    fetch::{FetchError, Fetched},
};
use serde_json::{Value, json};

pub use crate::platform_fields::{Fields, fields};

/// A picture of three by two pixels.
pub const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d\0\0\0\x10IDAT\x78\xda\x63\x50\x68\x48\x80\x20\x06\x38\x0b\0\x3a\x94\x06\x01\xad\xb7\x16\x5e\0\0\0\0IEND\xae\x42\x60\x82";

/// What a call to send meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meets {
    /// It arrives and is answered.
    Yes,
    /// It arrives; the answer is lost.
    YesUnheard,
    /// It is lost on its way; nobody can tell.
    Lost,
    /// Nobody can be reached; nothing has left.
    NoConnection,
    /// The platform says no: code and subcode.
    Refusal(i64, i64),
    /// It neither arrives nor ends.
    Silence,
}

/// A message that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub mid: String,
    /// The customer, or the token of their permission.
    pub to: String,
    pub metadata: String,
    pub text: Option<String>,
    pub file: Option<Vec<u8>>,
    /// `messaging_type` and `tag`.
    pub sent_as: (String, Option<String>),
    /// The message it quotes.
    pub reply_to: Option<String>,
    /// Under whose name.
    pub persona: Option<String>,
    /// What is drawn instead of a file, and the answers below a text; null when neither.
    pub template: Value,
    pub quick_replies: Value,
    /// The comment whose author it went to.
    pub comment: Option<String>,
}

/// An answer of the page under a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicReply {
    pub id: String,
    pub comment: String,
    pub text: String,
}

#[derive(Default)]
struct State {
    plan: VecDeque<Meets>,
    arrived: Vec<Arrived>,
    actions: Vec<(String, String)>,
    tokens: Vec<String>,
    reactions: Vec<(String, Option<String>)>,
    controls: Vec<String>,
    refuse_actions: Option<(i64, i64)>,
    refuse_controls: Option<(i64, i64)>,
    holder: Option<Option<String>>,
    names: HashMap<String, String>,
    media: HashMap<String, Result<Vec<u8>, FetchError>>,
    /// Files that were uploaded apart from messages: what as, the bytes.
    uploads: Vec<(String, Vec<u8>)>,
    /// Uploads before this one are forgotten.
    remembers_from: usize,
    upload_plan: VecDeque<Meets>,
    /// Pages of past conversations, and the answers to be given before them.
    past: Vec<Value>,
    past_refusals: VecDeque<(i64, i64)>,
    past_calls: usize,
    /// The page behind the token, and the fields the app is subscribed to.
    page: Option<(String, Vec<String>)>,
    /// Who wrote a comment, as an address for messages.
    authors: HashMap<String, String>,
    public: Vec<PublicReply>,
    posts: HashMap<String, String>,
    /// Names of people that were made and not taken away, by id.
    personas: Vec<(String, String)>,
    personas_made: usize,
    /// Where the picture of the newest one is.
    persona_picture: Option<String>,
    /// Utility templates as the platform lists them.
    templates: Vec<Value>,
}

impl State {
    fn uploaded(&self, id: &str) -> Option<Vec<u8>> {
        let place = id.parse::<usize>().ok()?.checked_sub(1)?;
        let (_, bytes) = self.uploads.get(place).filter(|_| place >= self.remembers_from)?;
        Some(bytes.clone())
    }
}

/// The model.
#[derive(Default)]
pub struct Platform(Mutex<State>);

impl Platform {
    pub fn templates(&self) -> Vec<Value> {
        self.state().templates.clone()
    }
    /// The platform lists these templates.
    pub fn has_templates(&self, templates: Vec<Value>) {
        self.state().templates = templates;
    }
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
    /// The next sends meet these, in order; later ones arrive.
    pub fn plan(&self, meets: impl IntoIterator<Item = Meets>) {
        self.state().plan.extend(meets);
    }
    /// What was planned and never met is forgotten.
    pub fn forget_plan(&self) {
        self.state().plan.clear();
    }
    pub fn arrived(&self) -> Vec<Arrived> {
        self.state().arrived.clone()
    }
    pub fn texts(&self) -> Vec<String> {
        self.arrived()
            .into_iter()
            .filter_map(|message| message.text)
            .collect()
    }
    pub fn actions(&self) -> Vec<(String, String)> {
        self.state().actions.clone()
    }
    /// Reactions of the page: message and emoji, none when it was taken away.
    pub fn reactions(&self) -> Vec<(String, Option<String>)> {
        self.state().reactions.clone()
    }
    /// Calls that change who holds a thread.
    pub fn controls(&self) -> Vec<String> {
        self.state().controls.clone()
    }
    pub fn refuse_actions(&self, code: i64, subcode: i64) {
        self.state().refuse_actions = Some((code, subcode));
    }
    pub fn refuse_controls(&self, code: i64, subcode: i64) {
        self.state().refuse_controls = Some((code, subcode));
    }
    /// Another app holds the threads; its id is told or not.
    pub fn held_by(&self, app_id: Option<&str>) {
        self.state().holder = Some(app_id.map(str::to_owned));
    }
    pub fn last_token(&self) -> Option<String> {
        self.state().tokens.last().cloned()
    }
    pub fn name(&self, customer: &str, name: &str) {
        self.state().names.insert(customer.into(), name.into());
    }
    /// The past, in pages.
    pub fn remembers(&self, pages: Vec<Value>) {
        self.state().past = pages;
    }
    /// The next questions for the past are refused so.
    pub fn refuses_past(&self, refusals: impl IntoIterator<Item = (i64, i64)>) {
        self.state().past_refusals.extend(refusals);
    }
    pub fn past_calls(&self) -> usize {
        self.state().past_calls
    }

    /// What was uploaded apart from messages: what as, the bytes.
    pub fn uploads(&self) -> Vec<(String, Vec<u8>)> {
        self.state().uploads.clone()
    }
    /// No file that was uploaded until now can be sent any more.
    pub fn forgets_uploads(&self) {
        let mut state = self.state();
        state.remembers_from = state.uploads.len();
    }
    /// The next uploads meet these, in order; later ones are taken.
    pub fn plan_uploads(&self, meets: impl IntoIterator<Item = Meets>) {
        self.state().upload_plan.extend(meets);
    }

    fn upload(&self, fields: &Fields) -> Result<HttpResponse, HttpFailure> {
        let mut state = self.state();
        let attachment = &fields.json["message"]["attachment"];
        assert_eq!(attachment["payload"]["is_reusable"], true);
        match state.upload_plan.pop_front().unwrap_or(Meets::Yes) {
            Meets::Yes => {
                let kind = attachment["type"].as_str().unwrap().to_owned();
                state.uploads.push((kind, fields.file.clone().unwrap()));
                let id = state.uploads.len().to_string();
                Ok(answer(200, json!({ "attachment_id": id })))
            }
            Meets::Refusal(code, subcode) => Ok(refusal(code, subcode)),
            Meets::NoConnection => Err(HttpFailure::Connect),
            _ => Err(HttpFailure::Timeout {
                may_have_arrived: true,
            }),
        }
    }

    /// The author of a comment has this address for messages.
    pub fn author(&self, comment: &str, psid: &str) {
        self.state().authors.insert(comment.into(), psid.into());
    }
    /// A post says this.
    pub fn post(&self, id: &str, words: &str) {
        self.state().posts.insert(id.into(), words.into());
    }
    /// What stands under comments in the page's name.
    pub fn public(&self) -> Vec<PublicReply> {
        self.state().public.clone()
    }

    fn reply_publicly(&self, comment: &str, fields: &Fields) -> Option<Result<HttpResponse, HttpFailure>> {
        let mut state = self.state();
        let meets = state.plan.pop_front().unwrap_or(Meets::Yes);
        let id = format!("99_{}", 7_000 + state.public.len());
        if matches!(meets, Meets::Yes | Meets::YesUnheard) {
            let text = fields.json["message"].as_str().unwrap().to_owned();
            let (id, comment) = (id.clone(), comment.to_owned());
            state.public.push(PublicReply { id, comment, text });
        }
        Some(match meets {
            Meets::Yes => Ok(answer(200, json!({ "id": id }))),
            Meets::YesUnheard | Meets::Lost => Err(HttpFailure::Timeout {
                may_have_arrived: true,
            }),
            Meets::NoConnection => Err(HttpFailure::Connect),
            Meets::Refusal(code, subcode) => Ok(refusal(code, subcode)),
            Meets::Silence => return None,
        })
    }

    fn replies(&self, comment: &str) -> HttpResponse {
        let state = self.state();
        let under = state.public.iter().filter(|reply| reply.comment == comment);
        let rows: Vec<Value> = under
            .map(|reply| json!({ "id": reply.id, "from": { "id": crate::world::PAGE }, "message": reply.text }))
            .collect();
        answer(200, json!({ "data": rows }))
    }

    fn past(&self, url: &str) -> HttpResponse {
        let mut state = self.state();
        state.past_calls += 1;
        if let Some((code, subcode)) = state.past_refusals.pop_front() {
            let error = json!({ "message": "no", "code": code, "error_subcode": subcode });
            return answer(400, json!({ "error": error }));
        }
        let page = url
            .split(['?', '&'])
            .find_map(|word| word.strip_prefix("after="))
            .map_or(0, |page| page.parse::<usize>().unwrap());
        let threads = state.past.get(page).cloned().unwrap_or(json!([]));
        let mut body = json!({ "data": threads });
        if page + 1 < state.past.len() {
            body["paging"] = json!({ "cursors": { "after": (page + 1).to_string() }, "next": "https://x" });
        }
        answer(200, body)
    }

    /// The token is this page's, and the app is subscribed to these fields.
    pub fn is_page(&self, page: &str, fields: &[&str]) {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        self.state().page = Some((page.to_owned(), fields));
    }
    /// The fields that the app is subscribed to.
    pub fn subscribed(&self) -> Vec<String> {
        self.state()
            .page
            .clone()
            .map(|(_, fields)| fields)
            .unwrap_or_default()
    }

    /// Questions about the page itself, when it is known.
    fn about_page(&self, path: &str, request: &HttpRequest) -> Option<HttpResponse> {
        let mut state = self.state();
        let (page, fields) = state.page.as_mut()?;
        if path.ends_with("/subscribed_apps") {
            if request.method == http::Method::POST {
                let list = request.url.split("subscribed_fields=").nth(1).unwrap();
                let list = list.split('&').next().unwrap().replace("%2C", ",");
                *fields = list.split(',').map(str::to_owned).collect();
                return Some(answer(200, json!({ "success": true })));
            }
            let apps = match fields.as_slice() {
                [] => json!([]),
                fields => json!([{ "id": "742", "subscribed_fields": fields }]),
            };
            return Some(answer(200, json!({ "data": apps })));
        }
        path.ends_with("/me")
            .then(|| answer(200, json!({ "id": page, "name": "Alder & Pine" })))
    }

    pub fn host(&self, url: &str, file: Result<Vec<u8>, FetchError>) {
        self.state().media.insert(url.into(), file);
    }

    fn control(&self, call: &str) -> HttpResponse {
        let mut state = self.state();
        if let Some((code, subcode)) = state.refuse_controls {
            return refusal(code, subcode);
        }
        state.controls.push(call.to_owned());
        answer(200, json!({ "success": true }))
    }

    fn thread_owner(&self) -> HttpResponse {
        let owner = self.state().holder.clone().map(|app_id| match app_id {
            Some(app_id) => json!({ "thread_owner": { "app_id": app_id } }),
            None => json!({ "thread_owner": { "expiration": 1_795_400_000 } }),
        });
        answer(200, json!({ "data": owner.into_iter().collect::<Vec<_>>() }))
    }

    fn send(&self, fields: &Fields) -> Option<Result<HttpResponse, HttpFailure>> {
        let comment = fields.json["recipient"]["comment_id"].as_str().map(str::to_owned);
        let mut state = self.state();
        let to = match &comment {
            Some(comment) => state.authors.get(comment).cloned().unwrap_or_default(),
            None => fields.json["recipient"]["id"]
                .as_str()
                .or(fields.json["recipient"]["notification_messages_token"].as_str())
                .unwrap_or_default()
                .to_owned(),
        };
        if let Some(action) = fields.json["sender_action"].as_str() {
            if let Some((code, subcode)) = state.refuse_actions {
                return Some(Ok(refusal(code, subcode)));
            }
            let payload = &fields.json["payload"];
            if let Some(message) = payload["message_id"].as_str() {
                let emoji = payload["reaction"].as_str().map(str::to_owned);
                state.reactions.push((message.to_owned(), emoji));
            }
            state.actions.push((to.clone(), action.into()));
            return Some(Ok(answer(200, json!({ "recipient_id": to }))));
        }
        if let Some(persona) = fields.json["persona_id"].as_str()
            && !state.personas.iter().any(|(id, _)| id == persona)
        {
            return Some(Ok(refusal(100, 0)));
        }
        let meets = state.plan.pop_front().unwrap_or(Meets::Yes);
        if comment.is_some() && state.arrived.iter().any(|earlier| earlier.comment == comment) {
            return Some(Ok(refusal(10_900, 0)));
        }
        let mid = format!("m_out-{}", state.arrived.len() + 1);
        if matches!(meets, Meets::Yes | Meets::YesUnheard) {
            let message = &fields.json["message"];
            let payload = &message["attachment"]["payload"];
            let by_id = payload["attachment_id"]
                .as_str()
                .or(payload["elements"][0]["attachment_id"].as_str());
            let file = match by_id {
                Some(id) => match state.uploaded(id) {
                    Some(bytes) => Some(bytes),
                    None => return Some(Ok(refusal(100, 2_018_074))),
                },
                None => fields.file.clone(),
            };
            state.arrived.push(Arrived {
                mid: mid.clone(),
                to: to.clone(),
                metadata: message["metadata"].as_str().unwrap_or_default().into(),
                text: message["text"].as_str().map(str::to_owned),
                file,
                sent_as: (
                    fields.json["messaging_type"].as_str().unwrap_or_default().into(),
                    fields.json["tag"].as_str().map(str::to_owned),
                ),
                persona: fields.json["persona_id"].as_str().map(str::to_owned),
                reply_to: fields.json["reply_to"]["mid"].as_str().map(str::to_owned),
                template: match message["attachment"]["payload"]["template_type"].as_str() {
                    Some(_) => message["attachment"]["payload"].clone(),
                    None => message["template"].clone(),
                },
                quick_replies: message["quick_replies"].clone(),
                comment,
            });
        }
        Some(match meets {
            Meets::Yes => Ok(answer(200, json!({ "recipient_id": to, "message_id": mid }))),
            Meets::YesUnheard | Meets::Lost => Err(HttpFailure::Timeout {
                may_have_arrived: true,
            }),
            Meets::NoConnection => Err(HttpFailure::Connect),
            Meets::Refusal(code, subcode) => Ok(answer(
                400,
                json!({ "error": { "message": "(#x) no", "type": "OAuthException", "code": code,
                                   "error_subcode": subcode, "fbtrace_id": "AbC" } }),
            )),
            Meets::Silence => return None,
        })
    }

    /// The names of people that the platform knows now.
    pub fn personas(&self) -> Vec<String> {
        let state = self.state();
        state.personas.iter().map(|(_, name)| name.clone()).collect()
    }
    pub fn personas_made(&self) -> usize {
        self.state().personas_made
    }
    /// Where the picture of the newest one is.
    pub fn persona_picture(&self) -> Option<String> {
        self.state().persona_picture.clone()
    }
    /// Somebody takes all names away at the platform.
    pub fn loses_personas(&self) {
        self.state().personas.clear();
    }

    fn make_persona(&self, fields: &Fields) -> HttpResponse {
        let mut state = self.state();
        state.personas_made += 1;
        let id = format!("2111{}", state.personas_made);
        let name = fields.json["name"].as_str().unwrap_or_default().to_owned();
        state.personas.push((id.clone(), name));
        state.persona_picture = fields.json["profile_picture_url"].as_str().map(str::to_owned);
        answer(200, json!({ "id": id }))
    }

    /// `None`: this is no id of a persona.
    fn persona(&self, id: &str, delete: bool) -> Option<HttpResponse> {
        if !id.starts_with("2111") {
            return None;
        }
        let mut state = self.state();
        let known = state.personas.iter().position(|(known, _)| known == id);
        Some(match known {
            None => refusal(100, 33),
            Some(at) if delete => {
                state.personas.remove(at);
                answer(200, json!({ "success": true }))
            }
            Some(at) => answer(200, json!({ "id": id, "name": state.personas[at].1 })),
        })
    }

    fn profile(&self, customer: &str) -> HttpResponse {
        match self.state().names.get(customer) {
            Some(name) => answer(200, json!({ "id": customer, "name": name })),
            None => answer(
                400,
                json!({ "error": { "message": "no", "code": 100, "error_subcode": 33 } }),
            ),
        }
    }
}

pub fn answer(status: u16, body: Value) -> HttpResponse {
    HttpResponse {
        status,
        headers: http::HeaderMap::new(),
        body: Bytes::from(body.to_string()),
    }
}

pub fn refusal(code: i64, subcode: i64) -> HttpResponse {
    answer(
        400,
        json!({ "error": { "message": "(#x) no", "type": "OAuthException", "code": code,
                           "error_subcode": subcode, "fbtrace_id": "AbC" } }),
    )
}

/// The way to the model.
pub struct Wire(pub Arc<Platform>);

impl HttpCaller for Wire {
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        Box::pin(async move {
            assert!(!request.url.contains("page-token"), "no token in an address");
            let path = request.url.split('?').next().unwrap().to_owned();
            if let Some(token) = request.headers.get("authorization") {
                self.0.state().tokens.push(token.to_str().unwrap().to_owned());
            }
            if path.ends_with("/conversations") {
                return Ok(self.0.past(&request.url));
            }
            if let Some(answer) = self.0.about_page(&path, &request) {
                return Ok(answer);
            }
            if path.ends_with("/debug_token") {
                return Ok(refusal(100, 0));
            }
            if path.ends_with("/subscribed_apps") {
                return Ok(answer(200, json!({ "success": true, "data": [] })));
            }
            let last = path.rsplit('/').next().unwrap();
            if last == "message_templates" {
                return Ok(self.0.templates_call(request).await);
            }
            let delete = request.method == http::Method::DELETE;
            if (delete || request.method == http::Method::GET)
                && let Some(answer) = self.0.persona(last, delete)
            {
                return Ok(answer);
            }
            if request.method == http::Method::GET {
                if path.ends_with("/thread_owner") {
                    return Ok(self.0.thread_owner());
                }
                let mut ends = path.rsplit('/');
                let customer = ends.next().unwrap();
                if customer == "comments" {
                    return Ok(self.0.replies(ends.next().unwrap()));
                }
                if let Some(words) = self.0.state().posts.get(customer).cloned() {
                    return Ok(answer(200, json!({ "id": customer, "message": words })));
                }
                return Ok(self.0.profile(customer));
            }
            let call = path.rsplit('/').next().unwrap();
            if call.ends_with("_thread_control") {
                return Ok(self.0.control(call));
            }
            let fields = fields(request.body).await;
            if call == "personas" {
                return Ok(self.0.make_persona(&fields));
            }
            if call == "message_attachments" {
                return self.0.upload(&fields);
            }
            if call == "comments" {
                let comment = path.rsplit('/').nth(1).unwrap();
                return match self.0.reply_publicly(comment, &fields) {
                    Some(result) => result,
                    None => std::future::pending().await,
                };
            }
            match self.0.send(&fields) {
                Some(result) => result,
                None => std::future::pending().await,
            }
        })
    }
}

impl MediaFetcher for Wire {
    fn fetch<'a>(&'a self, url: &'a str, _: u64) -> BoxFuture<'a, Result<Fetched, FetchError>> {
        Box::pin(async move {
            let hosted = self.0.state().media.get(url).cloned();
            let bytes = hosted.unwrap_or(Err(FetchError::Gone(404)))?;
            let pieces: Vec<io::Result<Bytes>> = bytes
                .chunks(1_000)
                .map(|piece| Ok(Bytes::copy_from_slice(piece)))
                .collect();
            Ok(Fetched {
                content_type: None,
                name: None,
                size_bytes: Some(bytes.len() as u64),
                stream: Box::pin(stream::iter(pieces)),
            })
        })
    }
}
