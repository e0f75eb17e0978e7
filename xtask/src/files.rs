//! The files of the tree: what is committed or about to be.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The root of the tree.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// One text file.
pub(crate) struct File {
    /// Below the root, with `/` between.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn has_extension(&self, any_of: &[&str]) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|own| any_of.iter().any(|wanted| own == *wanted))
    }
}

/// Every text file that git does not ignore. A file that is deleted but still in the index is skipped.
pub(crate) fn all() -> Result<Vec<File>, String> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("git cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "git ls-files failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    let paths = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut paths: Vec<&str> = paths.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let read = |path: &str| {
        let text = fs::read_to_string(root().join(path)).ok()?;
        Some(File {
            path: path.to_owned(),
            text,
        })
    };
    Ok(paths.into_iter().filter_map(read).collect())
}
