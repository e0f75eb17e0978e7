//! Finding in a transcript.

use parlance_api::found::{FoundMessage, FoundMessages, TranscriptOf};
use parlance_core::InteractionId;
use parlance_store::messages::MessageText;
use parlance_words::{Query, QueryError};

use super::transcript::transcript_of;
use crate::{Engine, Refusal, UseCaseError, identity::Caller, interactions};

/// Messages that are looked at, at most: the newest ones.
const MOST_LOOKED_AT: u32 = 50_000;
/// Messages that are read at once.
const AT_ONCE: u32 = 1_000;
/// Found messages that are told; the others are counted.
const MOST_TOLD: usize = 1_000;

impl Engine {
    /// Messages of a transcript that say what is asked for, for one who may read it. The text of each message is judged
    /// itself, so the answer is exact; the work grows with the conversation and is bounded by its newest messages.
    pub async fn find_in_transcript(
        &self,
        caller: &Caller,
        interaction_id: InteractionId,
        of: TranscriptOf,
        asked: String,
    ) -> Result<FoundMessages, UseCaseError> {
        let caller = caller.clone();
        self.read(move |read, _| {
            let interaction = interactions::readable(read, &caller, interaction_id)?;
            let query = Query::parse(&asked).map_err(unclear)?;
            let transcript = transcript_of(&interaction, of);
            let mut found = FoundMessages {
                items: Vec::new(),
                total: 0,
                looked_to: None,
            };
            let (mut before, mut looked_at) = (None, 0);
            loop {
                let texts = read.texts_of(caller.ctx(), transcript, before, AT_ONCE)?;
                let Some(last) = texts.last() else { break };
                looked_at += AT_ONCE;
                let is_end = texts.len() < AT_ONCE as usize;
                before = Some(last.place);
                for text in texts.iter().filter(|each| query.finds(&each.text)) {
                    found.total += 1;
                    if found.items.len() < MOST_TOLD {
                        found.items.push(told(&query, text));
                    }
                }
                if is_end {
                    break;
                }
                if looked_at >= MOST_LOOKED_AT {
                    found.looked_to = before.map(|place| place.at);
                    break;
                }
            }
            found.items.reverse();
            Ok(found)
        })
        .await
    }
}

fn told(query: &Query, MessageText { place, text }: &MessageText) -> FoundMessage {
    let mut words: Vec<String> = query
        .marks(text)
        .into_iter()
        .map(|mark| text[mark].to_owned())
        .collect();
    words.sort();
    words.dedup();
    FoundMessage {
        id: place.id,
        at: place.at,
        words,
    }
}

/// A query that nothing can be looked for by.
fn unclear(error: QueryError) -> Refusal {
    Refusal::field("q", error.code(), error.to_string())
}
