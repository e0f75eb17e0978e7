//! Everything that is kept about one customer, in one archive.
//!
//! A ZIP without compression, made while it is sent: neither memory nor disk ever holds the whole of it.

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::{Stream, stream};
use parlance_api::page::Page;
use parlance_core::{ContactId, TenantCtx, ThreadId};
use parlance_store::{
    Read, attachments::AttachmentRow, cases::CaseFilter, files::FileReader, interactions::InteractionRow,
    messages::Transcript,
};
use serde_json::{Value, json};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

use super::permit;
use crate::{
    Engine, Env, Refusal, UseCaseError, audit, contacts, identity::Person, messages,
    views::earlier_interaction,
};

/// Arrivals and interactions of one customer, at most.
const MOST: u32 = 100_000;
/// Messages read at a time.
const PAGE: u32 = 200;

/// An archive that is being made.
pub struct ContactExport {
    engine: Engine,
    ctx: TenantCtx,
    zip: ZipWriter<StreamWriter<Pipe>>,
    pipe: Pipe,
    steps: VecDeque<Step>,
    /// What to call the file.
    pub file_name: String,
}

/// What is written next.
enum Step {
    Document(&'static str, Value),
    Messages {
        thread: ThreadId,
        before: Option<String>,
    },
    File(AttachmentRow),
    Bytes(Box<dyn FileReader>),
    End,
}

impl Engine {
    /// Begins to hand out everything that is kept about a customer; written to the audit log.
    pub async fn export_contact(
        &self,
        person: &Person,
        id: ContactId,
    ) -> Result<ContactExport, UseCaseError> {
        permit(person, self.now()).map_err(UseCaseError::Refused)?;
        let (ctx, who) = (person.ctx, person.who());
        let steps = self
            .write(move |tx, env| {
                let steps = plan(tx.as_read(), env, &ctx, id)?;
                audit::record(tx, env, &ctx, &who, "contact.exported", id, json!({}))?;
                Ok(steps)
            })
            .await?;
        let pipe = Pipe::default();
        Ok(ContactExport {
            engine: self.clone(),
            ctx,
            zip: ZipWriter::new_stream(pipe.clone()),
            pipe,
            steps,
            file_name: format!("{id}.zip"),
        })
    }
}

fn plan(read: &dyn Read, env: &Env<'_>, ctx: &TenantCtx, id: ContactId) -> Result<VecDeque<Step>, Refusal> {
    let contact = contacts::view(read, ctx, id)?;
    let arrivals: Vec<Value> = read
        .arrivals_of_contact(ctx, id, MOST)?
        .into_iter()
        .map(|row| {
            json!({ "at": row.at, "source": row.source, "title": row.title, "reference": row.reference,
                    "ad_id": row.ad_id, "post_id": row.post_id, "product_id": row.product_id, "site": row.site })
        })
        .collect();
    let interactions = read
        .contact_interactions(ctx, id, None, MOST)?
        .iter()
        .map(|row| interaction(read, ctx, row))
        .collect::<Result<Vec<_>, _>>()?;
    let filter = CaseFilter {
        contact: Some(id),
        limit: MOST,
        ..CaseFilter::default()
    };
    let mut cases = Vec::new();
    for row in read.cases(ctx, &filter)? {
        let history: Vec<Value> = read
            .case_lines(ctx, row.id, MOST)?
            .into_iter()
            .map(|line| json!({ "at": line.at, "by": line.by, "what": line.what, "detail": line.detail }))
            .collect();
        let interactions = read.case_interactions(ctx, row.id, MOST)?;
        let view = crate::cases::view(read, ctx, row)?;
        cases.push(json!({ "case": view, "interactions": interactions, "history": history }));
    }
    let about = json!({ "exported_at": env.now, "contact": contact, "arrivals": arrivals });
    let mut steps = VecDeque::from([
        Step::Document("contact.json", about),
        Step::Document("interactions.json", Value::Array(interactions)),
        Step::Document("cases.json", Value::Array(cases)),
    ]);
    for (thread, _) in read.threads_of_contact(ctx, id)? {
        steps.push_back(Step::Messages {
            thread: thread.id,
            before: None,
        });
    }
    steps.extend(read.files_of_contact(ctx, id)?.into_iter().map(Step::File));
    steps.push_back(Step::End);
    Ok(steps)
}

fn interaction(read: &dyn Read, ctx: &TenantCtx, row: &InteractionRow) -> Result<Value, Refusal> {
    let view = earlier_interaction(read, ctx, row)?;
    Ok(json!({
        "id": row.id, "number": row.number, "channel": row.channel, "service": view.service, "agent": view.agent,
        "disposition": view.disposition, "wrap_up_note": row.wrap_up_note,
        "started_at": row.started_at, "ended_at": row.ended_at, "closed_at": row.closed_at,
    }))
}

/// Messages of one page, oldest first, each with what it said before it was edited.
fn page(
    read: &dyn Read,
    ctx: &TenantCtx,
    thread: ThreadId,
    before: Option<&str>,
) -> Result<Page<Value>, Refusal> {
    let page = messages::page(read, ctx, Transcript::Thread(thread), before, PAGE)?;
    let items = page
        .items
        .into_iter()
        .map(|message| {
            let versions = read.versions(ctx, message.id)?;
            let mut value =
                serde_json::to_value(&message).map_err(|error| Refusal::Store(error.to_string()))?;
            if let (Some(object), false) = (value.as_object_mut(), versions.is_empty()) {
                let earlier: Vec<Value> = versions
                    .into_iter()
                    .map(|version| json!({ "until": version.until, "parts": version.parts }))
                    .collect();
                object.insert("earlier_versions".into(), Value::Array(earlier));
            }
            Ok(value)
        })
        .collect::<Result<_, Refusal>>()?;
    Ok(Page {
        items,
        next_cursor: page.next_cursor,
        total: None,
    })
}

impl ContactExport {
    /// The archive as a stream.
    pub fn into_stream(self) -> impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static {
        stream::try_unfold(self, |mut export| async move {
            let piece = export.next().await;
            if let Err(error) = &piece {
                tracing::error!(%error, "an export broke off");
            }
            Ok(piece?.map(|piece| (piece, export)))
        })
    }

    /// The next piece of the archive; `None` at its end. An error means that the archive is not whole.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let ready = self.pipe.take();
            if !ready.is_empty() {
                return Ok(Some(ready));
            }
            let Some(step) = self.steps.pop_front() else {
                return Ok(None);
            };
            self.write(step).await?;
        }
    }

    async fn write(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Document(name, value) => self.document(name, &value),
            Step::Messages { thread, before } => self.messages(thread, before).await,
            Step::File(row) => self.file(row).await,
            Step::Bytes(mut reader) => {
                if let Some(piece) = reader.next().await? {
                    self.zip.write_all(&piece)?;
                    self.steps.push_front(Step::Bytes(reader));
                }
                Ok(())
            }
            Step::End => {
                let nothing = ZipWriter::new_stream(Pipe::default());
                std::mem::replace(&mut self.zip, nothing).finish()?;
                Ok(())
            }
        }
    }

    fn document(&mut self, name: &str, value: &Value) -> io::Result<()> {
        self.begin(name)?;
        serde_json::to_writer_pretty(&mut self.zip, value)?;
        Ok(())
    }

    /// One document per page, named by the time of its first message: in order of their names they are the whole
    /// conversation.
    async fn messages(&mut self, thread: ThreadId, before: Option<String>) -> io::Result<()> {
        let ctx = self.ctx;
        let page = self
            .engine
            .read(move |read, _| page(read, &ctx, thread, before.as_deref()))
            .await
            .map_err(|error| io::Error::other(error.to_string()))?;
        if let Some(first) = page.items.first() {
            let at = first["at"].as_i64().unwrap_or_default();
            let id = first["id"].as_str().unwrap_or_default();
            let name = format!("messages/{thread}/{at:015}-{id}.json");
            self.document(&name, &Value::Array(page.items))?;
        }
        if page.next_cursor.is_some() {
            self.steps.push_front(Step::Messages {
                thread,
                before: page.next_cursor,
            });
        }
        Ok(())
    }

    async fn file(&mut self, row: AttachmentRow) -> io::Result<()> {
        let reader = match self.engine.files().open(&row.storage_key).await {
            Ok(reader) => reader,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                tracing::error!(attachment = %row.id, "the bytes of a stored file are missing");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        self.begin(&format!("files/{}-{}", row.id, plain(&row.name)))?;
        self.steps.push_front(Step::Bytes(reader));
        Ok(())
    }

    fn begin(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(true);
        self.zip.start_file(name, options)?;
        Ok(())
    }
}

/// A name that no unpacking program can take for a path.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
                c
            } else {
                '_'
            }
        })
        .take(120)
        .collect()
}

/// Takes what the archive's writer says until it is sent.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(plain("../../etc/pass wd.png"), ".._.._etc_pass wd.png");
        assert_eq!(plain("C:\\x"), "C__x");
    }
}
