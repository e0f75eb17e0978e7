//! What a setting accepts: each rule reads one value and says in words what it allows.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use secrecy::SecretString;
use toml::Value;
use url::Url;

/// Reads one kind of value. Texts are what the environment and flags give, so every rule reads texts.
pub trait Rule {
    /// What comes out.
    type Value;
    /// The value, or `None` when it is not allowed.
    fn read(&self, value: &Value) -> Option<Self::Value>;
    /// What is allowed, to stand after "allowed is".
    fn allowed(&self) -> String;
    /// Whether values must never be shown.
    fn is_secret(&self) -> bool {
        false
    }
}

/// A whole number between two bounds, both included.
pub struct Whole(pub u64, pub u64);

impl Rule for Whole {
    type Value = u64;
    fn read(&self, value: &Value) -> Option<u64> {
        let number = match value {
            Value::Integer(number) => u64::try_from(*number).ok()?,
            Value::String(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        (self.0..=self.1).contains(&number).then_some(number)
    }
    fn allowed(&self) -> String {
        format!("a whole number from {} to {}", self.0, self.1)
    }
}

/// True or false.
pub struct Switch;

impl Rule for Switch {
    type Value = bool;
    fn read(&self, value: &Value) -> Option<bool> {
        match value {
            Value::Boolean(on) => Some(*on),
            Value::String(text) => match text.trim() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }
    fn allowed(&self) -> String {
        "true or false".into()
    }
}

/// Any text.
pub struct Text;

impl Rule for Text {
    type Value = String;
    fn read(&self, value: &Value) -> Option<String> {
        text(value).map(str::to_owned)
    }
    fn allowed(&self) -> String {
        "a text".into()
    }
}

/// One of a few words, each standing for a value.
pub struct OneOf<T: 'static>(pub &'static [(&'static str, T)]);

impl<T: Clone> Rule for OneOf<T> {
    type Value = T;
    fn read(&self, value: &Value) -> Option<T> {
        let word = text(value)?;
        self.0
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, value)| value.clone())
    }
    fn allowed(&self) -> String {
        let words: Vec<_> = self.0.iter().map(|(name, _)| format!("`{name}`")).collect();
        format!("one of {}", words.join(", "))
    }
}

/// A path of the file system.
pub struct FilePath;

impl Rule for FilePath {
    type Value = PathBuf;
    fn read(&self, value: &Value) -> Option<PathBuf> {
        text(value).filter(|path| !path.is_empty()).map(PathBuf::from)
    }
    fn allowed(&self) -> String {
        "a path".into()
    }
}

/// An address with a port; port 0 lets the system choose.
pub struct ListenAddress;

impl Rule for ListenAddress {
    type Value = SocketAddr;
    fn read(&self, value: &Value) -> Option<SocketAddr> {
        let address = text(value)?.trim();
        address
            .parse()
            .ok()
            .or_else(|| address.strip_prefix("localhost:")?.parse().ok().map(loopback))
    }
    fn allowed(&self) -> String {
        "an address with a port, such as 127.0.0.1:8420, 0.0.0.0:80 or [::]:8420".into()
    }
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// An http or https address of a server, without user, query or fragment; no slash at its end is kept.
pub struct BaseUrl;

impl Rule for BaseUrl {
    type Value = Url;
    fn read(&self, value: &Value) -> Option<Url> {
        let mut url = Url::parse(text(value)?.trim()).ok()?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        plain.then_some(url)
    }
    fn allowed(&self) -> String {
        "an address such as https://chat.example.com, without query and user".into()
    }
}

/// A time with its unit, between two bounds.
pub struct Span(pub Duration, pub Duration);

const TIME_UNITS: [(&str, u64); 5] = [
    ("ms", 1),
    ("min", 60_000),
    ("s", 1_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

impl Rule for Span {
    type Value = Duration;
    fn read(&self, value: &Value) -> Option<Duration> {
        let span = Duration::from_millis(millis(text(value)?)?);
        (self.0..=self.1).contains(&span).then_some(span)
    }
    fn allowed(&self) -> String {
        format!(
            "a time with its unit (ms, s, min, h, d) from {} to {}",
            show_span(self.0),
            show_span(self.1)
        )
    }
}

/// A time with its unit, in milliseconds.
#[must_use]
pub fn millis(text: &str) -> Option<u64> {
    with_unit(text, &TIME_UNITS)
}

/// The shortest exact way to write a time.
fn show_span(span: Duration) -> String {
    let millis = span.as_millis();
    let mut units = TIME_UNITS;
    units.sort_by_key(|(_, factor)| std::cmp::Reverse(*factor));
    let (unit, factor) = units
        .into_iter()
        .find(|(_, factor)| millis > 0 && millis.is_multiple_of(u128::from(*factor)))
        .unwrap_or(("s", 1_000));
    format!("{}{unit}", millis / u128::from(factor))
}

/// A size with its unit, in bytes, between two bounds.
pub struct Size(pub u64, pub u64);

const SIZE_UNITS: [(&str, u64); 7] = [
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("B", 1),
];

impl Rule for Size {
    type Value = u64;
    fn read(&self, value: &Value) -> Option<u64> {
        let bytes = with_unit(text(value)?, &SIZE_UNITS)?;
        (self.0..=self.1).contains(&bytes).then_some(bytes)
    }
    fn allowed(&self) -> String {
        format!(
            "a size with its unit (B, KB, MB, GB, KiB, MiB, GiB) from {} to {}",
            show_size(self.0),
            show_size(self.1)
        )
    }
}

fn show_size(bytes: u64) -> String {
    let mut units = SIZE_UNITS;
    units.sort_by_key(|(_, factor)| std::cmp::Reverse(*factor));
    let (unit, factor) = units
        .into_iter()
        .find(|(_, factor)| bytes > 0 && bytes.is_multiple_of(*factor))
        .unwrap_or(("B", 1));
    format!("{}{unit}", bytes / factor)
}

/// `20s` → 20 × the unit's factor. Units are tried in order, so longer ones that end like shorter ones come first.
fn with_unit(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let text = text.trim();
    let (number, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))?;
    number.trim_end().parse::<u64>().ok()?.checked_mul(*factor)
}

/// A rule whose value may be left out: the empty text means "not set".
pub struct Optional<R>(pub R);

impl<R: Rule> Rule for Optional<R> {
    type Value = Option<R::Value>;
    fn read(&self, value: &Value) -> Option<Self::Value> {
        if text(value) == Some("") {
            return Some(None);
        }
        self.0.read(value).map(Some)
    }
    fn allowed(&self) -> String {
        format!("{}, or empty", self.0.allowed())
    }
    fn is_secret(&self) -> bool {
        self.0.is_secret()
    }
}

/// Several values of one rule: a list, or one text with commas between.
pub struct ListOf<R>(pub R);

impl<R: Rule> Rule for ListOf<R> {
    type Value = Vec<R::Value>;
    fn read(&self, value: &Value) -> Option<Self::Value> {
        match value {
            Value::Array(items) => items.iter().map(|item| self.0.read(item)).collect(),
            Value::String(items) => items
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| self.0.read(&Value::String(item.to_owned())))
                .collect(),
            _ => None,
        }
    }
    fn allowed(&self) -> String {
        format!("a list, each {}", self.0.allowed())
    }
}

/// A text that is never shown.
pub struct Secret;

impl Rule for Secret {
    type Value = SecretString;
    fn read(&self, value: &Value) -> Option<SecretString> {
        text(value).map(|secret| SecretString::from(secret.to_owned()))
    }
    fn allowed(&self) -> String {
        "a text".into()
    }
    fn is_secret(&self) -> bool {
        true
    }
}

/// Values that read themselves from text.
pub struct Parsed<T> {
    /// What is allowed, in words.
    pub allowed: &'static str,
    /// Reads it.
    pub parse: fn(&str) -> Option<T>,
}

impl<T> Rule for Parsed<T> {
    type Value = T;
    fn read(&self, value: &Value) -> Option<T> {
        (self.parse)(text(value)?.trim())
    }
    fn allowed(&self) -> String {
        self.allowed.into()
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads<R: Rule>(rule: &R, value: &str) -> Option<R::Value> {
        rule.read(&Value::String(value.into()))
    }

    #[test]
    fn times_carry_their_unit_and_keep_their_bounds() {
        let rule = Span(Duration::from_secs(1), Duration::from_hours(1));
        assert_eq!(reads(&rule, "1500ms"), Some(Duration::from_millis(1500)));
        assert_eq!(reads(&rule, "2 min"), Some(Duration::from_mins(2)));
        assert_eq!(reads(&rule, "20"), None);
        assert_eq!(reads(&rule, "2h"), None);
        assert_eq!(reads(&rule, "-3s"), None);
        assert!(rule.allowed().ends_with("from 1s to 1h"));
    }

    #[test]
    fn sizes_tell_decimal_from_binary_units() {
        let rule = Size(1, u64::MAX);
        assert_eq!(reads(&rule, "25MB"), Some(25_000_000));
        assert_eq!(reads(&rule, "16 KiB"), Some(16_384));
        assert_eq!(reads(&rule, "7B"), Some(7));
        assert_eq!(reads(&rule, "99999999999999999999GB"), None);
    }

    #[test]
    fn a_base_address_is_plain_and_has_no_slash_at_its_end() {
        assert_eq!(
            reads(&BaseUrl, "https://chat.example.com/").unwrap().as_str(),
            "https://chat.example.com/"
        );
        assert_eq!(
            reads(&BaseUrl, "https://x.example/desk/").unwrap().path(),
            "/desk"
        );
        for wrong in [
            "ftp://x.example",
            "https://u:p@x.example",
            "https://x.example/?a=1",
            "chat.example.com",
        ] {
            assert!(reads(&BaseUrl, wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn lists_come_as_lists_or_with_commas() {
        let rule = ListOf(Whole(1, 9));
        assert_eq!(reads(&rule, "1, 2,3"), Some(vec![1, 2, 3]));
        assert_eq!(reads(&rule, ""), Some(vec![]));
        assert_eq!(rule.read(&Value::Array(vec![Value::Integer(4)])), Some(vec![4]));
        assert_eq!(reads(&rule, "1,10"), None);
    }
}
