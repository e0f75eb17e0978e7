//! Gathering faults, so that a form learns of all of them at once.

use parlance_api::error::FieldError;

use crate::Refusal;

/// Faults found so far.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Begins with a fault that was found elsewhere.
    #[must_use]
    pub fn with(fault: Option<FieldError>) -> Self {
        Self(fault.into_iter().collect())
    }

    /// Notes a fault.
    pub fn fault(&mut self, field: impl Into<String>, code: &str, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.into(),
            code: code.into(),
            message: message.into(),
        });
    }

    /// Notes a fault unless something holds.
    pub fn that(&mut self, holds: bool, field: impl Into<String>, code: &str, message: impl Into<String>) {
        if !holds {
            self.fault(field, code, message);
        }
    }

    /// A line of text: trimmed, without control characters, of a length in characters.
    pub fn text(&mut self, field: impl Into<String>, value: &str, min: usize, max: usize) -> String {
        let field = field.into();
        let value = value.trim();
        let length = value.chars().count();
        if length == 0 && min > 0 {
            self.fault(field, "missing", "Enter a value.");
        } else if length < min {
            self.fault(
                field,
                "too_short",
                format!("At least {min} characters are needed; this has {length}."),
            );
        } else if length > max {
            self.fault(
                field,
                "too_long",
                format!("At most {max} characters are allowed; this has {length}."),
            );
        } else if value.chars().any(char::is_control) {
            self.fault(
                field,
                "malformed",
                "Line breaks and control characters are not allowed here.",
            );
        }
        value.to_owned()
    }

    /// A text of several lines; an empty one is allowed when `min` is 0.
    pub fn lines(&mut self, field: impl Into<String>, value: &str, min: usize, max: usize) -> String {
        let field = field.into();
        let value = value.trim_end().replace("\r\n", "\n");
        let length = value.trim().chars().count();
        if length < min {
            self.fault(field, "missing", "Enter a value.");
        } else if value.chars().count() > max {
            let length = value.chars().count();
            self.fault(
                field,
                "too_long",
                format!("At most {max} characters are allowed; this has {length}."),
            );
        } else if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            self.fault(field, "malformed", "Control characters are not allowed here.");
        }
        value
    }

    /// A line of text that may be absent; an empty one counts as absent.
    pub fn optional(&mut self, field: &str, value: Option<&str>, max: usize) -> Option<String> {
        let text = self.text(field, value.unwrap_or_default(), 0, max);
        (!text.is_empty()).then_some(text)
    }

    /// A mail address: one `@` with something on both sides, no blanks. Whether it works only a mail can tell.
    pub fn email(&mut self, field: &str, value: Option<&str>) -> Option<String> {
        let address = self.optional(field, value, 254)?;
        let fine = address.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.contains('@')
        }) && !address.contains(char::is_whitespace);
        self.that(fine, field, "malformed", "This is not a mail address.");
        Some(address)
    }

    /// A number within bounds.
    pub fn range<N: PartialOrd + std::fmt::Display + Copy>(
        &mut self,
        field: impl Into<String>,
        value: N,
        min: N,
        max: N,
    ) -> N {
        if value < min || value > max {
            self.fault(
                field,
                "out_of_range",
                format!("The value must be between {min} and {max}."),
            );
        }
        value
    }

    /// Refuses when there are faults.
    pub fn done(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Invalid(self.0))
        }
    }
}

/// The first index whose key stood there before.
pub fn first_repeated<K: PartialEq>(keys: &[K]) -> Option<usize> {
    keys.iter()
        .enumerate()
        .find(|(at, key)| keys[..*at].contains(key))
        .map(|(at, _)| at)
}
