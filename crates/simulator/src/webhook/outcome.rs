//! What follows from a webhook request: acknowledged, tried again, alerted, or unsubscribed.

use std::collections::BTreeSet;

use super::backoff::wait_ms;
use super::health::Verdict;
use super::queue::Job;
use crate::platform::Platform;
use crate::transaction::Tx;
use crate::world::{App, Author, Change, LogTopic, QueuedEvent};

/// What the receiver said.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub ok: bool,
    /// The status, or why there was none.
    pub words: String,
    pub took_ms: Option<u64>,
}

impl Answer {
    pub fn failed(words: &str) -> Self {
        Self {
            ok: false,
            words: words.to_owned(),
            took_ms: None,
        }
    }

    /// Of two deliveries of the same body, the one that counts.
    pub fn better(self, other: Self) -> Self {
        if self.ok || !other.ok { self } else { other }
    }
}

/// Settles a request.
pub(crate) fn settle(platform: &Platform, app: &App, job: Job, answer: Answer) {
    platform.note(|tx| {
        log(tx, app, &job, &answer);
        if answer.ok {
            acknowledge(platform, tx, &job);
        } else {
            fail(platform, tx, app, &job);
        }
    });
    platform.wake.notify_one();
    platform.attempts.send_modify(|count| *count += 1);
}

fn acknowledge(platform: &Platform, tx: &mut Tx<'_>, job: &Job) {
    tx.apply(Change::EventsDone {
        seqs: job.items.iter().map(|item| item.event.seq).collect(),
        given_up: false,
    });
    for item in &job.items {
        mark_received(tx, &item.event);
    }
    platform
        .queue
        .lock()
        .expect("no panic while holding it")
        .finish(job, true, tx.now, 0);
    let mut health = platform.health.lock().expect("no panic while holding it");
    for page_id in pages(job) {
        health.success(&job.app_id, page_id);
    }
}

/// Gives the customer's message its second tick: somebody on the other side has it.
fn mark_received(tx: &mut Tx<'_>, event: &QueuedEvent) {
    let (Some(psid), Some(mid)) = (&event.psid, &event.mid) else {
        return;
    };
    let Some(message) = tx.world.threads.get(psid).and_then(|thread| thread.message(mid)) else {
        return;
    };
    if message.author == Author::Customer && message.delivered_ms.is_none() {
        let mut message = message.clone();
        message.delivered_ms = Some(tx.now);
        tx.apply(Change::MessagePut {
            psid: psid.clone(),
            message,
        });
    }
}

fn fail(platform: &Platform, tx: &mut Tx<'_>, app: &App, job: &Job) {
    let config = &platform.config;
    let now = tx.now;
    let retry_at_ms = now + wait_ms(&config.webhook_retries, job.tries + 1);
    let mut queue = platform.queue.lock().expect("no panic while holding it");
    let failing = queue.finish(job, false, now, retry_at_ms);
    let disable_ms = i64::try_from(config.webhook_disable_after.as_millis()).unwrap_or(i64::MAX);
    for (lane, since_ms) in failing {
        if now - since_ms >= disable_ms {
            // Others got through meanwhile, or the page would be unsubscribed: only these events are given up.
            tx.apply(Change::EventsDone {
                seqs: queue.drop_lane(&lane),
                given_up: true,
            });
        }
    }
    for page_id in pages(job) {
        let verdict = platform
            .health
            .lock()
            .expect("no panic while holding it")
            .failure(
                &app.id,
                page_id,
                now,
                config.webhook_alert_after,
                config.webhook_disable_after,
            );
        match verdict {
            Verdict::KeepTrying => {}
            Verdict::Alert => alert(tx, &app.id, page_id),
            Verdict::Disable => {
                tx.apply(Change::EventsDone {
                    seqs: queue.drop_page(&app.id, page_id),
                    given_up: true,
                });
                disable(tx, &app.id, page_id);
            }
        }
    }
}

fn alert(tx: &mut Tx<'_>, app_id: &str, page_id: &str) {
    let text = "Webhook deliveries to the callback have been failing for 15 minutes.";
    if let Some(mut app) = tx.world.apps.get(app_id).cloned() {
        app.alert = Some(text.to_owned());
        tx.apply(Change::AppPut(app));
    }
    notice(tx, "webhook alert", text, app_id, page_id);
}

fn disable(tx: &mut Tx<'_>, app_id: &str, page_id: &str) {
    let text = "Webhooks Disabled: the callback failed for an hour, the app was unsubscribed from the page.";
    let now = tx.now;
    if let Some(mut page) = tx.world.pages.get(page_id).cloned() {
        page.subscriptions.remove(app_id);
        page.disabled.insert(app_id.to_owned(), now);
        tx.apply(Change::PagePut(page));
    }
    if let Some(mut app) = tx.world.apps.get(app_id).cloned() {
        app.alert = Some(text.to_owned());
        tx.apply(Change::AppPut(app));
    }
    notice(tx, "webhooks disabled", text, app_id, page_id);
}

fn notice(tx: &mut Tx<'_>, kind: &str, text: &str, app_id: &str, page_id: &str) {
    tx.log(LogTopic::Notice, kind, text, |entry| {
        entry.app_id = Some(app_id.to_owned());
        entry.page_id = Some(page_id.to_owned());
        entry.ok = false;
    });
}

fn pages(job: &Job) -> BTreeSet<&str> {
    job.items.iter().map(|item| item.event.page_id.as_str()).collect()
}

fn log(tx: &mut Tx<'_>, app: &App, job: &Job, answer: &Answer) {
    let count = job.items.len();
    let mut what = if count == 1 {
        "1 event".to_owned()
    } else {
        format!("{count} events")
    };
    if job.tries > 0 {
        what = format!("{what}, {} try", ordinal(job.tries + 1));
    }
    let field = job.items.first().map_or("", |item| item.event.field.as_str());
    tx.log(LogTopic::Delivery, field, what, |entry| {
        entry.page_id = job.items.first().map(|item| item.event.page_id.clone());
        entry.app_id = Some(app.id.clone());
        entry.answer.clone_from(&answer.words);
        entry.ok = answer.ok;
        entry.took_ms = answer.took_ms;
    });
    // The first failure is worth a line in the thread; its repeats are seen at the dashboard.
    if answer.ok || job.tries == 0 {
        for item in &job.items {
            log_event(tx, &item.event, answer);
        }
    }
}

fn log_event(tx: &mut Tx<'_>, event: &QueuedEvent, answer: &Answer) {
    tx.log(LogTopic::Event, &event.kind, event.what.clone(), |entry| {
        entry.psid.clone_from(&event.psid);
        entry.page_id = Some(event.page_id.clone());
        entry.app_id = Some(event.app_id.clone());
        entry.answer.clone_from(&answer.words);
        entry.ok = answer.ok;
        entry.took_ms = answer.took_ms;
    });
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}
