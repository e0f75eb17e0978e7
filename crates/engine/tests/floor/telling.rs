//! Words the stories are told with.

use parlance_api::interaction::Transfer;
use parlance_core::{
    agent::AgentState,
    message::{Part, SystemLine},
};
use parlance_engine::{Refusal, UseCaseError};
use parlance_store::WorkError;

use crate::world::World;

pub fn refusal<T: std::fmt::Debug>(result: Result<T, UseCaseError>) -> Refusal {
    match result {
        Err(WorkError::Refused(refusal)) => refusal,
        other => panic!("should have been refused: {other:?}"),
    }
}

pub fn code<T: std::fmt::Debug>(result: Result<T, UseCaseError>) -> String {
    match refusal(result) {
        Refusal::Conflict { code, .. } => code.into(),
        Refusal::NotFound { .. } => "not_found".into(),
        Refusal::Invalid(fields) => format!("{}:{}", fields[0].field, fields[0].code),
        other => panic!("{other:?}"),
    }
}

pub fn transfer(agent: Option<parlance_core::UserId>, service: Option<parlance_core::ServiceId>) -> Transfer {
    Transfer {
        agent_id: agent,
        service_id: service,
        note: Some("Speaks only Spanish".into()),
    }
}

/// The lines about what happened, as words.
pub async fn lines(world: &World, id: parlance_core::InteractionId) -> Vec<String> {
    let boss = parlance_engine::identity::Caller::Person(world.cast.boss.clone());
    let record = world.harness.engine.record(&boss, id).await.unwrap();
    let lines = record.messages.iter().flat_map(|message| &message.parts);
    lines
        .filter_map(|part| match part {
            Part::System(SystemLine::Queued { service, .. }) => Some(format!("queued {service}")),
            Part::System(SystemLine::Offered { agent, .. }) => Some(format!("offered {agent}")),
            Part::System(SystemLine::Accepted { agent }) => Some(format!("accepted {agent}")),
            Part::System(SystemLine::OfferReturned { agent, cause }) => {
                Some(format!("returned {agent} {cause}"))
            }
            Part::System(SystemLine::AgentLost { agent }) => Some(format!("lost {agent}")),
            Part::System(SystemLine::Transferred {
                from,
                to_agent,
                to_service,
                ..
            }) => {
                let to = to_agent.as_ref().or(to_service.as_ref()).unwrap();
                Some(format!("transferred {from} {to}"))
            }
            Part::System(SystemLine::Part { agent, change, .. }) => Some(format!("{change:?} {agent}")),
            Part::System(SystemLine::WrittenAgain { agent, .. }) => Some(format!("again {agent}")),
            Part::System(SystemLine::Help { agent, wanted, .. }) => Some(format!("help {wanted} {agent}")),
            Part::System(SystemLine::Ended { .. }) => Some("ended".into()),
            Part::System(SystemLine::AfterCallWork { .. }) => Some("after-call work".into()),
            Part::System(SystemLine::Finished { disposition }) => Some(format!("finished {disposition:?}")),
            _ => None,
        })
        .collect()
}

pub async fn state(world: &World, agent: usize) -> (AgentState, Option<String>) {
    let work = world
        .harness
        .engine
        .own_work(&world.cast.agents[agent])
        .await
        .unwrap();
    (work.agent.state, work.agent.reason)
}
