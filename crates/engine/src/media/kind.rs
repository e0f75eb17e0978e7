//! What a file is: by its first bytes, and by its name only where content has no mark of its own.

use parlance_store::attachments::FileKind;

/// First bytes that are looked at.
pub(crate) const HEAD_BYTES: usize = 8 * 1024;

/// Types that browsers may show in place; all others are offered for saving. No SVG, no HTML, no PDF: they can carry
/// scripts.
const INLINE: [&str; 15] = [
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "audio/mpeg",
    "audio/mp4",
    "audio/m4a",
    "audio/aac",
    "audio/ogg",
    "audio/opus",
    "audio/x-wav",
    "audio/x-flac",
    "video/mp4",
    "video/webm",
    "video/quicktime",
];

/// Whether browsers may show a file of this type in place.
#[must_use]
pub fn is_shown_inline(mime: &str) -> bool {
    INLINE.contains(&mime)
}

/// MIME type and kind of a file with this beginning and this (cleaned) name.
#[must_use]
pub fn of_content(head: &[u8], name: &str) -> (String, FileKind) {
    let mime = match infer::get(head).map(|found| found.mime_type()) {
        // A word processor's file is an archive by its bytes; its name says which.
        Some("application/zip") => by_extension(name)
            .filter(|mime| mime.starts_with("application/vnd."))
            .unwrap_or("application/zip"),
        Some(mime) => mime,
        None => by_extension(name)
            .filter(|_| looks_like_text(head))
            .unwrap_or("application/octet-stream"),
    };
    (mime.to_owned(), kind(mime))
}

fn kind(mime: &str) -> FileKind {
    if mime.starts_with("image/") && is_shown_inline(mime) {
        FileKind::Image
    } else if mime.starts_with("audio/") {
        FileKind::Audio
    } else if mime.starts_with("video/") {
        FileKind::Video
    } else {
        FileKind::File
    }
}

/// Types whose content has no mark. None of them may be shown in place.
fn by_extension(name: &str) -> Option<&'static str> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "txt" | "log" | "md" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "ics" => "text/calendar",
        "vcf" => "text/vcard",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => return None,
    })
}

fn looks_like_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // A character may be cut at the end of what was looked at.
        Err(error) if head.len() - error.valid_up_to() < 4 && head.len() >= HEAD_BYTES => return true,
        Err(_) => return false,
    };
    !text.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(of_content(png, "x.exe"), ("image/png".into(), FileKind::Image));
        let script = b"<!DOCTYPE html><script>alert(1)</script>";
        assert_eq!(of_content(script, "cat.png").1, FileKind::File);
        assert!(!is_shown_inline(&of_content(script, "cat.png").0));
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
        assert!(!is_shown_inline(&of_content(svg, "cat.svg").0));
        assert_eq!(
            of_content(b"%PDF-1.7", "a.pdf"),
            ("application/pdf".into(), FileKind::File)
        );
        assert_eq!(of_content(b"a,b\n1,2", "a.csv").0, "text/csv");
        assert_eq!(of_content(&[0, 1, 2, 255], "a.csv").0, "application/octet-stream");
        assert_eq!(of_content(b"", "a").0, "application/octet-stream");
    }
}
