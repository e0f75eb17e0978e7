//! The way the platform writes JSON: everything beyond ASCII as `\u` escapes, slashes as `\/`.
//!
//! The signature is made over exactly these bytes, so a receiver that decodes and writes again fails.

use serde::{Deserialize, Serialize};

/// Which characters are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscapeStyle {
    /// Non-ASCII as lower-case `\u` escapes and `/` as `\/`.
    #[default]
    Current,
    /// Also `<`, `>`, `%` and `@` with upper-case hex, as older deliveries had it.
    Older,
    /// Raw UTF-8, as a sender that does not escape would write.
    Plain,
}

/// Rewrites compact JSON in the given style. Only string contents hold characters that change,
/// so no parsing is needed.
pub fn escape(json: &str, style: EscapeStyle) -> String {
    if style == EscapeStyle::Plain {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let mut units = [0_u16; 2];
    for c in json.chars() {
        match c {
            '/' => out.push_str("\\/"),
            '<' | '>' | '%' | '@' if style == EscapeStyle::Older => {
                push_hex(&mut out, c as u16, b"0123456789ABCDEF");
            }
            c if c.is_ascii() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut units) {
                    push_hex(&mut out, *unit, b"0123456789abcdef");
                }
            }
        }
    }
    out
}

fn push_hex(out: &mut String, unit: u16, digits: &[u8; 16]) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.push(char::from(digits[usize::from(unit >> shift & 0xf)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_emoji_and_slashes_are_escaped_in_lower_case() {
        assert_eq!(
            escape(
                r#"{"text":"grüß dich 👋 https://example.com/a"}"#,
                EscapeStyle::Current
            ),
            r#"{"text":"gr\u00fc\u00df dich \ud83d\udc4b https:\/\/example.com\/a"}"#
        );
    }

    #[test]
    fn the_older_style_escapes_markup_in_upper_case() {
        assert_eq!(
            escape(r#"{"text":"<b> 50% off @noon</b>"}"#, EscapeStyle::Older),
            r#"{"text":"\u003Cb\u003E 50\u0025 off \u0040noon\u003C\/b\u003E"}"#
        );
    }

    #[test]
    fn escaped_text_still_means_the_same() {
        let value = serde_json::json!({"a": "مرحبا / \"quoted\" \\ \u{1}", "b": ["<%@>"]});
        for style in [EscapeStyle::Current, EscapeStyle::Older, EscapeStyle::Plain] {
            let back: serde_json::Value =
                serde_json::from_str(&escape(&value.to_string(), style)).expect("JSON");
            assert_eq!(back, value);
        }
    }
}
