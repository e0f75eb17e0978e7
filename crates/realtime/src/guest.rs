//! Who sits at the other end of a socket, and what the socket needs of the application.

use std::{future::Future, pin::Pin};

use parlance_core::{
    InteractionId, SessionId, TenantCtx, UserId,
    event::Audience,
    permission::{Right, Role, can},
};

/// A signed-in person with a socket. Their roles are those of the moment they connected; a change of roles ends the
/// session, and with it the socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// Their tenant.
    pub ctx: TenantCtx,
    /// Who.
    pub user_id: UserId,
    /// The session that opened the socket.
    pub session_id: SessionId,
    /// Roles.
    pub roles: Vec<Role>,
    /// Only watches, as the Administrator does: it makes nobody reachable for interactions.
    pub watches: bool,
}

impl Guest {
    /// Whether this person may see an event of their tenant.
    #[must_use]
    pub fn may_see(&self, audience: &Audience) -> bool {
        audience.everyone
            || audience.users.contains(&self.user_id)
            || (audience.supervisors && self.sees_all_records())
            || (audience.administrators && self.configures())
    }

    /// Whether events for supervisors are for them.
    #[must_use]
    pub fn sees_all_records(&self) -> bool {
        can(&self.roles, Right::ViewAllRecords)
    }

    /// Whether events for administrators are for them.
    #[must_use]
    pub fn configures(&self) -> bool {
        can(&self.roles, Right::Configure)
    }
}

/// What a socket needs of the application.
pub trait Application: Send + Sync + 'static {
    /// Whether the session still lives.
    fn alive(&self, guest: Guest) -> Pin<Box<dyn Future<Output = bool> + Send>>;
    /// The person's name, if they may read an interaction.
    fn may_view(
        &self,
        guest: Guest,
        interaction: InteractionId,
    ) -> Pin<Box<dyn Future<Output = Option<String>> + Send>>;
    /// The agent types, or stopped. Must not wait.
    fn typing(&self, guest: &Guest, interaction: InteractionId, typing: bool);
    /// The person's first desktop is connected; sockets that only watch do not count. Must not wait; calls for one person keep their order.
    fn connected(&self, ctx: TenantCtx, user: UserId);
    /// The person's last desktop is gone; sockets that only watch do not count. Must not wait; calls for one person keep their order.
    fn disconnected(&self, ctx: TenantCtx, user: UserId);
}

#[cfg(test)]
mod tests {
    use parlance_core::{TenantId, Timestamp};

    use super::*;

    fn guest(number: u8, roles: &[Role]) -> Guest {
        let at = Timestamp::from_millis(1);
        Guest {
            ctx: TenantCtx::new(TenantId::new(at, [1; 10])),
            user_id: UserId::new(at, [number; 10]),
            session_id: SessionId::new(at, [number; 10]),
            roles: roles.to_vec(),
            watches: false,
        }
    }

    #[test]
    fn an_agent_sees_what_names_them_and_nothing_of_colleagues() {
        let (ana, jonas) = (guest(1, &[Role::Agent]), guest(2, &[Role::Agent]));
        let for_ana = Audience::people([ana.user_id]);
        assert!(ana.may_see(&for_ana));
        assert!(!jonas.may_see(&for_ana));
        assert!(guest(3, &[Role::Supervisor]).may_see(&for_ana));
        assert!(!ana.may_see(&Audience::administrators()));
        assert!(
            !ana.may_see(&Audience::default()),
            "an event for nobody is seen by nobody"
        );
    }
}
