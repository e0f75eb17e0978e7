//! A simulated Meta, a page with an app, and a receiver that verifies and reads what comes.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
    routing::get,
};
use parlance_channel::{
    AccountValues, Channel, Expectations, HandshakeQuery, HttpCaller, InboundEvent, InboundPayload,
    MediaFetcher, Normalised, Unverified,
};
use parlance_channels::{Deps, channels, media_suffixes, meta::MetaSettings};
use parlance_core::Timestamp;
use parlance_egress::{Egress, EgressSettings, PrivateTargets};
use parlance_simulator::{NewToken, NoAssets, Simulator, SimulatorConfig, Subscription, serve};
use secrecy::SecretString;
use tokio::{net::TcpListener, sync::mpsc};
use tokio_util::sync::CancellationToken;

const VERIFY_TOKEN: &str = "s3cret+/= token";

pub struct World {
    pub meta: Simulator,
    pub channel: Arc<dyn Channel>,
    pub media: Arc<dyn MediaFetcher>,
    pub app: String,
    pub page: String,
    pub token: String,
    pub account: AccountValues,
    pub callback: String,
    /// For calls past the channel.
    pub http: Arc<dyn HttpCaller>,
    pub base: String,
    came: mpsc::UnboundedReceiver<Normalised>,
}

struct Receiver {
    channel: Arc<dyn Channel>,
    secret: SecretString,
    tell: mpsc::UnboundedSender<Normalised>,
}

impl World {
    /// Everything set up as the guide says, with every field subscribed.
    pub async fn start() -> Self {
        Self::of("messenger").await
    }

    /// The same for a channel of the family; `page` is then its account.
    pub async fn of(name: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let meta = Simulator::start(SimulatorConfig::new(&base)).await.unwrap();
        tokio::spawn(serve(
            meta.clone(),
            listener,
            Arc::new(NoAssets),
            CancellationToken::new(),
        ));

        let mut settings = EgressSettings::new("Parlance/test", vec![base.parse().unwrap()]);
        settings.media_suffixes = media_suffixes();
        settings.private_targets = PrivateTargets::All;
        let egress = Egress::new(settings).unwrap();
        let meta_settings = MetaSettings {
            graph_url: base.parse().unwrap(),
            graph_version: "v26.0".into(),
        };
        let list = channels(&Deps {
            http: egress.platform(),
            meta: meta_settings,
        });
        let channel = Arc::clone(list.get(name).unwrap());

        let app = meta.create_app("Desk").await.unwrap();
        let page = meta
            .create_page("Alder & Pine", Some("alderandpine"))
            .await
            .unwrap();
        let token = meta.create_token(&page, &app, NewToken::default()).await.unwrap();
        let secret = meta.app_secret(&app).unwrap();
        let mut account = AccountValues::default()
            .with_setting("page_id", &page)
            .with_setting("page_username", "alderandpine")
            .with_secret("token", &token)
            .with_secret("app_secret", &secret)
            .with_secret("verify_token", VERIFY_TOKEN);
        let mut own = page.clone();
        if name == "instagram" {
            own = meta.connect_instagram(&page, "alder.and.pine").await.unwrap();
            account = account
                .with_setting("instagram_id", &own)
                .with_setting("username", "alder.and.pine");
        }

        let (tell, came) = mpsc::unbounded_channel();
        let receiver = Receiver {
            channel: Arc::clone(&channel),
            secret: secret.into(),
            tell,
        };
        let callback = receive(receiver).await;
        meta.verify_callback(&app, &callback, VERIFY_TOKEN).await.unwrap();
        let fields: Vec<String> = channel
            .descriptor()
            .wanted_fields(&account)
            .map(|f| f.name.clone())
            .collect();
        if name == "messenger" {
            meta.choose_fields(&app, fields.clone()).await.unwrap();
            let app_id = app.clone();
            meta.subscribe_page(&page, Subscription { app_id, fields })
                .await
                .unwrap();
        } else {
            channel.subscribe(&account, &fields).await.unwrap();
        }
        Self {
            meta,
            channel,
            media: egress.media(),
            app,
            page: own,
            token,
            account,
            callback,
            http: egress.platform(),
            base,
            came,
        }
    }

    /// A customer with an open chat.
    pub async fn customer(&self) -> (u64, String) {
        let person = self.meta.create_customer(Some("Ana Jónsdóttir")).await.unwrap();
        let psid = self.meta.open_chat(person, &self.page).await.unwrap();
        (person, psid)
    }

    /// The meaning of the next notification that arrives.
    pub async fn next(&mut self) -> Normalised {
        let meaning = self.came.recv().await.unwrap();
        assert!(meaning.problems.is_empty(), "{meaning:?}");
        meaning
    }

    /// The next event that the test is interested in.
    pub async fn event(&mut self, wanted: impl Fn(&InboundPayload) -> bool) -> InboundEvent {
        loop {
            let meaning = self.next().await;
            for (page, event) in meaning.events() {
                assert_eq!(page, self.page);
                if wanted(&event.payload) {
                    return event.clone();
                }
            }
        }
    }

    pub fn expectations(&self) -> Expectations {
        Expectations {
            now: Timestamp::from_millis(self.meta.now_ms()),
            callback_url: Some(self.callback.clone()),
            ..Expectations::default()
        }
    }
}

async fn receive(receiver: Receiver) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/clientweb/fb/webhook", listener.local_addr().unwrap());
    let router = Router::new()
        .route("/clientweb/fb/webhook", get(handshake).post(events))
        .with_state(Arc::new(receiver));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn handshake(
    State(receiver): State<Arc<Receiver>>,
    Query(query): Query<Vec<(String, String)>>,
) -> impl IntoResponse {
    match receiver
        .channel
        .verify_handshake(&HandshakeQuery(query), &[VERIFY_TOKEN.into()])
    {
        Ok(challenge) => (StatusCode::OK, challenge),
        Err(refusal) => (StatusCode::from_u16(refusal.status()).unwrap(), String::new()),
    }
}

async fn events(State(receiver): State<Arc<Receiver>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let secrets = [receiver.secret.clone()];
    let Ok(verified) = receiver
        .channel
        .verify_signature(Unverified::new(headers, body), &secrets)
    else {
        return StatusCode::FORBIDDEN;
    };
    receiver.channel.admit(&verified).unwrap();
    let _ = receiver.tell.send(receiver.channel.normalise(&verified));
    StatusCode::OK
}
