//! The WebSocket hub: a cursor per session, visibility per event, bounded queues.
#![forbid(unsafe_code)]
