//! One file per section: what it holds, and the rule of each setting.

mod backup;
mod log;
mod mail;
mod media;
mod meta;
mod routing;
mod security;
mod server;
mod simulator;
mod storage;

pub use backup::Backup;
pub use log::{Log, LogFormat};
pub use mail::Mail;
pub use media::Media;
pub use meta::Meta;
pub use routing::Routing;
pub use security::Security;
pub use server::{Network, Server, TlsFiles};
pub use simulator::Simulator;
pub use storage::{Database, S3, Storage};
