//! Picking `fields=…` from a node, as far as nodes here are deep.

use serde_json::{Map, Value};

use super::error::{GraphError, GraphResult};
use super::request::GraphCall;

/// The asked fields of a node. Unknown ones are an error, absent ones are left out, `id` is always there.
pub(crate) fn pick(
    call: &GraphCall,
    node: &Map<String, Value>,
    known: &[&str],
    default: &[&str],
    node_type: &str,
) -> GraphResult<Value> {
    let asked = call.text("fields").map(|fields| top_level(&fields));
    let wanted: Vec<String> =
        asked.unwrap_or_else(|| default.iter().map(|&field| field.to_owned()).collect());
    let mut out = Map::new();
    for field in wanted {
        if !known.contains(&field.as_str()) {
            return Err(GraphError::param(format!(
                "Tried accessing nonexisting field ({field}) on node type ({node_type})"
            )));
        }
        if let Some(value) = node.get(&field).filter(|value| !value.is_null()) {
            out.insert(field, value.clone());
        }
    }
    if let Some(id) = node.get("id") {
        out.insert("id".to_owned(), id.clone());
    }
    Ok(Value::Object(out))
}

/// Field names without their modifiers: `a,b{c,d},e.limit(3)` gives `a`, `b`, `e`.
fn top_level(fields: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut name, mut depth) = (String::new(), 0_u32);
    for c in fields.chars() {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            c if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    let plain = |name: String| name.split('.').next().unwrap_or_default().trim().to_owned();
    names
        .into_iter()
        .map(plain)
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_and_nested_fields_are_cut_off() {
        assert_eq!(
            top_level("id,name,picture{url,width},likes.limit(3)"),
            ["id", "name", "picture", "likes"]
        );
    }
}
