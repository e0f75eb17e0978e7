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

/// Applies every rule, and adds what the database itself complains about.
pub fn check(evidence: &Evidence) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
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
