//! What of a message is searched.

use parlance_core::message::{Direction, Part};

/// Everything that is text in a message's parts, a line each; empty for lines of Parlance and for what was taken back
/// or deleted.
pub(crate) fn searched_text(direction: Direction, parts: &[Part], gone: bool) -> String {
    if direction == Direction::System || gone {
        return String::new();
    }
    parts.iter().flat_map(texts).collect::<Vec<_>>().join("\n")
}

fn texts(part: &Part) -> Vec<String> {
    let texts: Vec<&str> = match part {
        Part::Rich(rich) => return rich.words(),
        Part::Text { text } => vec![text],
        Part::Approved(message) => message.content.words(),
        Part::Postback { title, .. } => vec![title],
        Part::Template { lines, .. } => lines.iter().map(String::as_str).collect(),
        Part::Shared { title, lines, .. } => title.iter().chain(lines).map(String::as_str).collect(),
        Part::Form(form) => form
            .answers
            .iter()
            .flat_map(|line| [line.question.as_str(), line.answer.as_str()])
            .chain(form.title.as_deref())
            .collect(),
        Part::Link { title, url } => title.iter().chain(url).map(String::as_str).collect(),
        Part::Location { title, .. } => title.iter().map(String::as_str).collect(),
        _ => part
            .media()
            .and_then(|media| media.name.as_deref())
            .into_iter()
            .collect(),
    };
    texts.into_iter().map(str::to_owned).collect()
}
