//! The Messenger Profile: greeting, Get Started, ice breakers, persistent menu.

use parlance_channel::{AccountValues, BoxFuture, PublicProfilePage, SendError};
use parlance_core::public_profile::{PublicProfile, PublicProfileLimits};

use super::{MEMBER, Messenger};
use crate::meta::profile_page;

impl PublicProfilePage for Messenger {
    fn limits(&self) -> PublicProfileLimits {
        PublicProfileLimits {
            greeting: 160,
            questions: 4,
            // Not documented; longer ones are cut on phones.
            question: 80,
            menu_items: 20,
            menu_title: 30,
            payload: 1_000,
            url: 2_048,
        }
    }

    fn read<'a>(&'a self, account: &'a AccountValues) -> BoxFuture<'a, Result<PublicProfile, SendError>> {
        Box::pin(profile_page::read(&self.graph, &MEMBER, account))
    }

    fn publish<'a>(
        &'a self,
        account: &'a AccountValues,
        wanted: &'a PublicProfile,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(profile_page::publish(&self.graph, &MEMBER, account, wanted))
    }
}
