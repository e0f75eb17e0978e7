//! Rate limits and the headers that tell how near they are.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue};
use serde_json::json;

use super::error::{GraphError, GraphResult};
use crate::platform::Platform;

/// Sends per second and page: text, links, reactions, stickers.
const SENDS_PER_SECOND: usize = 300;
/// Sends per second and page: audio and video.
const MEDIA_PER_SECOND: usize = 10;
/// Messenger-profile calls in ten minutes.
const PROFILE_CALLS: usize = 10;
/// Calls of the Conversations API per second and page.
const CONVERSATION_CALLS: usize = 2;
const PROFILE_WINDOW_MS: i64 = 600_000;
/// Calls per engaged person in a rolling day.
const CALLS_PER_PERSON: u64 = 200;
/// A new page has few customers; so a demo is not throttled, it counts as if it had these.
const LEAST_ENGAGED: u64 = 500;
const HOUR_MS: i64 = 3_600_000;

#[derive(Default)]
struct PageUsage {
    sends: VecDeque<Instant>,
    media: VecDeque<Instant>,
    profile: VecDeque<i64>,
    conversations: VecDeque<i64>,
    /// Calls by hour of the simulated clock, of the last 24.
    hours: VecDeque<(i64, u64)>,
}

/// Usage of all pages.
#[derive(Default)]
pub(crate) struct Usage {
    pages: HashMap<String, PageUsage>,
}

/// How much of a page's day is used, in per cent.
pub(crate) struct Share {
    pub percent: u64,
}

impl Usage {
    /// Counts a call for a page and tells the share of the day's allowance.
    pub fn call(&mut self, page_id: &str, engaged: u64, now_ms: i64) -> Share {
        let page = self.pages.entry(page_id.to_owned()).or_default();
        let hour = now_ms.div_euclid(HOUR_MS);
        page.hours.retain(|(at, _)| (0..24).contains(&(hour - at)));
        match page.hours.iter_mut().find(|(at, _)| *at == hour) {
            Some((_, count)) => *count += 1,
            None => page.hours.push_back((hour, 1)),
        }
        let calls: u64 = page.hours.iter().map(|(_, count)| count).sum();
        Share {
            percent: calls * 100 / (CALLS_PER_PERSON * engaged.max(LEAST_ENGAGED)),
        }
    }

    /// Allows or throttles a send.
    pub fn send(&mut self, page_id: &str, media: bool, now: Instant) -> GraphResult<()> {
        let page = self.pages.entry(page_id.to_owned()).or_default();
        let (times, most) = if media {
            (&mut page.media, MEDIA_PER_SECOND)
        } else {
            (&mut page.sends, SENDS_PER_SECOND)
        };
        while times
            .front()
            .is_some_and(|at| now.duration_since(*at) >= Duration::from_secs(1))
        {
            times.pop_front();
        }
        if times.len() >= most {
            return Err(GraphError::new(
                613,
                None,
                format!("(#613) Calls to this api have exceeded the rate limit: {most} sends per second."),
            ));
        }
        times.push_back(now);
        Ok(())
    }

    /// Allows or throttles a call of the Conversations API.
    pub fn conversation_call(&mut self, page_id: &str, now_ms: i64) -> GraphResult<()> {
        let times = &mut self.pages.entry(page_id.to_owned()).or_default().conversations;
        times.retain(|at| (0..1_000).contains(&(now_ms - at)));
        if times.len() >= CONVERSATION_CALLS {
            return Err(GraphError::new(
                613,
                None,
                "(#613) Calls to this api have exceeded the rate limit: 2 conversation calls per second.",
            ));
        }
        times.push_back(now_ms);
        Ok(())
    }

    /// Allows or throttles a messenger-profile call.
    pub fn profile_call(&mut self, page_id: &str, now_ms: i64) -> GraphResult<()> {
        let times = &mut self.pages.entry(page_id.to_owned()).or_default().profile;
        times.retain(|at| (0..PROFILE_WINDOW_MS).contains(&(now_ms - at)));
        if times.len() >= PROFILE_CALLS {
            return Err(GraphError::new(
                613,
                None,
                "(#613) Calls to this api have exceeded the rate limit: 10 messenger_profile calls in 10 minutes.",
            ));
        }
        times.push_back(now_ms);
        Ok(())
    }
}

/// Counts the call and adds the usage headers once usage is noticeable.
pub(crate) fn tell_usage(platform: &Platform, token: Option<&str>, headers: &mut HeaderMap) {
    let now = platform.clock.now_ms();
    let page = token.and_then(|token| {
        platform.read(|world| {
            let page_id = world.token_by_value(token)?.page_id.clone()?;
            let engaged = world
                .threads
                .values()
                .filter(|thread| thread.page_id == page_id)
                .count() as u64;
            Some((page_id, engaged))
        })
    });
    let Some((page_id, engaged)) = page else { return };
    let share = platform
        .usage
        .lock()
        .expect("no panic while holding it")
        .call(&page_id, engaged, now)
        .percent;
    if share == 0 {
        return;
    }
    let app = json!({"call_count": share, "total_time": share / 2, "total_cputime": share / 2});
    let mut page = serde_json::Map::new();
    page.insert(
        page_id,
        json!([{
            "type": "messenger", "call_count": share, "total_cputime": share / 2, "total_time": share / 2,
            "estimated_time_to_regain_access": if share >= 100 { 60 } else { 0 },
        }]),
    );
    for (name, value) in [
        ("x-app-usage", app),
        ("x-business-use-case-usage", serde_json::Value::Object(page)),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value.to_string()) {
            headers.insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_takes_ten_calls_in_ten_minutes() {
        let mut usage = Usage::default();
        for _ in 0..10 {
            assert_eq!(usage.profile_call("p", 1_000), Ok(()));
        }
        assert_eq!(
            usage.profile_call("p", 2_000).map_err(|error| error.code),
            Err(613)
        );
        assert_eq!(usage.profile_call("other", 2_000), Ok(()));
        assert_eq!(usage.profile_call("p", 601_001), Ok(()));
    }

    #[test]
    fn sends_are_counted_per_second_and_page_and_kind() {
        let mut usage = Usage::default();
        let start = Instant::now();
        for _ in 0..300 {
            assert_eq!(usage.send("p", false, start), Ok(()));
        }
        assert!(usage.send("p", false, start).is_err());
        assert_eq!(usage.send("p", true, start), Ok(()));
        assert_eq!(usage.send("p", false, start + Duration::from_secs(1)), Ok(()));
    }

    #[test]
    fn usage_is_a_share_of_the_rolling_day() {
        let mut usage = Usage::default();
        for _ in 0..5_000 {
            usage.call("p", 0, 0);
        }
        assert_eq!(usage.call("p", 0, 23 * HOUR_MS).percent, 5);
        assert_eq!(usage.call("p", 0, 24 * HOUR_MS).percent, 0);
    }
}
