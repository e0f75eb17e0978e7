//! From a failed call to what to do and what an agent reads.

mod table;

use parlance_channel::{Exhausted, HttpFailure, SendError, SendErrorKind, Sentence};
use parlance_core::window::Permit;

use super::{
    error::{GraphError, GraphFailure},
    member::Words,
};
use table::Action;

/// Nothing has left yet, or it will be taken at the second try.
const RETRY_MS: u64 = 2_000;
/// A question flow of Messenger's own holds the chat for minutes.
const FLOW_MS: u64 = 120_000;

/// A failed send: without a clear no, the customer may have it.
pub(crate) fn of_send(words: &Words, failure: &GraphFailure) -> SendError {
    told(&Telling { words, call: false }, failure)
}

/// In whose words a failure is told, and whether it speaks of a message.
struct Telling<'a> {
    words: &'a Words,
    /// There is no message: somebody asks for, or changes, something at the platform.
    call: bool,
}

impl Telling<'_> {
    fn say(&self, id: &'static str, values: &[(&str, &str)]) -> Sentence {
        let id = if self.call { of_no_message(id) } else { id };
        self.words.say(id, values)
    }
}

/// What is said of a message, said where there is none.
fn of_no_message(id: &'static str) -> &'static str {
    match id {
        "send.too_many_calls" => "call.too_many",
        "send.uncertain" | "send.temporary" | "send.service_or_blocked" => "call.later",
        "send.not_accepted" | "send.unknown" | "send.marketing_stopped" => "call.not_accepted",
        id => id,
    }
}

fn told(telling: &Telling<'_>, failure: &GraphFailure) -> SendError {
    match failure {
        GraphFailure::Error { error, throttled_ms } => of_error(telling, error, *throttled_ms),
        GraphFailure::Unreadable { status, throttled_ms } => of_unreadable(telling, *status, *throttled_ms),
        GraphFailure::Network(failure) => of_network(telling, *failure),
    }
}

/// A failed send that went out by this right. Where the pages of the documentation say two things of one code, the own
/// window decides: who may write freely meets a customer who is not there, who may write only by hand the end of that
/// time.
pub(super) fn of_message(words: &Words, failure: &GraphFailure, permit: Permit) -> SendError {
    let mut error = of_send(words, failure);
    if permit == Permit::Person && error.subcode == Some(table::NOT_AVAILABLE) {
        error.kind = SendErrorKind::WindowClosed;
        error.sentence = words.say("send.window_or_unavailable", &[]);
    }
    error
}

const fn retry(max_tries: Option<u32>, then: Exhausted) -> SendErrorKind {
    SendErrorKind::Retry {
        after_ms: Some(RETRY_MS),
        max_tries,
        then,
    }
}

/// A failed step on the way to sending a message: doing it twice harms nobody, so uncertain means try again.
pub(crate) fn of_step(words: &Words, failure: &GraphFailure) -> SendError {
    repeatable(of_send(words, failure))
}

/// Any other failed call. Doing it twice harms nobody either.
pub(crate) fn of_call(words: &Words, failure: &GraphFailure) -> SendError {
    repeatable(told(&Telling { words, call: true }, failure))
}

fn repeatable(mut error: SendError) -> SendError {
    if error.kind == SendErrorKind::Uncertain {
        error.kind = retry(None, Exhausted::Unconfirmed);
    }
    error
}

fn of_error(telling: &Telling<'_>, error: &GraphError, throttled_ms: u64) -> SendError {
    let (action, sentence) = table::look_up(error);
    let kind = match action {
        Action::Retry => retry(None, Exhausted::Unconfirmed),
        Action::RetryOnce => retry(Some(2), Exhausted::Content),
        Action::RetryThrice => retry(Some(4), Exhausted::Unconfirmed),
        Action::RetryThenRecipient => retry(Some(4), Exhausted::Recipient),
        Action::Slow => SendErrorKind::SlowDown {
            wait_ms: throttled_ms,
        },
        Action::Uncertain => SendErrorKind::Uncertain,
        Action::Forgotten => SendErrorKind::UploadForgotten,
        Action::Fix => SendErrorKind::Permanent,
        Action::Recipient => SendErrorKind::RecipientUnavailable,
        Action::Window => SendErrorKind::WindowClosed,
        Action::Reauth => SendErrorKind::Reauth,
        Action::Perm => SendErrorKind::Permission,
        Action::Policy => SendErrorKind::Policy,
        Action::Warned => SendErrorKind::Warned,
        Action::Commented => SendErrorKind::CommentClosed { answered: true },
        Action::Uncommentable => SendErrorKind::CommentClosed { answered: false },
        Action::Thread => SendErrorKind::ThreadControlled { retry_after_ms: None },
        Action::ThreadSoon => SendErrorKind::ThreadControlled {
            retry_after_ms: Some(FLOW_MS),
        },
    };
    let code = error.code.to_string();
    SendError {
        kind,
        sentence: telling.say(sentence, &[("code", &code)]),
        status: Some(error.status),
        code: Some(error.code),
        subcode: error.subcode,
        trace_id: error.trace_id.clone(),
    }
}

/// Not the Graph API's words: a proxy, an outage, a wrong address.
fn of_unreadable(telling: &Telling<'_>, status: u16, throttled_ms: u64) -> SendError {
    let (kind, sentence) = match status {
        429 => (
            SendErrorKind::SlowDown {
                wait_ms: throttled_ms,
            },
            "send.too_many_calls",
        ),
        413 => (SendErrorKind::Permanent, "send.too_large"),
        300..500 => (retry(Some(4), Exhausted::Unconfirmed), "send.not_meta"),
        _ => (SendErrorKind::Uncertain, "send.uncertain"),
    };
    without_code(telling, kind, sentence, Some(status))
}

fn of_network(telling: &Telling<'_>, failure: HttpFailure) -> SendError {
    let (kind, sentence) = match failure {
        HttpFailure::Source => (retry(Some(2), Exhausted::Content), "send.attachment_unreadable"),
        HttpFailure::Refused => (SendErrorKind::Permanent, "send.address_refused"),
        failure if failure.may_have_arrived() => (SendErrorKind::Uncertain, "send.uncertain"),
        _ => (retry(None, Exhausted::Unconfirmed), "send.unreachable"),
    };
    without_code(telling, kind, sentence, None)
}

fn without_code(
    telling: &Telling<'_>,
    kind: SendErrorKind,
    sentence: &'static str,
    status: Option<u16>,
) -> SendError {
    let shown = status.map_or_else(|| "none".to_owned(), |status| status.to_string());
    SendError {
        kind,
        sentence: telling.say(sentence, &[("status", &shown)]),
        status,
        code: None,
        subcode: None,
        trace_id: None,
    }
}
