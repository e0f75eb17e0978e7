//! Rich messages as the Send API takes them.

use parlance_channel::{SendError, SendErrorKind};
use parlance_core::rich::{self, ButtonAction, ReplyKind, Rich, Scale};

use super::{
    local,
    template::{
        BusinessPrivacy, Button, Coupon, CustomerFeedback, CustomerInformation, DefaultAction, Element,
        FeedbackScreen, FollowUp, GridElement, GridImage, MediaElement, NotificationRequest, Question,
        Receipt, ReceiptElement, Summary, Template,
    },
    wire::{Attachment, AttachmentPayload, Message, QuickReply},
};
use crate::meta::member::Member;

/// Comes back with the answer; letters, digits and `_` are allowed.
const QUESTION_ID: &str = "parlance";

/// The message for a rich part. What breaks a limit of Meta's is refused here, without a call.
pub(super) fn message<'a>(
    member: &Member,
    rich: &'a Rich,
    uploaded: Option<&'a str>,
    metadata: &'a str,
) -> Result<Message<'a>, SendError> {
    if !rich::check(&(member.rich)(), rich).is_empty() {
        return Err(local(
            &member.words,
            SendErrorKind::Permanent,
            "send.beyond_limits",
        ));
    }
    let blank = Message {
        metadata,
        ..Message::default()
    };
    let template = match rich {
        Rich::Choices { text, replies } => {
            return Ok(Message {
                text: Some(text),
                quick_replies: replies.iter().map(quick_reply).collect(),
                ..blank
            });
        }
        Rich::Buttons { text, buttons: list } => Template::Button {
            text,
            buttons: buttons(list),
        },
        Rich::Carousel { cards } => Template::Generic {
            elements: cards.iter().map(element).collect(),
        },
        Rich::Media {
            video, buttons: list, ..
        } => Template::Media {
            elements: [MediaElement {
                media_type: if *video { "video" } else { "image" },
                attachment_id: uploaded.unwrap_or_default(),
                buttons: buttons(list),
            }],
        },
        Rich::Grid(grid) => Template::ImageGrid {
            elements: [self::grid(grid)],
        },
        Rich::Address(request) => Template::CustomerInformation(CustomerInformation {
            countries: &request.countries,
            business_privacy: BusinessPrivacy {
                url: &request.privacy_url,
            },
            expires_in_days: request.days,
        }),
        Rich::Receipt(receipt) => Template::Receipt(self::receipt(receipt)),
        Rich::Coupon(coupon) => Template::Coupon(Coupon {
            title: &coupon.title,
            subtitle: &coupon.subtitle,
            coupon_code: &coupon.code,
            coupon_url: &coupon.url,
            image_url: &coupon.image_url,
        }),
        Rich::Feedback(feedback) => Template::CustomerFeedback(self::feedback(feedback)),
        Rich::Notify(request) => Template::NotificationMessages(NotificationRequest {
            title: &request.title,
            payload: if request.payload.is_empty() {
                &request.title
            } else {
                &request.payload
            },
            image_url: &request.image_url,
            notification_messages_cta_text: "GET_UPDATES",
        }),
    };
    Ok(Message {
        attachment: Some(Attachment {
            kind: "template",
            payload: AttachmentPayload::Template(template),
        }),
        ..blank
    })
}

fn quick_reply(reply: &rich::QuickReply) -> QuickReply<'_> {
    match reply.kind {
        ReplyKind::Text => QuickReply {
            content_type: "text",
            title: &reply.title,
            payload: if reply.payload.is_empty() {
                &reply.title
            } else {
                &reply.payload
            },
        },
        ReplyKind::Phone => own("user_phone_number"),
        ReplyKind::Email => own("user_email"),
    }
}

/// The platform fills in the customer's own.
const fn own<'a>(content_type: &'static str) -> QuickReply<'a> {
    QuickReply {
        content_type,
        title: "",
        payload: "",
    }
}

fn buttons(list: &[rich::Button]) -> Vec<Button<'_>> {
    list.iter().map(button).collect()
}

fn button(button: &rich::Button) -> Button<'_> {
    let title = button.title.as_str();
    match &button.action {
        ButtonAction::Link { url } => Button::WebUrl { title, url },
        ButtonAction::Postback { payload } => Button::Postback {
            title,
            payload: if payload.is_empty() { title } else { payload },
        },
        ButtonAction::Call { number } => Button::PhoneNumber {
            title,
            payload: number,
        },
    }
}

fn element(card: &rich::Card) -> Element<'_> {
    Element {
        title: &card.title,
        subtitle: &card.subtitle,
        image_url: &card.image_url,
        default_action: opens(&card.link),
        buttons: buttons(&card.buttons),
    }
}

/// What a tap on a card or a picture opens, if it opens anything.
fn opens(url: &str) -> Option<DefaultAction<'_>> {
    (!url.is_empty()).then_some(DefaultAction { kind: "web_url", url })
}

fn grid_image(picture: &rich::GridPicture) -> GridImage<'_> {
    GridImage {
        url: &picture.image_url,
        is_hero_image: picture.large,
        action: opens(&picture.link),
    }
}

fn grid(grid: &rich::Grid) -> GridElement<'_> {
    GridElement {
        images: grid.pictures.iter().map(grid_image).collect(),
        title: &grid.title,
        subtitle: &grid.subtitle,
        buttons: buttons(&grid.buttons),
    }
}

fn receipt(receipt: &rich::Receipt) -> Receipt<'_> {
    let some = |text: &str| Some(amount(text)).filter(|_| !text.is_empty());
    let elements = receipt.items.iter().map(|item| ReceiptElement {
        title: &item.title,
        subtitle: &item.subtitle,
        quantity: item.quantity,
        price: amount(&item.price),
        currency: &receipt.currency,
    });
    Receipt {
        recipient_name: &receipt.recipient_name,
        order_number: &receipt.order_number,
        currency: &receipt.currency,
        payment_method: &receipt.payment_method,
        elements: elements.collect(),
        summary: Summary {
            subtotal: some(&receipt.subtotal),
            shipping_cost: some(&receipt.shipping),
            total_tax: some(&receipt.tax),
            total_cost: amount(&receipt.total),
        },
    }
}

/// Checked before: digits with at most one point.
fn amount(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

fn feedback(feedback: &rich::Feedback) -> CustomerFeedback<'_> {
    let (kind, score_label, score_option) = match feedback.scale {
        Scale::Csat => ("csat", "neg_pos", "five_stars"),
        Scale::Nps => ("nps", "neg_pos", "zero_to_ten"),
        Scale::Ces => ("ces", "neg_pos", "one_to_seven"),
    };
    CustomerFeedback {
        title: &feedback.title,
        subtitle: &feedback.subtitle,
        button_title: &feedback.button,
        feedback_screens: [FeedbackScreen {
            questions: [Question {
                id: QUESTION_ID,
                kind,
                title: &feedback.question,
                score_label,
                score_option,
                follow_up: feedback.comment.then_some(FollowUp { kind: "free_form" }),
            }],
        }],
        business_privacy: BusinessPrivacy {
            url: &feedback.privacy_url,
        },
        expires_in_days: feedback.days,
    }
}
