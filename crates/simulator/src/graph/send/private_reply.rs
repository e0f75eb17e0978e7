//! Private replies: a message to the author of a comment, once, within seven days.
//!
//! Source: Meta, "Private Replies". The author's page-scoped id is told in the answer, and only there.

use super::super::error::{GraphError, GraphResult};
use super::Sender;
use crate::instagram;
use crate::phone;
use crate::transaction::Tx;
use crate::world::Commenter;

const WITHIN_MS: i64 = 7 * 24 * 3_600_000;

/// The post and the author's page-scoped id, when the comment may be answered privately. The author's chat with the
/// page begins here, when there was none.
pub(super) fn author(tx: &mut Tx<'_>, sender: &Sender, comment_id: &str) -> GraphResult<(String, String)> {
    let posts = tx
        .world
        .posts
        .values()
        .filter(|post| instagram::published_by(tx.world, &sender.page, post));
    let found = posts
        .filter_map(|post| Some((post, post.comment(comment_id).filter(|comment| !comment.removed)?)))
        .map(|(post, comment)| (post.id.clone(), post.page_id.clone(), comment.clone()))
        .next();
    let Some((post_id, page_id, comment)) = found else {
        return Err(GraphError::no_object("post", comment_id));
    };
    let Commenter::Person { person_id, .. } = comment.by else {
        return Err(GraphError::new(
            10_903,
            None,
            "(#10903) This user can't reply to this activity",
        ));
    };
    if comment.private_reply.is_some() {
        return Err(GraphError::new(
            10_900,
            None,
            "(#10900) Activity already replied to",
        ));
    }
    if tx.now - comment.at_ms > WITHIN_MS {
        return Err(GraphError::new(
            10_903,
            None,
            "(#10903) This user can't reply to this activity",
        ));
    }
    let psid = phone::open_chat(tx, person_id, &page_id)
        .map_err(|_| GraphError::param_sub(2_018_001, "No matching user found"))?;
    Ok((post_id, psid))
}
