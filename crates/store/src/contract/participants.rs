//! Who takes part in interactions, and calls for help.

use parlance_core::{
    InteractionId, UserId,
    participant::{ParticipantRole, ParticipantState},
};

use super::{at, floor::Story, floor_scene::Floor};
use crate::{
    Tx,
    deadlines::Due,
    participants::{HelpCall, ParticipantRow},
};

/// Every promise with the story that proves it.
pub const STORIES: [Story; 2] = [
    (
        "somebody's part gives rights and takes room until it is over",
        parts,
    ),
    ("a call for help is one's own tenant's, and ends once", calls),
];

fn part(interaction: InteractionId, user: UserId, began: i64) -> ParticipantRow {
    ParticipantRow {
        interaction_id: interaction,
        user_id: user,
        began_at: at(began),
        role: ParticipantRole::Member,
        state: ParticipantState::Asked,
        asked_by: user,
        text: Some("Which one?".into()),
        takes_room: false,
        joined_at: None,
        work_until: None,
        ended_at: None,
    }
}

fn parts(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &floor.scene.ctx;
    let row = floor.interaction(1);
    tx.insert_interaction(ctx, &row).unwrap();
    let mut mine = part(row.id, floor.agent, 1);
    tx.insert_participant(ctx, &mine).unwrap();
    assert_eq!(
        tx.participation(ctx, row.id, floor.agent).unwrap(),
        Some(mine.clone())
    );
    assert_eq!(tx.shared_interactions(ctx, floor.agent).unwrap()[0].id, row.id);
    assert!(
        tx.shared_interactions(&other.scene.ctx, floor.agent)
            .unwrap()
            .is_empty()
    );
    assert!(tx.agent_knows_thread(ctx, row.thread_id, floor.agent).unwrap());
    assert!(tx.shown_to(ctx, row.id).unwrap().contains(&floor.agent));
    let names = tx.interaction_names(ctx, row.id).unwrap().unwrap();
    assert!(names.is_shared);
    assert_eq!(names.participants[0].row, mine);
    assert_eq!(tx.holding(ctx, floor.agent).unwrap().total(), 0);

    mine.state = ParticipantState::Joined;
    mine.takes_room = true;
    mine.joined_at = Some(at(2));
    tx.save_participant(ctx, &mine).unwrap();
    assert_eq!(tx.holding(ctx, floor.agent).unwrap().active, 1);
    assert_eq!(
        tx.agent_person(ctx, floor.agent).unwrap().unwrap().holding.active,
        1
    );

    mine.state = ParticipantState::AfterCallWork;
    mine.work_until = Some(at(9));
    tx.save_participant(ctx, &mine).unwrap();
    assert_eq!(tx.holding(ctx, floor.agent).unwrap().after_call_work, 1);
    assert_eq!(tx.next_deadline().unwrap(), Some(at(9)));
    let due = tx.due(at(9), 10).unwrap();
    assert_eq!(due, [Due::Participant(*ctx, row.id, floor.agent)]);

    mine.state = ParticipantState::Over;
    mine.ended_at = Some(at(9));
    tx.save_participant(ctx, &mine).unwrap();
    assert_eq!(tx.holding(ctx, floor.agent).unwrap().total(), 0);
    assert!(tx.participants(ctx, row.id).unwrap().is_empty());
    assert!(!tx.agent_knows_thread(ctx, row.thread_id, floor.agent).unwrap());
    assert_eq!(tx.last_part_began(ctx, row.id, floor.agent).unwrap(), Some(at(1)));
    tx.insert_participant(ctx, &part(row.id, floor.agent, 10))
        .unwrap();
}

fn calls(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &floor.scene.ctx;
    let row = floor.interaction(1);
    tx.insert_interaction(ctx, &row).unwrap();
    let call = HelpCall {
        user_id: floor.agent,
        name: tx.user(ctx, floor.agent).unwrap().unwrap().name,
        text: None,
        called: vec![floor.agent],
        at: at(3),
    };
    tx.call_for_help(ctx, row.id, &call).unwrap();
    let later = HelpCall {
        text: Some("Now really".into()),
        at: at(4),
        ..call
    };
    tx.call_for_help(ctx, row.id, &later).unwrap();
    assert_eq!(tx.calls_for_help(ctx, 10).unwrap(), [row.id]);
    assert!(tx.calls_for_help(&other.scene.ctx, 10).unwrap().is_empty());
    assert!(!tx.end_call_for_help(&other.scene.ctx, row.id).unwrap());
    let shown = tx.shown_interaction(ctx, row.id).unwrap().unwrap();
    assert_eq!(shown.names.help, Some(later));
    assert!(tx.end_call_for_help(ctx, row.id).unwrap());
    assert!(!tx.end_call_for_help(ctx, row.id).unwrap());
}
