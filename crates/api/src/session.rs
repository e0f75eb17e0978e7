//! Signing in and first set-up.

use parlance_core::{
    ApiKeyId, AttachmentId, SessionId, TeamId, TenantId, Timestamp, UserId,
    permission::{Right, Role},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the sign-in page must show; needs no session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInOptions {
    /// Nobody can sign in yet: the one-time set-up link that the server printed must be opened.
    pub setup_required: bool,
    /// Several tenants exist, so the form asks for the tenant's short name.
    pub tenant_required: bool,
    /// Sign-in hints of a demonstration installation; empty otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demo_users: Vec<DemoUser>,
}

/// A person of the demonstration that anybody may sign in as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemoUser {
    /// Sign-in name.
    pub username: String,
    /// Shown name.
    pub name: String,
    /// What they are for, e.g. "Agent, Returns".
    pub role: String,
}

/// Signs in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The tenant's short name; needed when several tenants exist.
    #[serde(default)]
    pub tenant: Option<String>,
    /// Sign-in name, unique in the tenant, compared without case.
    pub username: String,
    /// Password.
    #[schema(format = Password)]
    pub password: String,
}

/// The password was right; the code of the second factor is needed to be signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondStep {
    /// After this the sign-in begins anew.
    pub expires_at: Timestamp,
}

/// A code of the second factor.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondFactorCode {
    /// Six digits of the authenticator app, or, at sign-in, a recovery code. Spaces and hyphens do not count.
    #[schema(format = Password)]
    pub code: String,
}

/// Proves once more who one is; good for ten minutes of changes that need it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmIdentity {
    /// The password.
    #[schema(format = Password)]
    pub password: String,
    /// The code of the second factor, or a recovery code; needed by those who have enrolled one.
    #[serde(default)]
    #[schema(format = Password)]
    pub code: Option<String>,
}

/// One's own second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorView {
    /// In force since; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<Timestamp>,
    /// One's roles or organisation require it: it can be replaced, not taken away.
    pub required: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: u32,
}

/// A second factor that was begun: it is in force once its first code has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Enrolment {
    /// The secret in base 32, to be typed into an authenticator app.
    pub secret: String,
    /// The same as an `otpauth:` address, to be shown as a QR code.
    pub uri: String,
    /// The first code must come before this.
    pub expires_at: Timestamp,
}

/// Fresh recovery codes; the only time they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecoveryCodes {
    /// Ten codes; each signs in once in place of the authenticator app.
    pub codes: Vec<String>,
}

/// Makes the first tenant and its administrator; works once, with the token of the printed link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// The token of the link.
    pub token: String,
    /// Name of the organisation.
    pub tenant_name: String,
    /// The administrator's name.
    pub name: String,
    /// The administrator's sign-in name.
    pub username: String,
    /// 12 to 128 characters.
    #[schema(format = Password)]
    pub password: String,
}

/// Changes one's own password; ends all other sessions.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present one.
    #[schema(format = Password)]
    pub current: String,
    /// The new one, 12 to 128 characters.
    #[schema(format = Password)]
    pub new: String,
}

/// The name under which one writes to customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicIdentityView {
    /// The tenant shows agents' names; otherwise customers see the page's.
    pub shown: bool,
    /// The name; absent: the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Longest name, UTF-16 units.
    pub name_max: u32,
    /// The picture beside the name; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_id: Option<AttachmentId>,
    /// Platforms can fetch pictures from this installation.
    pub pictures: bool,
}

/// Chooses the name under which one writes to customers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPublicIdentity {
    /// The name; absent or empty: the page's.
    #[serde(default)]
    pub name: Option<String>,
    /// The picture beside it, uploaded before by oneself; absent: none.
    #[serde(default)]
    pub picture_id: Option<AttachmentId>,
}

/// Who is signed in and what they may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The person.
    pub user_id: UserId,
    /// Sign-in name.
    pub username: String,
    /// Full name.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Everything the roles allow; screens ask this, never the roles.
    pub rights: Vec<Right>,
    /// Their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The tenant's name.
    pub tenant_name: String,
    /// The tenant's short name.
    pub tenant_slug: String,
    /// Interface language (BCP 47), if the person chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether they have enrolled a second factor.
    pub second_factor: bool,
    /// A second factor is required and missing: nothing but enrolling one is allowed.
    pub must_enrol: bool,
    /// This is a demonstration installation.
    pub demo: bool,
}

/// One of a person's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    /// Its id (not its secret).
    pub id: SessionId,
    /// Signed in at.
    pub created_at: Timestamp,
    /// Last seen at.
    pub last_seen_at: Timestamp,
    /// The browser, in short.
    pub client: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// What an API key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApiScope {
    /// Read configuration.
    ConfigRead,
    /// Change configuration.
    ConfigWrite,
    /// Read interactions, records and contacts.
    RecordsRead,
    /// Change contacts.
    ContactsWrite,
}

/// An API key as its list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyView {
    /// Its id.
    pub id: ApiKeyId,
    /// Its name.
    pub name: String,
    /// Its last four characters.
    pub hint: String,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
    /// Made at.
    pub created_at: Timestamp,
    /// Refused from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Last used at, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// Makes an API key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
    /// Refused from then on; absent: never expires.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

/// A key that was just made: the only time its secret is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyCreated {
    /// The key's row.
    pub key: ApiKeyView,
    /// `pk_…`; shown once.
    pub secret: String,
}

/// A single-use ticket for the realtime socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventsTicket {
    /// Give it as `ticket`.
    pub ticket: String,
    /// Refused from then on (30 s).
    pub expires_at: Timestamp,
}
