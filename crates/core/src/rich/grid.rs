//! Pictures side by side in one message.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Button, is_false};

/// Pictures in a grid, with words and buttons below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Its title; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The line below.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// The pictures.
    pub pictures: Vec<GridPicture>,
    /// Its buttons; none of them calls a number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
}

/// A picture of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GridPicture {
    /// Public https address of the picture, or an uploaded one; the platform fetches it.
    pub image_url: String,
    /// It is drawn larger than the others; at most one is.
    #[serde(default, skip_serializing_if = "is_false")]
    pub large: bool,
    /// Address that a tap on it opens.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
}
