//! Calls over real sockets on loopback.

mod calls;
mod media;
mod server;
mod tls;
