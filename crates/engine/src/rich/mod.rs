//! Rich messages: variables, limits, and the templates they are kept as.

mod fill;
mod prepare;
mod templates;
mod variables;

pub(crate) use prepare::{Values, prepare, stands_alone};
pub use variables::{Piece, Unreadable, VARIABLES, read};
