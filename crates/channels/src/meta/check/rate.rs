//! How near the page is to Meta's rate limits, by the headers of an answer.

use parlance_channel::{Check, CheckStatus, Fix};
use parlance_core::health::{NEAR_LIMIT_PERCENT, Usage};

use crate::meta::member::Words;

/// What the headers told.
pub(super) fn rate(words: &Words, usage: &[Usage]) -> Check {
    let Some(most) = usage.iter().max_by_key(|usage| usage.percent) else {
        let sentence = words.say("check.rate.untold", &[]);
        return Check::new("rate", CheckStatus::Skipped, sentence);
    };
    let values = [("percent", &*most.percent.to_string()), ("limit", &most.limit)];
    let mut check = if most.percent >= NEAR_LIMIT_PERCENT {
        Check::new(
            "rate",
            CheckStatus::Warning,
            words.say("check.rate.near", &values),
        )
        .with_detail(words.say("check.rate.near_detail", &[]))
        .with_fix(Fix::TryLater {
            after_ms: most.refuses_for_ms,
        })
    } else {
        Check::new("rate", CheckStatus::Ok, words.say("check.rate.ok", &values))
    };
    check.usage = usage.to_vec();
    check
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(usage: &[Usage]) -> Check {
        rate(&crate::messenger::MEMBER.words, usage)
    }

    fn of(percent: u16) -> Check {
        told(&[
            Usage {
                limit: "app".into(),
                percent: 1,
                refuses_for_ms: None,
            },
            Usage {
                limit: "messenger".into(),
                percent,
                refuses_for_ms: Some(60_000),
            },
        ])
    }

    #[test]
    fn the_fullest_limit_counts_and_from_eighty_on_it_is_near() {
        assert_eq!(
            (of(79).status, of(79).sentence.text.as_str()),
            (
                CheckStatus::Ok,
                "At most 79 % of what Meta allows is used (messenger)."
            )
        );
        assert_eq!(of(80).status, CheckStatus::Warning);
        assert_eq!(
            of(80).fix,
            Some(Fix::TryLater {
                after_ms: Some(60_000)
            })
        );
        assert_eq!(told(&[]).status, CheckStatus::Skipped);
    }
}
