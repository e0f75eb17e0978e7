//! What a page shows before anybody writes: greeting, start button, first questions, menu, each per language.

mod check;
mod diff;

pub use check::check;
pub use diff::{Difference, ProfilePart, diff};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The language that stands for all others.
pub const DEFAULT_LOCALE: &str = "default";

/// What a page shows before anybody writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicProfile {
    /// The greeting per language; none: the page has no greeting.
    #[serde(default)]
    pub greetings: Vec<Greeting>,
    /// What comes back from the button that begins a chat; empty: there is no button.
    #[serde(default)]
    pub start_payload: String,
    /// First questions to tap per language.
    #[serde(default)]
    pub questions: Vec<Questions>,
    /// The menu that is always there, per language.
    #[serde(default)]
    pub menus: Vec<Menu>,
}

/// A greeting in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Greeting {
    /// `default`, or a locale such as `de_DE`.
    pub locale: String,
    /// The text.
    pub text: String,
}

/// First questions in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Questions {
    /// `default`, or a locale such as `de_DE`.
    pub locale: String,
    /// The questions.
    pub items: Vec<Question>,
}

/// A question the customer can tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// What the customer sees.
    pub question: String,
    /// What comes back. Absent or empty: the question.
    #[serde(default)]
    pub payload: String,
}

/// The menu in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Menu {
    /// `default`, or a locale such as `de_DE`.
    pub locale: String,
    /// Its lines.
    pub items: Vec<MenuItem>,
    /// Customers choose from the menu only; they cannot write.
    #[serde(default)]
    pub no_writing: bool,
}

/// A line of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MenuItem {
    /// Its label.
    pub title: String,
    /// Address it opens; empty: it comes back as a tap.
    #[serde(default)]
    pub url: String,
    /// What comes back when it opens no address. Absent or empty: the label.
    #[serde(default)]
    pub payload: String,
}

/// What a channel takes of a public profile. Lengths count UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublicProfileLimits {
    /// Longest greeting; 0: there is none.
    pub greeting: u32,
    /// A button can begin a chat; a menu needs it then.
    pub start: bool,
    /// Most questions per language.
    pub questions: u32,
    /// Longest question.
    pub question: u32,
    /// Most lines of a menu.
    pub menu_items: u32,
    /// Longest label of a line.
    pub menu_title: u32,
    /// A menu can keep customers from writing.
    pub no_writing: bool,
    /// Longest payload.
    pub payload: u32,
    /// Longest address.
    pub url: u32,
}

impl PublicProfile {
    /// Without spaces around texts, with every payload named, and with the languages in a steady order: `default`
    /// first. Two profiles that mean the same are equal when tidied.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        trim(&mut self.start_payload);
        for greeting in &mut self.greetings {
            trim(&mut greeting.locale);
            trim(&mut greeting.text);
        }
        for questions in &mut self.questions {
            trim(&mut questions.locale);
            for item in &mut questions.items {
                trim(&mut item.question);
                trim(&mut item.payload);
                if item.payload.is_empty() {
                    item.payload.clone_from(&item.question);
                }
            }
        }
        for menu in &mut self.menus {
            trim(&mut menu.locale);
            for item in &mut menu.items {
                trim(&mut item.title);
                trim(&mut item.url);
                trim(&mut item.payload);
                if !item.url.is_empty() {
                    item.payload.clear();
                } else if item.payload.is_empty() {
                    item.payload.clone_from(&item.title);
                }
            }
        }
        let place = |locale: &str| (locale != DEFAULT_LOCALE, locale.to_owned());
        self.greetings.sort_by_key(|each| place(&each.locale));
        self.questions.sort_by_key(|each| place(&each.locale));
        self.menus.sort_by_key(|each| place(&each.locale));
        self
    }
}

fn trim(text: &mut String) {
    if text.trim().len() != text.len() {
        *text = text.trim().to_owned();
    }
}
