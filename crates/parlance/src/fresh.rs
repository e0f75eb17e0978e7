//! Generated files: a test compares them with what would be generated; `make gen` writes them.

use std::{env, fs, path::Path};

/// Fails when the file of the source tree differs from `wanted`; with `UPDATE_GENERATED=1` writes it instead.
pub fn check(path: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if env::var_os("UPDATE_GENERATED").is_some() {
        fs::create_dir_all(file.parent().expect("a path in a folder")).expect("the folder can be made");
        fs::write(&file, wanted).expect("the file can be written");
        return;
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == wanted, "{path} is stale: run `make gen` and commit it");
}
