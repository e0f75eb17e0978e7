//! What is wrong with a rich message, before a platform says so.

use super::{
    AddressRequest, Button, ButtonAction, Card, Coupon, Feedback, Grid, GridLimits, Receipt, ReplyKind, Rich,
    RichLimits,
};

/// Titles of a receipt are only drawn; nobody needs more.
const RECEIPT_TEXT: u32 = 300;
/// Longest question of a feedback form; the platforms do not name one.
const QUESTION: u32 = 300;
/// Digits of a phone number with its country (E.164), and the plus.
const NUMBER: u32 = 20;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path of the field: `cards[2].buttons[0].title`; `rich` when the kind itself cannot be sent.
    pub field: String,
    /// `missing`, `too_long`, `too_many`, `malformed`, `out_of_range`, `taken` or `unknown`.
    pub code: &'static str,
    /// What is wrong and what to do, in a sentence.
    pub message: String,
}

/// Checks a rich message against a channel's limits. Empty when it can be sent.
#[must_use]
pub fn check(limits: &RichLimits, rich: &Rich) -> Vec<Fault> {
    let mut check = Check {
        limits,
        faults: Vec::new(),
    };
    check.rich(rich);
    check.faults
}

struct Check<'l> {
    limits: &'l RichLimits,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn rich(&mut self, rich: &Rich) {
        let known = match rich {
            Rich::Choices { text, replies } => self.limits.choices.map(|limits| {
                self.needed("text", "The text", text, limits.text);
                self.count("replies", "answers", replies.len(), 1, limits.replies);
                for (at, reply) in replies.iter().enumerate() {
                    let field = |name: &str| format!("replies[{at}].{name}");
                    match reply.kind {
                        ReplyKind::Text => {
                            self.needed(&field("title"), "The answer", &reply.title, limits.title);
                            self.length(
                                &field("payload"),
                                "The payload",
                                &reply.payload,
                                self.limits.payload,
                            );
                            if replies[..at].iter().any(|earlier| earlier.title == reply.title)
                                && !reply.title.is_empty()
                            {
                                self.fault(field("title"), "taken", "This answer is there twice.".into());
                            }
                        }
                        ReplyKind::Phone | ReplyKind::Email if limits.contact_details => {}
                        ReplyKind::Phone | ReplyKind::Email => {
                            let message = "This channel cannot ask for a phone number or an e-mail address.";
                            self.fault(field("kind"), "unknown", message.into());
                        }
                    }
                }
            }),
            Rich::Buttons { text, buttons } => self.limits.buttons.map(|limits| {
                self.needed("text", "The text", text, limits.text);
                self.buttons("", buttons, 1);
            }),
            Rich::Carousel { cards } => self.limits.carousel.map(|limits| {
                self.count("cards", "cards", cards.len(), 1, limits.cards);
                for (at, card) in cards.iter().enumerate() {
                    let path = format!("cards[{at}].");
                    self.needed(&format!("{path}title"), "The title", &card.title, limits.title);
                    self.length(
                        &format!("{path}subtitle"),
                        "The subtitle",
                        &card.subtitle,
                        limits.subtitle,
                    );
                    self.card(&path, card);
                }
            }),
            Rich::Media { buttons, .. } => self.limits.media.then(|| self.buttons("", buttons, 0)),
            Rich::Grid(grid) => self.limits.grid.map(|limits| self.grid(grid, limits)),
            Rich::Address(request) => self
                .limits
                .address
                .map(|limits| self.address_request(request, limits.days)),
            Rich::Receipt(receipt) => self
                .limits
                .receipt
                .map(|limits| self.receipt(receipt, limits.items)),
            Rich::Coupon(coupon) => self.limits.coupon.map(|limits| {
                self.needed("title", "The title", &coupon.title, limits.title);
                self.length("subtitle", "The subtitle", &coupon.subtitle, limits.subtitle);
                self.coupon(coupon);
            }),
            Rich::Feedback(feedback) => self.limits.feedback.map(|limits| {
                self.needed("title", "The title", &feedback.title, limits.title);
                self.length("subtitle", "The subtitle", &feedback.subtitle, limits.subtitle);
                self.needed(
                    "button",
                    "The label of the button",
                    &feedback.button,
                    limits.button,
                );
                self.feedback(feedback, limits.days);
            }),
            Rich::Notify(request) => self.limits.notify.map(|limits| {
                self.needed("title", "The topic", &request.title, limits.title);
                self.length("payload", "The payload", &request.payload, self.limits.payload);
                if !request.image_url.is_empty() {
                    self.https("image_url", "The picture", &request.image_url);
                }
            }),
        };
        if known.is_none() {
            self.fault(
                "rich".into(),
                "unknown",
                "This channel cannot send this kind of message.".into(),
            );
        }
    }

    fn card(&mut self, path: &str, card: &Card) {
        if !card.image_url.is_empty() {
            self.picture(&format!("{path}image_url"), &card.image_url);
        }
        if !card.link.is_empty() {
            self.address(&format!("{path}link"), &card.link);
        }
        self.buttons(path, &card.buttons, 0);
        let bare = card.subtitle.is_empty() && card.image_url.is_empty() && card.link.is_empty();
        if bare && card.buttons.is_empty() {
            let message =
                "A card needs something beside its title: a subtitle, a picture, a link or a button.";
            self.fault(format!("{path}subtitle"), "missing", message.into());
        }
    }

    fn buttons(&mut self, path: &str, buttons: &[Button], least: u32) {
        self.count(
            &format!("{path}buttons"),
            "buttons",
            buttons.len(),
            least,
            self.limits.buttons_max,
        );
        for (at, button) in buttons.iter().enumerate() {
            let field = |name: &str| format!("{path}buttons[{at}].{name}");
            self.needed(
                &field("title"),
                "The label",
                &button.title,
                self.limits.button_title,
            );
            match &button.action {
                ButtonAction::Link { url } => {
                    if self.needed(&field("url"), "The address", url, self.limits.url) {
                        self.address(&field("url"), url);
                    }
                }
                ButtonAction::Postback { payload } => {
                    self.length(&field("payload"), "The payload", payload, self.limits.payload);
                }
                ButtonAction::Call { number } => {
                    if self.needed(&field("number"), "The number", number, NUMBER) && !is_number(number) {
                        let message = "Write the number with its country, such as +4720123456.";
                        self.fault(field("number"), "malformed", message.into());
                    }
                }
            }
        }
    }

    fn grid(&mut self, grid: &Grid, limits: GridLimits) {
        self.length("title", "The title", &grid.title, limits.title);
        self.length("subtitle", "The subtitle", &grid.subtitle, limits.subtitle);
        let count = grid.pictures.len();
        self.count(
            "pictures",
            "pictures",
            count,
            limits.pictures_least,
            limits.pictures,
        );
        for (at, picture) in grid.pictures.iter().enumerate() {
            let field = |name: &str| format!("pictures[{at}].{name}");
            if self.needed(
                &field("image_url"),
                "The picture",
                &picture.image_url,
                self.limits.url,
            ) {
                self.picture(&field("image_url"), &picture.image_url);
            }
            if !picture.link.is_empty() {
                self.address(&field("link"), &picture.link);
            }
            if picture.large && grid.pictures[..at].iter().any(|earlier| earlier.large) {
                let message = "Only one picture can be large.";
                self.fault(field("large"), "taken", message.into());
            }
        }
        self.buttons("", &grid.buttons, 0);
        for (at, button) in grid.buttons.iter().enumerate() {
            if matches!(button.action, ButtonAction::Call { .. }) {
                let message = "A button below pictures opens an address or comes back as a tap.";
                self.fault(format!("buttons[{at}].does"), "unknown", message.into());
            }
        }
    }

    fn address_request(&mut self, request: &AddressRequest, days: u32) {
        for (at, country) in request.countries.iter().enumerate() {
            if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let message = "Write each country as two capital letters, such as NO.";
                self.fault(format!("countries[{at}]"), "malformed", message.into());
            }
        }
        self.privacy_policy(&request.privacy_url);
        self.days(request.days, days);
    }

    fn receipt(&mut self, receipt: &Receipt, items: u32) {
        self.needed(
            "recipient_name",
            "The name",
            &receipt.recipient_name,
            RECEIPT_TEXT,
        );
        self.needed(
            "order_number",
            "The number of the order",
            &receipt.order_number,
            RECEIPT_TEXT,
        );
        self.needed(
            "payment_method",
            "The way of payment",
            &receipt.payment_method,
            RECEIPT_TEXT,
        );
        if receipt.currency.len() != 3 || !receipt.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let message = "Write the currency as three capital letters, such as EUR.";
            self.fault("currency".into(), "malformed", message.into());
        }
        self.count("items", "lines", receipt.items.len(), 0, items);
        for (at, item) in receipt.items.iter().enumerate() {
            let field = |name: &str| format!("items[{at}].{name}");
            self.needed(&field("title"), "The title", &item.title, RECEIPT_TEXT);
            self.length(&field("subtitle"), "The line", &item.subtitle, RECEIPT_TEXT);
            self.amount(&field("price"), &item.price);
            if item.quantity == 0 {
                self.fault(
                    field("quantity"),
                    "out_of_range",
                    "The quantity must be at least 1.".into(),
                );
            }
        }
        for (field, amount) in [
            ("subtotal", &receipt.subtotal),
            ("shipping", &receipt.shipping),
            ("tax", &receipt.tax),
        ] {
            if !amount.is_empty() {
                self.amount(field, amount);
            }
        }
        self.amount("total", &receipt.total);
    }

    fn coupon(&mut self, coupon: &Coupon) {
        if coupon.code.is_empty() && coupon.url.is_empty() {
            let message = "A coupon needs a code or an address where it is used.";
            self.fault("code".into(), "missing", message.into());
        }
        if coupon.code.contains(char::is_whitespace) {
            self.fault(
                "code".into(),
                "malformed",
                "The code cannot contain spaces.".into(),
            );
        }
        if !coupon.url.is_empty() {
            self.address("url", &coupon.url);
        }
        if !coupon.image_url.is_empty() {
            self.picture("image_url", &coupon.image_url);
        }
    }

    fn feedback(&mut self, feedback: &Feedback, days: u32) {
        self.needed("question", "The question", &feedback.question, QUESTION);
        self.privacy_policy(&feedback.privacy_url);
        self.days(feedback.days, days);
    }

    /// What holds for answers that name a person.
    fn privacy_policy(&mut self, url: &str) {
        let (field, what) = ("privacy_url", "The address of the privacy policy");
        if self.needed(field, what, url, self.limits.url) {
            self.address(field, url);
        }
    }

    fn days(&mut self, days: u32, most: u32) {
        if !(1..=most).contains(&days) {
            let message = format!("It can be answered for 1 to {most} days.");
            self.fault("days".into(), "out_of_range", message);
        }
    }

    /// Whether the text is there and short enough.
    fn needed(&mut self, field: &str, what: &str, text: &str, most: u32) -> bool {
        if text.trim().is_empty() {
            self.fault(field.into(), "missing", format!("{what} is missing."));
            return false;
        }
        self.length(field, what, text, most)
    }

    fn length(&mut self, field: &str, what: &str, text: &str, most: u32) -> bool {
        let length = text.encode_utf16().count();
        let fits = length <= most as usize;
        if !fits {
            let message = format!("{what} has {length} characters; at most {most} fit.");
            self.fault(field.into(), "too_long", message);
        }
        fits
    }

    fn count(&mut self, field: &str, what: &str, count: usize, least: u32, most: u32) {
        if count < least as usize {
            let message = match count {
                0 => format!("There are no {what}: add at least {least}."),
                _ => format!("{count} {what} are too few: add {least} at least."),
            };
            self.fault(field.into(), "missing", message);
        } else if count > most as usize {
            let message = format!("There are {count} {what}; at most {most} are possible.");
            self.fault(field.into(), "too_many", message);
        }
    }

    fn address(&mut self, field: &str, url: &str) {
        if !is_address(url, &["https://", "http://"]) {
            let message = "Write a whole address, beginning with https://.";
            self.fault(field.into(), "malformed", message.into());
        }
        self.length(field, "The address", url, self.limits.url);
    }

    /// The address of a picture, or an uploaded one.
    fn picture(&mut self, field: &str, url: &str) {
        if super::file_of(url).is_none() {
            self.https(field, "The picture", url);
        }
    }

    fn https(&mut self, field: &str, what: &str, url: &str) {
        if !is_address(url, &["https://"]) {
            let message = format!("{what} needs a public address that begins with https://.");
            self.fault(field.into(), "malformed", message);
        }
        self.length(field, "The address", url, self.limits.url);
    }

    fn amount(&mut self, field: &str, amount: &str) {
        if !is_amount(amount) {
            let message = "Write the amount as a number, such as 12.50.";
            self.fault(field.into(), "malformed", message.into());
        }
    }

    fn fault(&mut self, field: String, code: &'static str, message: String) {
        self.faults.push(Fault { field, code, message });
    }
}

fn is_address(url: &str, schemes: &[&str]) -> bool {
    let rest = schemes.iter().find_map(|scheme| {
        let head = url.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    });
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn is_number(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default();
    (5..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Up to nine digits, and one or two behind the point.
fn is_amount(amount: &str) -> bool {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, "0"));
    let digits =
        |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole, 9) && digits(cents, 2)
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
