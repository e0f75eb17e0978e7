//! What text is found by.
//!
//! One analysis for writing and for asking, free of any database: a text becomes [`Word`]s, each with its folded form
//! (no case, no accents) and its stems; a question becomes a [`Query`], which says what an index must be asked for
//! ([`Query::clauses`]) and judges a text itself ([`Query::finds`], [`Query::marks`]). An index may therefore be as
//! coarse as it likes, and two databases answer alike.
#![forbid(unsafe_code)]

mod analysis;
mod excerpt;
mod fold;
mod language;
mod query;
mod runs;
mod stem;

pub use analysis::{MAX_TOKENS, Word, index_tokens, name_tokens, words};
pub use excerpt::{Excerpt, excerpt};
pub use query::{Clause, MAX_CLAUSES, Query, QueryError, Term};
pub use stem::Stems;
