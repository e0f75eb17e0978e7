//! Forms that customers send back.

use super::Simulator;
use crate::{ControlError, phone};

impl Simulator {
    /// The customer answers a feedback form with a score, and words where it takes them.
    ///
    /// # Errors
    /// When the message holds no such form, was answered or has ended, or the score is off its scale.
    pub async fn give_feedback(
        &self,
        psid: &str,
        mid: &str,
        score: &str,
        comment: Option<&str>,
    ) -> Result<(), ControlError> {
        let answer = phone::Answer::Feedback {
            score: score.to_owned(),
            comment: comment.map(str::to_owned),
        };
        self.commit(|tx| phone::answer(tx, psid, mid, answer)).await
    }

    /// The customer fills in the form for an address: keys and values.
    ///
    /// # Errors
    /// When the message holds no such form, was answered or has ended, or nothing is filled in.
    pub async fn give_address(
        &self,
        psid: &str,
        mid: &str,
        answers: Vec<(String, String)>,
    ) -> Result<(), ControlError> {
        self.commit(|tx| phone::answer(tx, psid, mid, phone::Answer::Address(answers)))
            .await
    }
}
