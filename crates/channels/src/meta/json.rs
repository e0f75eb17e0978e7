//! Reads JSON piece by piece, so that one odd value never costs another.
//!
//! Nothing is read that nobody asks for: unknown neighbours may be nested however deep, repeat their keys or hold
//! numbers no type can hold. Ids keep their digits exactly, written as numbers or as texts.

use std::{borrow::Cow, fmt};

use parlance_core::Timestamp;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// One JSON value, unread.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a>(&'a RawValue);

impl<'a> Node<'a> {
    /// A whole text that must be one JSON value.
    pub fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text).map(Self)
    }

    /// The value as written.
    #[must_use]
    pub fn raw(self) -> &'a str {
        self.0.get()
    }

    /// The value as an object. Of repeated keys the last counts.
    #[must_use]
    pub fn object(self) -> Option<Object<'a>> {
        if self.first() == b'{' {
            serde_json::from_str(self.raw()).ok()
        } else {
            None
        }
    }

    /// The value as a list.
    #[must_use]
    pub fn list(self) -> Option<Vec<Node<'a>>> {
        if self.first() == b'[' {
            serde_json::from_str::<List<'a>>(self.raw())
                .ok()
                .map(|list| list.0)
        } else {
            None
        }
    }

    /// The value as text. U+0000, which databases refuse, becomes U+FFFD.
    #[must_use]
    pub fn text(self) -> Option<String> {
        if self.first() != b'"' {
            return None;
        }
        let text: String = serde_json::from_str(self.raw()).ok()?;
        Some(if text.contains('\0') {
            text.replace('\0', "\u{fffd}")
        } else {
            text
        })
    }

    /// The value as an id: text that is not empty, or the exact digits of a whole number.
    #[must_use]
    pub fn id(self) -> Option<String> {
        match self.first() {
            b'"' => self.text().filter(|text| !text.is_empty()),
            b'0'..=b'9' => self
                .raw()
                .bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| self.raw().to_owned()),
            _ => None,
        }
    }

    /// The value as a whole number, written as number or as text.
    #[must_use]
    pub fn integer(self) -> Option<i64> {
        match self.first() {
            b'"' => self.text()?.trim().parse().ok(),
            _ => self.raw().parse().ok(),
        }
    }

    /// The value as a number, written as number or as text; never infinite.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        let number = match self.first() {
            b'"' => self.text()?.trim().parse().ok()?,
            b'-' | b'0'..=b'9' => self.raw().parse::<f64>().ok()?,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The value as yes or no, written as such, as text of any case, or as 1.
    #[must_use]
    pub fn is_true(self) -> bool {
        matches!(self.raw(), "true" | "1") || self.raw().eq_ignore_ascii_case("\"true\"")
    }

    /// The value as a moment. Meta writes milliseconds, sometimes seconds, as number or as text.
    #[must_use]
    pub fn moment(self) -> Option<Timestamp> {
        const SECONDS_BELOW: i64 = 100_000_000_000;
        const NONSENSE_FROM: i64 = 100_000_000_000_000;
        let value = self.integer()?;
        match value {
            1..SECONDS_BELOW => Some(Timestamp::from_millis(value * 1000)),
            SECONDS_BELOW..NONSENSE_FROM => Some(Timestamp::from_millis(value)),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.raw() == "null"
    }

    /// The value without white space between its tokens.
    #[must_use]
    pub fn compact(self) -> String {
        let mut out = String::with_capacity(self.raw().len());
        let (mut inside, mut escaped) = (false, false);
        for ch in self.raw().chars() {
            if inside {
                inside = escaped || ch != '"';
                escaped = !escaped && ch == '\\';
            } else if ch.is_ascii_whitespace() {
                continue;
            } else {
                inside = ch == '"';
            }
            out.push(ch);
        }
        out
    }

    fn first(self) -> u8 {
        self.raw().as_bytes().first().copied().unwrap_or_default()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'a RawValue>::deserialize(deserializer).map(Self)
    }
}

/// One JSON object with unread values.
#[derive(Debug, Clone, Default)]
pub struct Object<'a>(Vec<(Cow<'a, str>, Node<'a>)>);

impl<'a> Object<'a> {
    /// A value; `None` when absent or `null`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.any(key).filter(|node| !node.is_null())
    }

    /// Every value of a key that may stand there more than once.
    pub fn all(&self, key: &str) -> impl Iterator<Item = Node<'a>> {
        let named = move |(name, _): &&(Cow<'a, str>, Node<'a>)| name == key;
        let values = self.0.iter().filter(named).map(|(_, value)| *value);
        values.filter(|node| !node.is_null())
    }

    /// Whether the key is there, with whatever value.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.any(key).is_some()
    }

    /// An object inside.
    #[must_use]
    pub fn object(&self, key: &str) -> Option<Object<'a>> {
        self.get(key)?.object()
    }

    /// A text inside that is not blank.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.text().filter(|text| !text.trim().is_empty())
    }

    /// An id inside.
    #[must_use]
    pub fn id(&self, key: &str) -> Option<String> {
        self.get(key)?.id()
    }

    /// Keys in order of appearance.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_ref())
    }

    /// Keys and values in order of appearance.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Node<'a>)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), *value))
    }

    fn any(&self, key: &str) -> Option<Node<'a>> {
        self.0
            .iter()
            .rev()
            .find(|(name, _)| name == key)
            .map(|(_, value)| *value)
    }
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Vec<(Cow<'de, str>, Node<'de>)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Key(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Entries).map(Object)
    }
}

struct List<'a>(Vec<Node<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for List<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items;
        impl<'de> Visitor<'de> for Items {
            type Value = Vec<Node<'de>>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(items)
            }
        }
        deserializer.deserialize_seq(Items).map(List)
    }
}

/// Makes readable text of a body: bytes that are no UTF-8 and halves of surrogate pairs (`\ud83d` alone), which no
/// text can hold, become U+FFFD. Everything else stays byte for byte.
#[must_use]
pub fn mend(body: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(body);
    let holes = lone_surrogates(text.as_bytes());
    if holes.is_empty() {
        return text;
    }
    let mut mended = text.into_owned();
    for at in holes {
        mended.replace_range(at..at + 4, "fffd");
    }
    Cow::Owned(mended)
}

/// Where the four hex digits of `\uXXXX` name half of a pair. A backslash outside a text is no JSON anyway.
fn lone_surrogates(text: &[u8]) -> Vec<usize> {
    let mut holes = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].iter().position(|&byte| byte == b'\\') {
        at += step;
        match unit(text, at) {
            Some(0xd800..=0xdbff) if matches!(unit(text, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                holes.push(at + 2);
                at += 6;
            }
            Some(_) => at += 6,
            None => at = (at + 2).min(text.len()),
        }
    }
    holes
}

/// The code unit of an escape `\uXXXX` that begins here.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let escape = text.get(at..at + 6)?;
    if !escape.starts_with(b"\\u") || !escape[2..].iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(&escape[2..]).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(text: &str) -> Node<'_> {
        Node::parse(text).unwrap()
    }

    #[test]
    fn ids_keep_every_digit() {
        assert_eq!(
            node("17900112233445566").id().as_deref(),
            Some("17900112233445566")
        );
        assert_eq!(
            node("99999999999999999999999999").id().as_deref(),
            Some("99999999999999999999999999")
        );
        assert_eq!(node("\"0012\"").id().as_deref(), Some("0012"));
        for odd in ["1.5", "1e3", "-4", "true", "null", "\"\"", "{}", "[1]"] {
            assert_eq!(node(odd).id(), None, "{odd}");
        }
    }

    #[test]
    fn moments_are_milliseconds_whatever_was_written() {
        let at = |text: &str| node(text).moment().map(Timestamp::as_millis);
        assert_eq!(at("1795340100987"), Some(1_795_340_100_987));
        assert_eq!(at("\"1795340100987\""), Some(1_795_340_100_987));
        assert_eq!(at("1795340166"), Some(1_795_340_166_000));
        assert_eq!(at("\"1527459824\""), Some(1_527_459_824_000));
        for odd in [
            "0",
            "-5",
            "1e999",
            "99999999999999999999",
            "1795340100987000",
            "\"soon\"",
            "{}",
            "true",
            "1.5",
        ] {
            assert_eq!(at(odd), None, "{odd}");
        }
    }

    #[test]
    fn halves_of_pairs_are_mended_and_nothing_else() {
        let mended = |text: &str| mend(text.as_bytes()).into_owned();
        assert_eq!(mended(r#"{"a":"x\ud83dy"}"#), r#"{"a":"x\ufffdy"}"#);
        assert_eq!(mended(r#""\udc4b\ud83d""#), r#""\ufffd\ufffd""#);
        assert_eq!(mended(r#""\ud83d\ud83d\udc4b""#), r#""\ufffd\ud83d\udc4b""#);
        for whole in [
            r#""\ud83d\udc4b""#,
            r#""\\ud83d""#,
            r#""\\\\ud800""#,
            r#""\uD83D\uDC4B \/ \n""#,
            "\"\\u12\"",
            "\\",
        ] {
            assert_eq!(mended(whole), whole);
        }
        assert_eq!(mended(r#""\\\ud800""#), r#""\\\ufffd""#);
        assert_eq!(mend(b"\"\xff\""), "\"\u{fffd}\"");
    }

    #[test]
    fn deep_neighbours_and_repeated_keys_do_no_harm() {
        let deep = format!(
            "{{\"x\":{}1{},\"id\":1,\"id\":2,\"n\":1e999}}",
            "[".repeat(50_000),
            "]".repeat(50_000)
        );
        let object = node(&deep).object().unwrap();
        assert_eq!(object.id("id").as_deref(), Some("2"));
        assert!(object.get("n").unwrap().number().is_none());
    }

    #[test]
    fn compact_drops_only_white_space_between_tokens() {
        assert_eq!(
            node("{ \"a b\" : [ 1 , \"x \\\" y\" ] }").compact(),
            "{\"a b\":[1,\"x \\\" y\"]}"
        );
    }

    proptest! {
        #[test]
        fn mended_text_can_be_read_whenever_the_original_is_json(units in prop::collection::vec(any::<u16>(), 0..20)) {
            let escapes = units.iter().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
            let body = format!("\"{escapes}\"");
            let mended = mend(body.as_bytes());
            let expected = String::from_utf16_lossy(&units).replace('\0', "\u{fffd}");
            prop_assert_eq!(node(&mended).text(), Some(expected));
        }

        #[test]
        fn nothing_panics(text in "[\\[\\]{}\",:0-9a-fu\\\\ ]{0,40}") {
            if let Ok(node) = Node::parse(&mend(text.as_bytes())) {
                let _ = (node.text(), node.id(), node.moment(), node.number(), node.list().is_some(), node.compact());
                if let Some(object) = node.object() {
                    prop_assert!(object.keys().all(|key| object.has(key)));
                }
            }
        }
    }
}
