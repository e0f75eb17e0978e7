//! `parlance doctor`: looks at an installation and says what to fix.

use super::{Common, Failure};
use crate::doctor::{self, Grade};

/// Check this installation and say what to fix
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Leave out what needs the network
    #[arg(long)]
    offline: bool,
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let config = common.load()?;
    let findings = tokio::runtime::Runtime::new()?.block_on(doctor::examine(&config, args.offline));
    for finding in &findings {
        super::print(&format!("{finding}\n"))?;
    }
    let bad = findings
        .iter()
        .filter(|finding| finding.grade == Grade::Bad)
        .count();
    if bad == 0 {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{bad} of {} checks failed.",
            findings.len()
        )))
    }
}
