use parlance_routing::simulate::Arrival;

use super::*;
use crate::apply::read::parse;

const FILE: &str = r#"
[tenant]
slug = "alder"
name = "Alder & Pine"

[[teams]]
name = "North"
[[teams]]
name = "South"

[[skills]]
name = "Spanish"
kind = "language"

[[users]]
username = "ana"
name = "Ana"
roles = ["agent"]
team = "North"
skills = { Spanish = 60 }
max_chats = 1
[[users]]
username = "ben"
name = "Ben"
roles = ["agent"]
team = "South"
[[users]]
username = "nora"
name = "Nora"
roles = ["supervisor"]
team = "South"

[[services]]
name = "Orders"
teams = ["North", "South"]
target_wait = "20s"
[[services]]
name = "Returns"
teams = ["North"]
required_skills = { Spanish = 50 }
steps = [{ after = "1min", teams = ["South"], levels = { Spanish = 0 } }]
"#;

fn rules(text: &str) -> Rules {
    of_file("alder.toml".into(), &parse("alder.toml", "toml", text).unwrap())
}

fn busy(rules: &Rules) -> Vec<Arrival> {
    Generated {
        length_ms: 4 * 3_600_000,
        talk_ms: 300_000,
        after_call_work_ms: 30_000,
        patience_ms: Some(600_000),
        seed: 7,
    }
    .arrivals(&per_hour("Orders=40,returns=10", rules).unwrap())
}

fn played(rules: &Rules, arrivals: &[Arrival]) -> Played {
    play(rules, None, i64::MAX / 4, 4_000, arrivals)
}

#[test]
fn a_file_is_a_setting() {
    let rules = rules(FILE);
    assert_eq!(rules.agents.len(), 2, "Nora takes no chats");
    assert_eq!((rules.agents[0].room, rules.agents[1].room), (1, 4));
    let arrivals = busy(&rules);
    let found = played(&rules, &arrivals);
    let total = &found.figures.total;
    assert_eq!(total.arrived, arrivals.len());
    assert_eq!(total.answered + total.abandoned + total.left, total.arrived);
    assert_eq!(total.left, 0);
    let names: Vec<String> = found
        .service_rows()
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    assert_eq!(names, ["Orders", "Returns"]);
    assert_eq!(found.team_rows()[0][0], "North");
}

#[test]
fn more_agents_answer_sooner() {
    let rules = rules(FILE);
    let arrivals = busy(&rules);
    let (few, many) = (
        played(&rules, &arrivals),
        played(&rules.with_agents(6), &arrivals),
    );
    assert_eq!(many.agents, 6);
    assert!(many.figures.total.waits.mean_ms < few.figures.total.waits.mean_ms);
    assert!(many.figures.total.service_level > few.figures.total.service_level);
    let all = [few, many];
    let told = text("Traffic: some.", &all);
    assert!(
        told.contains("alder.toml, 6 agents") && told.contains("occupancy"),
        "{told}"
    );
    let said = json("Traffic: some.", &all);
    assert_eq!(said["settings"][1]["agents"], 6);
    assert_eq!(said["settings"][0]["total"]["arrived"], arrivals.len());
    let page = html("A < B", &all);
    assert!(page.contains("<svg") && page.contains("A &lt; B") && page.contains("light-dark"));
    assert_eq!(page.matches("<path").count(), 2, "a line for each setting");
    assert!(!page.contains("http"), "it needs nothing beside it");
}

#[test]
fn what_cannot_be_read_is_said() {
    let rules = rules(FILE);
    let wrong = |text: &str| per_hour(text, &rules).unwrap_err();
    assert_eq!(wrong("many"), "`many` is not a number of chats an hour");
    assert_eq!(
        wrong("Sales=3"),
        "there is no service `Sales`; there are: Orders, Returns"
    );
    let even = per_hour("100", &rules).unwrap();
    assert_eq!(even, [("Orders".into(), 50.0), ("Returns".into(), 50.0)]);
}
