//! An application with a page and an agent; requests go straight to the router.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use hmac::{Hmac, KeyInit, Mac};
use parlance_api::user::NewUser;
use parlance_channel::{
    BoxFuture, HttpCaller, HttpFailure, HttpRequest, HttpResponse, call::HttpBody, fetch::NoMedia,
};
use parlance_channels::{Deps, channels, meta::MetaSettings};
use parlance_core::{Clock, Timestamp, clock::Random, permission::Role};
use parlance_engine::{
    Engine, EngineParts, Installation, RequireSecondFactor, SignInSettings, dispatch::dispatch, inbound,
    media::MediaLimits, outbound, seal::Keyring,
};
use parlance_http::{AppState, HttpConfig, HttpParts, NoAssets};
use parlance_realtime::{Hub, Tickets};
use parlance_store_files::DiskFiles;
use parlance_store_sqlite::SqliteStore;
use secrecy::SecretBox;
use serde_json::{Value, json};
use sha2::Sha256;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

pub const START: i64 = 1_795_348_800_000;
pub const PAGE: &str = "108044556677001";
pub const SECRET: &str = "parlance-demo-app-secret";
pub const TOKEN: &str = "s3cret+/= token";
const PASSWORD: &str = "vX9 quokka lamp 74";

pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

struct SeededRandom(AtomicU64);

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut mixed = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// A platform that takes everything.
struct Yes {
    number: AtomicU64,
    sent: Arc<Mutex<Vec<String>>>,
}

impl HttpCaller for Yes {
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        let number = self.number.fetch_add(1, Ordering::SeqCst);
        if let HttpBody::Json(body) = &request.body {
            let body = String::from_utf8_lossy(body).into_owned();
            self.sent.lock().unwrap().push(body);
        }
        Box::pin(async move {
            Ok(HttpResponse {
                status: 200,
                headers: HeaderMap::new(),
                body: json!({ "message_id": format!("m_out-{number}") })
                    .to_string()
                    .into(),
            })
        })
    }
}

pub struct App {
    _folder: TempDir,
    pub router: Router,
    pub engine: Engine,
    pub admin: String,
    pub ana: String,
    clock: Arc<TestClock>,
    /// JSON bodies that went to the platform, in order.
    pub sent: Arc<Mutex<Vec<String>>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text());
        self.json()
    }
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl App {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let sent = Arc::<Mutex<Vec<String>>>::default();
        let hub = Arc::new(Hub::default());
        let store = SqliteStore::open(&folder.path().join("p.db"), hub.clone()).unwrap();
        let keyring = Keyring::new([("k1".to_owned(), SecretBox::new(Box::new([7; 32])))]).unwrap();
        let base = "https://desk.example.com".parse().unwrap();
        let mut installation = Installation::new(base, Arc::new(keyring));
        installation.sign_in = SignInSettings {
            argon2_memory_kib: 64,
            // Most tests are about something else than second factors.
            require_second_factor: RequireSecondFactor::Nobody,
            ..SignInSettings::default()
        };
        let deps = Deps {
            http: Arc::new(Yes {
                number: AtomicU64::new(1),
                sent: sent.clone(),
            }),
            meta: MetaSettings {
                graph_url: "https://graph.example".parse().unwrap(),
                graph_version: "v26.0".into(),
            },
        };
        let engine = Engine::new(EngineParts {
            store: Arc::new(store),
            clock: clock.clone(),
            random: Arc::new(SeededRandom(AtomicU64::new(5))),
            channels: channels(&deps),
            installation,
            files: Arc::new(DiskFiles::open(&folder.path().join("files")).unwrap()),
            media: Arc::new(NoMedia),
            media_limits: MediaLimits::default(),
        });
        engine.check_keyring().await.unwrap();
        engine.reload_accounts().await.unwrap();
        let router = parlance_http::router(AppState::new(HttpParts {
            engine: engine.clone(),
            config: HttpConfig::new(engine.base_url()),
            assets: Arc::new(NoAssets),
            hub,
            tickets: Tickets::default(),
            shutdown: CancellationToken::new(),
        }));
        let mut app = Self {
            _folder: folder,
            router,
            engine,
            admin: String::new(),
            ana: String::new(),
            clock,
            sent,
        };
        app.engine
            .operator_create_tenant("Alder".into(), Some("alder".into()))
            .await
            .unwrap();
        app.admin = app.person("nora", Role::Administrator).await;
        app.ana = app.person("ana", Role::Agent).await;
        app
    }

    /// With a page that a service's queue takes, and Ana in its team.
    pub async fn with_page() -> Self {
        let app = Self::new().await;
        let account = app
            .make_account(json!({ "page_username": "kettles", "page_id": PAGE }))
            .await;
        app.with_queue_of(&account).await
    }

    /// The same with an Instagram account that takes comments, and no page.
    pub async fn with_instagram() -> Self {
        let app = Self::new().await;
        let settings = json!({ "username": "kettles", "instagram_id": "17841400112233445", "page_id": PAGE,
                               "take_comments": "true" });
        let account = app.make_account_of("instagram", settings).await;
        app.with_queue_of(&account).await
    }

    async fn with_queue_of(self, account: &Value) -> Self {
        let app = self;
        let team = app
            .post(&app.admin, "teams", json!({ "name": "North" }))
            .await
            .ok();
        let users = app.get(&app.admin, "users").await.ok();
        let ana = users["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|user| user["username"] == "ana")
            .unwrap();
        let patch = json!({ "team_id": team["id"] });
        let path = format!("users/{}", ana["id"].as_str().unwrap());
        app.request(Method::PATCH, &app.admin, &path, Some(patch))
            .await
            .ok();
        let service = json!({ "name": "Orders", "team_ids": [team["id"]] });
        let service = app.post(&app.admin, "services", service).await.ok();
        let entry =
            json!({ "name": "Facebook", "service_id": service["id"], "account_ids": [account["id"]] });
        app.post(&app.admin, "entries", entry).await.ok();
        app
    }

    pub async fn make_account(&self, settings: Value) -> Value {
        self.make_account_of("messenger", settings).await
    }

    async fn make_account_of(&self, channel: &str, settings: Value) -> Value {
        let new = json!({ "channel": channel, "name": "Kettles", "settings": settings,
                          "secrets": { "token": "page-token-0001", "app_secret": SECRET, "verify_token": TOKEN } });
        self.post(&self.admin, "accounts", new).await.ok()
    }

    /// Somebody of the tenant who is signed in; returns their cookie.
    pub async fn person(&self, username: &str, role: Role) -> String {
        let user = NewUser {
            username: username.into(),
            name: username.into(),
            email: None,
            roles: vec![role],
            team_id: None,
            skills: Vec::new(),
            max_chats: None,
            password: PASSWORD.into(),
        };
        self.engine.operator_create_user("alder", user).await.unwrap();
        let body = json!({ "tenant": "alder", "username": username, "password": PASSWORD });
        let answer = self.post("", "session", body).await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        answer.ok();
        cookie
    }

    /// A request to the API with a session's cookie.
    pub async fn request(&self, method: Method, cookie: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{path}"))
            .header(header::HOST, "desk.example.com")
            .header(header::ORIGIN, "https://desk.example.com")
            .header(header::COOKIE, cookie);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.raw(request.body(body).unwrap()).await
    }

    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.request(Method::GET, cookie, path, None).await
    }

    pub async fn post(&self, cookie: &str, path: &str, body: Value) -> Answer {
        self.request(Method::POST, cookie, path, Some(body)).await
    }

    /// Time passes.
    pub fn advance(&self, millis: i64) {
        self.clock.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// Any request.
    pub async fn raw(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    /// What the platform would send to an address, signed with a secret.
    pub async fn webhook(&self, path: &str, secret: &str, body: &[u8]) -> Answer {
        self.signed(path, &signature(secret, body), body).await
    }

    pub async fn signed(&self, path: &str, signature: &str, body: &[u8]) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-hub-signature-256", signature)
            .body(Body::from(body.to_vec()))
            .unwrap();
        self.raw(request).await
    }

    /// Everything that would happen by itself.
    pub async fn settle(&self) {
        while inbound::apply_waiting(&self.engine).await.unwrap() > 0 {}
        let tenants = self.engine.read(|read, _| Ok(read.tenants()?)).await.unwrap();
        for tenant in tenants {
            dispatch(&self.engine, parlance_core::TenantCtx::new(tenant.id))
                .await
                .unwrap();
        }
        outbound::send_due(&self.engine).await;
    }
}

/// The platform's signature of a body.
pub fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

/// A customer's text on the page.
pub fn text(mid: &str, text: &str) -> String {
    text_of("24891234567890123", mid, text)
}

/// The text of one of several customers.
pub fn text_of(customer: &str, mid: &str, text: &str) -> String {
    json!({ "object": "page", "entry": [{ "id": PAGE, "time": START, "messaging": [{
        "sender": { "id": customer }, "recipient": { "id": PAGE }, "timestamp": START,
        "message": { "mid": mid, "text": text } }] }] })
    .to_string()
}
