//! Whether the token is alive, whose it is, and what it may do.

use parlance_channel::{Check, CheckStatus, Fix, check::utc_minute};
use parlance_core::{Timestamp, health::Usage};

use super::{Test, app::Debug, enter, failure};
use crate::meta::{
    account::field,
    error::{GraphError, GraphFailure},
    graph::{Credentials, GraphAnswer},
    member::{MoreScope, Words},
};

/// So long before its end a new token is asked for, milliseconds.
const ENDS_SOON_MS: i64 = 7 * 24 * 3_600_000;

/// Whose token it is.
pub(crate) struct Identity {
    pub id: Option<String>,
    pub name: Option<String>,
    pub username: Option<String>,
    /// Meta accepts the token only without the proof: the app secret belongs to another app.
    pub proof_refused: bool,
    pub credentials: Credentials,
    /// How much of Meta's limits the page has used.
    pub usage: Vec<Usage>,
}

/// Asks who the token is. The checks that say why not, when that fails.
pub(super) async fn identify(test: &Test<'_>) -> Result<Identity, Vec<Check>> {
    let Some(with_proof) = test.page_credentials(true) else {
        let missing = Check::new(
            "token",
            CheckStatus::Failed,
            test.words().say("check.token.missing", &[]),
        );
        return Err(vec![missing.with_fix(enter(field::TOKEN))]);
    };
    let refusal = match me(test, &with_proof).await {
        Ok(answer) => return Ok(identity(&answer, with_proof, false)),
        Err(refusal) => refusal,
    };
    // A wrong proof is refused with the general code 100, or with 190 by some versions: ask once without it.
    let about_proof = refusal
        .graph_error()
        .is_some_and(|error| matches!(error.code, 100 | 190));
    if with_proof.app_secret.is_some() && about_proof {
        let bare = Credentials {
            app_secret: None,
            ..with_proof
        };
        if let Ok(answer) = me(test, &bare).await {
            return Ok(identity(&answer, bare, true));
        }
    }
    Err(vec![refused(test, &refusal)])
}

/// A person has no `username`, and asking for it fails the whole call.
async fn me(test: &Test<'_>, who: &Credentials) -> Result<GraphAnswer, GraphFailure> {
    let first = test
        .graph
        .get(who, &["me"], &[("fields", "id,name,username")])
        .await;
    match first {
        Err(failure) if failure.graph_error().is_some_and(|error| error.code == 100) => test
            .graph
            .get(who, &["me"], &[("fields", "id,name")])
            .await
            .map_err(|_| failure),
        other => other,
    }
}

fn identity(answer: &GraphAnswer, credentials: Credentials, proof_refused: bool) -> Identity {
    let object = answer.object();
    Identity {
        id: object.id("id"),
        name: object.text("name"),
        username: object.text("username"),
        proof_refused,
        credentials,
        usage: answer.usage.clone(),
    }
}

fn refused(test: &Test<'_>, failure: &GraphFailure) -> Check {
    match failure.graph_error() {
        Some(error) if matches!(error.code, 102 | 190) => {
            let (sentence, detail) = dead(error);
            Check::new("token", CheckStatus::Failed, test.words().say(sentence, &[]))
                .with_detail(test.words().say(detail, &[]))
                .with_fix(enter(field::TOKEN))
        }
        _ => failure::check(test, "token", failure),
    }
}

/// Why a token is dead. Without a subcode Meta could not make sense of it at all.
fn dead(error: &GraphError) -> (&'static str, &'static str) {
    let sentence = match (error.code, error.subcode) {
        (_, Some(463)) => "check.token.expired",
        (_, Some(458)) => "check.token.app_removed",
        (_, Some(460)) => "check.token.password",
        (_, Some(459 | 464)) => "check.token.person",
        (_, Some(492)) => "check.token.role",
        (102, _) | (_, Some(_)) => "check.token.revoked",
        (_, None) => return ("check.token.malformed", "check.token.malformed_detail"),
    };
    (sentence, "check.token.new")
}

/// The good news, with the end of the token's life when Meta tells it.
pub(super) fn valid(words: &Words, debug: &Debug, now: Timestamp) -> Check {
    let sentence = match debug.expires_at {
        Some(0) => words.say("check.token.ok_forever", &[]),
        Some(seconds) => {
            let end = Timestamp::from_millis(seconds.saturating_mul(1000));
            let at = utc_minute(end);
            if end.since_ms(now) < ENDS_SOON_MS {
                let sentence = words.say("check.token.ends_soon", &[("at", &at)]);
                return Check::new("token", CheckStatus::Warning, sentence)
                    .with_detail(words.say("check.token.new", &[]))
                    .with_fix(enter(field::TOKEN));
            }
            words.say("check.token.expires", &[("at", &at)])
        }
        None => words.say("check.token.ok", &[]),
    };
    Check::new("token", CheckStatus::Ok, sentence)
}

/// Whether the permissions are there: by the token's scopes, else by using one that needs them.
pub(super) async fn permissions(test: &Test<'_>, debug: &Debug) -> Check {
    let Some(scopes) = &debug.scopes else {
        return by_trying(test).await;
    };
    let lacks = |name: &&str| !scopes.iter().any(|scope| scope == name);
    let missing: Vec<&str> = test.member.scopes.iter().copied().filter(lacks).collect();
    if missing.is_empty() {
        let for_comments: Vec<&str> = test.member.comment_scopes.iter().copied().filter(lacks).collect();
        if test.values.is_ticked(field::TAKE_COMMENTS) && !for_comments.is_empty() {
            return lacking_for_comments(test, &for_comments.join(" and "));
        }
        let wanted = |more: &&MoreScope| test.values.is_ticked(more.field) && lacks(&more.scope);
        if let Some(more) = test.member.more_scopes.iter().find(wanted) {
            return warned(test, (more.sentence, more.detail), more.scope);
        }
        return Check::new(
            "permissions",
            CheckStatus::Ok,
            test.words().say("check.permissions.ok", &[]),
        )
        .with_detail(
            test.words()
                .say("check.permissions.granted", &[("scopes", &scopes.join(", "))]),
        );
    }
    lacking(test, &missing.join(" and "))
}

fn lacking_for_comments(test: &Test<'_>, missing: &str) -> Check {
    let ids = ("check.permissions.comments", "check.permissions.comments_detail");
    warned(test, ids, missing)
}

/// Something that the account is to do lacks a permission; all else works.
fn warned(test: &Test<'_>, (sentence, detail): (&str, &str), missing: &str) -> Check {
    let sentence = test.words().say(sentence, &[("missing", missing)]);
    Check::new("permissions", CheckStatus::Warning, sentence)
        .with_detail(test.words().say(detail, &[]))
        .with_fix(Fix::AtPlatform { url: None })
}

fn lacking(test: &Test<'_>, missing: &str) -> Check {
    let sentence = test
        .words()
        .say("check.permissions.missing", &[("missing", missing)]);
    Check::new("permissions", CheckStatus::Failed, sentence)
        .with_detail(test.words().say("check.permissions.detail", &[]))
        .with_fix(Fix::AtPlatform { url: None })
}

/// The messenger profile can be read only with `pages_messaging`, and reading it changes nothing.
async fn by_trying(test: &Test<'_>) -> Check {
    let unknown = || {
        Check::new(
            "permissions",
            CheckStatus::Warning,
            test.words().say("check.permissions.unknown", &[]),
        )
    };
    let Some(who) = test.page_credentials(true) else {
        return unknown();
    };
    match test
        .graph
        .get(&who, &["me", "messenger_profile"], &[("fields", "get_started")])
        .await
    {
        Err(failure)
            if failure
                .graph_error()
                .is_some_and(|error| matches!(error.code, 3 | 10 | 200..=299)) =>
        {
            lacking(test, test.member.scopes[0])
        }
        _ => unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_ends_within_a_week_asks_for_a_new_one() {
        let now = Timestamp::from_millis(1_795_348_800_000);
        let words = Words::new("page", "{}");
        let ends_in = |ms: i64| {
            let mut debug = Debug::default();
            debug.expires_at = Some((now.as_millis() + ms) / 1000);
            valid(&words, &debug, now)
        };
        let soon = ends_in(ENDS_SOON_MS - 1000);
        assert_eq!(
            (soon.status, soon.fix),
            (CheckStatus::Warning, Some(enter(field::TOKEN)))
        );
        assert_eq!(soon.sentence.id, "page.check.token.ends_soon");
        assert_eq!(ends_in(ENDS_SOON_MS).status, CheckStatus::Ok);
    }
}
