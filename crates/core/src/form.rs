//! What a customer filled in, ordered or was asked, as answers under their questions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What kind of form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// How satisfied the customer is.
    Feedback,
    /// What the customer thinks of one answer.
    Verdict,
    /// Address, phone and the like.
    CustomerInformation,
    /// Answers to an advertisement's questions.
    Lead,
    /// Products that the customer ordered.
    Order,
    /// A coupon that the customer took.
    Coupon,
    /// Any other form; the platform tells only that it was sent.
    Other,
}

/// One line of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormAnswer {
    /// The question, or the platform's word for the field (`address_line_1`).
    pub question: String,
    /// The answer as written.
    pub answer: String,
}

impl FormAnswer {
    /// An answer under its question.
    #[must_use]
    pub fn new(question: impl Into<String>, answer: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            answer: answer.into(),
        }
    }
}

/// A form with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Form {
    /// What kind it is.
    pub kind: FormKind,
    /// What it is called: a screen's title, a coupon's code, a form's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How many of five; with [`FormKind::Verdict`] 0 (bad) or 1 (good).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// The lines, in the platform's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<FormAnswer>,
}

impl Form {
    /// A form with nothing in it yet.
    #[must_use]
    pub const fn new(kind: FormKind) -> Self {
        Self {
            kind,
            title: None,
            score: None,
            answers: Vec::new(),
        }
    }

    /// The line that a list shows: the first answer, or a word for what it is.
    #[must_use]
    pub fn preview(&self) -> String {
        let word = match self.kind {
            FormKind::Feedback => "[feedback]",
            FormKind::Verdict => "[verdict]",
            FormKind::CustomerInformation => "[customer information]",
            FormKind::Lead => "[lead]",
            FormKind::Order => "[order]",
            FormKind::Coupon => "[coupon]",
            FormKind::Other => "[form]",
        };
        let detail = match self.kind {
            FormKind::Feedback => self.score.map(|score| format!("{score}/5")),
            FormKind::Order | FormKind::Lead => self.answers.first().map(|line| line.question.clone()),
            _ => self.title.clone(),
        };
        detail.map_or_else(|| word.to_owned(), |detail| format!("{word} {detail}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_what_it_is_and_the_most_telling_value() {
        let mut form = Form::new(FormKind::Feedback);
        assert_eq!(form.preview(), "[feedback]");
        form.score = Some(5);
        assert_eq!(form.preview(), "[feedback] 5/5");
        let mut order = Form::new(FormKind::Order);
        order.answers.push(FormAnswer::new("Blue kettle", "2 × 40 USD"));
        assert_eq!(order.preview(), "[order] Blue kettle");
    }
}
