//! Counts nesting and containers of a JSON body without reading it.

use parlance_channel::Refusal;

/// Meta's deepest documented event has 12 levels.
const MAX_DEPTH: usize = 64;
/// A POST carries at most 1,000 updates, by the Graph API's documentation of batching.
const MAX_ENTRIES: usize = 1_000;
/// Entries usually hold one event each.
const MAX_EVENTS: usize = 5_000;
/// `{"entry":[{` and `{"entry":[{"messaging":[{`.
const ENTRY_LEVEL: usize = 3;
const EVENT_LEVEL: usize = 5;

/// Refuses a body with more nesting, entries or events than anything honest has.
pub fn admit(body: &[u8]) -> Result<(), Refusal> {
    let (mut depth, mut entries, mut events) = (0usize, 0usize, 0usize);
    let (mut inside, mut escaped) = (false, false);
    for &byte in body {
        if inside {
            inside = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => inside = true,
            b'{' | b'[' => {
                depth += 1;
                entries += usize::from(depth == ENTRY_LEVEL);
                events += usize::from(depth == EVENT_LEVEL);
                if depth > MAX_DEPTH {
                    return Err(refuse(
                        400,
                        format!("The body is nested deeper than {MAX_DEPTH} levels."),
                    ));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    if entries > MAX_ENTRIES {
        let reason = format!("The body has {entries} entries; at most {MAX_ENTRIES} are taken at a time.");
        return Err(refuse(413, reason));
    }
    if events > MAX_EVENTS {
        let reason = format!("The body has {events} events; at most {MAX_EVENTS} are taken at a time.");
        return Err(refuse(413, reason));
    }
    Ok(())
}

const fn refuse(status: u16, reason: String) -> Refusal {
    Refusal { status, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(entries: usize, events: usize) -> String {
        let event = "{\"sender\":{\"id\":\"1\"},\"message\":{\"text\":\"]}{[\"}}";
        let entry = format!(
            "{{\"id\":\"1\",\"messaging\":[{}]}}",
            vec![event; events].join(",")
        );
        format!(
            "{{\"object\":\"page\",\"entry\":[{}]}}",
            vec![entry.as_str(); entries].join(",")
        )
    }

    #[test]
    fn honest_bodies_pass_and_others_hear_why() {
        assert_eq!(admit(body(1_000, 1).as_bytes()), Ok(()));
        assert_eq!(admit(body(1, 5_000).as_bytes()), Ok(()));
        assert_eq!(admit(b"not json"), Ok(()), "kept and parked");
        let many = admit(body(1_001, 1).as_bytes()).unwrap_err();
        assert_eq!(
            (many.status, many.reason.as_str()),
            (
                413,
                "The body has 1001 entries; at most 1000 are taken at a time."
            )
        );
        assert_eq!(admit(body(6, 1_000).as_bytes()).unwrap_err().status, 413);
        let deep = admit("[".repeat(65).as_bytes()).unwrap_err();
        assert_eq!(
            (deep.status, deep.reason.as_str()),
            (400, "The body is nested deeper than 64 levels.")
        );
        assert_eq!(admit("[".repeat(64).as_bytes()), Ok(()));
    }
}
