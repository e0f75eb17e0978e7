//! What an agent reads beside a message that is not sent.

use parlance_api::{account::Wording, message::SendProblem};
use parlance_channel::{Exhausted, SendError, SendErrorKind, Sentence};
use parlance_core::window::Closed;

use super::ways;
use crate::sentences::say;

/// A sentence beside a message, which nothing else is known about.
pub(crate) fn said(sentence: &Sentence) -> SendProblem {
    SendProblem {
        code: String::new(),
        sentence: sentence.text.clone(),
        platform: None,
        retry: false,
        until: None,
        wording: Some(Wording::new(sentence, None)),
    }
}

/// The platform restricts the account, or warns it.
pub(crate) const RESTRICTED: &str = "policy";

/// What the platform's refusal means for the agent.
pub(crate) fn problem_of(error: &SendError) -> SendProblem {
    let (code, retry) = match error.kind {
        SendErrorKind::Retry { .. } | SendErrorKind::Uncertain | SendErrorKind::UploadForgotten => {
            ("no_answer", true)
        }
        SendErrorKind::SlowDown { .. } => ("rate_limited", true),
        SendErrorKind::Permanent => ("not_sendable", false),
        SendErrorKind::WindowClosed => ("window_closed", false),
        SendErrorKind::RecipientUnavailable => ("recipient_unavailable", true),
        SendErrorKind::Reauth => ("token_dead", false),
        SendErrorKind::Permission => ("permission", true),
        SendErrorKind::Policy => (RESTRICTED, true),
        SendErrorKind::Warned => (RESTRICTED, false),
        SendErrorKind::CommentClosed { .. } => ("comment_refused", false),
        SendErrorKind::ThreadControlled { .. } => ("thread_controlled", true),
    };
    SendProblem {
        code: code.into(),
        platform: platform(error),
        retry,
        ..said(&error.sentence)
    }
}

/// The last try has failed like those before it.
pub(crate) fn given_up(error: &SendError, then: Exhausted) -> SendProblem {
    let code = match then {
        Exhausted::Unconfirmed => "no_answer",
        Exhausted::Recipient => "recipient_unavailable",
        Exhausted::Content => "not_sendable",
    };
    SendProblem {
        code: code.into(),
        ..problem_of(error)
    }
}

/// What a support desk needs, on one line: `code 10/2018278, trace AbC`.
fn platform(error: &SendError) -> Option<String> {
    let mut words = Vec::new();
    if let Some(code) = error.code {
        words.push(match error.subcode {
            Some(subcode) => format!("code {code}/{subcode}"),
            None => format!("code {code}"),
        });
    } else if let Some(status) = error.status {
        words.push(format!("status {status}"));
    }
    if let Some(trace) = &error.trace_id {
        words.push(format!("trace {trace}"));
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// The reply window does not let the message out.
pub(crate) fn closed(why: Closed) -> SendProblem {
    let (code, id) = match why {
        Closed::Notification(why) => {
            return SendProblem {
                code: "notification".into(),
                sentence: ways::sentence(why).into(),
                wording: None,
                ..said(&say("send.until_customer_acts", &[]))
            };
        }
        Closed::NotApproved(state) => ("not_approved", ways::not_approved(state)),
        Closed::UntilCustomerActs => ("window_closed", "send.until_customer_acts"),
        Closed::OnlyByHand => ("only_by_hand", "send.only_by_hand"),
        Closed::NoPermission => ("person_permission", "send.no_person_permission"),
    };
    SendProblem {
        code: code.into(),
        ..said(&say(id, &[]))
    }
}

/// It was tried for so many hours, and the platform has not taken it.
pub(crate) fn tried_too_long(last: SendProblem, hours: i64) -> SendProblem {
    let hours = hours.to_string();
    let id = last.wording.map(|wording| wording.id).unwrap_or_default();
    let values = [
        ("hours", hours.as_str()),
        ("reason", &last.sentence),
        ("reason_id", &id),
    ];
    SendProblem {
        code: last.code,
        platform: last.platform,
        retry: true,
        ..said(&say("send.given_up", &values))
    }
}

/// No answer and no echo, twice.
pub(crate) fn no_answer() -> SendProblem {
    SendProblem {
        code: "no_answer".into(),
        retry: true,
        ..said(&say("send.no_answer", &[]))
    }
}

/// Sending waits for an administrator.
pub(crate) fn token_dead() -> SendProblem {
    SendProblem {
        code: "token_dead".into(),
        ..said(&say("send.token_dead", &[]))
    }
}

/// The platform has blocked the account.
pub(crate) fn blocked() -> SendProblem {
    SendProblem {
        code: RESTRICTED.into(),
        ..said(&say("send.blocked", &[]))
    }
}

/// The platform took the last message and asks for a pause.
pub(crate) fn slow_down() -> SendProblem {
    SendProblem {
        code: "rate_limited".into(),
        retry: true,
        ..said(&say("send.slow_down", &[]))
    }
}

/// It waited in a backup that was put back.
pub(crate) fn restored() -> SendProblem {
    SendProblem {
        code: "no_answer".into(),
        retry: true,
        ..said(&say("send.restored", &[]))
    }
}

/// A file of the message is not there any more.
pub(crate) fn file_lost() -> SendProblem {
    SendProblem {
        code: "not_sendable".into(),
        retry: true,
        ..said(&say("send.file_lost", &[]))
    }
}

/// The account is gone or switched off.
pub(crate) fn account_off() -> SendProblem {
    SendProblem {
        code: "not_sendable".into(),
        retry: true,
        ..said(&say("send.account_off", &[]))
    }
}
