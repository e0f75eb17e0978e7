//! How much of the Messenger Profile an account has: first questions and a menu.
//!
//! Source: Meta, "Ice Breakers" and "The Persistent Menu" of Instagram Messaging (2026-07): no greeting, no button that
//! begins a chat, and customers can always write.

use parlance_core::public_profile::PublicProfileLimits;

pub(super) const LIMITS: PublicProfileLimits = PublicProfileLimits {
    greeting: 0,
    start: false,
    questions: 4,
    // Not documented; longer ones are cut on phones.
    question: 80,
    menu_items: 20,
    menu_title: 30,
    no_writing: false,
    payload: 1_000,
    url: 2_048,
};

/// What tells the account's profile from that of its page.
pub(super) const QUERY: &[(&str, &str)] = &[("platform", "instagram")];
