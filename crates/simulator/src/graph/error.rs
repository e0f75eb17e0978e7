//! Errors in the platform's shape. `code` and `error_subcode` decide; the words are for people.

use serde_json::{Value, json};

/// An error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub status: u16,
    pub code: u32,
    pub subcode: Option<u32>,
    pub message: String,
    pub transient: bool,
}

pub(crate) type GraphResult<T> = Result<T, GraphError>;

impl GraphError {
    /// An error with the HTTP status usually seen with its code (statuses are not documented per code).
    pub fn new(code: u32, subcode: impl Into<Option<u32>>, message: impl Into<String>) -> Self {
        let status = match code {
            190 | 102 => 401,
            1 | 2 => 500,
            3 | 10 | 200..=299 => 403,
            _ => 400,
        };
        let subcode = subcode.into();
        // A closed window is an ordinary 400; a missing permission is not.
        let status = if code == 10 && subcode.is_some() {
            400
        } else {
            status
        };
        let transient = matches!(
            code,
            1 | 2 | 4 | 17 | 32 | 341 | 613 | 1200 | 80001 | 80002 | 80006
        );
        Self {
            status,
            code,
            subcode,
            message: message.into(),
            transient,
        }
    }

    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// 100: a parameter is wrong.
    pub fn param(message: impl AsRef<str>) -> Self {
        Self::new(100, None, format!("(#100) {}", message.as_ref()))
    }

    /// 100 with a subcode.
    pub fn param_sub(subcode: u32, message: impl AsRef<str>) -> Self {
        Self::new(100, subcode, format!("(#100) {}", message.as_ref()))
    }

    /// 105: a list is too long.
    pub fn too_many(list: &str) -> Self {
        Self::new(105, None, format!("(#105) param {list} has too many elements."))
    }

    /// 100/33: the object does not exist, or may not be seen.
    pub fn no_object(method: &str, id: &str) -> Self {
        let method = method.to_lowercase();
        Self::new(
            100,
            33,
            format!(
                "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation."
            ),
        )
    }

    /// 10: a permission is missing.
    pub fn permission(name: &str) -> Self {
        Self::new(
            10,
            None,
            format!(
                "(#10) Application does not have permission for this action: it requires the '{name}' permission."
            ),
        )
    }

    /// The body with a trace id.
    pub fn body(&self, trace: &str) -> Value {
        let mut error = json!({
            "message": self.message,
            "type": "OAuthException",
            "code": self.code,
            "fbtrace_id": trace,
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = subcode.into();
        }
        if self.transient {
            error["is_transient"] = true.into();
        }
        json!({"error": error})
    }
}
