//! A JSON body, read strictly: content type, size, depth, and faults named by their path.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use parlance_api::error::FieldError;
use serde::de::DeserializeOwned;

use super::place::path_at;
use crate::{error::ApiError, state::AppState};

/// How deep a body may be nested.
const MAX_DEPTH: usize = 32;

/// The command in a request's body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "invalid",
                "Send a JSON body with the header Content-Type: application/json.",
            ));
        }
        let limit = state.config.max_json_bytes;
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                let message = format!("The body is larger than {limit} bytes, which is the limit.");
                ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
            } else {
                ApiError::malformed("The body could not be read to its end.")
            }
        })?;
        parse(&bytes).map(Self)
    }
}

/// Whether the content type is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    if depth(bytes) > MAX_DEPTH {
        return Err(ApiError::malformed(format!(
            "The body is nested deeper than {MAX_DEPTH} levels."
        )));
    }
    // The parser would take a list as an object's fields in their order, and an empty one as a command without any.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        let message = "The body has the wrong form: expected an object.";
        return Err(ApiError::invalid(message, Vec::new()));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        if error.is_data() {
            fault(&path_at(bytes, error.line(), error.column()), &error)
        } else {
            not_json(&error)
        }
    })
}

fn not_json(error: &serde_json::Error) -> ApiError {
    ApiError::malformed(format!(
        "The body is not valid JSON: it breaks off or is wrong at line {}, column {}.",
        error.line(),
        error.column()
    ))
}

/// A value of the wrong form. The parser's words may repeat a value, and a value may be a secret: only those of its
/// messages that name fields, variants and types are passed on.
fn fault(path: &str, error: &serde_json::Error) -> ApiError {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let quoted = |prefix: &str| said.strip_prefix(prefix)?.split('`').next().map(str::to_owned);
    let at = |name: &str| match path {
        "." | "" => name.to_owned(),
        path if path.ends_with(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    let (field, code, message) = if let Some(name) = quoted("missing field `") {
        (at(&name), "missing", format!("`{name}` is missing."))
    } else if let Some(name) = quoted("unknown field `") {
        let name: String = name.chars().take(64).collect();
        let known = said.split_once("expected ").map_or("", |(_, known)| known);
        (
            at(&name),
            "unknown",
            format!("There is no field `{name}` here; expected {known}."),
        )
    } else if let Some(name) = quoted("duplicate field `") {
        (
            at(&name),
            "repeated",
            format!("`{name}` stands there more than once."),
        )
    } else {
        let expected = said
            .rsplit_once("expected ")
            .map_or("another form", |(_, expected)| plainly(expected));
        let named = match path {
            "." | "" => "The body".to_owned(),
            path => format!("`{path}`"),
        };
        (
            path.to_owned(),
            "malformed",
            format!("{named} has the wrong form: expected {expected}."),
        )
    };
    ApiError::invalid(
        message.clone(),
        vec![FieldError {
            field,
            code: code.into(),
            message,
        }],
    )
}

/// What a value should be, in the words of JSON instead of the parser's.
fn plainly(expected: &str) -> &str {
    match expected {
        "a map" => "an object",
        "a sequence" => "an array",
        "a borrowed string" => "a string",
        "f32" | "f64" => "a number",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number that is not negative",
        "unit" => "nothing",
        _ if ["struct ", "internally tagged enum "]
            .iter()
            .any(|kind| expected.starts_with(kind)) =>
        {
            "an object"
        }
        _ if expected.starts_with("tuple ") => "an array",
        _ => expected,
    }
}

/// The deepest nesting of arrays and objects, without building anything.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use parlance_api::user::NewUser;

    fn refusal(json: &str) -> FieldError {
        parse::<NewUser>(json.as_bytes()).unwrap_err().detail().fields[0].clone()
    }

    #[test]
    fn faults_name_their_field_and_never_repeat_a_value() {
        let missing = refusal(r#"{"username":"a","name":"A","password":"x"}"#);
        assert_eq!(
            (missing.field.as_str(), missing.code.as_str()),
            ("roles", "missing")
        );
        let unknown = refusal(r#"{"username":"a","tenant_id":"x"}"#);
        assert_eq!(
            (unknown.field.as_str(), unknown.code.as_str()),
            ("tenant_id", "unknown")
        );
        let twice = refusal(r#"{"username":"a","username":"canary"}"#);
        assert_eq!(
            (twice.field.as_str(), twice.message.as_str()),
            ("username", "`username` stands there more than once.")
        );
        let wrong = refusal(r#"{"username":"a","name":"A","roles":["king"],"password":"x"}"#);
        assert_eq!(
            (wrong.field.as_str(), wrong.code.as_str()),
            ("roles[0]", "malformed")
        );
        let secret = refusal(r#"{"username":"a","name":"A","roles":[],"password":["canary-secret"]}"#);
        assert_eq!(secret.field, "password");
        assert!(!secret.message.contains("canary"), "{}", secret.message);
        let secret = refusal(r#"{"username":"a","name":"A","roles":"canary-secret"}"#);
        assert!(!secret.message.contains("canary"), "{}", secret.message);
    }

    #[test]
    fn forms_are_named_in_the_words_of_json() {
        let said = |json: &str| refusal(json).message;
        for (json, message) in [
            ("7", "The body has the wrong form: expected an object."),
            (
                r#"{"username":"a","name":"A","roles":{},"password":"x"}"#,
                "`roles` has the wrong form: expected an array.",
            ),
            (
                r#"{"username":"a","name":"A","roles":[],"password":"x","max_chats":-1}"#,
                "`max_chats` has the wrong form: expected a whole number from 0 to 4294967295.",
            ),
            (
                r#"{"username":{},"name":"A"}"#,
                "`username` has the wrong form: expected a string.",
            ),
        ] {
            assert_eq!(said(json), message);
        }
    }

    #[test]
    fn a_list_is_no_command() {
        for list in ["[]", " [\"Nora\"]", "[{}]"] {
            let refused = parse::<parlance_api::template::TemplateInput>(list.as_bytes()).unwrap_err();
            assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(
                refused.detail().message,
                "The body has the wrong form: expected an object."
            );
        }
    }

    #[test]
    fn deep_and_broken_bodies_are_refused() {
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        assert_eq!(
            parse::<serde_json::Value>(deep.as_bytes()).unwrap_err().status(),
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            parse::<NewUser>(b"{\"username\":").unwrap_err().status(),
            StatusCode::BAD_REQUEST
        );
        assert_eq!(
            parse::<serde_json::Value>(b"{} x").unwrap_err().status(),
            StatusCode::BAD_REQUEST
        );
        assert_eq!(depth(br#"{"a":"[[[\"[["}"#), 1);
    }
}
