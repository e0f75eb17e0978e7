use parlance_api::{
    config::{DispositionKind, DispositionView, EntryView, ServiceView, TakenBack, TenantSettings},
    routing::RoutingStep,
    user::{SkillKind, SkillLevel, SkillView, TeamView, UserView},
};
use parlance_core::{
    DispositionId, EntryId, ServiceId, SkillId, TeamId, Timestamp, UserId, permission::Role,
};

use super::{Kind, plan};
use crate::apply::{document::Document, present::Present, read::parse};

const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

fn document() -> Document {
    let text = r#"
        [tenant]
        slug = "acme"
        name = "Acme"
        settings = { offer_timeout = "15s" }
        [[teams]]
        name = "Front"
        supervisors = ["lena"]
        [[users]]
        username = "lena"
        name = "Lena"
        roles = ["supervisor", "agent"]
        team = "Front"
        skills = { Sales = 80 }
        [[services]]
        name = "Sales"
        teams = ["Front"]
        after_call_work = "2min"
        dispositions = [{ name = "Sold", kind = "final" }]
        [[entries]]
        name = "Hello"
        service = "Sales"
        greeting_text = "Hi"
    "#;
    parse("acme.toml", "toml", text).unwrap()
}

/// The tenant that the document describes, as the application would show it.
fn applied() -> Present {
    let (team_id, user_id) = (TeamId::new(NOW, [1; 10]), UserId::new(NOW, [2; 10]));
    let (skill_id, service_id) = (SkillId::new(NOW, [3; 10]), ServiceId::new(NOW, [4; 10]));
    let settings = TenantSettings {
        chat_share_percent: 25,
        offer_timeout_ms: 15_000,
        agent_grace_ms: 30_000,
        send_typing: true,
        send_seen: true,
        ready_at_sign_in: false,
        window_warn_ms: 1_800_000,
        taken_back: TakenBack::Hide,
        repair_subscription: true,
        undo_send_ms: 0,
        case_pending_reasons: Vec::new(),
        case_close_days: 7,
        contact_fields: Vec::new(),
        personas: false,
        consult_takes_room: false,
        conference_takes_room: true,
        require_second_factor: false,
    };
    let disposition = |name: &str, kind| DispositionView {
        id: DispositionId::new(NOW, [5; 10]),
        name: name.into(),
        folder: None,
        code: None,
        kind,
    };
    Present {
        tenant: Some(("Acme".into(), settings)),
        teams: vec![TeamView {
            id: team_id,
            name: "Front".into(),
            supervisor_ids: vec![user_id],
            members: 1,
            disabled: false,
            updated_at: NOW,
        }],
        skills: vec![SkillView {
            id: skill_id,
            name: "Sales".into(),
            kind: SkillKind::Service,
            group: None,
            holders: 1,
            disabled: false,
            updated_at: NOW,
        }],
        users: vec![UserView {
            id: user_id,
            username: "lena".into(),
            name: "Lena".into(),
            email: None,
            roles: vec![Role::Agent, Role::Supervisor],
            team_id: Some(team_id),
            skills: vec![SkillLevel { skill_id, level: 80 }],
            max_chats: None,
            language: None,
            second_factor: false,
            disabled: false,
            created_at: NOW,
            updated_at: NOW,
            last_sign_in_at: None,
        }],
        services: vec![ServiceView {
            id: service_id,
            name: "Sales".into(),
            team_ids: vec![team_id],
            required_skills: vec![],
            steps: vec![RoutingStep {
                after_ms: 30_000,
                team_ids: vec![],
                levels: vec![SkillLevel { skill_id, level: 20 }],
            }],
            last_agent_wait_ms: 0,
            last_agent_days: 30,
            may_pull: false,
            waiting: parlance_api::hours::WaitingRules::default(),
            target_percent: 80,
            target_wait_ms: 20_000,
            after_call_work_ms: 120_000,
            disposition_required: false,
            reply_warn_ms: 60_000,
            reply_alarm_ms: 120_000,
            dispositions: vec![
                disposition("Sold", DispositionKind::Final),
                disposition("Abandoned", DispositionKind::System),
            ],
            canned_texts: vec![],
            disabled: false,
            updated_at: NOW,
        }],
        entries: vec![EntryView {
            id: EntryId::new(NOW, [6; 10]),
            name: "hello".into(),
            service_id: Some(service_id),
            account_ids: vec![],
            priority: 0,
            required_skills: vec![],
            greeting_text: "Hi".into(),
            disabled: false,
            updated_at: NOW,
        }],
        ..Present::default()
    }
}

#[test]
fn a_tenant_that_looks_as_the_file_says_needs_nothing() {
    assert_eq!(plan(&document(), &applied()), []);
}

#[test]
fn an_empty_installation_gets_everything_with_its_fields() {
    let steps = plan(&document(), &Present::default());
    assert!(steps.iter().all(|step| step.make));
    let text: Vec<_> = steps.iter().map(ToString::to_string).collect();
    let text = text.join("\n");
    for line in [
        "+ tenant `acme`\n    name: \"Acme\"\n    offer_timeout: 15s",
        "+ team `Front`\n    supervisors: [lena]",
        "+ user `lena`",
        "    skills.Sales: 80",
        "    after_call_work: 120s\n    dispositions: [Sold]",
        "+ scenario entry `Hello`\n    service: \"Sales\"",
    ] {
        assert!(text.contains(line), "{line}\nis missing in\n{text}");
    }
}

#[test]
fn only_what_differs_is_changed_and_both_values_are_shown() {
    let mut wanted = document();
    wanted.users[0].roles = vec![Role::Agent];
    wanted.services[0].required_skills = Some([("Sales".to_owned(), 50)].into());
    wanted.teams[0].disabled = Some(false);
    let steps = plan(&wanted, &applied());
    let text: Vec<_> = steps.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        [
            "~ service `Sales`\n    required_skills: [] → [Sales 50]",
            "~ user `lena`\n    roles: [agent, supervisor] → [agent]",
        ]
    );
    assert_eq!(
        (steps[0].kind, steps[0].index, steps[0].make),
        (Kind::Service, 0, false)
    );
}

#[test]
fn steps_are_compared_by_what_they_say() {
    let mut wanted = document();
    let step = |after: &str, teams: &[&str], level: u8| {
        let teams = teams
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(",");
        let step = format!(r#"{{"after":"{after}","teams":[{teams}],"levels":{{"sales":{level}}}}}"#);
        serde_json::from_str(&step).unwrap()
    };
    wanted.services[0].steps = Some(vec![step("30s", &[], 20)]);
    assert_eq!(plan(&wanted, &applied()), [], "names without case");
    wanted.services[0].steps = Some(vec![step("1min", &["Front"], 10)]);
    wanted.entries[0].required_skills = Some([("Sales".to_owned(), 40)].into());
    let text: Vec<_> = plan(&wanted, &applied())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        text,
        [
            "~ service `Sales`\n    steps: [after 30s: Sales 20] → [after 60s: Front, sales 10]",
            "~ scenario entry `Hello`\n    required_skills: [] → [Sales 40]",
        ]
    );
}

#[test]
fn what_the_file_does_not_mention_stays() {
    let mut wanted = document();
    wanted.services[0].dispositions = None;
    wanted.users[0].skills = None;
    wanted.entries.clear();
    assert_eq!(plan(&wanted, &applied()), []);
    // A level of 0 takes a skill away, and there is nothing to take from who never had it.
    wanted.users[0].skills = Some([("Sales".to_owned(), 0), ("Chess".to_owned(), 0)].into());
    let steps = plan(&wanted, &applied());
    assert_eq!(steps.len(), 1);
    assert_eq!(steps[0].changes.len(), 1, "{:?}", steps[0].changes);
}
