//! The policies: which right a person needs and which scope a program needs.

use parlance_api::session::ApiScope;
use parlance_core::permission::Right;

/// What is needed to call a handler.
pub trait Policy: Send + Sync + 'static {
    /// The right a person needs; `None`: being signed in is enough.
    const RIGHT: Option<Right>;
    /// The scope an API key needs; `None`: no key may.
    const SCOPE: Option<ApiScope>;
    /// What is said to those who may not.
    const MISSING: &'static str;
    /// Whether it is open to those who must enrol a second factor before anything else.
    const WHILE_ENROLLING: bool = false;
}

/// Anyone signed in, also who still must enrol a second factor: what enrolling needs.
pub struct Oneself;
impl Policy for Oneself {
    const RIGHT: Option<Right> = None;
    const SCOPE: Option<ApiScope> = None;
    const MISSING: &'static str = "This is for people with a session, not for API keys.";
    const WHILE_ENROLLING: bool = true;
}

macro_rules! policies {
    ($($(#[$doc:meta])* $name:ident, $right:expr, $scope:expr, $missing:literal;)*) => {$(
        $(#[$doc])*
        pub struct $name;
        impl Policy for $name {
            const RIGHT: Option<Right> = $right;
            const SCOPE: Option<ApiScope> = $scope;
            const MISSING: &'static str = $missing;
        }
    )*};
}

policies! {
    /// Anyone signed in.
    Anyone, None, None, "This is for people with a session, not for API keys.";
    /// Handles interactions.
    Handle, Some(Right::HandleInteractions), None,
        "Only agents can do this. Ask an administrator for the agent role.";
    /// Sees live work.
    Supervise, Some(Right::Supervise), None, "Only supervisors and administrators can see this.";
    /// Keys and audit.
    Secure, Some(Right::ManageSecurity), None, "Only administrators can do this.";
    /// Changes configuration.
    Configure, Some(Right::Configure), Some(ApiScope::ConfigWrite),
        "Only administrators, or API keys with the scope config_write, can do this.";
    /// Reads configuration.
    ReadConfig, Some(Right::Configure), Some(ApiScope::ConfigRead),
        "Only administrators, or API keys with the scope config_read, can see this.";
    /// Reads lists of names.
    ReadNames, None, Some(ApiScope::ConfigRead), "This API key lacks the scope config_read.";
    /// Writes knowledge articles.
    WriteKnowledge, Some(Right::WriteKnowledge), Some(ApiScope::ConfigWrite),
        "Only those who may write knowledge articles, or API keys with the scope config_write, can do this.";
    /// Reads knowledge articles as their authors do.
    ReadKnowledge, Some(Right::WriteKnowledge), Some(ApiScope::ConfigRead),
        "Only those who may write knowledge articles, or API keys with the scope config_read, can see this.";
    /// Reads records and contacts.
    ReadRecords, None, Some(ApiScope::RecordsRead), "This API key lacks the scope records_read.";
    /// Changes contacts.
    WriteContacts, Some(Right::EditContacts), Some(ApiScope::ContactsWrite),
        "This needs the right to edit contacts, or an API key with the scope contacts_write.";
}
