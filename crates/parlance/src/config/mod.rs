//! The configuration: every setting in one annotated file of defaults, one file per section, nothing unknown accepted.
//!
//! Layers, later ones win: defaults, `parlance.toml`, environment, flags. A wrong setting is refused with its name, the
//! value, where it came from and what is allowed; all wrong ones are named at once.

mod layers;
mod problem;
mod reference;
pub mod rule;
pub mod sections;

pub use layers::{DEFAULTS, Layers, Sources};
pub use problem::{Origin, Problem, Problems};
pub use reference::reference;
use sections::{Backup, Log, Mail, Media, Meta, Routing, Security, Server, Simulator, Storage};

/// The whole configuration of an installation.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where and how it listens.
    pub server: Server,
    /// Where data lies.
    pub storage: Storage,
    /// Meta's platform.
    pub meta: Meta,
    /// Sign-in and sessions.
    pub security: Security,
    /// Offers and capacity.
    pub routing: Routing,
    /// Pictures and files.
    pub media: Media,
    /// The mail server of alerts.
    pub mail: Mail,
    /// Backups.
    pub backup: Backup,
    /// Logs.
    pub log: Log,
    /// The Meta simulator.
    pub simulator: Simulator,
}

impl Config {
    /// Reads all layers. All problems are told at once.
    pub fn load(sources: &Sources) -> Result<Self, Problems> {
        let mut layers = Layers::gather(sources);
        let config = Self::take(&mut layers);
        let (problems, _) = layers.finish();
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(Problems(problems))
        }
    }

    fn take(layers: &mut Layers) -> Self {
        let server = Server::take(layers);
        Self {
            storage: Storage::take(layers),
            meta: Meta::take(layers),
            security: Security::take(layers),
            routing: Routing::take(layers),
            media: Media::take(layers),
            mail: Mail::take(layers),
            backup: Backup::take(layers),
            log: Log::take(layers),
            simulator: Simulator::take(layers),
            server,
        }
    }
}

#[cfg(test)]
mod tests;
