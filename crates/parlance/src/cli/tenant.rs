//! `parlance tenant`: the companies of an installation.

use clap::Subcommand;

use super::{Common, Failure, print};
use crate::wiring::Parlance;

/// Make and list tenants
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: TenantCommand,
}

#[derive(Debug, Subcommand)]
enum TenantCommand {
    /// Make a tenant
    Create {
        /// Name of the organisation
        name: String,
        /// Short name for signing in: lower-case letters, digits, `-` [default: made from the name]
        #[arg(long)]
        slug: Option<String>,
    },
    /// List the tenants
    List,
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let config = common.load()?;
    super::block_on(async {
        let parlance = Parlance::open_beside(&config).await?;
        match args.command {
            TenantCommand::Create { name, slug } => {
                let tenant = parlance.engine().operator_create_tenant(name, slug).await?;
                print(&format!(
                    "The tenant `{}` ({}) was made. Give it an administrator:\n  parlance user create {} USERNAME \
                     --name NAME --role administrator\n",
                    tenant.slug, tenant.name, tenant.slug
                ))
            }
            TenantCommand::List => {
                for tenant in parlance.engine().operator_tenants().await? {
                    let disabled = if tenant.disabled_at.is_some() {
                        "  (disabled)"
                    } else {
                        ""
                    };
                    print(&format!("{:<24} {}{disabled}\n", tenant.slug, tenant.name))?;
                }
                Ok(())
            }
        }
    })
}
