//! What Messenger takes of rich messages.

use parlance_core::rich::{
    AddressLimits, CarouselLimits, ChoicesLimits, CouponLimits, FeedbackLimits, GridLimits, NotifyLimits,
    ReceiptLimits, RichLimits, TextLimits,
};

/// What Meta takes (Send API reference, templates and quick replies).
pub(super) fn limits() -> RichLimits {
    RichLimits {
        button_title: 20,
        buttons_max: 3,
        payload: 1_000,
        // Not documented; what browsers and Meta's own crawler take.
        url: 2_048,
        choices: Some(ChoicesLimits {
            text: 2_000,
            replies: 13,
            title: 20,
            contact_details: true,
        }),
        buttons: Some(TextLimits { text: 640 }),
        carousel: Some(CarouselLimits {
            cards: 10,
            title: 80,
            subtitle: 80,
        }),
        media: true,
        grid: Some(GridLimits {
            pictures_least: 2,
            pictures: 6,
            title: 45,
            subtitle: 80,
        }),
        address: Some(AddressLimits { days: 7 }),
        receipt: Some(ReceiptLimits { items: 100 }),
        coupon: Some(CouponLimits {
            title: 80,
            subtitle: 80,
        }),
        feedback: Some(FeedbackLimits {
            title: 65,
            subtitle: 80,
            button: 20,
            days: 7,
        }),
        notify: Some(NotifyLimits { title: 65 }),
    }
}
