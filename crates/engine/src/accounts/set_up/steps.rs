//! Facts to steps: pure.

use std::collections::BTreeMap;

use parlance_api::{
    account::{Check, CheckFix, CheckResult},
    set_up::{SetUpFact, SetUpLinkView, SetUpState, SetUpStepView, SetUpValue},
};
use parlance_channel::set_up::{Proof, SetUpCopy, SetUpStep};
use parlance_core::Timestamp;

/// What is known of an account.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub made_at: Timestamp,
    /// Keys of values that are there.
    pub entered: Vec<String>,
    /// When sealed ones were stored.
    pub saved_at: BTreeMap<String, Timestamp>,
    /// Labels of required values that are missing.
    pub missing: Vec<String>,
    /// When the platform was asked with the values of now; `None` when it was not.
    pub checked_at: Option<Timestamp>,
    pub checks: Vec<Check>,
    pub verified_at: Option<Timestamp>,
    /// The last refusal was of a handshake with another token.
    pub handshake_refused_at: Option<Timestamp>,
    /// The last refusal was of an event.
    pub refused: Option<(String, Timestamp)>,
    pub last_event_at: Option<Timestamp>,
    pub last_sent_at: Option<Timestamp>,
    pub last_error: Option<(String, Timestamp)>,
    pub entry: Option<String>,
    pub callback_url: String,
    pub verify_token: String,
    pub fields: Vec<String>,
}

/// How far a step is.
pub(super) fn view(step: SetUpStep, facts: &Facts) -> SetUpStepView {
    let shown: Vec<SetUpFact> = step
        .proofs
        .iter()
        .filter_map(|proof| fact(*proof, &step, facts))
        .collect();
    let state = if shown.iter().any(|fact| fact.state == SetUpState::Problem) {
        SetUpState::Problem
    } else if shown.iter().all(|fact| fact.state == SetUpState::Done) {
        SetUpState::Done
    } else {
        SetUpState::Waiting
    };
    let done_at = shown.iter().filter_map(|fact| fact.at).max();
    SetUpStepView {
        id: step.id.to_owned(),
        title: step.title,
        text: step.text,
        links: step
            .links
            .into_iter()
            .map(|link| SetUpLinkView {
                label: link.label,
                url: link.url,
            })
            .collect(),
        enter: step.enter.into_iter().map(str::to_owned).collect(),
        copy: step.copy.into_iter().map(|copy| value(copy, facts)).collect(),
        done_at: done_at.filter(|_| state == SetUpState::Done),
        state,
        facts: shown,
    }
}

fn value(copy: SetUpCopy, facts: &Facts) -> SetUpValue {
    let (kind, label, value) = match copy {
        SetUpCopy::CallbackUrl => ("callback_url", None, facts.callback_url.clone()),
        SetUpCopy::VerifyToken => ("verify_token", None, facts.verify_token.clone()),
        SetUpCopy::Fields => ("fields", None, facts.fields.join(", ")),
        SetUpCopy::Fixed { label, value } => ("fixed", Some(label), value),
    };
    SetUpValue {
        kind: kind.to_owned(),
        label,
        value,
    }
}

/// What a proof shows now; `None` when there is nothing to say about it.
fn fact(proof: Proof, step: &SetUpStep, facts: &Facts) -> Option<SetUpFact> {
    Some(match proof {
        Proof::Made => done("made", Some(facts.made_at)),
        Proof::Entered => entered(step, facts),
        Proof::Reached => reached(facts),
        Proof::Check(id) => check(id, step, facts),
        Proof::NoObjection(id) => {
            let fact = check(id, step, facts);
            return (fact.state != SetUpState::Done && fact.sentence.is_some()).then_some(fact);
        }
        Proof::Handshake => handshake(facts),
        Proof::Complete => SetUpFact {
            names: facts.missing.clone(),
            ..either("complete", facts.missing.is_empty(), None)
        },
        Proof::Entry => SetUpFact {
            names: facts.entry.iter().cloned().collect(),
            ..either("entry", facts.entry.is_some(), None)
        },
        Proof::FirstEvent => first_event(facts),
        Proof::FirstAnswer => first_answer(facts),
    })
}

fn is_entered(step: &SetUpStep, facts: &Facts) -> bool {
    step.enter
        .iter()
        .all(|key| facts.entered.iter().any(|there| there == key))
}

fn entered(step: &SetUpStep, facts: &Facts) -> SetUpFact {
    let all = is_entered(step, facts);
    let at = step.enter.iter().filter_map(|key| facts.saved_at.get(*key)).max();
    either("entered", all, at.copied())
}

/// Any good answer shows that the platform can be reached. What Parlance says about its own webhook is none.
fn reached(facts: &Facts) -> SetUpFact {
    let answered = facts
        .checks
        .iter()
        .any(|check| check.id != "webhook" && matches!(check.result, CheckResult::Ok));
    either("reached", answered, facts.checked_at)
}

/// A remark about which nothing can be done does not hold anybody up. A webhook that is not set up before
/// anything came is no fault: it is what the step is about. Neither is what follows from values that are not entered yet.
fn check(id: &str, step: &SetUpStep, facts: &Facts) -> SetUpFact {
    let found = facts.checks.iter().find(|check| check.id == id);
    let good = |check: &&Check| check.result == CheckResult::Ok;
    let Some(found) = found.filter(|check| good(check) || is_entered(step, facts)) else {
        return either(id, false, None);
    };
    let at_webhook = matches!(found.fix, Some(CheckFix::Subscribe | CheckFix::SetUpWebhook));
    let not_yet = at_webhook && facts.last_event_at.is_none();
    let state = match found.result {
        CheckResult::Ok => SetUpState::Done,
        CheckResult::Skipped => SetUpState::Waiting,
        _ if not_yet => SetUpState::Waiting,
        CheckResult::Warning if found.fix.is_none() => SetUpState::Done,
        CheckResult::Warning | CheckResult::Failed => SetUpState::Problem,
    };
    SetUpFact {
        sentence: Some(found.sentence.clone()).filter(|_| found.result != CheckResult::Skipped),
        detail: found.detail.clone(),
        wording: Some(found.wording.clone()),
        can_subscribe: found.fix == Some(CheckFix::Subscribe),
        ..plain(
            id,
            state,
            facts.checked_at.filter(|_| state != SetUpState::Waiting),
        )
    }
}

/// An attempt with another token counts until one succeeds. Once events have come since, it was somebody else's.
fn handshake(facts: &Facts) -> SetUpFact {
    let refused = facts
        .handshake_refused_at
        .filter(|at| Some(*at) > facts.verified_at && Some(*at) > facts.last_event_at);
    match refused {
        Some(at) => plain("handshake", SetUpState::Problem, Some(at)),
        None => either("handshake", facts.verified_at.is_some(), facts.verified_at),
    }
}

fn first_event(facts: &Facts) -> SetUpFact {
    let refused = facts
        .refused
        .as_ref()
        .filter(|(_, at)| Some(*at) > facts.last_event_at);
    match refused {
        Some((why, at)) => SetUpFact {
            sentence: Some(why.clone()),
            ..plain("first_event", SetUpState::Problem, Some(*at))
        },
        None => either("first_event", facts.last_event_at.is_some(), facts.last_event_at),
    }
}

fn first_answer(facts: &Facts) -> SetUpFact {
    let failed = facts
        .last_error
        .as_ref()
        .filter(|(_, at)| facts.last_event_at.is_some() && Some(*at) > facts.last_sent_at);
    match failed {
        Some((why, at)) => SetUpFact {
            sentence: Some(why.clone()),
            ..plain("first_answer", SetUpState::Problem, Some(*at))
        },
        None => either("first_answer", facts.last_sent_at.is_some(), facts.last_sent_at),
    }
}

fn either(what: &str, holds: bool, at: Option<Timestamp>) -> SetUpFact {
    if holds {
        done(what, at)
    } else {
        plain(what, SetUpState::Waiting, None)
    }
}

fn done(what: &str, at: Option<Timestamp>) -> SetUpFact {
    plain(what, SetUpState::Done, at)
}

fn plain(what: &str, state: SetUpState, at: Option<Timestamp>) -> SetUpFact {
    SetUpFact {
        what: what.to_owned(),
        state,
        at,
        sentence: None,
        detail: None,
        wording: None,
        names: Vec::new(),
        can_subscribe: false,
    }
}
