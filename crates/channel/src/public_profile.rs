//! What a page shows before anybody writes, where the platform lets it be set.

use parlance_core::public_profile::{PublicProfile, PublicProfileLimits};

use crate::{account::AccountValues, call::BoxFuture, send_error::SendError};

/// A platform on which greeting, start button, first questions and menu can be set. Presence is the capability.
pub trait PublicProfilePage: Send + Sync {
    /// How much of it.
    fn limits(&self) -> PublicProfileLimits;

    /// What the platform has now.
    fn read<'a>(&'a self, account: &'a AccountValues) -> BoxFuture<'a, Result<PublicProfile, SendError>>;

    /// Makes the platform have exactly this.
    fn publish<'a>(
        &'a self,
        account: &'a AccountValues,
        wanted: &'a PublicProfile,
    ) -> BoxFuture<'a, Result<(), SendError>>;
}
