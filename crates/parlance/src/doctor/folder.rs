//! The data folder: can be written, belongs to its owner, has room.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use rustix::fs::statvfs;

use super::Finding;
use crate::{config::Config, data_dir};

pub(super) fn check(config: &Config) -> Vec<Finding> {
    let folder = &config.storage.data_dir;
    let shown = folder.display();
    if !folder.exists() {
        let above = folder
            .ancestors()
            .skip(1)
            .find(|above| above.exists() || above.as_os_str().is_empty());
        let above = above
            .filter(|above| !above.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let fix = format!("Make it, or choose another with --data-dir: mkdir -p {shown}");
        return vec![match tempfile_in(above) {
            Ok(()) => Finding::good(format!(
                "The data folder {shown} is not there yet; the first start makes it."
            )),
            Err(error) => Finding::bad(
                format!("The data folder {shown} is not there and cannot be made: {error}."),
                fix,
            ),
        }];
    }
    vec![
        writable(folder),
        private(folder),
        room(folder, config.storage.min_free_bytes),
    ]
}

fn writable(folder: &Path) -> Finding {
    let shown = folder.display();
    match tempfile_in(folder) {
        Ok(()) => Finding::good(format!("The data folder {shown} can be written.")),
        Err(error) => Finding::bad(
            format!("The data folder {shown} cannot be written: {error}."),
            format!("Give it to the user that runs Parlance: chown -R USER {shown}"),
        ),
    }
}

fn private(folder: &Path) -> Finding {
    let shown = folder.display();
    match fs::metadata(folder).map(|metadata| metadata.permissions().mode() & 0o777) {
        Ok(mode) if mode & 0o007 != 0 => Finding::limited(
            format!("Everybody on this machine can look into the data folder (mode {mode:o})."),
            format!("chmod 700 {shown}"),
        ),
        Ok(_) => Finding::good("Only its owner can look into the data folder."),
        Err(error) => Finding::bad(
            format!("The data folder cannot be looked at: {error}."),
            format!("ls -ld {shown}"),
        ),
    }
}

fn room(folder: &Path, least: u64) -> Finding {
    let Ok(space) = statvfs(folder) else {
        return Finding::limited(
            "The free space is not known.",
            format!("df -h {}", folder.display()),
        );
    };
    let (free, all) = (space.f_bavail * space.f_frsize, space.f_blocks * space.f_frsize);
    let free_mb = free / 1_000_000;
    // The server stops writing below the smaller of the two.
    let bound = least.min(all / 20);
    if free < bound {
        return Finding::bad(
            format!(
                "Only {free_mb} MB are free: nothing is written below {} MB.",
                bound / 1_000_000
            ),
            "Free some space, or move the data folder to a larger disk.",
        );
    }
    if free < bound * 5 {
        return Finding::limited(
            format!("{free_mb} MB are free, which is not much."),
            "Plan for a larger disk.",
        );
    }
    Finding::good(format!("{free_mb} MB are free."))
}

/// Writes and removes a small file.
fn tempfile_in(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".doctor-{}", std::process::id()));
    fs::write(&probe, b"x")?;
    fs::remove_file(&probe)
}

/// Whether a server works on the data folder now.
pub(super) fn is_served(config: &Config) -> bool {
    config.storage.data_dir.exists()
        && matches!(
            data_dir::lock(&config.storage.data_dir),
            Err(data_dir::DataDirError::InUse(_))
        )
}
