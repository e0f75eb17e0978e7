//! Named points at the boundaries of the pipelines: before a commit, after it, between a call and its result.
//!
//! Without the feature `on` every function here is an empty one that the compiler removes, and nothing can be switched
//! on from outside. With it, the `fail` crate decides what happens at a point. Points are set at the start by
//! `FAILPOINTS=point=action;point=action`, and later by a file that `FAILPOINTS_FILE` names: one `point=action` a line,
//! looked at all the time; a point that is no longer in it is off.
//!
//! Actions are those of the `fail` crate, such as `off`, `sleep(300)` and `return(word)`, with a share or a number
//! before them (`5%…`, `3*off->1*…`). The word `abort` ends the process at once, as a power cut would.
#![forbid(unsafe_code)]

#[cfg(feature = "on")]
mod on;

#[cfg(feature = "on")]
pub use on::{start, value};

/// Reads what the environment says about points; once, at the start of the program.
#[cfg(not(feature = "on"))]
#[inline]
pub const fn start() {}

/// The word that a point was set to return; without the feature never any.
#[cfg(not(feature = "on"))]
#[inline]
#[must_use]
pub const fn value(_point: &str) -> Option<String> {
    None
}

/// A place where the program may die or wait.
#[inline]
pub fn point(name: &str) {
    // The word `abort` never comes back.
    let _ = value(name);
}

/// A number that a point was set to return, or the usual one.
#[inline]
#[must_use]
pub fn number_or(name: &str, usual: i64) -> i64 {
    value(name).and_then(|word| word.parse().ok()).unwrap_or(usual)
}
