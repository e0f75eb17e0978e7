//! Field expansion: `fields=id,participants,messages.limit(20){id,message}`.

use super::error::{GraphError, GraphResult};

/// Deeper than any call that means something.
const MAX_DEPTH: usize = 6;

/// One asked field with what is asked inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub name: String,
    /// `.limit(n)`
    pub limit: Option<usize>,
    pub inner: Vec<Wanted>,
}

impl Wanted {
    pub fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            limit: None,
            inner: Vec::new(),
        }
    }
}

/// Reads a list of fields.
pub(super) fn parse(text: &str) -> GraphResult<Vec<Wanted>> {
    let mut reader = Reader { rest: text };
    let fields = reader.fields(0)?;
    if reader.rest.is_empty() {
        Ok(fields)
    } else {
        Err(syntax(reader.rest))
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn fields(&mut self, depth: usize) -> GraphResult<Vec<Wanted>> {
        if depth > MAX_DEPTH {
            return Err(syntax(self.rest));
        }
        let mut fields = Vec::new();
        loop {
            let name = self.word();
            if !name.is_empty() {
                let mut field = Wanted::plain(name);
                while self.take('.') {
                    let modifier = self.word();
                    if !self.take('(') {
                        return Err(syntax(self.rest));
                    }
                    let value = self.until(')')?;
                    if modifier == "limit" {
                        field.limit = value.trim().parse().ok();
                    }
                }
                if self.take('{') {
                    field.inner = self.fields(depth + 1)?;
                    if !self.take('}') {
                        return Err(syntax(self.rest));
                    }
                }
                fields.push(field);
            }
            if !self.take(',') {
                return Ok(fields);
            }
        }
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn take(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn until(&mut self, sign: char) -> GraphResult<&'a str> {
        let (value, rest) = self.rest.split_once(sign).ok_or_else(|| syntax(self.rest))?;
        self.rest = rest.trim_start();
        Ok(value)
    }
}

fn syntax(rest: &str) -> GraphError {
    let near: String = rest.chars().take(20).collect();
    GraphError::new(
        2500,
        None,
        format!("Syntax error \"Expected end of string instead of \"{near}\".\" in the parameter fields"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_nest_and_carry_limits() {
        let read = parse("id, participants,messages.limit(20){id,from{name}}").unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(read[2].limit, Some(20));
        assert_eq!(read[2].inner[1].inner, [Wanted::plain("name")]);
        assert_eq!(parse("").unwrap(), []);
    }

    #[test]
    fn what_is_not_closed_is_refused() {
        for bad in ["a{b", "a}", "a.limit(3", "a.limit", "a{b{c{d{e{f{g{h}}}}}}}"] {
            assert_eq!(parse(bad).map_err(|error| error.code), Err(2500), "{bad}");
        }
    }
}
