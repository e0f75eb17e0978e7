//! A simulator on a free port and a receiver that records what it is sent.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use bytes::Bytes;
use parlance_simulator::{
    NewToken, NoAssets, Simulator, SimulatorConfig, Subscription, hmac_sha256_hex, serve,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub const HOUR_MS: i64 = 3_600_000;
const PATIENCE: Duration = Duration::from_secs(20);

/// One webhook request as it arrived.
#[derive(Clone)]
pub struct Received {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("webhooks are JSON")
    }

    /// All elements of `messaging[]` and `standby[]`.
    pub fn events(&self) -> Vec<Value> {
        let body = self.json();
        let entries = body["entry"].as_array().cloned().unwrap_or_default();
        let of = |entry: &Value, key: &str| entry[key].as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .flat_map(|entry| [of(entry, "messaging"), of(entry, "standby")].concat())
            .collect()
    }
}

#[derive(Default)]
struct Script {
    /// Statuses to answer with, one per request; then 200.
    statuses: VecDeque<u16>,
    /// Answer with this until told otherwise.
    always: Option<u16>,
    received: Vec<Received>,
}

/// A receiver of webhooks.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    script: Arc<Mutex<Script>>,
    count: watch::Sender<usize>,
}

pub const VERIFY_TOKEN: &str = "s3cret+/= token";

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/hook", listener.local_addr().expect("bound"));
        let receiver = Self {
            url,
            script: Arc::default(),
            count: watch::Sender::new(0),
        };
        let router = Router::new()
            .route("/hook", get(verify).post(receive))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        receiver
    }

    /// The next requests are answered with these statuses.
    pub fn answer_next(&self, statuses: &[u16]) {
        self.script.lock().expect("unpoisoned").statuses.extend(statuses);
    }

    /// Every request is answered with this status, until `None`. 0 never answers.
    pub fn answer_always(&self, status: Option<u16>) {
        self.script.lock().expect("unpoisoned").always = status;
    }

    pub fn received(&self) -> Vec<Received> {
        self.script.lock().expect("unpoisoned").received.clone()
    }

    pub fn events(&self) -> Vec<Value> {
        self.received().iter().flat_map(Received::events).collect()
    }

    /// Events that hold a key, such as `message` or `read`.
    pub fn events_with(&self, key: &str) -> Vec<Value> {
        self.events()
            .into_iter()
            .filter(|event| event.get(key).is_some())
            .collect()
    }

    /// Waits until what was received satisfies the condition.
    pub async fn until(&self, what: &str, enough: impl Fn(&Self) -> bool) {
        let mut count = self.count.subscribe();
        let waiting = async {
            while !enough(self) {
                count.changed().await.expect("the receiver lives");
            }
        };
        let came = tokio::time::timeout(PATIENCE, waiting).await.is_ok();
        assert!(came, "never received: {what}; so far {:#?}", self.events());
    }

    /// Waits for so many events that hold a key.
    pub async fn until_with(&self, key: &str, count: usize) -> Vec<Value> {
        self.until(&format!("{count} × {key}"), |it| {
            it.events_with(key).len() >= count
        })
        .await;
        self.events_with(key)
    }
}

async fn verify(Query(query): Query<Vec<(String, String)>>) -> (StatusCode, String) {
    let value = |name: &str| {
        query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
    };
    let right = value("hub.mode").as_deref() == Some("subscribe")
        && value("hub.verify_token").as_deref() == Some(VERIFY_TOKEN);
    match value("hub.challenge") {
        Some(challenge) if right => (StatusCode::OK, challenge),
        _ => (StatusCode::FORBIDDEN, "no".to_owned()),
    }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let status = {
        let mut script = receiver.script.lock().expect("unpoisoned");
        script.received.push(Received { headers, body });
        script
            .always
            .or_else(|| script.statuses.pop_front())
            .unwrap_or(200)
    };
    receiver.count.send_modify(|count| *count += 1);
    if status == 0 {
        std::future::pending::<()>().await;
    }
    StatusCode::from_u16(status).expect("a status")
}

#[expect(clippy::disallowed_methods, reason = "the other side of the wire, in a test")]
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client")
}

/// A running simulator with an app and a page, not yet subscribed to anything.
pub struct World {
    pub simulator: Simulator,
    pub url: String,
    pub http: reqwest::Client,
    pub app: String,
    pub secret: String,
    pub page: String,
    pub token: String,
    stop: CancellationToken,
    host: tokio::task::JoinHandle<()>,
}

/// Short waits, so tests need none of their own.
pub fn quick(address: SocketAddr) -> SimulatorConfig {
    let mut config = SimulatorConfig::new(format!("http://{address}"));
    config.webhook_deadline = Duration::from_millis(400);
    config.delivery_delay = Duration::ZERO;
    config.read_delay = Duration::ZERO;
    config.echo_delay = Duration::ZERO;
    config
}

pub const FIELDS: [&str; 11] = [
    "messages",
    "messaging_postbacks",
    "messaging_optins",
    "message_deliveries",
    "message_reads",
    "message_echoes",
    "messaging_referrals",
    "message_reactions",
    "message_edits",
    "messaging_handovers",
    "messaging_policy_enforcement",
];

pub fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

impl World {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(adjust: impl FnOnce(&mut SimulatorConfig)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let mut config = quick(address);
        adjust(&mut config);
        let simulator = Simulator::start(config).await.expect("starts");
        let stop = CancellationToken::new();
        let host = tokio::spawn({
            let (simulator, stop) = (simulator.clone(), stop.clone());
            async move {
                serve(simulator, listener, Arc::new(NoAssets), stop)
                    .await
                    .expect("serves");
            }
        });
        let known = simulator.find("Support", "Alder & Pine");
        let (app, page, token) = if let (Some(app), Some(page)) = known {
            let token = simulator.usable_token(&page, &app).expect("made before");
            (app, page, token)
        } else {
            let app = simulator.create_app("Support").await.expect("an app");
            let page = simulator
                .create_page("Alder & Pine", Some("alderandpine"))
                .await
                .expect("a page");
            let token = simulator
                .create_token(&page, &app, NewToken::default())
                .await
                .expect("a token");
            (app, page, token)
        };
        let secret = simulator.app_secret(&app).expect("the app");
        let http = client();
        Self {
            simulator,
            url: format!("http://{address}"),
            http,
            app,
            secret,
            page,
            token,
            stop,
            host,
        }
    }

    /// A world whose app hears of everything through a receiver.
    pub async fn connected() -> (Self, Receiver) {
        Self::connected_with(|_| {}).await
    }

    pub async fn connected_with(adjust: impl FnOnce(&mut SimulatorConfig)) -> (Self, Receiver) {
        let world = Self::start_with(adjust).await;
        let receiver = Receiver::start().await;
        world.connect(&receiver, &FIELDS).await;
        (world, receiver)
    }

    pub async fn connect(&self, receiver: &Receiver, fields: &[&str]) {
        self.simulator
            .verify_callback(&self.app, &receiver.url, VERIFY_TOKEN)
            .await
            .expect("verified");
        self.simulator
            .choose_fields(&self.app, strings(fields))
            .await
            .expect("chosen");
        let wanted = Subscription {
            app_id: self.app.clone(),
            fields: strings(fields),
        };
        self.simulator
            .subscribe_page(&self.page, wanted)
            .await
            .expect("subscribed");
    }

    /// A customer with an open chat; returns number and page-scoped id.
    pub async fn customer(&self) -> (u64, String) {
        let id = self.simulator.create_customer(None).await.expect("a customer");
        let psid = self.simulator.open_chat(id, &self.page).await.expect("a chat");
        (id, psid)
    }

    /// A customer who has written, so the window is open.
    pub async fn customer_who_wrote(&self) -> (u64, String) {
        let (id, psid) = self.customer().await;
        self.simulator.say(&psid, "Hello").await.expect("said");
        (id, psid)
    }

    /// A call with the page token in the header; returns status and body.
    pub async fn call(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> (u16, Value) {
        self.call_as(&self.token, method, path, body).await
    }

    pub async fn call_as(
        &self,
        token: &str,
        method: reqwest::Method,
        path: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        (status, answer.json().await.expect("JSON"))
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.call(reqwest::Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(reqwest::Method::POST, path, Some(body)).await
    }

    /// Sends a text as the page.
    pub async fn send(&self, psid: &str, text: &str) -> (u16, Value) {
        self.send_message(psid, json!({"text": text})).await
    }

    pub async fn send_message(&self, psid: &str, message: Value) -> (u16, Value) {
        let body = json!({"recipient": {"id": psid}, "messaging_type": "RESPONSE", "message": message});
        self.post(&format!("/v26.0/{}/messages", self.page), body).await
    }

    pub fn app_token(&self) -> String {
        format!("{}|{}", self.app, self.secret)
    }

    pub fn proof(&self) -> String {
        hmac_sha256_hex(&self.secret, self.token.as_bytes())
    }

    /// Waits, listening to the simulator's news, until a condition holds.
    pub async fn until(&self, what: &str, holds: impl Fn(&Simulator) -> bool) {
        let url = format!("{}/simulator/api/events", self.url);
        let mut news = self.http.get(url).send().await.expect("the event stream");
        let waiting = async {
            while !holds(&self.simulator) {
                news.chunk().await.expect("the stream goes on");
            }
        };
        assert!(
            tokio::time::timeout(PATIENCE, waiting).await.is_ok(),
            "never happened: {what}"
        );
    }

    /// Stops as a process that is asked to.
    pub async fn stop(self) {
        self.stop.cancel();
        self.host.await.expect("stopped");
    }
}

/// Code and subcode of an error body.
pub fn code(answer: &(u16, Value)) -> (u64, Option<u64>) {
    let error = &answer.1["error"];
    assert!(error.is_object(), "an error was expected, not {}", answer.1);
    for key in ["message", "type", "fbtrace_id"] {
        assert!(error[key].is_string(), "{key} is missing in {error}");
    }
    (
        error["code"].as_u64().expect("a code"),
        error["error_subcode"].as_u64(),
    )
}

pub fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("known").is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Whether a request's signature was made over its exact bytes with this secret.
pub fn signature_fits(request: &Received, secret: &str) -> bool {
    let expected = parlance_simulator::signature_256(secret, &request.body);
    request.headers["x-hub-signature-256"].as_bytes() == expected.as_bytes()
}
