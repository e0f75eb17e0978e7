//! Walking through the texts of a rich message, each with the path that names it.

use super::{Button, ButtonAction, Rich};

/// What a text is for, which decides how a value is put into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// People read it.
    Words,
    /// An address: values are percent-encoded.
    Address,
    /// Comes back to us, is a code or a number: nobody reads it as a sentence.
    Data,
}

type Visitor<'v> = &'v mut dyn FnMut(&str, Use, &mut String);

impl Rich {
    /// Calls `see` with the path, the use and the text of every text field, in the order in which they are shown.
    pub fn visit(&mut self, see: Visitor<'_>) {
        match self {
            Rich::Choices { text, replies } => {
                see("text", Use::Words, text);
                for (at, reply) in replies.iter_mut().enumerate() {
                    see(&format!("replies[{at}].title"), Use::Words, &mut reply.title);
                    see(&format!("replies[{at}].payload"), Use::Data, &mut reply.payload);
                }
            }
            Rich::Buttons { text, buttons } => {
                see("text", Use::Words, text);
                visit_buttons("", buttons, see);
            }
            Rich::Carousel { cards } => {
                for (at, card) in cards.iter_mut().enumerate() {
                    let path = format!("cards[{at}].");
                    see(&format!("{path}title"), Use::Words, &mut card.title);
                    see(&format!("{path}subtitle"), Use::Words, &mut card.subtitle);
                    see(&format!("{path}image_url"), Use::Address, &mut card.image_url);
                    see(&format!("{path}link"), Use::Address, &mut card.link);
                    visit_buttons(&path, &mut card.buttons, see);
                }
            }
            Rich::Media { buttons, .. } => visit_buttons("", buttons, see),
            Rich::Grid(grid) => {
                for (at, picture) in grid.pictures.iter_mut().enumerate() {
                    let path = format!("pictures[{at}].");
                    see(&format!("{path}image_url"), Use::Address, &mut picture.image_url);
                    see(&format!("{path}link"), Use::Address, &mut picture.link);
                }
                see("title", Use::Words, &mut grid.title);
                see("subtitle", Use::Words, &mut grid.subtitle);
                visit_buttons("", &mut grid.buttons, see);
            }
            Rich::Address(request) => {
                for (at, country) in request.countries.iter_mut().enumerate() {
                    see(&format!("countries[{at}]"), Use::Data, country);
                }
                see("privacy_url", Use::Address, &mut request.privacy_url);
            }
            Rich::Receipt(receipt) => {
                see("recipient_name", Use::Words, &mut receipt.recipient_name);
                see("order_number", Use::Words, &mut receipt.order_number);
                see("currency", Use::Data, &mut receipt.currency);
                see("payment_method", Use::Words, &mut receipt.payment_method);
                for (at, item) in receipt.items.iter_mut().enumerate() {
                    see(&format!("items[{at}].title"), Use::Words, &mut item.title);
                    see(&format!("items[{at}].subtitle"), Use::Words, &mut item.subtitle);
                    see(&format!("items[{at}].price"), Use::Data, &mut item.price);
                }
                see("subtotal", Use::Data, &mut receipt.subtotal);
                see("shipping", Use::Data, &mut receipt.shipping);
                see("tax", Use::Data, &mut receipt.tax);
                see("total", Use::Data, &mut receipt.total);
            }
            Rich::Coupon(coupon) => {
                see("title", Use::Words, &mut coupon.title);
                see("subtitle", Use::Words, &mut coupon.subtitle);
                see("code", Use::Data, &mut coupon.code);
                see("url", Use::Address, &mut coupon.url);
                see("image_url", Use::Address, &mut coupon.image_url);
            }
            Rich::Feedback(feedback) => {
                see("title", Use::Words, &mut feedback.title);
                see("subtitle", Use::Words, &mut feedback.subtitle);
                see("button", Use::Words, &mut feedback.button);
                see("question", Use::Words, &mut feedback.question);
                see("privacy_url", Use::Address, &mut feedback.privacy_url);
            }
            Rich::Notify(request) => {
                see("title", Use::Words, &mut request.title);
                see("payload", Use::Data, &mut request.payload);
                see("image_url", Use::Address, &mut request.image_url);
            }
        }
    }
}

fn visit_buttons(path: &str, buttons: &mut [Button], see: Visitor<'_>) {
    for (at, button) in buttons.iter_mut().enumerate() {
        let path = format!("{path}buttons[{at}].");
        see(&format!("{path}title"), Use::Words, &mut button.title);
        match &mut button.action {
            ButtonAction::Link { url } => see(&format!("{path}url"), Use::Address, url),
            ButtonAction::Postback { payload } => see(&format!("{path}payload"), Use::Data, payload),
            ButtonAction::Call { number } => see(&format!("{path}number"), Use::Data, number),
        }
    }
}
