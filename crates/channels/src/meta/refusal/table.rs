//! Meta's error codes, row by row.
//!
//! Source: Meta, "Error Codes" of the Messenger Platform (updated 2026-06-25), "Rate Limits", and what implementers
//! report where Meta is silent. `code` and `error_subcode` decide; texts are translated and never looked at.

use crate::meta::error::GraphError;

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Retry,
    RetryOnce,
    RetryThrice,
    RetryThenRecipient,
    Slow,
    Uncertain,
    Forgotten,
    Fix,
    Recipient,
    Window,
    Reauth,
    Perm,
    Policy,
    Warned,
    Thread,
    ThreadSoon,
    /// A comment has its private answer.
    Commented,
    /// A comment can have no private answer.
    Uncommentable,
}

use Action::{
    Commented, Fix, Forgotten, Perm, Policy, Reauth, Recipient, RetryOnce, RetryThenRecipient, RetryThrice,
    Slow, Thread, ThreadSoon, Uncertain, Uncommentable, Warned, Window,
};

/// "This person isn't available right now", by one page; the closed window, by another.
pub(super) const NOT_AVAILABLE: i64 = 1_545_041;

type Row = (i64, &'static [i64], Action, &'static str);

/// Code, subcodes (none: any other), what to do, what to say.
const ROWS: &[Row] = &[
    (1, &[99], Perm, "send.permission"),
    (1, &[1_357_046], Uncertain, "send.uncertain"),
    (1, &[2_018_382], Fix, "send.not_accepted"),
    (1, &[], Uncertain, "send.uncertain"),
    (2, &[2_018_344], Perm, "send.terms"),
    (2, &[], RetryThenRecipient, "send.service_or_blocked"),
    (3, &[], Perm, "send.permission"),
    (4, &[2_018_354], Fix, "send.marketing_stopped"),
    (4, &[], Slow, "send.too_many_calls"),
    (9, &[2_018_352], Fix, "send.marketing_stopped"),
    (10, &[1_893_015, 1_404_170], Fix, "send.marketing_stopped"),
    (
        10,
        &[2_018_278, 2_018_065, 2_534_022],
        Window,
        "send.window_closed",
    ),
    (10, &[2_018_108], Recipient, "send.recipient_unavailable"),
    (10, &[2_018_300], Thread, "send.other_app"),
    (10, &[2_018_321], ThreadSoon, "send.question_flow"),
    (10, &[2_018_336], Recipient, "send.recipient_unavailable"),
    (10, &[2_534_077], Reauth, "send.reconnect"),
    (10, &[1_893_063], Policy, "send.page_restricted"),
    (10, &[], Perm, "send.permission"),
    (17, &[], Slow, "send.too_many_calls"),
    (32, &[], Slow, "send.too_many_calls"),
    (100, &[33], Recipient, "send.unknown_recipient"),
    (100, &[2_018_001], Recipient, "send.unknown_recipient"),
    (100, &[2_018_008], RetryOnce, "send.file_not_fetched"),
    (100, &[2_018_294], RetryOnce, "send.video_failed"),
    (100, &[2_018_034], Fix, "send.empty"),
    (100, &[2_018_047], Fix, "send.wrong_media_type"),
    (100, &[2_018_074], Forgotten, "send.attachment_gone"),
    (100, &[2_018_109], Fix, "send.too_large"),
    (100, &[2_018_164], Fix, "send.not_accepted"),
    (100, &[1_893_061], Fix, "send.retired_tag"),
    (
        100,
        &[2_018_014, 2_018_218, 2_018_247, 2_018_320, 2_018_328],
        Fix,
        "send.not_accepted",
    ),
    (100, &[2_534_014], Recipient, "send.unknown_recipient"),
    (100, &[2_534_029], Policy, "send.page_restricted"),
    (100, &[2_534_037], Thread, "send.other_app"),
    (100, &[2_534_013, 2_534_015, 2_534_025], Fix, "send.not_accepted"),
    (100, &[], Fix, "send.not_accepted"),
    (102, &[], Reauth, "send.reconnect"),
    (105, &[], Fix, "send.too_many_elements"),
    (190, &[458], Reauth, "send.app_removed"),
    (190, &[459, 464], Reauth, "send.person_must_log_in"),
    (190, &[460], Reauth, "send.password_changed"),
    (190, &[463], Reauth, "send.token_expired"),
    (190, &[492], Reauth, "send.role_lost"),
    (190, &[], Reauth, "send.reconnect"),
    (200, &[NOT_AVAILABLE], Recipient, "send.recipient_unavailable"),
    (200, &[2_018_028], Perm, "send.testers_only"),
    (200, &[2_018_021, 2_018_027, 2_534_041], Perm, "send.permission"),
    (200, &[], Perm, "send.testers_only"),
    (230, &[], Perm, "send.permission"),
    (341, &[], Slow, "send.too_many_calls"),
    (368, &[], Policy, "send.judged_abusive"),
    (551, &[], Recipient, "send.recipient_unavailable"),
    (613, &[1_893_016], Fix, "send.marketing_stopped"),
    (613, &[2_018_338], Warned, "send.too_often"),
    (613, &[], Slow, "send.too_many_calls"),
    (1_200, &[], RetryThrice, "send.temporary"),
    (2_022, &[], Policy, "send.page_restricted"),
    (10_303, &[], Fix, "send.not_accepted"),
    (10_900, &[], Commented, "send.private_reply"),
    (10_903, &[], Uncommentable, "send.private_reply_refused"),
    (10_904, &[], Uncommentable, "send.private_reply_off"),
    (36_103, &[], Perm, "send.permission"),
    (80_001, &[], Slow, "send.too_many_calls"),
    (80_002, &[], Slow, "send.too_many_calls"),
    (80_006, &[], Slow, "send.too_many_calls"),
    (9_000_001, &[], Fix, "send.message_deleted"),
];

/// Codes that Meta lists without a code before them: games, extensions, receivers, templates, SDK, payments.
const BARE_FIX: [i64; 6] = [2_018_144, 2_018_154, 2_018_163, 2_018_166, 2_018_171, 2_018_234];

/// What to do about an error, and the sentence for it.
pub(super) fn look_up(error: &GraphError) -> (Action, &'static str) {
    let subcode = error.subcode.unwrap_or(0);
    let exact = ROWS
        .iter()
        .find(|(code, subcodes, ..)| *code == error.code && subcodes.contains(&subcode));
    if let Some((.., action, sentence)) = exact {
        return (*action, sentence);
    }
    // The flow is listed bare as well.
    if error.code == 2_018_321 || subcode == 2_018_321 {
        return (ThreadSoon, "send.question_flow");
    }
    if is_bare_fix(error.code) {
        return (Fix, "send.not_accepted");
    }
    let general = ROWS
        .iter()
        .find(|(code, subcodes, ..)| *code == error.code && subcodes.is_empty());
    match general {
        // Meta itself says that another try may work; the rows above know better only where they decide otherwise.
        Some((_, _, Fix, _)) | None if error.is_transient => (Action::Retry, "send.temporary"),
        Some((.., action, sentence)) => (*action, sentence),
        None if (201..=299).contains(&error.code) => (Perm, "send.permission"),
        None if error.status == 429 => (Slow, "send.too_many_calls"),
        None if error.status >= 500 => (Uncertain, "send.uncertain"),
        None => (Fix, "send.unknown"),
    }
}

fn is_bare_fix(code: i64) -> bool {
    BARE_FIX.contains(&code)
        || matches!(code, 2_018_173..=2_018_188 | 2_071_010..=2_071_025 | 24_001..=24_005)
}
