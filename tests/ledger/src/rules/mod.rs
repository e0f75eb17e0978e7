//! What must hold after every run. Each rule is a function over plain data and says what breaks it.

mod desk;
mod events;
mod order;
mod replies;
mod rest;
mod sends;
mod stream;

use std::fmt;

use crate::evidence::Evidence;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken, one word.
    pub rule: &'static str,
    /// What breaks it.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.what)
    }
}

/// A rule: its word and its function.
type Rule = (&'static str, fn(&Evidence) -> Vec<String>);

/// All rules, in the order of the promises.
pub const RULES: [Rule; 16] = [
    ("event-lost", events::lost),
    ("event-doubled", events::doubled),
    ("delivery-lost", events::delivery_lost),
    ("reply-lost", replies::lost),
    ("reply-doubled", replies::doubled),
    ("reply-unsent", replies::unsent),
    ("act-lost", replies::acts_lost),
    ("sent-without-receipt", sends::without_receipt),
    ("receipt-without-sent", sends::unknown_receipts),
    ("unseen", order::unseen),
    ("order", order::differs),
    ("stream-hole", stream::holes),
    ("stream-lie", stream::lies),
    ("stuck", rest::stuck),
    ("file-lost", rest::files_lost),
    ("desk", desk::differs),
];

/// Rules that hold in a backup, too: what was promised before it began is in it, once, and whole.
const OF_A_COPY: [&str; 10] = [
    "event-lost",
    "event-doubled",
    "delivery-lost",
    "reply-lost",
    "reply-doubled",
    "act-lost",
    "sent-without-receipt",
    "stream-hole",
    "stream-lie",
    "file-lost",
];

/// Applies every rule, and adds what the database itself complains about.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    broken(evidence, |_| true)
}

/// Applies the rules that hold in a backup.
pub fn check_copy(evidence: &Evidence) -> Vec<Finding> {
    let mut findings = broken(evidence, |rule| OF_A_COPY.contains(&rule));
    for finding in &mut findings {
        finding.what = format!("in the backup: {}", finding.what);
    }
    findings
}

fn broken(evidence: &Evidence, wanted: impl Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .filter(|(rule, _)| wanted(rule))
        .flat_map(|(rule, breaks)| breaks(evidence).into_iter().map(|what| Finding { rule, what }))
        .collect();
    let damage = evidence.stored.damage.iter().cloned();
    findings.extend(damage.map(|what| Finding {
        rule: "integrity",
        what,
    }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Frame, Stream};

    #[test]
    fn a_copy_may_have_work_left_but_no_hole() {
        let mut evidence = Evidence::default();
        evidence.stored.offers.push(("off_1".into(), "pending".into()));
        assert_eq!(check(&evidence).len(), 1);
        assert_eq!(check_copy(&evidence), []);
        evidence.stored.streams.push(Stream {
            newest: 4,
            ..Stream::default()
        });
        evidence.stored.streams[0].events.push(Frame {
            seq: 3,
            kind: String::new(),
            data: serde_json::Value::Null,
        });
        assert_eq!(check_copy(&evidence).len(), 1);
        for rule in OF_A_COPY {
            assert!(RULES.iter().any(|(known, _)| *known == rule), "{rule}");
        }
    }

    #[test]
    fn nothing_breaks_no_rule_and_damage_is_told() {
        let mut evidence = Evidence::default();
        assert_eq!(check(&evidence), []);
        evidence.stored.damage.push("row 3 missing from index".to_owned());
        assert_eq!(
            check(&evidence)[0].to_string(),
            "integrity: row 3 missing from index"
        );
    }
}
