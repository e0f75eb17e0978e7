//! Decisions in one sentence.

use parlance_core::routing_reason::RoutingReason;

/// E.g. "skill Spanish 80 ≥ 50, 2 of 4 chats, idle 3 min".
pub(crate) fn sentence(reason: &RoutingReason) -> String {
    let mut parts: Vec<String> = Vec::new();
    if reason.decided_by == "transfer" {
        parts.push("handed over by a colleague".into());
    } else {
        parts.extend(
            reason
                .skills
                .iter()
                .map(|fit| format!("skill {} {} ≥ {}", fit.skill, fit.held, fit.required)),
        );
    }
    parts.push(format!("{} of {} chats", reason.chats_held, reason.chats_room));
    parts.push(format!("idle {}", duration(reason.idle_ms)));
    parts.join(", ")
}

/// A passed time as people say it: "20 s", "3 min", "2 h 04 min".
fn duration(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(duration(-5), "0 s");
        assert_eq!(duration(59_999), "59 s");
        assert_eq!(duration(180_000), "3 min");
        assert_eq!(duration(7_440_000), "2 h 04 min");
    }
}
