//! Files handed to Meta before the message that shows them (Attachment Upload API).

use parlance_channel::{
    Exhausted, NewUpload, SendError, SendErrorKind,
    call::{FormPart, FormValue, HttpBody},
};

use super::{
    local,
    wire::{Attachment, AttachmentPayload, UploadMessage},
};
use crate::meta::{
    account::Account,
    graph::{Graph, json_part},
    refusal,
};

/// Meta forgets after 90 days; a day less, because clocks differ.
pub(crate) const KEPT_MS: i64 = 89 * 86_400_000;
/// Meta said yes and not to what.
const AGAIN: SendErrorKind = SendErrorKind::Retry {
    after_ms: Some(2_000),
    max_tries: Some(3),
    then: Exhausted::Content,
};

/// `POST /{page-id}/message_attachments`; the answer is the attachment's id.
pub(crate) async fn upload(graph: &Graph, account: &Account, file: NewUpload) -> Result<String, SendError> {
    let message = UploadMessage {
        attachment: Attachment {
            kind: file.kind.as_str(),
            payload: AttachmentPayload::Upload { is_reusable: true },
        },
    };
    let bytes = FormPart {
        name: "filedata".into(),
        value: FormValue::File {
            source: file.source,
            file_name: file.name,
            mime: file.mime,
        },
    };
    // Last, so that Meta knows what it is before the bytes come.
    let body = HttpBody::Multipart(vec![json_part("message", &message), bytes]);
    let path = [account.page_id.as_str(), "message_attachments"];
    let answer = graph.post(&account.credentials, &path, &[], body).await;
    let words = &account.member.words;
    // A repeated upload harms nobody, so what may have succeeded is no uncertain send.
    let answer = answer.map_err(|failure| refusal::of_step(words, &failure))?;
    answer
        .object()
        .id("attachment_id")
        .ok_or_else(|| local(words, AGAIN, "send.file_not_fetched"))
}
