//! What an account's page shows before anybody writes.

use parlance_core::{
    Timestamp,
    public_profile::{Difference, PublicProfile, PublicProfileLimits},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The public profile of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicProfileView {
    /// As it was last applied here; what the platform had when nothing was.
    pub wanted: PublicProfile,
    /// What differs between that and what the platform had when it was last asked.
    pub differences: Vec<Difference>,
    /// When it was last asked; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// When the platform last took what was applied; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    /// How much the channel takes.
    pub limits: PublicProfileLimits,
}
