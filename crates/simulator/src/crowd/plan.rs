//! Who comes and what they will say: pure, repeatable by seed.

use super::dialogue::{Dialogue, Language, Line, languages};
use super::params::CrowdParams;
use crate::ids::scramble;

/// One scripted customer.
#[derive(Debug)]
pub(super) struct Part {
    pub name: String,
    pub locale: &'static str,
    pub lines: Vec<Line>,
    /// Answers to questions, used up from the end.
    details: Vec<&'static str>,
}

/// What the page said last, as far as a script listens.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Payloads of quick replies offered with it.
    pub choices: Vec<String>,
    pub asks: bool,
}

/// The next thing a customer does.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Act {
    Line(Line),
    /// Taps the quick reply with this payload.
    Tap(String),
}

/// Draws repeatable choices for one customer.
struct Draw {
    seed: u64,
    n: u64,
}

impl Draw {
    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        self.n += 1;
        let index = scramble(self.seed, self.n) % u64::try_from(list.len()).unwrap_or(1);
        &list[usize::try_from(index).unwrap_or(0)]
    }
}

/// Plans a crowd.
pub(super) fn plan(params: &CrowdParams) -> Vec<Part> {
    (0..params.customers).map(|index| part(params, index)).collect()
}

fn part(params: &CrowdParams, index: u32) -> Part {
    let mut draw = Draw {
        seed: scramble(params.seed, u64::from(index)),
        n: 0,
    };
    // Half of the customers speak the first language, the others share the rest.
    let all = languages();
    let language: &'static Language = if *draw.pick(&[true, false]) {
        &all[0]
    } else {
        draw.pick(all)
    };
    let dialogue: &'static Dialogue = draw.pick(&language.dialogues);
    let name = draw.pick(&language.people).clone();
    let wanted = usize::try_from(params.messages).unwrap_or(1);
    let mut lines: Vec<Line> = dialogue.lines.iter().take(wanted).cloned().collect();
    while lines.len() < wanted {
        lines.push(Line::Say(draw.pick(&language.more).clone()));
    }
    // A dialogue that is told to its end closes with thanks.
    if wanted > dialogue.lines.len()
        && let Some(last) = lines.last_mut()
    {
        *last = Line::Say(draw.pick(&language.thanks).clone());
    }
    lines.reverse();
    let mut details: Vec<&str> = dialogue.details.iter().map(String::as_str).collect();
    details.reverse();
    Part {
        name,
        locale: &language.locale,
        lines,
        details,
    }
}

impl Part {
    /// What the customer does next, having heard what the page said; `None` when all is said.
    pub fn next(&mut self, heard: &Heard) -> Option<Act> {
        let line = self.lines.pop()?;
        if let Some(payload) = heard.choices.first() {
            return Some(Act::Tap(payload.clone()));
        }
        if heard.asks
            && let Some(detail) = self.details.pop()
        {
            return Some(Act::Line(Line::Say(detail.to_owned())));
        }
        Some(Act::Line(line))
    }

    pub fn is_over(&self) -> bool {
        self.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(customers: u32, messages: u32, seed: u64) -> CrowdParams {
        CrowdParams {
            customers,
            messages,
            seed,
            ..CrowdParams::default()
        }
    }

    #[test]
    fn everybody_says_exactly_as_much_as_ordered() {
        for messages in [1, 3, 12] {
            for mut part in plan(&params(40, messages, 5)) {
                let mut said = 0;
                while part.next(&Heard::default()).is_some() {
                    said += 1;
                }
                assert_eq!(said, messages);
                assert!(part.is_over());
            }
        }
    }

    #[test]
    fn the_seed_decides_who_comes() {
        let names = |seed| {
            plan(&params(30, 2, seed))
                .into_iter()
                .map(|part| part.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(1), names(1));
        assert_ne!(names(1), names(2));
        let locales: std::collections::BTreeSet<_> = plan(&params(200, 1, 1))
            .into_iter()
            .map(|part| part.locale)
            .collect();
        assert_eq!(locales.len(), languages().len(), "every language is spoken");
    }

    #[test]
    fn a_customer_taps_what_is_offered_and_answers_what_is_asked() {
        let mut part = plan(&params(1, 4, 1)).pop().expect("one");
        let offered = Heard {
            choices: vec!["REFUND".into()],
            asks: true,
        };
        assert_eq!(part.next(&offered), Some(Act::Tap("REFUND".into())));
        let detail = part.details.last().map(|text| Line::Say((*text).to_owned()));
        let asked = Heard {
            choices: vec![],
            asks: true,
        };
        assert_eq!(part.next(&asked), detail.map(Act::Line));
    }
}
