//! The REST API, the platforms' webhooks and the web app's files, over axum.
#![forbid(unsafe_code)]
