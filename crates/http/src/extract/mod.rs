//! What handlers take from a request, each with a refusal in our own words.

mod body;
mod file;
mod id;
mod params;
mod peer;
mod place;

pub use body::Body;
pub(crate) use body::is_json;
pub use file::FileForm;
pub use id::Id;
pub use params::{PageQuery, Params};
pub use peer::Peer;
