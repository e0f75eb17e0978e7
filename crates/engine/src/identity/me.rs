//! Who is signed in, as screens need it.

use parlance_api::session::Me;
use parlance_core::{TenantCtx, UserId, permission::Right};
use parlance_store::Read;

use crate::{Engine, Refusal, UseCaseError, identity::Person};

/// Every right, in the order of the enum.
const RIGHTS: [Right; 7] = [
    Right::HandleInteractions,
    Right::ViewAllRecords,
    Right::Supervise,
    Right::Configure,
    Right::ManageSecurity,
    Right::EditContacts,
    Right::WriteKnowledge,
];

/// The person with their rights and tenant.
pub fn view(
    read: &dyn Read,
    ctx: &TenantCtx,
    user_id: UserId,
    must_enrol: bool,
    demo: bool,
) -> Result<Me, Refusal> {
    let user = read.user(ctx, user_id)?.ok_or(Refusal::not_found("This user"))?;
    let tenant = read.tenant(ctx)?.ok_or(Refusal::not_found("This tenant"))?;
    let rights = RIGHTS
        .into_iter()
        .filter(|right| parlance_core::permission::can(&user.roles, *right))
        .collect();
    Ok(Me {
        user_id,
        username: user.username,
        name: user.name,
        roles: user.roles,
        rights,
        team_id: user.team_id,
        tenant_id: tenant.id,
        tenant_name: tenant.name,
        tenant_slug: tenant.slug,
        language: user.language,
        second_factor: read.second_factor(ctx, user_id)?.is_some(),
        must_enrol,
        demo,
    })
}

impl Engine {
    /// Who is signed in.
    pub async fn me(&self, person: &Person) -> Result<Me, UseCaseError> {
        let (ctx, user, must_enrol, demo) = (person.ctx, person.user_id, person.must_enrol, self.is_demo());
        self.read(move |read, _| view(read, &ctx, user, must_enrol, demo))
            .await
    }
}
