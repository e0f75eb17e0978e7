//! Multipart forms whose files are streamed from their source.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use parlance_channel::{
    ByteStream, HttpFailure,
    call::{FormPart, FormValue},
};
use reqwest::multipart::{Form, Part};

/// Marks a failure of the source, so that it is not taken for one of the network.
#[derive(Debug)]
pub(crate) struct SourceFailed;

impl fmt::Display for SourceFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the attachment could not be read")
    }
}

impl std::error::Error for SourceFailed {}

/// Opens every file and makes the form.
pub(crate) async fn form(parts: Vec<FormPart>) -> Result<Form, HttpFailure> {
    let mut form = Form::new();
    for part in parts {
        form = match part.value {
            FormValue::Text(text) => form.text(part.name, text),
            FormValue::File {
                source,
                file_name,
                mime,
            } => {
                let stream = source.open().await.map_err(|_| HttpFailure::Source)?;
                let size = source.size_bytes();
                let body = reqwest::Body::wrap_stream(Exact { stream, left: size });
                let file = Part::stream_with_length(body, size).file_name(clean_name(&file_name));
                let file = file.mime_str(&mime).map_err(|_| HttpFailure::Source)?;
                form.part(part.name, file)
            }
        };
    }
    Ok(form)
}

/// File names travel in a header: no control characters, no quotes, no directories, at most 255 bytes.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut clean: String = last
        .chars()
        .map(|c| if c.is_control() || c == '"' { '_' } else { c })
        .collect();
    while clean.len() > 255 {
        clean.pop();
    }
    if clean.is_empty() {
        "file".to_owned()
    } else {
        clean
    }
}

/// Exactly the announced number of bytes; fewer or more is a failure of the source.
struct Exact {
    stream: ByteStream,
    left: u64,
}

impl Stream for Exact {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let failed = || Poll::Ready(Some(Err(io::Error::other(SourceFailed))));
        match self.stream.as_mut().poll_next(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(None) if self.left == 0 => Poll::Ready(None),
            Poll::Ready(None | Some(Err(_))) => failed(),
            Poll::Ready(Some(Ok(bytes))) => match self.left.checked_sub(bytes.len() as u64) {
                Some(left) => {
                    self.left = left;
                    Poll::Ready(Some(Ok(bytes)))
                }
                None => failed(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn names_are_safe_in_a_header() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("a\"b\r\nX: y.pdf"), "a_b__X: y.pdf");
        assert_eq!(
            clean_name("C:\\x\\Rechnung für März.pdf"),
            "Rechnung für März.pdf"
        );
        assert_eq!(clean_name("/"), "file");
        assert!(clean_name(&"ü".repeat(400)).len() <= 255);
    }
}
