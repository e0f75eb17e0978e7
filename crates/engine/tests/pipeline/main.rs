//! The message pipeline: webhooks in, outbox out, with the Messenger channel over a model of its platform.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    clippy::cast_possible_wrap,
    clippy::option_option,
    clippy::unnecessary_wraps
)] // small figures, shapes that traits ask for

mod alerts;
mod approved;
mod harness;
mod health;
mod health_repair;
mod history;
#[path = "../common/place.rs"]
mod place;
mod platform;
mod platform_fields;
mod platform_templates;
mod wire;
mod world;

mod clocks;
mod comments;
mod comments_changes;
mod comments_model;
mod crash;
mod customer_acts;
mod disorder;
mod drafts;
mod family;
mod files;
mod finding;
mod holds;
mod hours;
mod inbound;
mod isolation;
mod outbox;
mod outbox_model;
mod personas;
mod pictures;
mod pitfalls;
mod planned;
mod privacy;
mod quoting;
mod reactions;
mod receipts;
mod refusals;
mod relink;
mod restored;
mod rich;
mod threads;
mod undo;
mod uploads;
mod warnings;
mod ways;
mod window;
