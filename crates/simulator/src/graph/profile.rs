//! The user profile: `GET /{psid}?fields=…`.

use serde_json::{Value, json};

use super::auth::need;
use super::error::{GraphError, GraphResult};
use super::fields::pick;
use super::request::GraphCall;
use crate::instagram;
use crate::media::{absolute, face_link};
use crate::platform::Platform;
use crate::world::{Author, ProfileAccess, Thread, Token, World};

const FIELDS: [&str; 9] = [
    "id",
    "name",
    "first_name",
    "last_name",
    "profile_pic",
    "locale",
    "timezone",
    "gender",
    "username",
];

/// Fields that need a permission of their own; asking without it fails the whole call.
const GUARDED: [(&str, &str); 3] = [
    ("locale", "pages_user_locale"),
    ("timezone", "pages_user_timezone"),
    ("gender", "pages_user_gender"),
];

pub(crate) fn get(
    platform: &Platform,
    world: &World,
    call: &GraphCall,
    thread: &Thread,
    token: &Token,
) -> GraphResult<Value> {
    need(token, "pages_messaging")?;
    let Some(person) = world.people.get(&thread.person_id) else {
        return Err(GraphError::no_object("get", &thread.psid));
    };
    // Access begins when the person writes.
    let wrote = thread
        .messages
        .iter()
        .any(|message| message.author == Author::Customer && !message.held);
    match person.profile {
        _ if !wrote => return Err(GraphError::no_object("get", &thread.psid)),
        ProfileAccess::NoAccess => return Err(GraphError::no_object("get", &thread.psid)),
        ProfileAccess::PhoneOnly => {
            return Err(GraphError::param_sub(
                2_018_218,
                "Profile is not available for this user.",
            ));
        }
        ProfileAccess::Empty => return Ok(json!({})),
        ProfileAccess::Visible => {}
    }
    let asked = call.text("fields").unwrap_or_default();
    for (field, scope) in GUARDED {
        if asked.split(',').any(|word| word.trim() == field) && !token.scopes.contains(scope) {
            return Err(GraphError::param_sub(
                2_018_247,
                format!("Insufficient permission to access user profile: {scope} is needed for {field}"),
            ));
        }
    }
    let node = json!({
        "id": thread.psid,
        "name": person.name(),
        "first_name": person.first_name,
        "last_name": person.last_name,
        "profile_pic": absolute(platform, &face_link(platform, person.face)),
        "locale": person.locale,
        "timezone": person.timezone,
        "gender": person.gender,
        "username": instagram::is_account(&thread.page_id).then(|| instagram::username(person)),
    });
    let Value::Object(node) = node else {
        unreachable!("an object was written above")
    };
    pick(
        call,
        &node,
        &FIELDS,
        &["id", "first_name", "last_name", "profile_pic"],
        "User",
    )
}
