//! Reads an apply file: TOML, YAML or JSON, by its ending, into the same document.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use saphyr::{LoadableYamlNode as _, Scalar, Yaml};
use serde_json::Value;

use super::document::Document;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file itself.
    #[error("{file}: cannot be read: {source}")]
    File {
        /// Its name.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// Its ending says nothing.
    #[error("{0}: the ending must be .toml, .yaml, .yml or .json")]
    Ending(String),
    /// It does not parse. The text itself is not shown: it may hold a secret.
    #[error("{file}{}: {reason}", at(*.line))]
    Syntax {
        /// Its name.
        file: String,
        /// Counted from 1, when it is known.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
    },
    /// A value is not what the schema says.
    #[error("{file}: at `{place}`: {reason}")]
    Schema {
        /// Its name.
        file: String,
        /// Where, e.g. `users[2].roles[0]`.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

/// Reads a file; `-` is standard input, taken for TOML, or JSON when it begins with `{`.
pub fn read(path: &Path) -> Result<Document, ReadError> {
    let file = path.display().to_string();
    let failed = |source| ReadError::File {
        file: file.clone(),
        source,
    };
    if file == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(failed)?;
        let ending = if text.trim_start().starts_with('{') {
            "json"
        } else {
            "toml"
        };
        return parse("standard input", ending, &text);
    }
    let text = fs::read_to_string(path).map_err(failed)?;
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    parse(&file, ending, &text)
}

/// Parses a text of the given ending.
pub fn parse(file: &str, ending: &str, text: &str) -> Result<Document, ReadError> {
    let value = match ending {
        "toml" => from_toml(text),
        "yaml" | "yml" => from_yaml(text),
        "json" => from_json(text),
        _ => return Err(ReadError::Ending(file.to_owned())),
    };
    let value = value.map_err(|(line, reason)| ReadError::Syntax {
        file: file.to_owned(),
        line,
        reason,
    })?;
    serde_path_to_error::deserialize(value).map_err(|error| ReadError::Schema {
        file: file.to_owned(),
        place: error.path().to_string(),
        reason: error.inner().to_string(),
    })
}

type Parsed = Result<Value, (Option<usize>, String)>;

fn from_json(text: &str) -> Parsed {
    serde_json::from_str(text).map_err(|error| (Some(error.line()), error.to_string()))
}

fn from_toml(text: &str) -> Parsed {
    toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map(|span| text[..span.start].matches('\n').count() + 1);
        (line, error.message().to_owned())
    })
}

fn from_yaml(text: &str) -> Parsed {
    let documents =
        Yaml::load_from_str(text).map_err(|error| (Some(error.marker().line()), error.info().to_owned()))?;
    match documents.as_slice() {
        [only] => yaml_value(only).map_err(|reason| (None, reason)),
        found => Err((
            None,
            format!("one document is expected, {} are there", found.len()),
        )),
    }
}

fn yaml_value(yaml: &Yaml<'_>) -> Result<Value, String> {
    Ok(match yaml {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(on)) => Value::Bool(*on),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => Value::from(number.into_inner()),
        Yaml::Value(Scalar::String(text)) => Value::String(text.to_string()),
        Yaml::Sequence(items) => Value::Array(items.iter().map(yaml_value).collect::<Result<_, _>>()?),
        Yaml::Mapping(pairs) => {
            let pair = |(key, value)| Ok((yaml_key(key)?, yaml_value(value)?));
            Value::Object(pairs.iter().map(pair).collect::<Result<_, String>>()?)
        }
        _ => return Err("tags and unresolved values have no meaning here".into()),
    })
}

fn yaml_key(key: &Yaml<'_>) -> Result<String, String> {
    match key {
        Yaml::Value(Scalar::String(text)) => Ok(text.to_string()),
        Yaml::Value(Scalar::Integer(number)) => Ok(number.to_string()),
        _ => Err("names of fields must be texts".into()),
    }
}
