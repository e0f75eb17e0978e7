//! The reply window: how long after the customer's last act a platform lets one answer.

use parlance_channel::Channels;
use parlance_core::Timestamp;
use parlance_store::threads::ThreadRow;

/// Until when answers are free. `None`: always.
///
/// A customer who never acted leaves the window closed on channels that have one.
#[must_use]
pub fn window_until(
    channels: &Channels,
    channel: &str,
    last_customer_at: Option<Timestamp>,
) -> Option<Timestamp> {
    let capabilities = &channels.get(channel)?.descriptor().capabilities;
    capabilities.reply_window_ms?;
    capabilities.window_closes_at(last_customer_at.unwrap_or_default())
}

/// Whether the platform would refuse an answer now.
#[must_use]
pub fn window_is_closed(channels: &Channels, thread: &ThreadRow, now: Timestamp) -> bool {
    window_until(channels, &thread.channel, thread.last_customer_at).is_some_and(|until| until <= now)
}
