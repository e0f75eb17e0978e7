//! The Meta simulator.

use std::net::SocketAddr;

use crate::config::{Layers, rule::ListenAddress};

/// Where the simulator is.
#[derive(Debug, Clone)]
pub struct Simulator {
    /// Address and port it listens on.
    pub listen: SocketAddr,
}

impl Simulator {
    pub(crate) fn take(layers: &mut Layers) -> Self {
        Self {
            listen: layers.take("simulator.listen", ListenAddress),
        }
    }
}
