//! The OpenAPI 3.1 document, made from the handlers' own annotations by `openapi/make.rs` in tests, and carried by the
//! program.

#[cfg(test)]
mod make;

use std::io::Read as _;

/// The address below which the API lives.
pub(crate) const BASE: &str = "/api/v1";

/// `docs/reference/openapi.json` in gzip form.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/openapi.json.gz"));

/// The document as JSON text, for `parlance openapi`, for `/api/v1/openapi.json` and for whoever reads the reference.
#[must_use]
pub fn openapi_json() -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(PACKED)
        .read_to_string(&mut text)
        .expect("the build packed it");
    text
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    #[test]
    fn the_reference_is_fresh() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json");
        let wanted = super::make::document();
        if env::var_os("UPDATE_GENERATED").is_some() {
            fs::write(&file, wanted).unwrap();
            return;
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            found == wanted,
            "docs/reference/openapi.json is stale: run `make gen` and commit it"
        );
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_a_policy() {
        let document: serde_json::Value = serde_json::from_str(&super::make::document()).unwrap();
        let mut names = std::collections::HashSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap();
                assert!(
                    names.insert(name.to_owned()),
                    "{name} is the name of two operations"
                );
                assert!(
                    operation["security"].is_array(),
                    "{method} {path} says nothing about who may call it"
                );
            }
        }
        assert!(names.len() > 70, "{}", names.len());
    }
}
