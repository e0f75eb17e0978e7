//! Files: stored ones, and the drawn faces, stickers and pictures that come with the simulator.

mod builtin;
mod signed;
mod store;

pub(crate) use builtin::{Builtin, FACES, STICKERS, Sticker, picture, pictures, sticker};
pub(crate) use signed::{BadLink, absolute, ad_link, check, face_link, file_link, sticker_link};
pub(crate) use store::MediaStore;
