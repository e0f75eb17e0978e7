//! What strace has written, as operations on the files of one folder.

use std::{collections::HashMap, path::Path};

/// The calls that matter. Memory that is shared between processes (`-shm`) does not survive and is left out.
pub const CALLS: &str = "trace=lseek,write,pwrite64,ftruncate,fsync,fdatasync,unlink,openat";

/// One operation. Files are named as in their folder; the folder itself has no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Made {
        file: String,
    },
    Written {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: String,
        to: usize,
    },
    /// Everything that was done to the file until a number of operations ago is on the disk.
    Flushed {
        file: String,
    },
    Removed {
        file: String,
    },
    Acknowledged(u64),
}

/// Reads a recording.
pub fn read(text: &str, folder: &Path) -> Vec<Event> {
    let mut reader = Reader {
        folder: folder.display().to_string(),
        places: HashMap::new(),
        begun: HashMap::new(),
        events: Vec::new(),
    };
    for line in text.lines() {
        // `1234 call(arguments) = result`
        let Some((process, rest)) = line.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(end) = rest.strip_prefix("<... ") {
            let Some(begin) = reader.begun.remove(process) else {
                continue;
            };
            let rest = end.split_once(" resumed>").map_or("", |(_, rest)| rest);
            reader.call(&format!("{begin}{rest}"));
        } else if let Some(begin) = rest.strip_suffix(" <unfinished ...>") {
            reader.begun.insert(process.to_owned(), begin.to_owned());
        } else {
            reader.call(rest);
        }
    }
    reader.events
}

struct Reader {
    folder: String,
    /// Where each descriptor stands.
    places: HashMap<String, usize>,
    /// Calls of processes that had not returned yet.
    begun: HashMap<String, String>,
    events: Vec<Event>,
}

impl Reader {
    fn call(&mut self, line: &str) {
        let Some((call, rest)) = line.split_once('(') else {
            return;
        };
        let Some((arguments, result)) = rest.rsplit_once(" = ") else {
            return;
        };
        let arguments = arguments.trim_end().trim_end_matches(')');
        if result.trim_start().starts_with('-') {
            return;
        }
        let arguments: Vec<&str> = arguments.split(", ").collect();
        match (call, arguments.as_slice()) {
            ("openat", [_, name, flags, ..]) if flags.contains("O_CREAT") => {
                let name = String::from_utf8(decoded(name)).unwrap_or_default();
                if let Some(file) = self.name(&name) {
                    self.events.push(Event::Made { file });
                }
            }
            ("lseek", [descriptor, _, _]) => {
                let place = result.split(' ').next().and_then(|place| place.parse().ok());
                self.places.insert((*descriptor).to_owned(), place.unwrap_or(0));
            }
            ("write", [descriptor, bytes, _]) if self.file(descriptor).is_none() => {
                self.acknowledged(&String::from_utf8_lossy(&decoded(bytes)));
            }
            ("write", [descriptor, bytes, _]) => {
                let at = self.places.get(*descriptor).copied().unwrap_or(0);
                let bytes = decoded(bytes);
                self.places.insert((*descriptor).to_owned(), at + bytes.len());
                self.written(descriptor, at, bytes);
            }
            ("pwrite64", [descriptor, bytes, _, at]) => {
                self.written(descriptor, at.parse().unwrap(), decoded(bytes));
            }
            ("ftruncate", [descriptor, to]) => {
                if let Some(file) = self.file(descriptor) {
                    let to = to.parse().unwrap();
                    self.events.push(Event::Cut { file, to });
                }
            }
            ("fsync" | "fdatasync", [descriptor]) => {
                if let Some(file) = self.file(descriptor) {
                    self.events.push(Event::Flushed { file });
                }
            }
            ("unlink", [name]) => {
                let name = String::from_utf8(decoded(name)).unwrap_or_default();
                if let Some(file) = self.name(&name) {
                    self.events.push(Event::Removed { file });
                }
            }
            _ => {}
        }
    }

    fn acknowledged(&mut self, text: &str) {
        let number = text
            .split_once("acknowledged ")
            .and_then(|(_, rest)| rest.split(';').next()?.parse().ok());
        self.events.extend(number.map(Event::Acknowledged));
    }

    fn written(&mut self, descriptor: &str, at: usize, bytes: Vec<u8>) {
        if let Some(file) = self.file(descriptor) {
            self.events.push(Event::Written { file, at, bytes });
        }
    }

    /// The file of `7</folder/file>`.
    fn file(&self, descriptor: &str) -> Option<String> {
        let (_, path) = descriptor.split_once('<')?;
        let path = path.strip_suffix('>')?;
        let path = if path.contains("\\x") {
            String::from_utf8(decoded(path)).ok()?
        } else {
            path.to_owned()
        };
        self.name(&path)
    }

    fn name(&self, path: &str) -> Option<String> {
        let name = path.strip_prefix(&self.folder)?.trim_start_matches('/');
        (name != "trace" && !name.ends_with("-shm")).then(|| name.to_owned())
    }
}

/// Bytes of `"\x61\x62"`.
fn decoded(text: &str) -> Vec<u8> {
    text.trim_matches('"')
        .split("\\x")
        .skip(1)
        .map(|digits| u8::from_str_radix(&digits[..2], 16).unwrap())
        .collect()
}
