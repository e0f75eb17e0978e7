//! Names and pictures under which people write, where the platform shows them.

use crate::{account::AccountValues, call::BoxFuture, send_error::SendError};

/// A platform that shows who of an account writes. Presence is the capability.
pub trait Personas: Send + Sync {
    /// Longest name, UTF-16 units.
    fn name_max(&self) -> u32;

    /// Makes one; `Ok` is the platform's id of it (`Outgoing::persona`). The platform fetches the picture.
    fn create<'a>(
        &'a self,
        account: &'a AccountValues,
        name: &'a str,
        picture_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<String, SendError>>;

    /// Whether the platform still knows it.
    fn exists<'a>(
        &'a self,
        account: &'a AccountValues,
        persona: &'a str,
    ) -> BoxFuture<'a, Result<bool, SendError>>;

    /// Takes it away. Messages that went out under it keep it.
    fn delete<'a>(
        &'a self,
        account: &'a AccountValues,
        persona: &'a str,
    ) -> BoxFuture<'a, Result<(), SendError>>;
}
