//! Message tags: which there are, and when they end.

/// The end of the tags that were announced to end with it: 2026-04-27, UTC.
const RETIRED_MS: i64 = 1_777_248_000_000;

/// Tags the platform knows beside `HUMAN_AGENT`, and when each ends unless another date was set.
pub(crate) const TAGS: [(&str, i64); 3] = [
    ("ACCOUNT_UPDATE", RETIRED_MS),
    ("CONFIRMED_EVENT_UPDATE", RETIRED_MS),
    ("POST_PURCHASE_UPDATE", RETIRED_MS),
];
