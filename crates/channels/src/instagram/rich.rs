//! What Instagram takes of rich messages.

use parlance_core::rich::{CarouselLimits, ChoicesLimits, RichLimits};

/// Meta, "Quick Replies" and "Generic Template" of Instagram Messaging.
pub(super) fn limits() -> RichLimits {
    RichLimits {
        button_title: 20,
        buttons_max: 3,
        payload: 1_000,
        // Not documented; what browsers and Meta's own crawler take.
        url: 2_048,
        choices: Some(ChoicesLimits {
            // Characters, for the counter beside the field; the bytes are checked when it is sent.
            text: 1_000,
            replies: 13,
            title: 20,
            contact_details: false,
        }),
        buttons: None,
        carousel: Some(CarouselLimits {
            cards: 10,
            title: 80,
            subtitle: 80,
        }),
        media: false,
        grid: None,
        address: None,
        receipt: None,
        coupon: None,
        feedback: None,
        notify: None,
    }
}
