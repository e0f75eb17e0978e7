//! Records: every interaction, finished or running, searched and opened.

mod detail;
mod search;
mod times;
