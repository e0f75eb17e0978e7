//! `parlance user`: people who sign in.

use std::io::{BufRead as _, IsTerminal as _};

use clap::{Subcommand, ValueEnum};
use parlance_api::user::NewUser;
use parlance_core::permission::Role;

use super::{Common, Failure, print};
use crate::wiring::Parlance;

/// Make users, set passwords, reset second factors
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Make a user; the password is read from standard input
    Create {
        /// Short name of the tenant
        tenant: String,
        /// Sign-in name
        username: String,
        /// Full name [default: the sign-in name]
        #[arg(long)]
        name: Option<String>,
        /// Mail address
        #[arg(long)]
        email: Option<String>,
        /// What the user may do; may be repeated
        #[arg(long = "role", value_enum, required = true)]
        roles: Vec<RoleName>,
    },
    /// Set a user's password, read from standard input, and end the user's sessions
    SetPassword {
        /// Short name of the tenant
        tenant: String,
        /// Sign-in name
        username: String,
    },
    /// Take a user's second factor away and end the user's sessions: for who has lost the app and the recovery codes
    ResetSecondFactor {
        /// Short name of the tenant
        tenant: String,
        /// Sign-in name
        username: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    /// Configures the tenant
    Administrator,
    /// Sees the records and live work of everyone
    Supervisor,
    /// Handles interactions
    Agent,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Administrator => Self::Administrator,
            RoleName::Supervisor => Self::Supervisor,
            RoleName::Agent => Self::Agent,
        }
    }
}

pub(super) fn run(common: &Common, args: Args) -> Result<(), Failure> {
    let config = common.load()?;
    super::block_on(async {
        let parlance = Parlance::open_beside(&config).await?;
        match args.command {
            UserCommand::Create {
                tenant,
                username,
                name,
                email,
                roles,
            } => {
                let command = NewUser {
                    name: name.unwrap_or_else(|| username.clone()),
                    username,
                    email,
                    roles: roles.into_iter().map(Role::from).collect(),
                    team_id: None,
                    skills: Vec::new(),
                    max_chats: None,
                    password: read_password()?,
                };
                let user = parlance.engine().operator_create_user(&tenant, command).await?;
                print(&format!("The user `{}` was made.\n", user.username))
            }
            UserCommand::SetPassword { tenant, username } => {
                let password = read_password()?;
                parlance
                    .engine()
                    .operator_set_password(&tenant, &username, &password)
                    .await?;
                print("The password is set; all sessions of this user have ended.\n")
            }
            UserCommand::ResetSecondFactor { tenant, username } => {
                parlance
                    .engine()
                    .operator_reset_second_factor(&tenant, &username)
                    .await?;
                print("The second factor is gone; all sessions of this user have ended.\n")
            }
        }
    })
}

/// One line of standard input: a password on the command line would be seen by everybody on the machine.
fn read_password() -> Result<String, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        eprint!("Password (it will be seen as you type; or use: echo … | parlance user …): ");
    }
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        Err(Failure::new("No password was given on standard input."))
    } else {
        Ok(password.into())
    }
}
