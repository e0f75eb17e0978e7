//! Interactions, offers, agents and their deadlines, and what routing and records read of them.

use parlance_api::user::SkillLevel;
use parlance_core::{
    SkillId, UserId,
    agent::{AgentState, Holding},
    interaction::{InteractionState, SegmentKind},
    message::Part,
    offer::OfferState,
};

use super::{at, floor_scene::Floor, rows::skill};
use parlance_words::Query;

use crate::{
    StoreError, Tx,
    agents::AgentRow,
    deadlines::Due,
    drafts::DraftRow,
    floor::{FloorWaiting, Queue},
    messages::Transcript,
    records::{RecordFilter, RecordsAfter},
    segments::Outcome,
};

/// What is promised, and what proves it.
pub type Story = (&'static str, fn(&mut dyn Tx));

/// Every promise with the story that proves it.
pub const STORIES: [Story; 14] = [
    (
        "an interaction is kept whole, and a stale row is refused",
        an_interaction_is_kept_whole,
    ),
    (
        "a thread has one open interaction",
        a_thread_has_one_open_interaction,
    ),
    ("a draft is its author's, and the newest", drafts_are_kept),
    (
        "an interaction's texts are its own",
        texts_of_an_interaction_are_its_own,
    ),
    ("one stretch runs at a time", one_stretch_runs_at_a_time),
    ("one desktop rings for an interaction", one_desktop_rings),
    ("what an agent holds is counted", what_an_agent_holds_is_counted),
    ("deadlines of all tenants are found in order", deadlines_are_found),
    ("queues are read in order", queues_are_read_in_order),
    (
        "queues are told apart by what they ask",
        queues_are_told_apart_by_what_they_ask,
    ),
    (
        "a chat is kept for an agent until a moment",
        a_chat_is_kept_for_an_agent_until_a_moment,
    ),
    (
        "what customers were told is not told twice",
        super::told::is_not_told_twice,
    ),
    (
        "the pace of a service is counted",
        super::told::the_pace_is_counted,
    ),
    ("records are found by words and kept apart", records_are_found),
];

/// Whether a unique key refuses. In a part of its own: after a refusal a part can only be taken back.
fn is_conflict(tx: &mut dyn Tx, work: impl Fn(&mut dyn Tx) -> Result<(), StoreError>) -> bool {
    let mut refused = false;
    tx.isolated(&mut |tx| {
        let outcome = work(tx);
        refused = matches!(outcome, Err(StoreError::Conflict(_)));
        outcome.is_ok()
    })
    .unwrap();
    refused
}

fn texts_of_an_interaction_are_its_own(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let row = floor.interaction(1);
    tx.insert_interaction(ctx, &row).unwrap();
    for (number, own) in [(1, true), (2, false), (3, true)] {
        let mut message = floor.scene.message(number, None);
        message.interaction_id = own.then_some(row.id);
        message.parts = vec![Part::Text {
            text: format!("words {number}"),
        }];
        tx.insert_message(ctx, &message).unwrap();
    }
    let of = |tx: &dyn Tx, transcript, before| -> Vec<String> {
        let texts = tx.texts_of(ctx, transcript, before, 9).unwrap();
        texts.into_iter().map(|each| each.text).collect()
    };
    let own = Transcript::Interaction(row.id);
    assert_eq!(of(tx, own, None), ["words 3", "words 1"]);
    let first = tx.texts_of(ctx, own, None, 1).unwrap().remove(0);
    assert_eq!(of(tx, own, Some(first.place)), ["words 1"]);
    assert_eq!(of(tx, Transcript::Thread(row.thread_id), None).len(), 3);
}

fn drafts_are_kept(tx: &mut dyn Tx) {
    let (alder, birch) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &alder.scene.ctx;
    let (row, other) = (alder.interaction(1), alder.interaction(2));
    tx.insert_interaction(ctx, &row).unwrap();
    let draft = |reply: &str, second| DraftRow {
        reply: reply.into(),
        note: "note".into(),
        written_at: at(second),
    };
    assert_eq!(tx.draft(ctx, row.id, alder.agent).unwrap(), None);
    for (reply, second) in [("We", 1), ("We open", 2)] {
        tx.save_draft(ctx, row.id, alder.agent, &draft(reply, second))
            .unwrap();
    }
    let kept = tx.draft(ctx, row.id, alder.agent).unwrap();
    assert_eq!(kept, Some(draft("We open", 2)));
    assert_eq!(tx.draft(ctx, row.id, UserId::new(at(7), [7; 10])).unwrap(), None);
    assert_eq!(tx.draft(ctx, other.id, alder.agent).unwrap(), None);
    assert_eq!(tx.draft(&birch.scene.ctx, row.id, alder.agent).unwrap(), None);
    tx.forget_drafts(&birch.scene.ctx, row.id).unwrap();
    assert!(
        tx.draft(ctx, row.id, alder.agent).unwrap().is_some(),
        "another tenant's"
    );
    tx.forget_drafts(ctx, row.id).unwrap();
    assert_eq!(tx.draft(ctx, row.id, alder.agent).unwrap(), None);
}

fn an_interaction_is_kept_whole(tx: &mut dyn Tx) {
    let (alder, birch) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &alder.scene.ctx;
    let mut row = alder.interaction(1);
    assert_eq!(tx.next_interaction_no(ctx).unwrap(), 1);
    assert_eq!(tx.next_interaction_no(ctx).unwrap(), 2);
    tx.insert_interaction(ctx, &row).unwrap();
    assert_eq!(tx.interaction(ctx, row.id).unwrap().as_ref(), Some(&row));
    assert_eq!(tx.interaction(&birch.scene.ctx, row.id).unwrap(), None);
    let names = tx.interaction_names(ctx, row.id).unwrap().unwrap();
    assert_eq!(
        (names.service.as_str(), names.account.as_str()),
        ("Orders", "Loft")
    );
    assert_eq!(names.profile_name.as_deref(), Some("Élise Brontë"));

    let mut stale = row.clone();
    row.state = InteractionState::Active;
    row.agent_id = Some(alder.agent);
    row.accepted_at = Some(at(9));
    row.wrap_up_note = "note".into();
    row.unread = 7;
    tx.save_interaction(ctx, &mut row).unwrap();
    assert_eq!(row.version, 2);
    assert_eq!(tx.interaction(ctx, row.id).unwrap().as_ref(), Some(&row));
    assert_eq!(tx.held_interactions(ctx, alder.agent).unwrap(), [row.clone()]);
    let refused = tx.save_interaction(ctx, &mut stale);
    assert!(matches!(refused, Err(StoreError::Inconsistent { .. })));
    assert_eq!(stale.version, 1);
}

fn a_thread_has_one_open_interaction(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let thread = floor.scene.thread;
    assert_eq!(tx.open_interaction(ctx, thread).unwrap(), None);
    let mut first = floor.interaction(1);
    tx.insert_interaction(ctx, &first).unwrap();
    assert!(is_conflict(tx, |tx| tx.insert_interaction(ctx, &floor.interaction(2))));
    first.agent_id = Some(floor.agent);
    first.state = InteractionState::AfterCallWork;
    tx.save_interaction(ctx, &mut first).unwrap();
    assert_eq!(
        tx.open_interaction(ctx, thread).unwrap(),
        None,
        "over for the customer"
    );
    let second = floor.interaction(2);
    tx.insert_interaction(ctx, &second).unwrap();
    assert_eq!(tx.open_interaction(ctx, thread).unwrap().as_ref(), Some(&second));
    let all = tx
        .contact_interactions(ctx, floor.scene.contact, None, 10)
        .unwrap();
    let ids: Vec<_> = all.iter().map(|row| row.id).collect();
    assert_eq!(ids, [second.id, first.id], "newest first");
    let others = tx
        .contact_interactions(ctx, floor.scene.contact, Some(second.id), 10)
        .unwrap();
    assert_eq!(others.len(), 1);
}

fn one_stretch_runs_at_a_time(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let row = floor.interaction(1);
    tx.insert_interaction(ctx, &row).unwrap();
    let queue = floor.segment(1, &row, SegmentKind::Queue);
    tx.insert_segment(ctx, &queue).unwrap();
    assert!(is_conflict(tx, |tx| tx
        .insert_segment(ctx, &floor.segment(2, &row, SegmentKind::Talk))));
    let ended = tx
        .end_segment(ctx, row.id, at(5), Outcome::Offered)
        .unwrap()
        .unwrap();
    assert_eq!(
        (ended.ended_at, ended.outcome),
        (Some(at(5)), Some(Outcome::Offered))
    );
    assert_eq!(tx.end_segment(ctx, row.id, at(6), Outcome::Ended).unwrap(), None);
    let talk = floor.segment(5, &row, SegmentKind::Talk);
    tx.insert_segment(ctx, &talk).unwrap();
    assert_eq!(tx.running_segment(ctx, row.id).unwrap().as_ref(), Some(&talk));
    // A clock that was set back makes no stretch shorter than nothing.
    let ended = tx
        .end_segment(ctx, row.id, at(2), Outcome::Ended)
        .unwrap()
        .unwrap();
    assert_eq!(ended.ended_at, Some(at(5)));
    let all = tx.segments(ctx, row.id).unwrap();
    let kinds: Vec<_> = all
        .iter()
        .map(|segment| (segment.row.kind, segment.agent.as_deref()))
        .collect();
    assert_eq!(
        kinds,
        [(SegmentKind::Queue, None), (SegmentKind::Talk, Some("Ana"))]
    );
    assert!(tx.was_held_by(ctx, row.id, floor.agent).unwrap());
    assert_eq!(tx.handled_since(ctx, floor.agent, at(0)).unwrap(), 1);
    assert_eq!(tx.handled_since(ctx, floor.agent, at(6)).unwrap(), 0);
    let of_agent = |from, until| {
        tx.segments_of_agent(ctx, floor.agent, at(from), at(until))
            .unwrap()
    };
    let own = of_agent(5, 6);
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].interaction_id, own[0].kind, own[0].outcome),
        (row.id, SegmentKind::Talk, Some(Outcome::Ended))
    );
    assert_eq!(own[0].first_answer_at, row.first_answer_at);
    assert_eq!((of_agent(6, 9).len(), of_agent(0, 5).len()), (0, 0));
}

fn one_desktop_rings(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let row = floor.interaction(1);
    tx.insert_interaction(ctx, &row).unwrap();
    let mut first = floor.offer(1, &row);
    tx.insert_offer(ctx, &first).unwrap();
    assert!(is_conflict(tx, |tx| tx.insert_offer(ctx, &floor.offer(2, &row))));
    assert_eq!(tx.pending_offer(ctx, row.id).unwrap().as_ref(), Some(&first));
    assert_eq!(tx.pending_offers(ctx, floor.agent).unwrap(), [first.clone()]);
    assert_eq!(tx.declined_since(ctx, at(0)).unwrap(), []);
    let mut stale = first.clone();
    first.state = OfferState::Rejected;
    first.settled_at = Some(at(7));
    first.cause = Some(Outcome::Rejected);
    tx.save_offer(ctx, &mut first).unwrap();
    assert!(tx.save_offer(ctx, &mut stale).is_err());
    assert_eq!(tx.offer(ctx, first.id).unwrap().as_ref(), Some(&first));
    assert_eq!(tx.pending_offer(ctx, row.id).unwrap(), None);
    let declined = tx.declined_since(ctx, at(7)).unwrap();
    assert_eq!(
        (declined[0].interaction_id, declined[0].agent_id),
        (row.id, floor.agent)
    );
    assert_eq!(tx.declined_since(ctx, at(8)).unwrap(), []);
    tx.insert_offer(ctx, &floor.offer(2, &row)).unwrap();
    let all = tx.offers_of(ctx, row.id).unwrap();
    assert_eq!(
        all.iter().map(|offer| offer.agent.as_str()).collect::<Vec<_>>(),
        ["Ana", "Ana"]
    );
}

fn what_an_agent_holds_is_counted(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let person = tx.agent_person(ctx, floor.agent).unwrap().unwrap();
    assert_eq!((person.state, person.max_chats), (None, Some(3)));
    let mut state = floor.state();
    tx.save_agent(ctx, &mut state, Holding::default()).unwrap();
    assert_eq!(tx.agent(ctx, floor.agent).unwrap().as_ref(), Some(&state));
    assert_eq!(state.version, 1);
    tx.log_state(ctx, floor.agent, at(1), AgentState::Ready, None)
        .unwrap();
    tx.log_state(ctx, floor.agent, at(1), AgentState::Ringing, None)
        .unwrap();
    let log = tx.state_log(ctx, floor.agent).unwrap();
    let states: Vec<_> = log.iter().map(|entry| entry.state).collect();
    assert_eq!(
        states,
        [AgentState::Ready, AgentState::Ringing],
        "also within a millisecond"
    );
    tx.log_state(ctx, floor.agent, at(4), AgentState::Busy, None)
        .unwrap();
    let between = |from, until| {
        let log = tx.states_between(ctx, floor.agent, at(from), at(until)).unwrap();
        log.iter().map(|entry| entry.state).collect::<Vec<_>>()
    };
    assert_eq!(between(2, 9), [AgentState::Ringing, AgentState::Busy]);
    assert_eq!(
        between(1, 4),
        [AgentState::Ringing],
        "the last of a moment counts"
    );
    assert_eq!(between(0, 1), []);

    let mut wrapping = floor.interaction(1);
    wrapping.agent_id = Some(floor.agent);
    wrapping.state = InteractionState::AfterCallWork;
    tx.insert_interaction(ctx, &wrapping).unwrap();
    tx.save_interaction(ctx, &mut wrapping).unwrap();
    let ringing = floor.interaction(2);
    tx.insert_interaction(ctx, &ringing).unwrap();
    tx.insert_offer(ctx, &floor.offer(2, &ringing)).unwrap();
    assert_eq!(tx.shown_to(ctx, ringing.id).unwrap(), [floor.agent]);
    let expected = Holding {
        offers: 1,
        active: 0,
        after_call_work: 1,
    };
    assert_eq!(tx.holding(ctx, floor.agent).unwrap(), expected);
    let ready = tx.ready_agents(ctx).unwrap();
    assert_eq!((ready.len(), ready[0].holding), (1, expected));
    assert_eq!(tx.agent_people(ctx).unwrap().len(), 1);
    who_has_room_is_found(tx, &floor, &mut state);
    assert_eq!(tx.connected_agents().unwrap(), [(*ctx, floor.agent)]);
    state.connected = false;
    tx.save_agent(ctx, &mut state, expected).unwrap();
    assert!(tx.agents_with_room(ctx, 100).unwrap().is_empty());
    assert!(tx.ready_agents(ctx).unwrap().is_empty());
}

/// By their own limit, or by what fits for everybody; a changed limit counts at once.
fn who_has_room_is_found(tx: &mut dyn Tx, floor: &Floor, state: &mut AgentRow) {
    let ctx = &floor.scene.ctx;
    let mut user = tx.user(ctx, floor.agent).unwrap().unwrap();
    let cases = [
        (Some(3), 2, 1, true),
        (Some(3), 3, 9, false),
        (Some(2), 2, 9, false),
        (None, 2, 3, true),
        (None, 2, 2, false),
    ];
    for (own, held, common, has_room) in cases {
        let holding = Holding {
            offers: held,
            ..Holding::default()
        };
        tx.save_agent(ctx, state, holding).unwrap();
        user.max_chats = own;
        tx.update_user(ctx, &user).unwrap();
        let found = tx.agents_with_room(ctx, common).unwrap();
        assert_eq!(
            found.len(),
            usize::from(has_room),
            "{held} of {own:?} or {common}"
        );
        // It is read together with what is counted.
        assert!(found.iter().all(|person| person.holding.total() == 2));
        // Saving takes the limit along.
        tx.save_agent(ctx, state, holding).unwrap();
        assert_eq!(tx.agents_with_room(ctx, common).unwrap().len(), found.len());
    }
}

fn deadlines_are_found(tx: &mut dyn Tx) {
    assert_eq!(tx.next_deadline().unwrap(), None);
    let (alder, birch) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let mut wrapping = birch.interaction(1);
    wrapping.agent_id = Some(birch.agent);
    wrapping.state = InteractionState::AfterCallWork;
    tx.insert_interaction(&birch.scene.ctx, &wrapping).unwrap();
    wrapping.after_call_work_until = Some(at(40));
    tx.save_interaction(&birch.scene.ctx, &mut wrapping).unwrap();
    assert_eq!(tx.next_deadline().unwrap(), Some(at(40)));
    let ringing = alder.interaction(1);
    tx.insert_interaction(&alder.scene.ctx, &ringing).unwrap();
    let offer = alder.offer(1, &ringing);
    tx.insert_offer(&alder.scene.ctx, &offer).unwrap();
    let mut gone = alder.state();
    gone.deadline_at = Some(at(30));
    tx.save_agent(&alder.scene.ctx, &mut gone, Holding::default())
        .unwrap();
    assert_eq!(tx.next_deadline().unwrap(), Some(at(21)));
    assert_eq!(tx.due(at(20), 10).unwrap(), []);
    assert_eq!(
        tx.due(at(21), 10).unwrap(),
        [Due::Offer(alder.scene.ctx, offer.id)]
    );
    assert_eq!(
        tx.due(at(40), 10).unwrap(),
        [
            Due::Offer(alder.scene.ctx, offer.id),
            Due::AfterCallWork(birch.scene.ctx, wrapping.id),
            Due::Agent(alder.scene.ctx, alder.agent),
        ]
    );
}

fn queues_are_read_in_order(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let other = Floor::make(tx, 2);
    for (number, priority, queued) in [(1_u8, 0, 10), (2, 5, 30), (3, 0, 5), (4, 0, 10)] {
        let mut row = floor.interaction(number);
        row.priority = priority;
        row.queued_at = at(queued);
        // One conversation each, so that all can wait.
        row.thread_id = floor.scene.another_thread(tx, number);
        row.reserved_agent_id = (number == 4).then_some(floor.agent);
        tx.insert_interaction(ctx, &row).unwrap();
    }
    let order = |rows: Vec<FloorWaiting>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let queue = Queue {
        service_id: floor.service,
        class_no: 0,
    };
    let id = |number| floor.interaction(number).id;
    assert_eq!(order(tx.waiting(ctx, queue, 10).unwrap()), [id(2), id(3), id(1)]);
    assert_eq!(order(tx.waiting(ctx, queue, 1).unwrap()), [id(2)]);
    let since = |tx: &dyn Tx, at, limit| order(tx.waiting_since(ctx, queue, at, limit).unwrap());
    assert_eq!(since(tx, at(30), 10), [id(2), id(3), id(1)]);
    assert_eq!(
        since(tx, at(29), 10),
        [id(3), id(1)],
        "the urgent one has waited less"
    );
    assert_eq!(since(tx, at(29), 1), [id(3)]);
    assert_eq!(since(tx, at(4), 10), []);
    assert_eq!(tx.first_after(ctx, queue, at(5)).unwrap(), Some(at(10)));
    assert_eq!(tx.first_after(ctx, queue, at(30)).unwrap(), None);
    assert_eq!(order(tx.reserved_waiting(ctx, &[floor.agent]).unwrap()), [id(4)]);
    assert_eq!(order(tx.all_reserved(ctx, 10).unwrap()), [id(4)]);
    assert_eq!(order(tx.all_reserved(&other.scene.ctx, 10).unwrap()), []);
    assert_eq!(order(tx.reserved_waiting(ctx, &[other.agent]).unwrap()), []);
    assert!(tx.something_waits(ctx).unwrap());
    assert!(!tx.something_waits(&other.scene.ctx).unwrap());
    let figures = tx.queue_figures(ctx).unwrap();
    assert_eq!((figures[0].waiting, figures[0].oldest), (4, at(5)));
    assert!(tx.queue_figures(&other.scene.ctx).unwrap().is_empty());
    let services = tx.floor_services(ctx).unwrap();
    assert_eq!((services.len(), services[0].teams.len()), (1, 1));
    let teams = services[0].teams.clone();
    assert_eq!(tx.services_of_teams(ctx, &teams, &[]).unwrap(), services);
    assert_eq!(
        tx.services_of_teams(ctx, &[], &[floor.service]).unwrap(),
        services
    );
    assert!(
        tx.services_of_teams(ctx, &[], &[other.service])
            .unwrap()
            .is_empty()
    );
    let idle = tx.services_of_teams(&other.scene.ctx, &teams, &[]).unwrap();
    assert!(idle.is_empty(), "nothing waits there");
    let nobody = SkillId::new(at(0), [9; 10]);
    assert!(
        tx.skill_levels_among(ctx, &[floor.agent], &[nobody])
            .unwrap()
            .is_empty()
    );
}

fn queues_are_told_apart_by_what_they_ask(tx: &mut dyn Tx) {
    let (floor, other) = (Floor::make(tx, 1), Floor::make(tx, 2));
    let ctx = &floor.scene.ctx;
    let skills = [skill(21, "Tents"), skill(22, "Spanish")];
    for skill in &skills {
        tx.insert_skill(ctx, skill).unwrap();
    }
    let level = |place: usize, level| SkillLevel {
        skill_id: skills[place].id,
        level,
    };
    assert_eq!(tx.requirement_class(ctx, &[]).unwrap(), 0);
    let both = tx.requirement_class(ctx, &[level(0, 40), level(1, 60)]).unwrap();
    assert_eq!(
        tx.requirement_class(ctx, &[level(1, 60), level(0, 40)]).unwrap(),
        both
    );
    let easier = tx.requirement_class(ctx, &[level(0, 40)]).unwrap();
    assert_ne!((both, easier), (easier, both));
    let mut row = floor.interaction(1);
    row.class_no = both;
    tx.insert_interaction(ctx, &row).unwrap();
    assert_eq!(tx.interaction(ctx, row.id).unwrap().unwrap().class_no, both);
    let queue = |class_no| Queue {
        service_id: floor.service,
        class_no,
    };
    assert_eq!(
        tx.queues_with_class(ctx, &[floor.service]).unwrap(),
        [queue(both)],
        "in the other ones nothing waits"
    );
    assert_eq!(
        tx.queues_with_class(&other.scene.ctx, &[other.service]).unwrap(),
        []
    );
    assert_eq!(tx.waiting(ctx, queue(both), 10).unwrap()[0].id, row.id);
    assert_eq!(tx.waiting(ctx, queue(0), 10).unwrap(), []);
    let classes = tx.classes(ctx, &[both]).unwrap();
    let asked: Vec<_> = classes[0]
        .skills
        .iter()
        .map(|skill| (skill.name.as_str(), skill.level))
        .collect();
    assert_eq!(asked, [("Spanish", 60), ("Tents", 40)]);
    let mut disabled = skills[1].clone();
    disabled.disabled_at = Some(at(9));
    tx.update_skill(ctx, &disabled).unwrap();
    assert_eq!(tx.classes(ctx, &[both]).unwrap()[0].skills.len(), 1);
}

fn a_chat_is_kept_for_an_agent_until_a_moment(tx: &mut dyn Tx) {
    let floor = Floor::make(tx, 1);
    let ctx = &floor.scene.ctx;
    let contact = floor.scene.contact;
    let mut row = floor.interaction(1);
    row.reserved_agent_id = Some(floor.agent);
    row.reserved_until = Some(at(40));
    tx.insert_interaction(ctx, &row).unwrap();
    assert_eq!(
        tx.reserved_waiting(ctx, &[floor.agent]).unwrap()[0].reserved_until,
        Some(at(40))
    );
    assert_eq!(tx.next_deadline().unwrap(), Some(at(40)));
    assert_eq!(tx.due(at(39), 10).unwrap(), []);
    assert_eq!(tx.due(at(40), 10).unwrap(), [Due::Reserved(*ctx, row.id)]);
    assert_eq!(tx.last_agent(ctx, contact, at(0)).unwrap(), None);
    row.reserved_agent_id = None;
    row.reserved_until = None;
    row.state = InteractionState::Closed;
    row.agent_id = Some(floor.agent);
    tx.save_interaction(ctx, &mut row).unwrap();
    assert_eq!(tx.next_deadline().unwrap(), None);
    assert_eq!(tx.last_agent(ctx, contact, at(1)).unwrap(), Some(floor.agent));
    assert_eq!(tx.last_agent(ctx, contact, at(2)).unwrap(), None, "too long ago");
}

fn records_are_found(tx: &mut dyn Tx) {
    let (alder, birch) = (Floor::make(tx, 1), Floor::make(tx, 2));
    for (floor, number) in [(&alder, 1), (&birch, 1)] {
        let ctx = &floor.scene.ctx;
        let row = floor.interaction(number);
        tx.insert_interaction(ctx, &row).unwrap();
        let mut message = floor.scene.message(number, None);
        message.interaction_id = Some(row.id);
        tx.insert_message(ctx, &message).unwrap();
    }
    let by = |words: &str| RecordFilter {
        query: Some(Query::parse(words).unwrap()),
        name: Query::beginnings(words),
        limit: 10,
        ..RecordFilter::default()
    };
    let found = |tx: &dyn Tx, filter: &RecordFilter| {
        let page = tx.search_records(&alder.scene.ctx, filter, at(100)).unwrap();
        page.hits
            .into_iter()
            .map(|hit| (hit.row.id, hit.text))
            .collect::<Vec<_>>()
    };
    let id = alder.interaction(1).id;
    assert_eq!(found(tx, &by("message 1")), [(id, Some("message 1".into()))]);
    assert_eq!(found(tx, &by("bront")), [(id, None)], "by the customer's name");
    assert_eq!(found(tx, &by("message 2")), []);
    let seen_by = RecordFilter {
        seen_by: Some(alder.agent),
        limit: 10,
        ..RecordFilter::default()
    };
    assert_eq!(found(tx, &seen_by), []);
    let after = RecordFilter {
        after: Some(RecordsAfter::Began(at(1), id)),
        limit: 10,
        ..RecordFilter::default()
    };
    assert_eq!(found(tx, &after), []);
}
