//! The 24-hour window and the seven days of `HUMAN_AGENT`.

use super::super::error::{GraphError, GraphResult};
use super::draft::Messaging;

const DAY_MS: i64 = 24 * 3_600_000;
const HUMAN_AGENT_MS: i64 = 7 * DAY_MS;

/// Whether a send is allowed now, by the customer's last act.
pub(super) fn check(
    messaging: &Messaging,
    last_act_ms: Option<i64>,
    now_ms: i64,
    human_agent: bool,
) -> GraphResult<()> {
    let closed = || {
        GraphError::new(
            10,
            2_018_278,
            "(#10) This message is sent outside of allowed window.",
        )
    };
    if *messaging == Messaging::Utility {
        return Ok(());
    }
    let age = last_act_ms.map(|at| now_ms - at).ok_or_else(closed)?;
    match messaging {
        Messaging::Standard if age <= DAY_MS => Ok(()),
        Messaging::HumanAgent if !human_agent => Err(GraphError::permission("Human Agent")),
        Messaging::HumanAgent if age <= HUMAN_AGENT_MS => Ok(()),
        // A tag that is alive: without a window.
        Messaging::Tag(_) => Ok(()),
        _ => Err(closed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(messaging: Messaging, age_ms: i64) -> Option<(u32, Option<u32>)> {
        check(&messaging, Some(1_000), 1_000 + age_ms, true)
            .err()
            .map(|error| (error.code, error.subcode))
    }

    #[test]
    fn the_edges_of_both_windows() {
        let closed = Some((10, Some(2_018_278)));
        assert_eq!(code(Messaging::Standard, DAY_MS), None);
        assert_eq!(code(Messaging::Standard, DAY_MS + 1), closed);
        assert_eq!(code(Messaging::HumanAgent, 7 * DAY_MS), None);
        assert_eq!(code(Messaging::HumanAgent, 7 * DAY_MS + 1), closed);
    }

    #[test]
    fn an_approved_template_has_no_window() {
        for age_ms in [0, DAY_MS, DAY_MS + 1, 7 * DAY_MS + 1, 400 * DAY_MS] {
            assert_eq!(code(Messaging::Utility, age_ms), None);
        }
    }

    #[test]
    fn nobody_may_write_first_and_the_tag_needs_its_feature() {
        assert!(check(&Messaging::Standard, None, 0, true).is_err());
        let refused = check(&Messaging::HumanAgent, Some(0), 1, false).expect_err("not approved");
        assert_eq!((refused.code, refused.subcode), (10, None));
    }
}
