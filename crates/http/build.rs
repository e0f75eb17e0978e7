//! Packs the API's document, so that the binary carries a tenth of it.

use std::{
    env,
    fs::{self, File},
    io,
    path::PathBuf,
};

use flate2::{Compression, write::GzEncoder};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let document = manifest.join("../../docs/reference/openapi.json");
    println!("cargo::rerun-if-changed={}", document.display());
    let mut packed = GzEncoder::new(File::create(out.join("openapi.json.gz"))?, Compression::best());
    // Before it was ever made it is not there; a test makes it.
    io::Write::write_all(&mut packed, &fs::read(document).unwrap_or_default())?;
    packed.finish().map(drop)
}
