//! What a call to the model carries.

use futures_util::StreamExt;
use parlance_channel::{
    ByteStream,
    call::{FormPart, FormValue, HttpBody},
};
use serde_json::{Value, json};

/// The body of a call: JSON, or a form whose fields are.
pub struct Fields {
    pub json: Value,
    pub file: Option<Vec<u8>>,
}

pub async fn fields(body: HttpBody) -> Fields {
    match body {
        HttpBody::Json(bytes) => Fields {
            json: serde_json::from_slice(&bytes).unwrap(),
            file: None,
        },
        HttpBody::Multipart(parts) => {
            let mut fields = Fields {
                json: json!({}),
                file: None,
            };
            for FormPart { name, value } in parts {
                match value {
                    FormValue::Text(text) => {
                        let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
                        fields.json[name] = value;
                    }
                    FormValue::File { source, .. } => {
                        let mut stream: ByteStream = source.open().await.unwrap();
                        let mut all = Vec::new();
                        while let Some(piece) = stream.next().await {
                            all.extend_from_slice(&piece.unwrap());
                        }
                        assert_eq!(all.len() as u64, source.size_bytes());
                        fields.file = Some(all);
                    }
                }
            }
            fields
        }
        _ => Fields {
            json: json!({}),
            file: None,
        },
    }
}
