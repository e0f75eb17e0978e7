//! Sending an alert to one target.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use parlance_api::{
    alert::{Alert, AlertKind, AlertOccasion},
    realtime::ConfigChanged,
};
use parlance_channel::{HttpFailure, HttpRequest, Sentence, call::HttpBody};
use parlance_core::{
    AlertTargetId, TenantCtx,
    event::{Audience, EventKind},
};
use parlance_store::{Tx, alerts::AlertTargetRow};
use serde::{Deserialize, Serialize};

use super::{Mail, sign::signature, targets::place};
use crate::{
    Engine, Env, Refusal, interactions,
    jobs::Outcome,
    sentences::{say, verbatim},
};

/// The job.
pub(crate) const SEND_ALERT: &str = "send_alert";
/// A target has so long to answer.
const AT_MOST_MS: u64 = 10_000;

/// What the job needs.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Payload {
    pub target_id: AlertTargetId,
    pub alert: Alert,
}

/// Delivers an alert; the outcome is written to the target.
pub(crate) async fn deliver(engine: &Engine, ctx: TenantCtx, payload: Payload) -> Outcome {
    let id = payload.target_id;
    let target = match engine.read(move |read, _| Ok(read.alert_target(&ctx, id)?)).await {
        Ok(Some(target)) if target.disabled_at.is_none() => target,
        // It was deleted or switched off since.
        Ok(_) => return Outcome::Done,
        Err(error) => return Outcome::retry(&error),
    };
    let sent = send(engine, ctx, &target, payload.alert).await;
    let error = sent.as_ref().err().cloned();
    let noted = engine
        .write(move |tx, env| tried(tx, env, &ctx, id, error.as_ref()))
        .await;
    match (sent, noted) {
        (Err(error), _) => Outcome::Retry(error.text),
        (Ok(()), Err(error)) => Outcome::retry(&error),
        (Ok(()), Ok(())) => Outcome::Done,
    }
}

/// Writes down how a delivery went; administrators who look at the targets see it.
pub(super) fn tried(
    tx: &mut dyn Tx,
    env: &Env<'_>,
    ctx: &TenantCtx,
    id: AlertTargetId,
    error: Option<&Sentence>,
) -> Result<(), Refusal> {
    let kept = error
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| Refusal::Store(error.to_string()))?;
    tx.note_alert_sent(ctx, id, env.now, kept.as_deref())?;
    let what = ConfigChanged {
        what: "alert_targets".to_owned(),
    };
    interactions::append(
        tx,
        env,
        ctx,
        EventKind::ConfigChanged,
        Audience::administrators(),
        &what,
    )
}

/// Sends an alert now; why it did not arrive, in words.
pub(super) async fn send(
    engine: &Engine,
    ctx: TenantCtx,
    target: &AlertTargetRow,
    mut alert: Alert,
) -> Result<(), Sentence> {
    // Whoever gets it is not in the app: the way there must be whole.
    if let Ok(url) = engine.base_url().join(&alert.url) {
        alert.url = url.into();
    }
    match target.kind {
        AlertKind::Webhook => post(engine, ctx, target, &alert).await,
        AlertKind::Mail => {
            let mail = mail(target, &alert);
            let sent = engine.installation().outside.mail(mail).await;
            sent.map_err(|error| verbatim(&error))
        }
    }
}

async fn post(
    engine: &Engine,
    ctx: TenantCtx,
    target: &AlertTargetRow,
    alert: &Alert,
) -> Result<(), Sentence> {
    let row = target.id.to_string();
    let sealed = target.secret.as_deref().unwrap_or_default();
    let secret = engine
        .installation()
        .keyring
        .open(place(ctx.tenant_id(), &row), sealed)
        .map_err(|error| verbatim(&error.to_string()))?;
    let body = serde_json::to_vec(alert).map_err(|error| verbatim(&error.to_string()))?;
    let signed = signature(&secret, engine.now().as_millis() / 1_000, &body);
    let mut headers = HeaderMap::new();
    for (name, value) in [("parlance-signature", &signed), ("parlance-alert-id", &alert.id)] {
        let value = HeaderValue::from_str(value).map_err(|error| verbatim(&error.to_string()))?;
        headers.insert(name, value);
    }
    let request = HttpRequest {
        method: Method::POST,
        url: target.address.clone(),
        headers,
        body: HttpBody::Json(Bytes::from(body)),
        timeout_ms: AT_MOST_MS,
    };
    match engine.installation().outside.call(request).await {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
        Ok(answer) => Err(say("alert.status", &[("status", &answer.status.to_string())])),
        Err(failure) => Err(unreached(failure)),
    }
}

/// Why nobody answered, in words that can be translated where they are usual.
fn unreached(failure: HttpFailure) -> Sentence {
    let id = match failure {
        HttpFailure::Dns => "call.dns",
        HttpFailure::Refused => "call.refused",
        HttpFailure::Connect => "call.connect",
        HttpFailure::Tls => "call.tls",
        HttpFailure::Timeout { .. } => "call.timeout",
        _ => "",
    };
    let why = failure.to_string();
    say("alert.unreached", &[("why", &why), ("why_id", id)])
}

/// An alert as a mail: the sentence says it, the link leads to what to do.
fn mail(target: &AlertTargetRow, alert: &Alert) -> Mail {
    let account = alert
        .account
        .as_ref()
        .map_or("Parlance", |account| account.name.as_str());
    let sentence = alert
        .problem
        .as_ref()
        .map_or("Alerts reach this address.", |problem| problem.sentence.as_str());
    let what = match alert.occasion {
        AlertOccasion::Found => "Problem",
        AlertOccasion::Resolved => "Over",
        AlertOccasion::Repaired => "Repaired",
        AlertOccasion::Test => "Test",
    };
    let mut text = format!("{account}\n\n{sentence}\n");
    if let Some(problem) = &alert.problem {
        for line in [&problem.detail, &problem.said].into_iter().flatten() {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push('\n');
    text.push_str(&alert.url);
    text.push('\n');
    let subject: String = format!("{what}: {account}: {sentence}")
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(160)
        .collect();
    Mail {
        to: target.address.clone(),
        subject,
        text,
        id: format!("{}.{}", alert.id, target.id),
    }
}
