//! Sentences for people; see the core's.

pub use parlance_core::sentence::Sentence;
