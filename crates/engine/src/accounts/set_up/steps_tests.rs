use parlance_api::{
    account::{Check, CheckFix, CheckResult, Wording},
    set_up::SetUpState::{self, Done, Problem, Waiting},
};
use parlance_channel::set_up::{Proof, SetUpCopy, SetUpStep};
use parlance_core::Timestamp;
use proptest::prelude::*;

use super::steps::{Facts, view};

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

fn step(proofs: Vec<Proof>) -> SetUpStep {
    SetUpStep {
        id: "x",
        title: "T".into(),
        text: "T.".into(),
        links: Vec::new(),
        enter: vec!["page", "token"],
        copy: vec![SetUpCopy::CallbackUrl],
        proofs,
    }
}

fn check(id: &str, result: CheckResult, fix: Option<CheckFix>) -> Check {
    Check {
        id: id.into(),
        result,
        sentence: format!("About {id}."),
        detail: None,
        fix,
        url: None,
        fields: None,
        usage: Vec::new(),
        wording: Wording::default(),
    }
}

fn state(proof: Proof, facts: &Facts) -> SetUpState {
    view(step(vec![proof]), facts).state
}

#[test]
fn nothing_is_known_of_a_new_account_but_that_it_is_there() {
    let facts = Facts {
        made_at: at(5),
        missing: vec!["Token".into()],
        ..Facts::default()
    };
    assert_eq!(state(Proof::Made, &facts), Done);
    for proof in [
        Proof::Entered,
        Proof::Reached,
        Proof::Check("token"),
        Proof::Handshake,
        Proof::Complete,
        Proof::Entry,
        Proof::FirstEvent,
        Proof::FirstAnswer,
    ] {
        assert_eq!(state(proof, &facts), Waiting, "{proof:?}");
    }
}

#[test]
fn values_are_entered_when_all_of_the_step_are() {
    let mut facts = Facts {
        entered: vec!["page".into()],
        ..Facts::default()
    };
    assert_eq!(state(Proof::Entered, &facts), Waiting);
    facts.entered.push("token".into());
    facts.saved_at.insert("token".into(), at(9));
    let shown = view(step(vec![Proof::Entered]), &facts);
    assert_eq!((shown.state, shown.done_at), (Done, Some(at(9))));
}

#[test]
fn checks_hold_a_step_up_when_something_can_be_done() {
    let table = [
        (CheckResult::Ok, None, Done),
        (CheckResult::Warning, None, Done),
        (CheckResult::Warning, Some(CheckFix::EnterToken), Problem),
        (CheckResult::Failed, None, Problem),
        (CheckResult::Failed, Some(CheckFix::CorrectPageId), Problem),
        (CheckResult::Failed, Some(CheckFix::Subscribe), Waiting),
        (CheckResult::Failed, Some(CheckFix::SetUpWebhook), Waiting),
        (CheckResult::Skipped, None, Waiting),
    ];
    for (result, fix, expected) in table {
        let facts = Facts {
            entered: vec!["page".into(), "token".into()],
            checked_at: Some(at(7)),
            checks: vec![check("page", result, fix)],
            ..Facts::default()
        };
        let before = Facts {
            entered: Vec::new(),
            ..facts.clone()
        };
        assert_ne!(
            state(Proof::Check("page"), &before),
            Problem,
            "it is not entered yet"
        );
        assert_eq!(
            state(Proof::Check("page"), &facts),
            expected,
            "{result:?} {fix:?}"
        );
        let objection = view(step(vec![Proof::NoObjection("page")]), &facts).facts;
        let is_told = expected != Done && result != CheckResult::Skipped;
        assert_eq!(objection.len(), usize::from(is_told), "{result:?} {fix:?}");
    }
    let lost = Facts {
        entered: vec!["page".into(), "token".into()],
        checked_at: Some(at(7)),
        checks: vec![check("s", CheckResult::Failed, Some(CheckFix::Subscribe))],
        last_event_at: Some(at(3)),
        ..Facts::default()
    };
    assert_eq!(state(Proof::Check("s"), &lost), Problem);
}

#[test]
fn a_good_answer_of_the_platform_shows_that_it_is_reached() {
    let own = Facts {
        checks: vec![
            check("webhook", CheckResult::Ok, None),
            check("token", CheckResult::Failed, None),
        ],
        ..Facts::default()
    };
    assert_eq!(state(Proof::Reached, &own), Waiting);
    let good = Facts {
        checks: vec![check("token", CheckResult::Ok, None)],
        ..Facts::default()
    };
    assert_eq!(state(Proof::Reached, &good), Done);
}

#[test]
fn a_wrong_token_is_a_problem_until_a_handshake_succeeds() {
    let table = [
        (None, None, None, Waiting),
        (Some(4), None, None, Problem),
        (Some(4), Some(6), None, Done),
        (Some(8), Some(6), None, Problem),
        (Some(8), Some(6), Some(9), Done),
        (None, Some(6), None, Done),
    ];
    for (refused, verified, event, expected) in table {
        let facts = Facts {
            handshake_refused_at: refused.map(at),
            verified_at: verified.map(at),
            last_event_at: event.map(at),
            ..Facts::default()
        };
        assert_eq!(
            state(Proof::Handshake, &facts),
            expected,
            "{refused:?} {verified:?} {event:?}"
        );
    }
}

#[test]
fn refused_events_and_refused_answers_say_why() {
    let facts = Facts {
        refused: Some(("Wrong signature.".into(), at(5))),
        ..Facts::default()
    };
    let shown = view(step(vec![Proof::FirstEvent]), &facts);
    assert_eq!(shown.state, Problem);
    assert_eq!(shown.facts[0].sentence.as_deref(), Some("Wrong signature."));
    let later = Facts {
        last_event_at: Some(at(6)),
        last_error: Some(("Refused.".into(), at(7))),
        ..facts
    };
    assert_eq!(state(Proof::FirstEvent, &later), Done);
    assert_eq!(state(Proof::FirstAnswer, &later), Problem);
    let sent = Facts {
        last_sent_at: Some(at(8)),
        ..later
    };
    assert_eq!(state(Proof::FirstAnswer, &sent), Done);
}

#[test]
fn names_say_what_is_missing_and_who_takes_the_chats() {
    let facts = Facts {
        missing: vec!["Token".into()],
        entry: Some("Main".into()),
        callback_url: "https://x/y".into(),
        ..Facts::default()
    };
    let shown = view(step(vec![Proof::Complete, Proof::Entry]), &facts);
    assert_eq!(shown.facts[0].names, ["Token"]);
    assert_eq!(shown.facts[1].names, ["Main"]);
    assert_eq!(shown.copy[0].value, "https://x/y");
    assert_eq!((shown.state, shown.done_at), (Waiting, None));
}

proptest! {
    /// A step is done exactly when all of its facts are, and a problem as soon as one is.
    #[test]
    fn a_step_is_as_good_as_its_worst_fact(
        refused in proptest::option::of(0i64..9), verified in proptest::option::of(0i64..9),
        event in proptest::option::of(0i64..9), sent in proptest::option::of(0i64..9),
        entry in any::<bool>(),
    ) {
        let facts = Facts {
            handshake_refused_at: refused.map(at),
            verified_at: verified.map(at),
            last_event_at: event.map(at),
            last_sent_at: sent.map(at),
            entry: entry.then(|| "Main".to_owned()),
            ..Facts::default()
        };
        let proofs = vec![Proof::Handshake, Proof::Entry, Proof::FirstEvent, Proof::FirstAnswer];
        let shown = view(step(proofs), &facts);
        let has = |wanted| shown.facts.iter().any(|fact| fact.state == wanted);
        prop_assert_eq!(shown.state == Problem, has(Problem));
        prop_assert_eq!(shown.state == Done, !has(Problem) && !has(Waiting));
        prop_assert_eq!(shown.done_at.is_some(), shown.state == Done);
    }
}
