//! What a delivery means. A platform may send for several channels to one address: what the channel of the address
//! leaves aside is offered to the others of its family.

use parlance_channel::{
    Channel, Channels, InboundEvent, Normalised, Problem, Verified,
    inbound::{Ignored, OTHER_OBJECT},
};

/// What one channel understood.
#[derive(Debug)]
struct Reading {
    channel: String,
    /// Not the channel of the address.
    is_sibling: bool,
    meaning: Normalised,
}

/// What all channels of a family understood. Places are numbered through.
#[derive(Debug)]
pub(super) struct Meaning(Vec<Reading>);

/// An event and where it belongs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub channel: &'a str,
    pub is_sibling: bool,
    pub external_id: &'a str,
    pub event: &'a InboundEvent,
}

impl Meaning {
    /// Of a body that came for this channel.
    pub(super) fn of(channels: &Channels, channel: &str, body: &Verified) -> Self {
        match channels.get(channel) {
            Some(channel) => Self::read(channels, channel.as_ref(), body),
            None => Self::unknown_channel(channel, body),
        }
    }

    fn read(channels: &Channels, channel: &dyn Channel, body: &Verified) -> Self {
        let own = channel.normalise(body);
        let left_aside = own.ignored.iter().any(|ignored| ignored.rule == OTHER_OBJECT);
        let mut next = own.next_place();
        let mut readings = vec![Reading {
            channel: channel.descriptor().id.clone(),
            is_sibling: false,
            meaning: own,
        }];
        let siblings = channels.family(channel.descriptor()).filter(|_| left_aside);
        for sibling in siblings {
            let mut meaning = sibling.normalise(body);
            meaning.ignored.retain(|ignored| ignored.rule != OTHER_OBJECT);
            // What the address' own channel cannot read either is told once.
            let own = &readings[0].meaning.problems;
            let known = |problem: &Problem| {
                own.iter()
                    .any(|own| own.raw == problem.raw && own.reason == problem.reason)
            };
            meaning.problems.retain(|problem| !known(problem));
            meaning.move_places(next);
            next = meaning.next_place().max(next);
            readings.push(Reading {
                channel: sibling.descriptor().id.clone(),
                is_sibling: true,
                meaning,
            });
        }
        Self(readings)
    }

    fn unknown_channel(channel: &str, body: &Verified) -> Self {
        let problem = Problem {
            index: 0,
            external_id: None,
            reason: format!("This Parlance has no channel '{channel}'."),
            raw: String::from_utf8_lossy(body.body()).into_owned(),
        };
        Self(vec![Reading {
            channel: channel.to_owned(),
            is_sibling: false,
            meaning: Normalised {
                problems: vec![problem],
                ..Normalised::default()
            },
        }])
    }

    /// All events.
    pub(super) fn events(&self) -> impl Iterator<Item = Found<'_>> {
        self.0.iter().flat_map(|reading| {
            reading.meaning.events().map(|(external_id, event)| Found {
                channel: &reading.channel,
                is_sibling: reading.is_sibling,
                external_id,
                event,
            })
        })
    }

    /// What could not be understood.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter().flat_map(|reading| &reading.meaning.problems)
    }

    /// What was left aside, with the channel that did.
    pub(super) fn ignored(&self) -> impl Iterator<Item = (&str, &Ignored)> {
        self.0.iter().flat_map(|reading| {
            let ignored = reading.meaning.ignored.iter();
            ignored.map(|ignored| (reading.channel.as_str(), ignored))
        })
    }
}
