//! Under which names agents write: their own choice, and making it known to platforms when a message goes out.

mod own;
mod show;

pub(crate) use show::{Shown, for_send, forget_lost, writer};
