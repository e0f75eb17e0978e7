//! Alerts: once per problem and once when it is gone, in the app and to every target, tried again until they arrive.

use std::sync::{Arc, Mutex};

use hmac::{Hmac, KeyInit as _, Mac as _};
use parlance_api::alert::{Alert, AlertKind, AlertOccasion, AlertTargetMade, NewAlertTarget};
use parlance_channel::{BoxFuture, HttpFailure, HttpRequest, HttpResponse, call::HttpBody};
use parlance_core::{account::PolicyState, event::EventKind};
use parlance_engine::{
    alerts::{Mail, Outside},
    health::check_all,
    jobs::run_due_jobs,
};
use parlance_store::account_health::PolicyRow;
use sha2::Sha256;
use tokio::sync::Notify;

use crate::world::World;

/// A request that came: alert id, signature, body.
type Came = (String, String, Vec<u8>);

/// What lies outside: takes what comes, or answers with another status.
#[derive(Debug, Default)]
pub struct Receiver {
    came: Mutex<Vec<Came>>,
    mails: Mutex<Vec<Mail>>,
    refuses: Mutex<u32>,
    /// Takes what comes, tells it here and never answers.
    hangs: Mutex<Option<Arc<Notify>>>,
}

impl Receiver {
    fn refusing(&self) -> bool {
        let mut refuses = self.refuses.lock().unwrap();
        let refused = *refuses > 0;
        *refuses = refuses.saturating_sub(1);
        refused
    }
    fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }
    fn alerts(&self) -> Vec<Alert> {
        self.came()
            .iter()
            .map(|(_, _, body)| serde_json::from_slice(body).unwrap())
            .collect()
    }
}

impl Outside for Receiver {
    fn check_address<'a>(&'a self, url: &'a str) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            if url.starts_with("https://") {
                Ok(())
            } else {
                Err("only https addresses are allowed".into())
            }
        })
    }
    fn call(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, HttpFailure>> {
        Box::pin(async move {
            let header = |name: &str| request.headers[name].to_str().unwrap().to_owned();
            let HttpBody::Json(body) = &request.body else {
                panic!("alerts are JSON")
            };
            let came = (
                header("parlance-alert-id"),
                header("parlance-signature"),
                body.to_vec(),
            );
            self.came.lock().unwrap().push(came);
            let hangs = self.hangs.lock().unwrap().clone();
            if let Some(taken) = hangs {
                taken.notify_one();
                std::future::pending::<()>().await;
            }
            let status = if self.refusing() { 500 } else { 204 };
            Ok(HttpResponse {
                status,
                headers: http::HeaderMap::new(),
                body: bytes::Bytes::new(),
            })
        })
    }
    fn has_mail(&self) -> bool {
        true
    }
    fn mail(&self, mail: Mail) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async move {
            self.mails.lock().unwrap().push(mail);
            Ok(())
        })
    }
}

async fn with_targets() -> (World, Arc<Receiver>, String) {
    let world = World::new().await;
    let outside = world.harness.outside.clone();
    let administrator = world.tenant.admin.clone();
    let make = |kind, address: &str| {
        let command = NewAlertTarget {
            kind,
            address: address.into(),
        };
        let (engine, caller) = (&world.harness.engine, &administrator);
        async move { engine.create_alert_target(caller, command).await.unwrap() }
    };
    let AlertTargetMade { secret, .. } = make(AlertKind::Webhook, "https://ops.example/alerts").await;
    let mail = make(AlertKind::Mail, "ops@example.com").await;
    assert_eq!(mail.secret, None, "only webhooks are signed");
    (world, outside, secret.unwrap())
}

/// The platform blocks the account, or frees it.
async fn blocked(world: &World, is: bool) {
    let (ctx, account) = (world.tenant.ctx, world.account.id);
    world
        .harness
        .engine
        .write(move |tx, env| {
            let policy = is.then(|| PolicyRow {
                state: PolicyState::Blocked,
                reason: Some("Spam".into()),
                at: env.now,
            });
            Ok(tx.set_account_policy(&ctx, account, policy.as_ref())?)
        })
        .await
        .unwrap();
    check_all(&world.harness.engine).await;
}

fn about_block(alerts: &[Alert]) -> Vec<AlertOccasion> {
    alerts
        .iter()
        .filter(|alert| {
            alert
                .problem
                .as_ref()
                .is_some_and(|problem| problem.kind == "restricted")
        })
        .map(|alert| alert.occasion)
        .collect()
}

#[tokio::test]
async fn a_problem_is_told_once_and_once_when_it_is_gone() {
    let (world, outside, secret) = with_targets().await;
    let engine = &world.harness.engine;
    blocked(&world, true).await;
    check_all(engine).await;
    run_due_jobs(engine).await.unwrap();
    blocked(&world, false).await;
    run_due_jobs(engine).await.unwrap();
    assert_eq!(
        about_block(&outside.alerts()),
        [AlertOccasion::Found, AlertOccasion::Resolved]
    );
    let in_the_app: Vec<Alert> = world
        .harness
        .published
        .of(EventKind::HealthAlert)
        .into_iter()
        .map(|data| serde_json::from_value(data).unwrap())
        .collect();
    assert_eq!(
        about_block(&in_the_app),
        [AlertOccasion::Found, AlertOccasion::Resolved]
    );
    let mails = outside.mails.lock().unwrap().clone();
    assert!(
        mails.iter().any(|mail| mail.to == "ops@example.com"
            && mail.subject.contains("blocked")
            && mail.text.contains("Spam")),
        "{mails:?}"
    );
    for (id, signature, body) in outside.came() {
        let alert: Alert = serde_json::from_slice(&body).unwrap();
        assert_eq!(alert.id, id);
        assert!(alert.url.starts_with("http"), "the link is whole: {}", alert.url);
        let (at, given) = signature
            .strip_prefix("t=")
            .and_then(|rest| rest.split_once(",v1="))
            .unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(at.as_bytes());
        mac.update(b".");
        mac.update(&body);
        mac.verify_slice(&hex::decode(given).unwrap()).unwrap();
        assert!(!String::from_utf8(body).unwrap().contains(&secret));
    }
}

#[tokio::test]
async fn what_was_refused_is_tried_again_with_the_same_id() {
    let (world, outside, _) = with_targets().await;
    let engine = &world.harness.engine;
    *outside.refuses.lock().unwrap() = 99;
    blocked(&world, true).await;
    run_due_jobs(engine).await.unwrap();
    let first = outside.came();
    assert!(!first.is_empty());
    let administrator = world.tenant.admin.clone();
    let targets = engine.alert_targets(&administrator).await.unwrap();
    let webhook = targets
        .items
        .iter()
        .find(|target| target.kind == AlertKind::Webhook)
        .unwrap();
    assert_eq!(
        webhook.last_error.as_deref(),
        Some("The address answered with status 500.")
    );
    let wording = webhook.wording.clone().unwrap();
    assert_eq!(
        engine.sentences("de")[&wording.id].replace("{status}", &wording.values["status"]),
        "Die Adresse hat mit Status 500 geantwortet."
    );
    let told = world.harness.published.of(EventKind::ConfigChanged);
    assert!(
        told.iter().any(|data| data["what"] == "alert_targets"),
        "who looks at the targets sees how it went: {told:?}"
    );
    // A receiver that is away for a while loses nothing.
    for _ in 0..10 {
        world.harness.clock.advance(10 * 60_000);
        run_due_jobs(engine).await.unwrap();
    }
    let before = outside.came().len();
    *outside.refuses.lock().unwrap() = 0;
    world.harness.clock.advance(10 * 60_000);
    run_due_jobs(engine).await.unwrap();
    let all = outside.came();
    assert_eq!(all.len(), before + first.len(), "each once more, none lost");
    for (id, _, body) in &first {
        let again = all[before..].iter().find(|(other, _, _)| other == id);
        assert_eq!(again.map(|(_, _, body)| body), Some(body));
    }
    run_due_jobs(engine).await.unwrap();
    assert_eq!(outside.came().len(), all.len(), "what arrived is not sent again");
}

#[tokio::test]
async fn a_cut_between_sending_and_noting_sends_the_same_alert_again() {
    let (mut world, outside, _) = with_targets().await;
    blocked(&world, true).await;
    let taken = Arc::new(Notify::new());
    *outside.hangs.lock().unwrap() = Some(taken.clone());
    tokio::select! {
        _ = run_due_jobs(&world.harness.engine) => panic!("the receiver never answers"),
        () = taken.notified() => {}
    }
    *outside.hangs.lock().unwrap() = None;
    let first = outside.came();
    assert_eq!(first.len(), 1, "it was taken, and nobody noted that");
    world.harness.restart().await;
    // The claim of the process that is gone has to end first.
    world.harness.clock.advance(10 * 60_000);
    run_due_jobs(&world.harness.engine).await.unwrap();
    let again: Vec<_> = outside
        .came()
        .into_iter()
        .skip(1)
        .filter(|(id, _, _)| *id == first[0].0)
        .collect();
    assert_eq!(again.len(), 1, "once more, with the same id");
    assert_eq!(again[0].2, first[0].2, "and the same words");
    let (mails, all) = (outside.mails.lock().unwrap().len(), outside.came().len());
    assert_eq!(
        mails,
        all - 1,
        "what was not sent yet is not lost and not doubled"
    );
    run_due_jobs(&world.harness.engine).await.unwrap();
    assert_eq!(outside.came().len(), all);
}

#[tokio::test]
async fn an_address_that_must_not_be_called_is_refused_with_the_reason() {
    let (world, _, _) = with_targets().await;
    let administrator = world.tenant.admin.clone();
    let command = NewAlertTarget {
        kind: AlertKind::Webhook,
        address: "http://10.0.0.1/".into(),
    };
    let refused = world
        .harness
        .engine
        .create_alert_target(&administrator, command)
        .await
        .unwrap_err();
    assert!(format!("{refused:?}").contains("only https"), "{refused:?}");
}
