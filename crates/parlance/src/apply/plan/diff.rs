//! Comparing fields: what is wanted with what is there.

use std::fmt;

/// One field that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, as the file calls it.
    pub field: &'static str,
    /// Key inside the field, for settings and secrets of accounts.
    pub key: Option<String>,
    /// How it is, if it is there.
    pub from: Option<String>,
    /// How it shall be.
    pub to: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field)?;
        if let Some(key) = &self.key {
            write!(f, ".{key}")?;
        }
        match &self.from {
            Some(from) => write!(f, ": {from} → {}", self.to),
            None => write!(f, ": {}", self.to),
        }
    }
}

/// Collects changes.
#[derive(Debug, Default)]
pub(super) struct Diff {
    pub(super) changes: Vec<Change>,
}

impl Diff {
    /// Notes a field when it is wanted and differs. `present` is `None` when the thing does not exist yet.
    pub(super) fn field<T: PartialEq>(
        &mut self,
        field: &'static str,
        wanted: Option<T>,
        present: Option<T>,
        show: impl Fn(&T) -> String,
    ) {
        let Some(wanted) = wanted else { return };
        if present.as_ref() == Some(&wanted) {
            return;
        }
        let from = present.as_ref().map(&show);
        self.changes.push(Change {
            field,
            key: None,
            from,
            to: show(&wanted),
        });
    }

    /// Notes a text.
    pub(super) fn text(&mut self, field: &'static str, wanted: Option<&str>, present: Option<&str>) {
        self.field(field, wanted, present, |text| short(text));
    }

    /// Notes a number, a switch or anything that shows itself.
    pub(super) fn plain<T: PartialEq + fmt::Display>(
        &mut self,
        field: &'static str,
        wanted: Option<T>,
        present: Option<T>,
    ) {
        self.field(field, wanted, present, ToString::to_string);
    }

    /// Notes a time.
    pub(super) fn time(&mut self, field: &'static str, wanted: Option<i64>, present: Option<i64>) {
        self.field(field, wanted, present, |millis| show_millis(*millis));
    }

    /// Notes a set of names; their order does not matter.
    pub(super) fn names(
        &mut self,
        field: &'static str,
        wanted: Option<Vec<String>>,
        present: Option<Vec<String>>,
    ) {
        let sorted = |names: Option<Vec<String>>| {
            names.map(|mut names| {
                names.sort_by_key(|name| name.to_lowercase());
                Names(names)
            })
        };
        self.field(field, sorted(wanted), sorted(present), |names| {
            format!("[{}]", names.0.join(", "))
        });
    }
}

/// Names, compared without case.
struct Names(Vec<String>);

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
            && self
                .0
                .iter()
                .zip(&other.0)
                .all(|(one, other)| super::super::present::same(one, other))
    }
}

/// A text for one line.
pub(super) fn short(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|letter| if letter == '\n' { ' ' } else { letter })
        .take(60)
        .collect();
    if text.chars().count() > 60 {
        format!("\"{line}…\"")
    } else {
        format!("\"{line}\"")
    }
}

pub(super) fn show_millis(millis: i64) -> String {
    if millis % 1000 == 0 {
        format!("{}s", millis / 1000)
    } else {
        format!("{millis}ms")
    }
}
