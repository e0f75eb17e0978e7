//! Who gets this interaction: a snapshot in, a decision with its explanation out. Pure.
#![forbid(unsafe_code)]
