//! The Messenger Profile: greeting, Get Started, ice breakers, persistent menu.
//!
//! Source: Meta, "Messenger Profile API", "Ice Breakers", "Persistent Menu" (v26.0). Ten calls in ten minutes per
//! page; a property that is not named stays, so what is not wanted is deleted by name. The menu needs Get Started.

use parlance_channel::{AccountValues, SendError};
use parlance_core::public_profile::{
    DEFAULT_LOCALE, Greeting, Menu, MenuItem, PublicProfile, Question, Questions,
};
use serde::Serialize;

use super::{
    account::Account,
    graph::{Graph, json_body},
    json::{Node, Object},
    member::Member,
    refusal,
};

const GREETING: &str = "greeting";
const START: &str = "get_started";
const QUESTIONS: &str = "ice_breakers";
const MENU: &str = "persistent_menu";

/// What the account shows now.
pub(crate) async fn read(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
) -> Result<PublicProfile, SendError> {
    let account = Account::open(member, account)?;
    let fields = [GREETING, START, QUESTIONS, MENU].join(",");
    let answer = graph
        .get(&account.credentials, &path(&account), &[("fields", &fields)])
        .await
        .map_err(|failure| refusal::of_call(&member.words, &failure))?;
    let object = answer.object();
    let data = list(&object, "data");
    Ok(data.first().map(profile).unwrap_or_default().tidied())
}

/// Makes it show this.
pub(crate) async fn publish(
    graph: &Graph,
    member: &'static Member,
    account: &AccountValues,
    wanted: &PublicProfile,
) -> Result<(), SendError> {
    let account = Account::open(member, account)?;
    let body = Body::of(wanted);
    let path = path(&account);
    if body.names_anything() {
        let answer = graph
            .post(&account.credentials, &path, &[], json_body(&body))
            .await;
        answer.map_err(|failure| refusal::of_call(&member.words, &failure))?;
    }
    let gone = body.missing();
    if !gone.is_empty() {
        let body = json_body(&Gone { fields: gone });
        let answer = graph.delete(&account.credentials, &path, &[], body).await;
        answer.map_err(|failure| refusal::of_call(&member.words, &failure))?;
    }
    Ok(())
}

fn path(account: &Account) -> [&str; 2] {
    [account.page_id.as_str(), "messenger_profile"]
}

#[derive(Debug, Serialize)]
struct Gone {
    fields: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    greeting: Vec<GreetingBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    get_started: Option<StartBody<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ice_breakers: Vec<QuestionsBody<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    persistent_menu: Vec<MenuBody<'a>>,
}

#[derive(Debug, Serialize)]
struct GreetingBody<'a> {
    locale: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct StartBody<'a> {
    payload: &'a str,
}

#[derive(Debug, Serialize)]
struct QuestionsBody<'a> {
    locale: &'a str,
    call_to_actions: Vec<&'a Question>,
}

#[derive(Debug, Serialize)]
struct MenuBody<'a> {
    locale: &'a str,
    composer_input_disabled: bool,
    call_to_actions: Vec<MenuAction<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum MenuAction<'a> {
    WebUrl { title: &'a str, url: &'a str },
    Postback { title: &'a str, payload: &'a str },
}

impl<'a> Body<'a> {
    fn of(wanted: &'a PublicProfile) -> Self {
        let start = Some(wanted.start_payload.as_str()).filter(|payload| !payload.is_empty());
        Self {
            greeting: wanted
                .greetings
                .iter()
                .map(|each| GreetingBody {
                    locale: &each.locale,
                    text: &each.text,
                })
                .collect(),
            get_started: start.map(|payload| StartBody { payload }),
            ice_breakers: wanted
                .questions
                .iter()
                .map(|each| QuestionsBody {
                    locale: &each.locale,
                    call_to_actions: each.items.iter().collect(),
                })
                .collect(),
            persistent_menu: wanted
                .menus
                .iter()
                .map(|each| MenuBody {
                    locale: &each.locale,
                    composer_input_disabled: each.no_writing,
                    call_to_actions: each.items.iter().map(action).collect(),
                })
                .collect(),
        }
    }

    fn names_anything(&self) -> bool {
        self.missing().len() < 4
    }

    /// What the page is not to have.
    fn missing(&self) -> Vec<&'static str> {
        let parts = [
            (MENU, self.persistent_menu.is_empty()),
            (START, self.get_started.is_none()),
            (QUESTIONS, self.ice_breakers.is_empty()),
            (GREETING, self.greeting.is_empty()),
        ];
        let missing = parts.into_iter().filter(|(_, missing)| *missing);
        missing.map(|(name, _)| name).collect()
    }
}

fn action(item: &MenuItem) -> MenuAction<'_> {
    if item.url.is_empty() {
        MenuAction::Postback {
            title: &item.title,
            payload: &item.payload,
        }
    } else {
        MenuAction::WebUrl {
            title: &item.title,
            url: &item.url,
        }
    }
}

fn profile(data: &Object<'_>) -> PublicProfile {
    let greetings = list(data, GREETING).into_iter().map(|each| Greeting {
        locale: locale(&each),
        text: text(&each, "text"),
    });
    let menus = list(data, MENU).into_iter().map(|each| Menu {
        locale: locale(&each),
        items: list(&each, "call_to_actions").iter().map(menu_item).collect(),
        no_writing: each.get("composer_input_disabled").is_some_and(Node::is_true),
    });
    PublicProfile {
        greetings: greetings.collect(),
        start_payload: data
            .object(START)
            .map(|start| text(&start, "payload"))
            .unwrap_or_default(),
        questions: questions(&list(data, QUESTIONS)),
        menus: menus.collect(),
    }
}

/// Per language, or one bare list in the form of before 2022.
fn questions(list_of: &[Object<'_>]) -> Vec<Questions> {
    if list_of.iter().any(|each| each.has("question")) {
        return vec![Questions {
            locale: DEFAULT_LOCALE.into(),
            items: list_of.iter().map(question).collect(),
        }];
    }
    let per_language = list_of.iter().map(|each| Questions {
        locale: locale(each),
        items: list(each, "call_to_actions").iter().map(question).collect(),
    });
    per_language.collect()
}

fn question(item: &Object<'_>) -> Question {
    Question {
        question: text(item, "question"),
        payload: text(item, "payload"),
    }
}

fn menu_item(item: &Object<'_>) -> MenuItem {
    MenuItem {
        title: text(item, "title"),
        url: text(item, "url"),
        payload: text(item, "payload"),
    }
}

fn locale(each: &Object<'_>) -> String {
    each.text("locale").unwrap_or_else(|| DEFAULT_LOCALE.into())
}

fn text(object: &Object<'_>, key: &str) -> String {
    object.text(key).unwrap_or_default()
}

fn list<'a>(object: &Object<'a>, key: &str) -> Vec<Object<'a>> {
    let list = object.get(key).and_then(Node::list).unwrap_or_default();
    list.into_iter().filter_map(Node::object).collect()
}
