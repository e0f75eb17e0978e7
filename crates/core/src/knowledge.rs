//! Knowledge articles: what their texts go through.

mod plain;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use plain::plain_text;

/// How a text of an article is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextState {
    /// Written, and shown to nobody but its authors.
    Draft,
    /// Found and shown in the desk.
    Published,
    /// Out of use; kept with its versions.
    Retired,
}

/// What an author does with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextStep {
    /// Shows the newest version in the desk.
    Publish,
    /// Takes it out of use.
    Retire,
    /// Makes a retired text a draft again.
    Restore,
}

/// The steps that a text cannot take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Its newest version is the published one.
    #[error("The newest version is published already.")]
    AlreadyPublished,
    /// A retired text must be restored first.
    #[error("This text is retired. Restore it first.")]
    Retired,
    /// Only a retired text can be restored.
    #[error("This text is not retired.")]
    NotRetired,
}

/// The life of an article's text in one language: versions are only ever added, and at most one is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLife {
    latest: u32,
    published: Option<u32>,
    retired: bool,
}

impl TextLife {
    /// A text with its first version.
    #[must_use]
    pub const fn begun() -> Self {
        Self {
            latest: 1,
            published: None,
            retired: false,
        }
    }

    /// A text as it was stored; `None` when it makes no sense.
    #[must_use]
    pub fn stored(latest: u32, published: Option<u32>, retired: bool) -> Option<Self> {
        let fine = latest > 0
            && published.is_none_or(|version| (1..=latest).contains(&version))
            && !(retired && published.is_some());
        fine.then_some(Self {
            latest,
            published,
            retired,
        })
    }

    /// The newest version.
    #[must_use]
    pub const fn latest(self) -> u32 {
        self.latest
    }

    /// The version that the desk shows.
    #[must_use]
    pub const fn published(self) -> Option<u32> {
        self.published
    }

    /// How it is seen.
    #[must_use]
    pub const fn state(self) -> TextState {
        match (self.retired, self.published) {
            (true, _) => TextState::Retired,
            (false, Some(_)) => TextState::Published,
            (false, None) => TextState::Draft,
        }
    }

    /// A new version was written. What is published stays until the new one is.
    pub const fn written(self) -> Result<Self, TextError> {
        if self.retired {
            return Err(TextError::Retired);
        }
        Ok(Self {
            latest: self.latest + 1,
            ..self
        })
    }

    /// Takes a step.
    pub fn step(self, step: TextStep) -> Result<Self, TextError> {
        match step {
            TextStep::Publish | TextStep::Retire if self.retired => Err(TextError::Retired),
            TextStep::Publish if self.published == Some(self.latest) => Err(TextError::AlreadyPublished),
            TextStep::Publish => Ok(Self {
                published: Some(self.latest),
                ..self
            }),
            TextStep::Retire => Ok(Self {
                published: None,
                retired: true,
                ..self
            }),
            TextStep::Restore if self.retired => Ok(Self {
                retired: false,
                ..self
            }),
            TextStep::Restore => Err(TextError::NotRetired),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone, Copy)]
    enum Act {
        Write,
        Step(TextStep),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            Just(Act::Write),
            Just(Act::Step(TextStep::Publish)),
            Just(Act::Step(TextStep::Retire)),
            Just(Act::Step(TextStep::Restore)),
        ]
    }

    proptest! {
        #[test]
        fn a_text_shows_one_of_its_versions_or_none(acts in prop::collection::vec(act(), 0..40)) {
            let mut life = TextLife::begun();
            for act in acts {
                let next = match act {
                    Act::Write => life.written(),
                    Act::Step(step) => life.step(step),
                };
                if let Ok(next) = next {
                    prop_assert!(next.latest() >= life.latest(), "versions are never lost");
                    prop_assert_ne!(next, life, "a step that is taken changes something");
                    if matches!(act, Act::Write) {
                        prop_assert_eq!(next.published(), life.published(), "writing shows nothing");
                    }
                    life = next;
                }
                prop_assert_eq!(
                    TextLife::stored(life.latest(), life.published(), life.state() == TextState::Retired),
                    Some(life)
                );
                prop_assert_eq!(life.state() == TextState::Published, life.published().is_some());
            }
        }
    }

    #[test]
    fn what_makes_no_sense_is_not_read() {
        assert_eq!(TextLife::stored(0, None, false), None);
        assert_eq!(TextLife::stored(1, Some(2), false), None);
        assert_eq!(TextLife::stored(2, Some(1), true), None);
    }
}
