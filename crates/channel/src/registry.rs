//! The channels of this installation.

use std::{fmt, sync::Arc};

use crate::{channel::Channel, descriptor::Descriptor};

/// All channels, in the order the Administrator lists them.
#[derive(Clone, Default)]
pub struct Channels(Arc<[Arc<dyn Channel>]>);

impl Channels {
    /// From a list of channels with distinct ids.
    #[must_use]
    pub fn new(list: Vec<Arc<dyn Channel>>) -> Self {
        Self(list.into())
    }

    /// The channel with this descriptor id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<dyn Channel>> {
        self.0.iter().find(|channel| channel.descriptor().id == id)
    }

    /// The others of a channel's family.
    pub fn family<'a>(&'a self, of: &'a Descriptor) -> impl Iterator<Item = &'a Arc<dyn Channel>> {
        self.0.iter().filter(move |channel| {
            let other = channel.descriptor();
            of.family.is_some() && other.family == of.family && other.id != of.id
        })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Channel>> {
        self.0.iter()
    }
}

impl fmt::Debug for Channels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|channel| channel.descriptor().id.as_str()))
            .finish()
    }
}
