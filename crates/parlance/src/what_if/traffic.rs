//! Made-up traffic, by the names of services.

use parlance_routing::simulate::{Arrival, Stream, generate};

use super::rules::{Rules, service_id};

/// How customers come and what they need; times are means.
#[derive(Debug, Clone, Copy)]
pub struct Generated {
    /// Length of the time in which they come.
    pub length_ms: i64,
    /// Conversation.
    pub talk_ms: i64,
    /// After-call work.
    pub after_call_work_ms: i64,
    /// Patience; none: without end.
    pub patience_ms: Option<i64>,
    /// The same seed, the same customers.
    pub seed: u64,
}

impl Generated {
    /// The customers of these services.
    #[must_use]
    pub fn arrivals(&self, per_hour: &[(String, f64)]) -> Vec<Arrival> {
        let streams: Vec<Stream> = per_hour
            .iter()
            .map(|(service, per_hour)| Stream {
                service_id: service_id(service),
                class: 0,
                priority: 0,
                per_hour: *per_hour,
                talk_ms: self.talk_ms,
                after_call_work_ms: self.after_call_work_ms,
                patience_ms: self.patience_ms,
            })
            .collect();
        generate(&streams, self.length_ms, self.seed)
    }
}

/// Reads `120`, which is shared evenly by all services, or `Orders=80,Returns=40`.
#[allow(clippy::cast_precision_loss)] // few services
pub fn per_hour(text: &str, rules: &Rules) -> Result<Vec<(String, f64)>, String> {
    let number = |text: &str| {
        let number: Option<f64> = text.trim().parse().ok();
        number
            .filter(|number| (0.0..=1_000_000.0).contains(number))
            .ok_or(format!("`{}` is not a number of chats an hour", text.trim()))
    };
    if !text.contains('=') {
        let each = number(text)? / rules.services.len().max(1) as f64;
        return Ok(rules
            .services
            .iter()
            .map(|service| (service.name.clone(), each))
            .collect());
    }
    let one = |part: &str| {
        let (name, count) = part
            .rsplit_once('=')
            .ok_or(format!("`{part}` must look like Orders=80"))?;
        let known = rules
            .services
            .iter()
            .find(|service| service.name.eq_ignore_ascii_case(name.trim()));
        let names: Vec<&str> = rules
            .services
            .iter()
            .map(|service| service.name.as_str())
            .collect();
        let service = known.ok_or(format!(
            "there is no service `{}`; there are: {}",
            name.trim(),
            names.join(", ")
        ))?;
        Ok((service.name.clone(), number(count)?))
    };
    text.split(',').map(one).collect()
}
