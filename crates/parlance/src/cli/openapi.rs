//! `parlance openapi`

use std::{fs, path::PathBuf};

use super::Failure;

/// Print the API's OpenAPI 3.1 document
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write to a file instead
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let document = parlance_http::openapi_json();
    match &args.output {
        Some(file) => {
            fs::write(file, document).map_err(|error| Failure::new(format!("{}: {error}", file.display())))
        }
        None => super::print(&document),
    }
}
