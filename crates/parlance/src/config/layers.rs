//! The layers of a configuration: defaults, file, environment, flags. Later ones win; nothing unknown passes.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use super::{
    problem::{Origin, Problem},
    rule::Rule,
};

/// All settings with their defaults, annotated: the source of the reference too.
pub const DEFAULTS: &str = include_str!("defaults.toml");

const ENVIRONMENT_PREFIX: &str = "PARLANCE_";

/// What is read besides the defaults.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    /// A file that must exist. Without it `parlance.toml` of the working folder is read if it is there.
    pub file: Option<PathBuf>,
    /// Environment variables; only those that begin with `PARLANCE_` count.
    pub environment: Vec<(String, String)>,
    /// Flags: the flag as it is typed, the setting's name, the value.
    pub flags: Vec<(String, String, String)>,
}

impl Sources {
    /// The environment of this process.
    #[must_use]
    pub fn from_environment() -> Self {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| {
                Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
            })
            .filter(|(name, _)| name.starts_with(ENVIRONMENT_PREFIX))
            .collect();
        Self {
            environment,
            ..Self::default()
        }
    }

    /// Adds a flag's value for a setting, when the flag was given.
    #[must_use]
    pub fn flag(mut self, flag: &str, name: &str, value: Option<String>) -> Self {
        self.flags
            .extend(value.map(|value| (flag.to_owned(), name.to_owned(), value)));
        self
    }
}

/// One value and where it came from.
struct Entry {
    value: Value,
    origin: Origin,
    default: Value,
}

/// A setting as its section declared it, for the reference.
#[derive(Debug, Clone)]
pub struct Declared {
    /// Full name.
    pub name: &'static str,
    /// What is allowed.
    pub allowed: String,
}

/// The layered values, from which sections take theirs by name.
pub struct Layers {
    entries: BTreeMap<String, Entry>,
    problems: Vec<Problem>,
    declared: Vec<Declared>,
}

impl Layers {
    /// Lays file, environment and flags over the defaults.
    #[must_use]
    pub fn gather(sources: &Sources) -> Self {
        let defaults = parse(DEFAULTS).expect("defaults.toml is TOML, which a test shows");
        let entries = flatten(defaults)
            .into_iter()
            .map(|(name, value)| {
                let entry = Entry {
                    value: value.clone(),
                    origin: Origin::Default,
                    default: value,
                };
                (name, entry)
            })
            .collect();
        let mut layers = Self {
            entries,
            problems: Vec::new(),
            declared: Vec::new(),
        };
        layers.lay_file(sources);
        for (name, value) in &sources.environment {
            layers.lay_variable(name, value);
        }
        for (flag, name, value) in &sources.flags {
            layers.lay(
                name.clone(),
                Value::String(value.clone()),
                Origin::Flag(flag.clone()),
            );
        }
        layers
    }

    /// Takes a setting's value by its rule. A value that is not allowed is noted and its default stands in.
    pub fn take<R: Rule>(&mut self, name: &'static str, rule: R) -> R::Value {
        self.declared.push(Declared {
            name,
            allowed: rule.allowed(),
        });
        let entry = self
            .entries
            .get(name)
            .expect("every setting stands in defaults.toml, which a test shows");
        if let Some(value) = rule.read(&entry.value) {
            return value;
        }
        self.problems.push(Problem::NotAllowed {
            name: name.to_owned(),
            value: if rule.is_secret() {
                "••••".into()
            } else {
                shown(&entry.value)
            },
            origin: entry.origin.clone(),
            allowed: rule.allowed(),
        });
        rule.read(&entry.default)
            .expect("every default obeys its own rule, which a test shows")
    }

    /// Notes settings that do not fit each other.
    pub fn conflict(&mut self, sentence: String) {
        self.problems.push(Problem::Conflict(sentence));
    }

    /// What was wrong, and what was declared.
    #[must_use]
    pub fn finish(self) -> (Vec<Problem>, Vec<Declared>) {
        (self.problems, self.declared)
    }

    fn lay_file(&mut self, sources: &Sources) {
        let named = sources.file.clone().or_else(|| {
            let variable = sources
                .environment
                .iter()
                .find(|(name, _)| name == "PARLANCE_CONFIG");
            variable.map(|(_, path)| PathBuf::from(path))
        });
        let path = named.as_deref().unwrap_or(Path::new("parlance.toml"));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => {
                self.problems.push(Problem::Unreadable {
                    path: path.into(),
                    reason: error.to_string(),
                });
                return;
            }
        };
        match parse(&text) {
            Ok(table) => {
                for (name, value) in flatten(table) {
                    self.lay(name, value, Origin::File(path.into()));
                }
            }
            Err(error) => {
                let before = error.span().map_or(0, |span| span.start);
                let line = text.bytes().take(before).filter(|byte| *byte == b'\n').count() + 1;
                self.problems.push(Problem::Syntax {
                    path: path.into(),
                    line,
                    reason: error.message().into(),
                });
            }
        }
    }

    fn lay_variable(&mut self, variable: &str, value: &str) {
        let Some(rest) = variable.strip_prefix(ENVIRONMENT_PREFIX) else {
            return;
        };
        if rest == "CONFIG" || is_service_link(rest) {
            return;
        }
        let name = rest.to_lowercase().replace("__", ".");
        self.lay(
            name,
            Value::String(value.to_owned()),
            Origin::Environment(variable.to_owned()),
        );
    }

    fn lay(&mut self, name: String, value: Value, origin: Origin) {
        if let Some(entry) = self.entries.get_mut(&name) {
            entry.value = value;
            entry.origin = origin;
            return;
        }
        let suggestion = self.nearest(&name).map(|known| match origin {
            Origin::Environment(_) => variable_of(known),
            _ => known.to_owned(),
        });
        self.problems.push(Problem::Unknown {
            name,
            origin,
            suggestion,
        });
    }

    /// The setting whose name is most like this one, when it is like it at all; a missing section counts little.
    fn nearest(&self, name: &str) -> Option<&str> {
        let likeness = |known: &str| {
            let last = known.rsplit('.').next().unwrap_or(known);
            strsim::jaro_winkler(known, name).max(strsim::jaro_winkler(last, name) - 0.02)
        };
        let best = self
            .entries
            .keys()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
        (likeness(best) > 0.85).then_some(best.as_str())
    }
}

/// The environment variable of a setting.
#[must_use]
pub fn variable_of(name: &str) -> String {
    format!("{ENVIRONMENT_PREFIX}{}", name.replace('.', "__").to_uppercase())
}

/// Kubernetes gives every pod such variables for a service that is called `parlance`; they are not meant for us.
fn is_service_link(rest: &str) -> bool {
    let rest = rest.strip_prefix("SERVICE_").unwrap_or(rest);
    rest == "HOST" || rest == "PORT" || rest.starts_with("PORT_")
}

/// A value as its author wrote it, shortened when it is long.
fn shown(value: &Value) -> String {
    let whole = match value {
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(on) => on.to_string(),
        Value::Datetime(moment) => moment.to_string(),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Table(_) => "a table".into(),
    };
    if whole.chars().count() <= 120 {
        whole
    } else {
        format!("{}…", whole.chars().take(119).collect::<String>())
    }
}

fn parse(text: &str) -> Result<Table, toml::de::Error> {
    toml::from_str(text)
}

/// `{meta = {graph_url = …}}` → `meta.graph_url`. An empty section is no setting.
fn flatten(table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(section) => {
                flat.extend(
                    flatten(section)
                        .into_iter()
                        .map(|(inner, value)| (format!("{name}.{inner}"), value)),
                );
            }
            value => flat.push((name, value)),
        }
    }
    flat
}
