//! How long an app's webhook has failed for a page: 15 minutes raise an alert, an hour ends the subscription.

use std::collections::HashMap;
use std::time::Duration;

/// What a failure leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    KeepTrying,
    /// Tell the developer account, once.
    Alert,
    /// Unsubscribe the app from the page.
    Disable,
}

#[derive(Default)]
struct Failing {
    since_ms: i64,
    alerted: bool,
}

/// Failing webhooks by app and page.
#[derive(Default)]
pub(crate) struct Health {
    failing: HashMap<(String, String), Failing>,
}

impl Health {
    pub fn success(&mut self, app_id: &str, page_id: &str) {
        self.failing.remove(&(app_id.to_owned(), page_id.to_owned()));
    }

    pub fn failure(
        &mut self,
        app_id: &str,
        page_id: &str,
        now_ms: i64,
        alert_after: Duration,
        disable_after: Duration,
    ) -> Verdict {
        let key = (app_id.to_owned(), page_id.to_owned());
        let failing = self.failing.entry(key.clone()).or_insert(Failing {
            since_ms: now_ms,
            alerted: false,
        });
        // The clock may have been set back.
        failing.since_ms = failing.since_ms.min(now_ms);
        let failed_for = Duration::from_millis(u64::try_from(now_ms - failing.since_ms).unwrap_or(0));
        if failed_for >= disable_after {
            self.failing.remove(&key);
            return Verdict::Disable;
        }
        if failed_for >= alert_after && !failing.alerted {
            failing.alerted = true;
            return Verdict::Alert;
        }
        Verdict::KeepTrying
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUARTER: Duration = Duration::from_mins(15);
    const HOUR: Duration = Duration::from_hours(1);

    #[test]
    fn alert_once_after_a_quarter_and_disable_after_an_hour() {
        let mut health = Health::default();
        let mut fail = |minute: i64| health.failure("a", "p", minute * 60_000, QUARTER, HOUR);
        assert_eq!(fail(0), Verdict::KeepTrying);
        assert_eq!(fail(14), Verdict::KeepTrying);
        assert_eq!(fail(15), Verdict::Alert);
        assert_eq!(fail(20), Verdict::KeepTrying);
        assert_eq!(fail(59), Verdict::KeepTrying);
        assert_eq!(fail(60), Verdict::Disable);
    }

    #[test]
    fn one_success_starts_the_count_again() {
        let mut health = Health::default();
        health.failure("a", "p", 0, QUARTER, HOUR);
        health.success("a", "p");
        assert_eq!(
            health.failure("a", "p", 3_600_000, QUARTER, HOUR),
            Verdict::KeepTrying
        );
    }

    #[test]
    fn a_clock_set_back_does_not_count_as_time() {
        let mut health = Health::default();
        health.failure("a", "p", 10_000_000, QUARTER, HOUR);
        assert_eq!(health.failure("a", "p", 0, QUARTER, HOUR), Verdict::KeepTrying);
        assert_eq!(
            health.failure("a", "p", 3_600_000, QUARTER, HOUR),
            Verdict::Disable
        );
    }
}
