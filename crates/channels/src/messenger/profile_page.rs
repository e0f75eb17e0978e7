//! How much of the Messenger Profile a page has: greeting, Get Started, ice breakers, persistent menu.

use parlance_core::public_profile::PublicProfileLimits;

pub(super) const LIMITS: PublicProfileLimits = PublicProfileLimits {
    greeting: 160,
    start: true,
    questions: 4,
    // Not documented; longer ones are cut on phones.
    question: 80,
    menu_items: 20,
    menu_title: 30,
    no_writing: true,
    payload: 1_000,
    url: 2_048,
};
