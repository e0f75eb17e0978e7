//! The Messenger Profile: greeting, Get Started, ice breakers, persistent menu.
//!
//! Source: Meta, "Messenger Profile API", "Ice Breakers", "Persistent Menu" (v26.0). Ten calls in ten minutes per
//! page; a property that is not named stays, so what is not wanted is deleted by name. The menu needs Get Started.

use std::sync::LazyLock;

use parlance_channel::{AccountValues, BoxFuture, PublicProfilePage, SendError};
use parlance_core::public_profile::{
    DEFAULT_LOCALE, Greeting, Menu, MenuItem, PublicProfile, PublicProfileLimits, Question, Questions,
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

/// What one channel's accounts show.
pub(crate) struct ProfilePages {
    graph: Graph,
    member: &'static LazyLock<Member>,
    limits: PublicProfileLimits,
    /// Goes with every call.
    query: &'static [(&'static str, &'static str)],
}

impl ProfilePages {
    pub(crate) fn new(
        graph: Graph,
        member: &'static LazyLock<Member>,
        limits: PublicProfileLimits,
        query: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            graph,
            member,
            limits,
            query,
        }
    }

    /// The properties that there are at all.
    fn properties(&self) -> impl Iterator<Item = &'static str> {
        let parts = [
            (GREETING, self.limits.greeting > 0),
            (START, self.limits.start),
            (QUESTIONS, self.limits.questions > 0),
            (MENU, self.limits.menu_items > 0),
        ];
        parts
            .into_iter()
            .filter(|(_, there)| *there)
            .map(|(name, _)| name)
    }

    async fn there(&self, values: &AccountValues) -> Result<PublicProfile, SendError> {
        let account = Account::open(self.member, values)?;
        let fields = self.properties().collect::<Vec<_>>().join(",");
        let mut query = vec![("fields", fields.as_str())];
        query.extend_from_slice(self.query);
        let answer = self
            .graph
            .get(&account.credentials, &path(&account), &query)
            .await
            .map_err(|failure| refusal::of_call(&self.member.words, &failure))?;
        Ok(profile(&list(&answer.object(), "data")).tidied())
    }

    async fn make(&self, values: &AccountValues, wanted: &PublicProfile) -> Result<(), SendError> {
        let account = Account::open(self.member, values)?;
        let body = Body::of(wanted, &self.limits);
        let path = path(&account);
        let refused = |failure| refusal::of_call(&self.member.words, &failure);
        if body.names_anything() {
            let body = json_body(&body);
            let answer = self
                .graph
                .post(&account.credentials, &path, self.query, body)
                .await;
            answer.map_err(refused)?;
        }
        let mut gone = body.missing();
        gone.retain(|name| self.properties().any(|there| there == *name));
        if !gone.is_empty() {
            let body = json_body(&Gone { fields: gone });
            let answer = self
                .graph
                .delete(&account.credentials, &path, self.query, body)
                .await;
            answer.map_err(refused)?;
        }
        Ok(())
    }
}

impl PublicProfilePage for ProfilePages {
    fn limits(&self) -> PublicProfileLimits {
        self.limits
    }

    fn read<'a>(&'a self, account: &'a AccountValues) -> BoxFuture<'a, Result<PublicProfile, SendError>> {
        Box::pin(self.there(account))
    }

    fn publish<'a>(
        &'a self,
        account: &'a AccountValues,
        wanted: &'a PublicProfile,
    ) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(self.make(account, wanted))
    }
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
    #[serde(skip_serializing_if = "Option::is_none")]
    composer_input_disabled: Option<bool>,
    call_to_actions: Vec<MenuAction<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum MenuAction<'a> {
    WebUrl { title: &'a str, url: &'a str },
    Postback { title: &'a str, payload: &'a str },
}

impl<'a> Body<'a> {
    fn of(wanted: &'a PublicProfile, limits: &PublicProfileLimits) -> Self {
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
                    composer_input_disabled: limits.no_writing.then_some(each.no_writing),
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

/// One row with every property, or one row for each. The questions may also be the rows themselves, without a name.
fn profile(rows: &[Object<'_>]) -> PublicProfile {
    let all = |key| -> Vec<Object<'_>> { rows.iter().flat_map(|row| list(row, key)).collect() };
    let greetings = all(GREETING).into_iter().map(|each| Greeting {
        locale: locale(&each),
        text: text(&each, "text"),
    });
    let menus = all(MENU).into_iter().map(|each| Menu {
        locale: locale(&each),
        items: list(&each, "call_to_actions").iter().map(menu_item).collect(),
        no_writing: each.get("composer_input_disabled").is_some_and(Node::is_true),
    });
    let start = rows.iter().find_map(|row| row.object(START));
    let bare = rows
        .iter()
        .any(|row| row.has("question") || row.has("call_to_actions"));
    PublicProfile {
        greetings: greetings.collect(),
        start_payload: start.map(|start| text(&start, "payload")).unwrap_or_default(),
        questions: if bare {
            questions(rows)
        } else {
            questions(&all(QUESTIONS))
        },
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
