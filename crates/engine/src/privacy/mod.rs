//! What customers may demand: to be forgotten, and to be told what is kept about them.

mod erase;
mod export;
mod notices;
mod requests;
mod traces;

pub use export::ContactExport;
pub use notices::{DemandState, NoticeError};
pub use requests::carry_out;
pub use traces::finish_erasures;

use parlance_core::permission::Right;

use crate::{Refusal, identity::Person};

/// Both take or hand out everything at once: administrators only, who have proved lately who they are.
fn permit(person: &Person, now: parlance_core::Timestamp) -> Result<(), Refusal> {
    if !person.can(Right::ManageSecurity) {
        return Err(Refusal::forbidden("Only administrators can do this."));
    }
    person.recently_confirmed(now)
}
