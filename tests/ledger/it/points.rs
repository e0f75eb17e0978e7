//! The points of the migrations, and that there are none in what is shipped.

use std::{path::Path, process::Output};

use parlance_ledger::{
    run::binary,
    truth::{SqliteTruth, Truth as _},
};
use parlance_testkit::{Failure, program::tested_binary};
use tokio::process::Command;

const TENANT: &str = "[tenant]\nslug = \"alder\"\nname = \"Alder & Pine\"\n";

/// `parlance apply` into a folder, which makes and migrates the database, with these points.
async fn apply(binary: &Path, folder: &Path, points: &str) -> Result<Output, Failure> {
    let file = folder.join("contact-center.toml");
    std::fs::write(&file, TENANT)?;
    let output = Command::new(binary)
        .arg("apply")
        .arg(&file)
        .env("PARLANCE_DATA_DIR", folder.join("data"))
        .env("FAILPOINTS", points)
        .current_dir(folder)
        .output()
        .await?;
    Ok(output)
}

#[tokio::test]
async fn an_interrupted_migration_goes_on_at_the_next_start() -> Result<(), Failure> {
    for point in [
        "migration-before-commit",
        "migration-after-commit",
        "writer-before-commit",
        "writer-after-commit",
    ] {
        let folder = tempfile::tempdir()?;
        let died = apply(&binary()?, folder.path(), &format!("{point}=return(abort)")).await?;
        let said = String::from_utf8_lossy(&died.stderr).into_owned();
        assert!(!died.status.success() && said.contains(point), "{point}: {said}");
        let went_on = apply(&binary()?, folder.path(), "").await?;
        assert!(
            went_on.status.success(),
            "{point}: {}",
            String::from_utf8_lossy(&went_on.stderr)
        );
        let stored = SqliteTruth::in_folder(&folder.path().join("data")).read()?;
        assert_eq!(stored.damage, [""; 0], "{point}");
        assert_eq!(
            stored.streams.len(),
            1,
            "{point}: one tenant, however often it was applied"
        );
    }
    Ok(())
}

#[tokio::test]
async fn what_is_shipped_has_no_points() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let done = apply(
        &tested_binary()?,
        folder.path(),
        "writer-before-commit=return(abort)",
    )
    .await?;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}
