use super::*;
use crate::{
    AttachmentId, Timestamp,
    rich::{
        AddressLimits, CarouselLimits, ChoicesLimits, CouponLimits, FeedbackLimits, GridPicture,
        NotifyLimits, NotifyRequest, QuickReply, ReceiptItem, ReceiptLimits, Scale, TextLimits,
    },
};

fn limits() -> RichLimits {
    RichLimits {
        button_title: 20,
        buttons_max: 3,
        payload: 1_000,
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

fn text(length: usize) -> String {
    "x".repeat(length)
}

fn url(length: usize) -> String {
    let head = "https://shop.example/";
    format!("{head}{}", "x".repeat(length - head.len()))
}

fn postback(title: &str) -> Button {
    Button {
        title: title.into(),
        action: ButtonAction::Postback { payload: "P".into() },
    }
}

fn reply(title: &str) -> QuickReply {
    QuickReply {
        kind: ReplyKind::Text,
        title: title.into(),
        payload: String::new(),
    }
}

fn choices(text: String, replies: Vec<QuickReply>) -> Rich {
    Rich::Choices { text, replies }
}

fn buttons(text: String, buttons: Vec<Button>) -> Rich {
    Rich::Buttons { text, buttons }
}

fn card(change: impl FnOnce(&mut Card)) -> Rich {
    let mut card = Card {
        title: "Kettle".into(),
        subtitle: "Steel".into(),
        image_url: String::new(),
        link: String::new(),
        buttons: vec![postback("Order")],
    };
    change(&mut card);
    Rich::Carousel { cards: vec![card] }
}

fn cards(count: usize) -> Rich {
    let Rich::Carousel { cards } = card(|_| {}) else {
        unreachable!("a carousel was made")
    };
    Rich::Carousel {
        cards: vec![cards[0].clone(); count],
    }
}

fn coupon(change: impl FnOnce(&mut Coupon)) -> Rich {
    let mut coupon = Coupon {
        title: "10 % off".into(),
        subtitle: String::new(),
        code: "AUTUMN10".into(),
        url: String::new(),
        image_url: String::new(),
    };
    change(&mut coupon);
    Rich::Coupon(coupon)
}

fn receipt(change: impl FnOnce(&mut Receipt)) -> Rich {
    let mut receipt = Receipt {
        recipient_name: "Marta Olsen".into(),
        order_number: "AP-204118".into(),
        currency: "EUR".into(),
        payment_method: "Visa 1234".into(),
        items: Vec::new(),
        subtotal: String::new(),
        shipping: String::new(),
        tax: String::new(),
        total: "329".into(),
    };
    change(&mut receipt);
    Rich::Receipt(receipt)
}

fn item() -> ReceiptItem {
    ReceiptItem {
        title: "Tent".into(),
        subtitle: String::new(),
        quantity: 1,
        price: "329.00".into(),
    }
}

fn feedback(change: impl FnOnce(&mut Feedback)) -> Rich {
    let mut feedback = Feedback {
        title: "How did we do?".into(),
        subtitle: String::new(),
        button: "Answer".into(),
        question: "How satisfied are you?".into(),
        scale: Scale::Csat,
        comment: true,
        privacy_url: "https://shop.example/privacy".into(),
        days: 1,
    };
    change(&mut feedback);
    Rich::Feedback(feedback)
}

fn picture() -> GridPicture {
    GridPicture {
        image_url: "https://shop.example/1.jpg".into(),
        large: false,
        link: String::new(),
    }
}

fn grid(change: impl FnOnce(&mut Grid)) -> Rich {
    let mut grid = Grid {
        title: String::new(),
        subtitle: String::new(),
        pictures: vec![picture(), picture()],
        buttons: vec![],
    };
    change(&mut grid);
    Rich::Grid(grid)
}

fn address(change: impl FnOnce(&mut AddressRequest)) -> Rich {
    let mut request = AddressRequest {
        countries: vec!["NO".into()],
        privacy_url: "https://shop.example/privacy".into(),
        days: 1,
    };
    change(&mut request);
    Rich::Address(request)
}

/// Each limit with what just fits, and what is just too much with its path and code.
#[test]
fn every_limit_holds_to_the_character() {
    type Make = Box<dyn Fn(usize) -> Rich>;
    let row = |make: fn(usize) -> Rich, most: usize, field: &'static str, code: &'static str| {
        (Box::new(make) as Make, most, field, code)
    };
    let table = [
        row(
            |n| choices(text(n), vec![reply("Yes")]),
            2_000,
            "text",
            "too_long",
        ),
        row(
            |n| choices("?".into(), (0..n).map(|at| reply(&at.to_string())).collect()),
            13,
            "replies",
            "too_many",
        ),
        row(
            |n| choices("?".into(), vec![reply(&text(n))]),
            20,
            "replies[0].title",
            "too_long",
        ),
        row(
            |n| {
                choices(
                    "?".into(),
                    vec![QuickReply {
                        payload: text(n),
                        ..reply("Yes")
                    }],
                )
            },
            1_000,
            "replies[0].payload",
            "too_long",
        ),
        row(
            |n| buttons(text(n), vec![postback("Yes")]),
            640,
            "text",
            "too_long",
        ),
        row(
            |n| buttons("?".into(), vec![postback("Yes"); n]),
            3,
            "buttons",
            "too_many",
        ),
        row(
            |n| buttons("?".into(), vec![postback(&text(n))]),
            20,
            "buttons[0].title",
            "too_long",
        ),
        row(
            |n| {
                buttons(
                    "?".into(),
                    vec![Button {
                        title: "Yes".into(),
                        action: ButtonAction::Postback { payload: text(n) },
                    }],
                )
            },
            1_000,
            "buttons[0].payload",
            "too_long",
        ),
        row(
            |n| {
                buttons(
                    "?".into(),
                    vec![Button {
                        title: "Shop".into(),
                        action: ButtonAction::Link { url: url(n) },
                    }],
                )
            },
            2_048,
            "buttons[0].url",
            "too_long",
        ),
        row(cards, 10, "cards", "too_many"),
        row(
            |n| card(|card| card.title = text(n)),
            80,
            "cards[0].title",
            "too_long",
        ),
        row(
            |n| card(|card| card.subtitle = text(n)),
            80,
            "cards[0].subtitle",
            "too_long",
        ),
        row(
            |n| card(|card| card.link = url(n)),
            2_048,
            "cards[0].link",
            "too_long",
        ),
        row(
            |n| card(|card| card.image_url = url(n)),
            2_048,
            "cards[0].image_url",
            "too_long",
        ),
        row(
            |n| card(|card| card.buttons = vec![postback("Yes"); n]),
            3,
            "cards[0].buttons",
            "too_many",
        ),
        row(
            |n| card(|card| card.buttons = vec![postback(&text(n))]),
            20,
            "cards[0].buttons[0].title",
            "too_long",
        ),
        row(
            |n| coupon(|coupon| coupon.title = text(n)),
            80,
            "title",
            "too_long",
        ),
        row(
            |n| coupon(|coupon| coupon.subtitle = text(n)),
            80,
            "subtitle",
            "too_long",
        ),
        row(
            |n| receipt(|receipt| receipt.items = vec![item(); n]),
            100,
            "items",
            "too_many",
        ),
        row(
            |n| feedback(|feedback| feedback.title = text(n)),
            65,
            "title",
            "too_long",
        ),
        row(
            |n| feedback(|feedback| feedback.subtitle = text(n)),
            80,
            "subtitle",
            "too_long",
        ),
        row(
            |n| feedback(|feedback| feedback.button = text(n)),
            20,
            "button",
            "too_long",
        ),
        row(
            |n| grid(|grid| grid.pictures = vec![picture(); n]),
            6,
            "pictures",
            "too_many",
        ),
        row(|n| grid(|grid| grid.title = text(n)), 45, "title", "too_long"),
        row(
            |n| grid(|grid| grid.subtitle = text(n)),
            80,
            "subtitle",
            "too_long",
        ),
        row(
            |n| address(|request| request.days = u32::try_from(n).unwrap()),
            7,
            "days",
            "out_of_range",
        ),
        row(
            |n| feedback(|feedback| feedback.days = u32::try_from(n).unwrap()),
            7,
            "days",
            "out_of_range",
        ),
    ];
    for (make, most, field, code) in table {
        assert_eq!(check(&limits(), &make(most)), [], "{field} of {most}");
        let faults = check(&limits(), &make(most + 1));
        assert_eq!(
            faults
                .iter()
                .map(|fault| (fault.field.as_str(), fault.code))
                .collect::<Vec<_>>(),
            [(field, code)],
            "{field} of {}",
            most + 1
        );
    }
}

#[test]
fn what_is_needed_is_asked_for_by_its_field() {
    let first = |rich: Rich| {
        check(&limits(), &rich)
            .first()
            .map(|fault| (fault.field.clone(), fault.code))
            .unwrap_or_default()
    };
    let at = |field: &str, code: &'static str| (field.to_owned(), code);
    assert_eq!(
        first(choices(" ".into(), vec![reply("Yes")])),
        at("text", "missing")
    );
    assert_eq!(first(choices("?".into(), vec![])), at("replies", "missing"));
    assert_eq!(
        first(choices("?".into(), vec![reply("Yes"), reply("Yes")])),
        at("replies[1].title", "taken")
    );
    assert_eq!(first(buttons("?".into(), vec![])), at("buttons", "missing"));
    assert_eq!(first(Rich::Carousel { cards: vec![] }), at("cards", "missing"));
    assert_eq!(
        first(card(|card| {
            card.subtitle.clear();
            card.buttons.clear();
        })),
        at("cards[0].subtitle", "missing")
    );
    assert_eq!(
        first(card(|card| card.image_url = "http://x.example/a.png".into())),
        at("cards[0].image_url", "malformed")
    );
    assert_eq!(
        first(card(|card| card.link = "javascript:alert(1)".into())),
        at("cards[0].link", "malformed")
    );
    assert_eq!(first(coupon(|coupon| coupon.code.clear())), at("code", "missing"));
    assert_eq!(
        first(coupon(|coupon| coupon.code = "TEN OFF".into())),
        at("code", "malformed")
    );
    assert_eq!(
        first(receipt(|receipt| receipt.total = "12,50".into())),
        at("total", "malformed")
    );
    assert_eq!(
        first(receipt(|receipt| receipt.currency = "eur".into())),
        at("currency", "malformed")
    );
    assert_eq!(
        first(feedback(|feedback| feedback.privacy_url.clear())),
        at("privacy_url", "missing")
    );
    assert_eq!(
        first(address(|request| request.privacy_url.clear())),
        at("privacy_url", "missing")
    );
    assert_eq!(
        first(address(|request| request.countries.push("Norway".into()))),
        at("countries[1]", "malformed")
    );
    assert_eq!(
        first(grid(|grid| grid.pictures.truncate(1))),
        at("pictures", "missing")
    );
    assert_eq!(
        first(grid(|grid| grid.pictures[1].image_url.clear())),
        at("pictures[1].image_url", "missing")
    );
    assert_eq!(
        first(grid(|grid| grid
            .pictures
            .iter_mut()
            .for_each(|each| each.large = true))),
        at("pictures[1].large", "taken")
    );
    let call = |number: &str| {
        buttons(
            "?".into(),
            vec![Button {
                title: "Call".into(),
                action: ButtonAction::Call {
                    number: number.into(),
                },
            }],
        )
    };
    assert_eq!(first(call("+4720123456")), at("", ""));
    assert_eq!(first(call("20 12 34 56")), at("buttons[0].number", "malformed"));
    let Rich::Buttons { buttons: calls, .. } = call("+4720123456") else {
        unreachable!("it was made of buttons");
    };
    assert_eq!(
        first(grid(|grid| grid.buttons = calls)),
        at("buttons[0].does", "unknown")
    );
}

#[test]
fn a_kind_the_channel_does_not_know_is_refused_as_a_whole() {
    let none = RichLimits::default();
    let media = Rich::Media {
        attachment_id: AttachmentId::new(Timestamp::from_millis(0), [0; 10]),
        video: false,
        buttons: vec![],
    };
    for rich in [
        choices("?".into(), vec![reply("Yes")]),
        cards(1),
        coupon(|_| {}),
        media,
    ] {
        let faults = check(&none, &rich);
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("rich", "unknown"));
    }
}

#[test]
fn a_request_to_notify_has_a_topic_within_its_limit() {
    let codes = |title: String| {
        let request = NotifyRequest {
            title,
            payload: String::new(),
            image_url: String::new(),
        };
        let faults = check(&limits(), &Rich::Notify(request));
        faults.iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert!(codes("t".repeat(65)).is_empty());
    assert_eq!(codes("t".repeat(66)), ["too_long"]);
    assert_eq!(codes(" ".into()), ["missing"]);
}
