//! Limits of the rarer templates: products of the catalogue, a grid of pictures, the form for an address.

use serde_json::Value;

use super::super::error::{GraphError, GraphResult};
use super::templates::{PATH, buttons, elements, length};

/// Up to ten products of the page's own catalogue, by id.
pub(super) fn product(payload: &Value) -> GraphResult<()> {
    for (index, element) in elements(payload, 10)?.iter().enumerate() {
        let id = element.get("id");
        let named = id.is_some_and(|id| id.is_u64() || id.as_str().is_some_and(|id| !id.is_empty()));
        if !named {
            return Err(GraphError::param(format!(
                "Param {PATH}[elements][{index}][id] is required."
            )));
        }
    }
    Ok(())
}

/// One element with two to six pictures.
pub(super) fn image_grid(payload: &Value) -> GraphResult<()> {
    let element = &elements(payload, 1)?[0];
    let name = |field: &str| format!("{PATH}[elements][0][{field}]");
    length(element.get("title"), &name("title"), 45)?;
    length(element.get("subtitle"), &name("subtitle"), 80)?;
    let images = element.get("images").and_then(Value::as_array);
    let images = images.map_or(&[][..], Vec::as_slice);
    if images.len() < 2 {
        return Err(GraphError::param(format!(
            "Param {} needs 2 to 6 images.",
            name("images")
        )));
    }
    if images.len() > 6 {
        return Err(GraphError::too_many(&name("images")));
    }
    for (index, image) in images.iter().enumerate() {
        if !image
            .get("url")
            .and_then(Value::as_str)
            .is_some_and(|url| url.starts_with("http"))
        {
            return Err(GraphError::param(format!(
                "Param {}[{index}][url] must be a URL.",
                name("images")
            )));
        }
    }
    let heroes = images
        .iter()
        .filter(|image| image.get("is_hero_image") == Some(&Value::Bool(true)));
    if heroes.count() > 1 {
        return Err(GraphError::param(format!(
            "Param {} has more than one hero image.",
            name("images")
        )));
    }
    buttons(element.get("buttons"), &name("buttons"), 0)?;
    let list = element.get("buttons").and_then(Value::as_array);
    let other = list.into_iter().flatten().any(|button| {
        let kind = button.get("type").and_then(Value::as_str);
        !matches!(kind, Some("web_url" | "postback"))
    });
    if other {
        return Err(GraphError::param(format!(
            "Param {} must be of type web_url or postback.",
            name("buttons")
        )));
    }
    Ok(())
}

/// A form for an address that can be filled in for one to seven days.
pub(super) fn customer_information(payload: &Value) -> GraphResult<()> {
    length(payload.get("title"), &format!("{PATH}[title]"), 65)?;
    length(payload.get("subtitle"), &format!("{PATH}[subtitle]"), 80)?;
    match payload.get("expires_in_days") {
        None => Ok(()),
        Some(days) if days.as_u64().is_some_and(|days| (1..=7).contains(&days)) => Ok(()),
        Some(_) => Err(GraphError::param(format!(
            "Param {PATH}[expires_in_days] must be between 1 and 7."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::templates::check;

    fn code(payload: serde_json::Value) -> Option<u32> {
        check(&payload).err().map(|error| error.code)
    }

    #[test]
    fn a_grid_has_two_to_six_pictures() {
        let grid = |count: usize| {
            let images = vec![json!({"url": "https://shop.example/k.png"}); count];
            json!({"template_type": "image_grid", "elements": [{"title": "Kettles", "images": images}]})
        };
        assert_eq!(code(grid(1)), Some(100));
        assert_eq!(code(grid(2)), None);
        assert_eq!(code(grid(6)), None);
        assert_eq!(code(grid(7)), Some(105));
        let mut heroes = grid(2);
        for place in 0..2 {
            heroes["elements"][0]["images"][place]["is_hero_image"] = json!(true);
        }
        assert_eq!(code(heroes), Some(100));
        let mut call = grid(2);
        call["elements"][0]["buttons"] =
            json!([{"type": "phone_number", "title": "Call", "payload": "+4720123456"}]);
        assert_eq!(code(call), Some(100));
        let mut long = grid(2);
        long["elements"][0]["title"] = json!("t".repeat(46));
        assert_eq!(code(long), Some(100));
    }

    #[test]
    fn products_are_named_and_at_most_ten() {
        let products =
            |count: usize| json!({"template_type": "product", "elements": vec![json!({"id": "123"}); count]});
        assert_eq!(code(products(10)), None);
        assert_eq!(code(products(11)), Some(105));
        assert_eq!(code(products(0)), Some(100));
        assert_eq!(
            code(json!({"template_type": "product", "elements": [{}]})),
            Some(100)
        );
    }

    #[test]
    fn the_form_for_an_address_ends_within_a_week() {
        let form = |days: u32| json!({"template_type": "customer_information", "title": "Where to?", "expires_in_days": days});
        assert_eq!(code(form(7)), None);
        assert_eq!(code(form(8)), Some(100));
    }
}
