//! What an agent reads beside a message that is not sent.

use parlance_api::message::SendProblem;
use parlance_channel::{Exhausted, SendError, SendErrorKind};
use parlance_core::window::Closed;

use super::ways;

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
        SendErrorKind::Policy => ("policy", true),
        SendErrorKind::CommentClosed { .. } => ("comment_refused", false),
        SendErrorKind::ThreadControlled { .. } => ("thread_controlled", true),
    };
    SendProblem {
        code: code.into(),
        sentence: error.sentence.text.clone(),
        platform: platform(error),
        retry,
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
    let (code, sentence) = match why {
        Closed::Notification(why) => ("notification", ways::sentence(why)),
        Closed::UntilCustomerActs => (
            "window_closed",
            "The time to answer is over: the platform lets you write again when the customer has written.",
        ),
        Closed::OnlyByHand => (
            "only_by_hand",
            "The free time to answer is over: now only what an agent writes by hand may go out, and this message was \
             made automatically.",
        ),
        Closed::NoPermission => (
            "person_permission",
            "The free time to answer is over. Agents could go on by hand for some days, but the account does not have \
             the platform's permission for that; an administrator can apply for it. You can write again when the \
             customer has written.",
        ),
    };
    SendProblem {
        code: code.into(),
        sentence: sentence.into(),
        platform: None,
        retry: false,
    }
}

/// No answer and no echo, twice.
pub(crate) fn no_answer() -> SendProblem {
    SendProblem {
        code: "no_answer".into(),
        sentence: "The platform has not confirmed this message. The customer may have received it: ask before you send it again.".into(),
        platform: None,
        retry: true,
    }
}

/// Sending waits for an administrator.
pub(crate) fn token_dead() -> SendProblem {
    SendProblem {
        code: "token_dead".into(),
        sentence: "Sending is paused: the account's access token is no longer valid. The message goes out as soon as \
                   an administrator has entered a new one."
            .into(),
        platform: None,
        retry: false,
    }
}

/// The platform has blocked the account.
pub(crate) fn blocked() -> SendProblem {
    SendProblem {
        code: "policy".into(),
        sentence: "The platform has blocked this account from sending. The message goes out as soon as the block is \
                   lifted; an administrator sees the platform's reason."
            .into(),
        platform: None,
        retry: false,
    }
}

/// The platform took the last message and asks for a pause.
pub(crate) fn slow_down() -> SendProblem {
    SendProblem {
        code: "rate_limited".into(),
        sentence: "The platform asks to slow down; the message goes out in a while.".into(),
        platform: None,
        retry: true,
    }
}

/// A file of the message is not there any more.
pub(crate) fn file_lost() -> SendProblem {
    SendProblem {
        code: "not_sendable".into(),
        sentence: "The file could not be read from storage: attach it again.".into(),
        platform: None,
        retry: true,
    }
}

/// The account is gone or switched off.
pub(crate) fn account_off() -> SendProblem {
    SendProblem {
        code: "not_sendable".into(),
        sentence:
            "The integration account of this conversation is switched off or deleted: ask an administrator."
                .into(),
        platform: None,
        retry: true,
    }
}
