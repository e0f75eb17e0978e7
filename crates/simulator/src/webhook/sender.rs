//! The worker that sends: takes the next request from the queue, signs it, posts it, settles the outcome.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::outcome::{Answer, settle};
use super::queue::{Job, Limits};
use super::{envelope, escape, signature_1, signature_256};
use crate::faults::{FaultKind, Hits, Question, Side};
use crate::platform::Platform;
use crate::world::{App, LogTopic, QueuedEvent};

/// Runs until the simulator stops.
pub(crate) async fn run(platform: Arc<Platform>) {
    loop {
        let (job, due_ms) = next_job(&platform);
        if let Some(job) = job {
            let sender = platform.clone();
            platform.spawn(async move { attempt(&sender, job).await });
            continue;
        }
        tokio::select! {
            () = platform.stop.cancelled() => return,
            () = platform.wake.notified() => {}
            () = sleep_until(&platform, due_ms) => {}
        }
    }
}

async fn sleep_until(platform: &Platform, due_ms: Option<i64>) {
    match due_ms {
        Some(due_ms) => platform.clock.sleep_until(due_ms).await,
        None => std::future::pending().await,
    }
}

fn next_job(platform: &Platform) -> (Option<Job>, Option<i64>) {
    platform.note(|tx| {
        let connections = platform.config.webhook_connections;
        let batches: HashMap<String, usize> = tx
            .world
            .apps
            .values()
            .map(|app| (app.id.clone(), app.batch_max))
            .collect();
        let limits = |app_id: &str| Limits {
            connections,
            batch_max: batches.get(app_id).copied().unwrap_or(1),
        };
        let mut queue = platform.queue.lock().expect("no panic while holding it");
        let hold_back = |event: &QueuedEvent| {
            let question = Question {
                side: Side::Webhook,
                page_id: Some(&event.page_id),
                path: "",
            };
            let hits = tx.roll(&question, |kind| matches!(kind, FaultKind::WebhookShuffle));
            hits.any(|_| true)
        };
        let now = platform.clock.now_ms();
        let job = queue.take(now, limits, hold_back);
        (job, queue.next_due_ms())
    })
}

/// One request with its repeats, from the queue to the settled outcome.
async fn attempt(platform: &Arc<Platform>, job: Job) {
    for item in &job.items {
        if let Some(receipt) = &item.receipt
            && receipt.clone().durable().await.is_err()
        {
            // The journal is gone: nothing may be told any more.
            return;
        }
    }
    let Some(app) = platform.read(|world| world.apps.get(&job.app_id).cloned()) else {
        return;
    };
    let events: Vec<QueuedEvent> = job.items.iter().map(|item| item.event.clone()).collect();
    let page_id = events.first().map(|event| event.page_id.clone());
    let question = Question {
        side: Side::Webhook,
        page_id: page_id.as_deref(),
        path: "",
    };
    let hits = if platform.read(|world| world.faults.is_empty()) {
        Hits::default()
    } else {
        platform.note(|tx| tx.roll(&question, |kind| !matches!(kind, FaultKind::WebhookShuffle)))
    };
    let body = escape(
        &envelope::write(&events, platform.clock.now_ms(), app.batch_pack),
        app.escape,
    );
    let answer = deliver(platform, &app, body, &hits).await;
    settle(platform, &app, job, answer);
}

async fn deliver(platform: &Arc<Platform>, app: &App, body: String, hits: &Hits) -> Answer {
    let slow = hits.find(|kind| match kind {
        FaultKind::WebhookSlow { ms } => Some(*ms),
        _ => None,
    });
    if let Some(ms) = slow {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
    if hits.any(|kind| matches!(kind, FaultKind::WebhookDrop)) {
        return Answer::failed("lost on the way (fault)");
    }
    if hits.any(|kind| matches!(kind, FaultKind::WebhookCut)) {
        let _ = post(platform, app, body, false).await;
        return Answer::failed("answer not read (fault)");
    }
    let forged = hits.any(|kind| matches!(kind, FaultKind::WebhookBadSignature));
    let twice = hits.find(|kind| match kind {
        FaultKind::WebhookDuplicate { concurrent } => Some(*concurrent),
        _ => None,
    });
    match twice {
        None => post(platform, app, body, forged).await,
        Some(true) => {
            let (first, second) = tokio::join!(
                post(platform, app, body.clone(), forged),
                post(platform, app, body, forged)
            );
            first.better(second)
        }
        Some(false) => {
            let first = post(platform, app, body.clone(), forged).await;
            first.better(post(platform, app, body, forged).await)
        }
    }
}

/// Posts a body with both signature headers; anything but 200 within the deadline is a failure.
async fn post(platform: &Platform, app: &App, body: String, forged: bool) -> Answer {
    let Some(webhook) = &app.webhook else {
        return Answer::failed("no callback");
    };
    let secret = if forged {
        "not-the-app-secret"
    } else {
        app.secret.as_str()
    };
    let request = platform
        .http
        .post(&webhook.callback_url)
        .timeout(platform.config.webhook_deadline)
        .header("content-type", "application/json")
        .header("user-agent", "facebookexternalua")
        .header("x-hub-signature", signature_1(secret, body.as_bytes()))
        .header("x-hub-signature-256", signature_256(secret, body.as_bytes()))
        .body(body);
    let started = Instant::now();
    let result = request.send().await;
    let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match result {
        Ok(answer) => {
            let status = answer.status().as_u16();
            // Read to the end so the connection can be used again; what it says does not matter.
            let _ = answer.bytes().await;
            Answer {
                ok: status == 200,
                words: status.to_string(),
                took_ms: Some(took_ms),
            }
        }
        Err(error) => Answer {
            ok: false,
            words: explain(&error),
            took_ms: Some(took_ms),
        },
    }
}

/// Says in a few words why a call brought no answer, without the address.
pub(crate) fn explain(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    if error.is_connect() {
        format!("no connection: {cause}")
    } else {
        cause.to_string()
    }
}

/// The dashboard's *Test* button. Returns what the receiver answered.
pub(crate) async fn send_test(platform: &Platform, app: &App, field: &str) -> Answer {
    let now = platform.clock.now_ms();
    let body = escape(&envelope::test_event(field, now), app.escape);
    let answer = post(platform, app, body, false).await;
    platform.note(|tx| {
        tx.log(LogTopic::Delivery, field, "test event", |entry| {
            entry.app_id = Some(app.id.clone());
            entry.answer.clone_from(&answer.words);
            entry.ok = answer.ok;
            entry.took_ms = answer.took_ms;
        });
    });
    answer
}
