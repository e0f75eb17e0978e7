//! What an account of the family needs, typed.

use parlance_channel::{AccountValues, SendError, SendErrorKind};
use secrecy::{ExposeSecret, SecretString};

use super::{graph::Credentials, member::Member};

/// Names of the form's fields that all channels have.
pub(crate) mod field {
    pub const PAGE_ID: &str = "page_id";
    pub const TOKEN: &str = "token";
    pub const APP_SECRET: &str = "app_secret";
    pub const ACCEPT_UNSIGNED: &str = "accept_unsigned";
    pub const HUMAN_AGENT: &str = "human_agent";
    pub const TAKE_COMMENTS: &str = "take_comments";
    pub const UTILITY_MESSAGES: &str = "utility_messages";
    pub const CALLBACK_URL: &str = "callback_url";
    pub const VERIFY_TOKEN: &str = "verify_token";
    pub const SUBSCRIBE_FIELDS: &str = "subscribe_fields";
}

/// An account that can make calls.
pub(crate) struct Account {
    /// The page, which makes all calls.
    pub page_id: String,
    /// Whose word the calls are.
    pub credentials: Credentials,
    /// The channel.
    pub member: &'static Member,
}

impl Account {
    /// The account, or why it cannot call.
    pub fn open(member: &'static Member, values: &AccountValues) -> Result<Self, SendError> {
        let missing = |id| SendError {
            kind: SendErrorKind::Reauth,
            sentence: member.words.say(id, &[]),
            status: None,
            code: None,
            subcode: None,
            trace_id: None,
        };
        let page_id = values
            .setting(field::PAGE_ID)
            .ok_or_else(|| missing("account.no_page_id"))?;
        let token = values
            .secret(field::TOKEN)
            .ok_or_else(|| missing("account.no_token"))?;
        Ok(Self {
            page_id: page_id.to_owned(),
            credentials: Credentials {
                token: trimmed(token),
                app_secret: app_secret(values),
            },
            member,
        })
    }
}

/// The app secret, when entered.
pub(crate) fn app_secret(values: &AccountValues) -> Option<SecretString> {
    values.secret(field::APP_SECRET).map(trimmed)
}

/// People paste values with the line end that stood behind them.
pub(super) fn trimmed(secret: &SecretString) -> SecretString {
    SecretString::from(secret.expose_secret().trim())
}
