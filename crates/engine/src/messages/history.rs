//! What a message said before it was edited or taken back.

use parlance_api::{config::TakenBack, message::MessageVersion};
use parlance_core::{MessageId, permission::Right};

use super::visible;
use crate::{Engine, Refusal, UseCaseError, identity::Person};

impl Engine {
    /// Earlier versions of a message, oldest first, for those who see the message. Of one that was taken back the last
    /// is what it said until then: only for those who see all records, and only where the tenant keeps it for them.
    pub async fn message_versions(
        &self,
        person: &Person,
        id: MessageId,
    ) -> Result<Vec<MessageVersion>, UseCaseError> {
        let person = person.clone();
        self.read(move |read, _| {
            let message = visible(read, &person, id)?;
            if message.taken_back {
                let kept = read.settings(&person.ctx)?.taken_back == TakenBack::KeepForSupervisors;
                if !kept || !person.can(Right::ViewAllRecords) {
                    return Err(Refusal::forbidden(
                        "The customer has taken this message back: what it said is not shown.",
                    ));
                }
            }
            let rows = read.versions(&person.ctx, id)?;
            let view = |mut row: parlance_store::versions::VersionRow| {
                for media in row.parts.iter_mut().filter_map(|part| part.media_mut()) {
                    media.source_url = None;
                }
                MessageVersion {
                    revision: row.revision,
                    parts: row.parts,
                    until: row.until,
                }
            };
            Ok(rows.into_iter().map(view).collect())
        })
        .await
    }
}
