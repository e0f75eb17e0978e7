//! Founding an app and a page: names, tokens, callback, fields, subscription.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Simulator;
use crate::ControlError;
use crate::fanout;
use crate::graph::save_callback;
use crate::instagram;
use crate::views::{self, AppView, LogView, Overview, PageView, WebhookView};
use crate::webhook::{EscapeStyle, send_test};
use crate::world::{ALL_SCOPES, App, AppMode, Change, EchoTiming, FIELDS, Page, Token, TokenKind, World};

/// Settings of an app that can be changed; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppChange {
    /// Its name.
    pub name: Option<String>,
    /// `true`: only people with a role on the app are seen.
    pub development: Option<bool>,
    /// Refuse calls without `appsecret_proof`.
    pub require_proof: Option<bool>,
    /// Allow `HUMAN_AGENT`.
    pub human_agent: Option<bool>,
    /// Allow `take_thread_control`.
    pub take_control: Option<bool>,
    /// How webhook bodies are escaped.
    pub escape: Option<EscapeStyle>,
    /// Send the echo of a message before its Send call is answered.
    pub echo_before_answer: Option<bool>,
    /// Most events in one webhook request, 1 to 100.
    pub batch_max: Option<usize>,
    /// Put batched events of a page into one entry.
    pub batch_pack: Option<bool>,
}

/// A page token to be made.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Its permissions; left out: all.
    pub scopes: Option<Vec<String>>,
    /// Seconds until it expires; left out: never.
    pub expires_in_s: Option<i64>,
}

/// The page level of a subscription.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The app.
    pub app_id: String,
    /// The fields; an empty list removes the app from the page.
    pub fields: Vec<String>,
}

fn name(text: &str, what: &str) -> Result<String, ControlError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 75 {
        return Err(ControlError::invalid(format!(
            "{what} needs a name of 1 to 75 characters"
        )));
    }
    Ok(text.to_owned())
}

fn fields(list: Vec<String>) -> Result<BTreeSet<String>, ControlError> {
    match list.iter().find(|field| !FIELDS.contains(&field.as_str())) {
        Some(odd) => Err(ControlError::invalid(format!(
            "`{odd}` is not a webhook field of the object page"
        ))),
        None => Ok(list.into_iter().collect()),
    }
}

fn app<'a>(world: &'a World, id: &str) -> Result<&'a App, ControlError> {
    world
        .apps
        .get(id)
        .ok_or_else(|| ControlError::not_found("app", id))
}

fn page<'a>(world: &'a World, id: &str) -> Result<&'a Page, ControlError> {
    world
        .pages
        .get(id)
        .ok_or_else(|| ControlError::not_found("page", id))
}

impl Simulator {
    /// Step 1: creates an app; returns its id.
    ///
    /// # Errors
    /// When the name is empty or too long, or the journal cannot be written.
    pub async fn create_app(&self, app_name: &str) -> Result<String, ControlError> {
        let name = name(app_name, "an app")?;
        self.commit(|tx| {
            let (id, secret) = (tx.ids().app(), tx.ids().secret());
            tx.apply(Change::AppPut(App::new(id.clone(), name, secret)));
            Ok(id)
        })
        .await
    }

    /// Changes settings of an app.
    ///
    /// # Errors
    /// When there is no such app or a value is not allowed.
    pub async fn change_app(&self, app_id: &str, change: AppChange) -> Result<(), ControlError> {
        if change.batch_max.is_some_and(|most| !(1..=100).contains(&most)) {
            return Err(ControlError::invalid("a batch holds 1 to 100 events"));
        }
        let new_name = change
            .name
            .as_deref()
            .map(|text| name(text, "an app"))
            .transpose()?;
        self.commit(|tx| {
            let mut app = app(tx.world, app_id)?.clone();
            app.name = new_name.unwrap_or(app.name);
            app.require_proof = change.require_proof.unwrap_or(app.require_proof);
            app.human_agent = change.human_agent.unwrap_or(app.human_agent);
            app.take_control = change.take_control.unwrap_or(app.take_control);
            app.escape = change.escape.unwrap_or(app.escape);
            app.batch_max = change.batch_max.unwrap_or(app.batch_max);
            app.batch_pack = change.batch_pack.unwrap_or(app.batch_pack);
            match change.development {
                Some(true) => app.mode = AppMode::Development,
                Some(false) => app.mode = AppMode::Live,
                None => {}
            }
            match change.echo_before_answer {
                Some(true) => app.echo = EchoTiming::BeforeAnswer,
                Some(false) => app.echo = EchoTiming::AfterAnswer,
                None => {}
            }
            tx.apply(Change::AppPut(app));
            Ok(())
        })
        .await
    }

    /// The app secret.
    ///
    /// # Errors
    /// When there is no such app.
    pub fn app_secret(&self, app_id: &str) -> Result<String, ControlError> {
        self.platform
            .read(|world| app(world, app_id).map(|app| app.secret.clone()))
    }

    /// Resets the app secret; returns the new one.
    ///
    /// # Errors
    /// When there is no such app.
    pub async fn reset_app_secret(&self, app_id: &str) -> Result<String, ControlError> {
        self.commit(|tx| {
            let mut app = app(tx.world, app_id)?.clone();
            app.secret = tx.ids().secret();
            let secret = app.secret.clone();
            tx.apply(Change::AppPut(app));
            Ok(secret)
        })
        .await
    }

    /// Step 2: creates a page, with or without a username; returns its id.
    ///
    /// # Errors
    /// When the name is empty, or the username is malformed or taken.
    pub async fn create_page(&self, page_name: &str, username: Option<&str>) -> Result<String, ControlError> {
        let name = name(page_name, "a page")?;
        let username = username
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned);
        if let Some(username) = &username {
            let fits = username.len() >= 5
                && username.len() <= 50
                && username.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
            if !fits {
                return Err(ControlError::invalid(
                    "a username has 5 to 50 letters, digits or full stops, such as alderandpine",
                ));
            }
        }
        self.commit(|tx| {
            let taken = tx.world.pages.values().any(|page| {
                page.username.is_some()
                    && page.username.as_ref().map(|n| n.to_lowercase())
                        == username.as_ref().map(|n| n.to_lowercase())
            });
            if taken {
                return Err(ControlError::Conflict(
                    "this username is taken by another page".into(),
                ));
            }
            let id = tx.ids().page();
            tx.apply(Change::PagePut(Page::new(id.clone(), name, username)));
            Ok(id)
        })
        .await
    }

    /// A page.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn page(&self, page_id: &str) -> Result<PageView, ControlError> {
        let now = self.now_ms();
        self.platform
            .read(|world| page(world, page_id).map(|known| views::page(world, known, now)))
    }

    /// Restricts a page from sending (error 10/1893063), or lifts that.
    ///
    /// # Errors
    /// When there is no such page.
    pub async fn restrict_page(&self, page_id: &str, restricted: bool) -> Result<(), ControlError> {
        self.commit(|tx| {
            let mut page = page(tx.world, page_id)?.clone();
            let changes = page.restricted != restricted;
            page.restricted = restricted;
            tx.apply(Change::PagePut(page));
            if changes {
                fanout::tell_policy(tx, page_id, restricted);
            }
            Ok(())
        })
        .await
    }

    /// Step 3: makes a page token and returns its value, which is not shown again.
    ///
    /// # Errors
    /// When there is no such app or page, or a permission is unknown.
    pub async fn create_token(
        &self,
        page_id: &str,
        app_id: &str,
        new: NewToken,
    ) -> Result<String, ControlError> {
        let scopes: BTreeSet<String> = match new.scopes {
            Some(scopes) => scopes.into_iter().collect(),
            None => ALL_SCOPES.iter().map(|&scope| scope.to_owned()).collect(),
        };
        if let Some(odd) = scopes.iter().find(|scope| {
            let known = scope.starts_with("pages_") || scope.starts_with("instagram_");
            !known && *scope != "business_management"
        }) {
            return Err(ControlError::invalid(format!(
                "`{odd}` is not a permission of pages"
            )));
        }
        if new
            .expires_in_s
            .is_some_and(|seconds| !(1..=10 * 366 * 86_400).contains(&seconds))
        {
            return Err(ControlError::invalid(
                "a token lives for at least a second and at most ten years",
            ));
        }
        self.commit(|tx| {
            app(tx.world, app_id)?;
            page(tx.world, page_id)?;
            let token = Token {
                id: tx.ids().number(),
                value: tx.ids().token(),
                kind: TokenKind::Page,
                app_id: app_id.to_owned(),
                page_id: Some(page_id.to_owned()),
                scopes,
                issued_ms: tx.now,
                expires_ms: new.expires_in_s.map(|seconds| tx.now + seconds * 1000),
                dead: None,
            };
            let value = token.value.clone();
            tx.apply(Change::TokenPut(token));
            Ok(value)
        })
        .await
    }

    /// Makes a short-lived user token of the person behind the pages, to be exchanged.
    ///
    /// # Errors
    /// When there is no such app.
    pub async fn create_user_token(&self, app_id: &str) -> Result<String, ControlError> {
        self.commit(|tx| {
            app(tx.world, app_id)?;
            let token = Token {
                id: tx.ids().number(),
                value: tx.ids().token(),
                kind: TokenKind::User,
                app_id: app_id.to_owned(),
                page_id: None,
                scopes: ALL_SCOPES.iter().map(|&scope| scope.to_owned()).collect(),
                issued_ms: tx.now,
                expires_ms: Some(tx.now + 7_200_000),
                dead: None,
            };
            let value = token.value.clone();
            tx.apply(Change::TokenPut(token));
            Ok(value)
        })
        .await
    }

    /// The number of a token by its value.
    pub fn token_id(&self, value: &str) -> Option<u64> {
        self.platform
            .read(|world| world.token_by_value(value).map(|token| token.id))
    }

    /// The value of a page's newest working token of an app, for setting up a demo again.
    pub fn usable_token(&self, page_id: &str, app_id: &str) -> Option<String> {
        let now = self.now_ms();
        self.platform.read(|world| {
            let fits = |token: &&Token| {
                token.page_id.as_deref() == Some(page_id) && token.app_id == app_id && token.usable(now)
            };
            world
                .tokens
                .values()
                .rev()
                .find(fits)
                .map(|token| token.value.clone())
        })
    }

    /// Lets a token expire now (190/463).
    ///
    /// # Errors
    /// When there is no such token.
    pub async fn expire_token(&self, token_id: u64) -> Result<(), ControlError> {
        self.change_token(token_id, |token, now| token.expires_ms = Some(now))
            .await
    }

    /// Withdraws a token with a subcode of error 190, such as 460.
    ///
    /// # Errors
    /// When there is no such token or subcode.
    pub async fn withdraw_token(&self, token_id: u64, subcode: u32) -> Result<(), ControlError> {
        if ![458, 459, 460, 464, 467, 492].contains(&subcode) {
            return Err(ControlError::invalid(
                "the subcodes of a withdrawn token are 458, 459, 460, 464, 467, 492",
            ));
        }
        self.change_token(token_id, |token, _| token.dead = Some(subcode))
            .await
    }

    /// Takes permissions away from a token, or gives them.
    ///
    /// # Errors
    /// When there is no such token.
    pub async fn set_token_scopes(&self, token_id: u64, scopes: Vec<String>) -> Result<(), ControlError> {
        self.change_token(token_id, |token, _| token.scopes = scopes.into_iter().collect())
            .await
    }

    async fn change_token(
        &self,
        token_id: u64,
        edit: impl FnOnce(&mut Token, i64),
    ) -> Result<(), ControlError> {
        self.commit(|tx| {
            let Some(mut token) = tx.world.tokens.get(&token_id).cloned() else {
                return Err(ControlError::not_found("token", token_id.to_string()));
            };
            edit(&mut token, tx.now);
            tx.apply(Change::TokenPut(token));
            Ok(())
        })
        .await
    }

    /// Step 4, *Verify and Save*: keeps a callback if it echoes its challenge.
    ///
    /// # Errors
    /// "The URL couldn't be validated" with the reason.
    pub async fn verify_callback(
        &self,
        app_id: &str,
        callback_url: &str,
        verify_token: &str,
    ) -> Result<WebhookView, ControlError> {
        self.platform.read(|world| app(world, app_id).map(drop))?;
        if verify_token.is_empty() {
            return Err(ControlError::invalid(
                "type the verify token that the receiver expects",
            ));
        }
        let webhook = save_callback(&self.platform, app_id, callback_url.trim(), verify_token)
            .await
            .map_err(|error| ControlError::Conflict(error.to_string()))?;
        Ok(WebhookView {
            callback_url: webhook.callback_url,
            verify_token: webhook.verify_token,
            verified_ms: webhook.verified_ms,
            challenge: webhook.challenge,
            took_ms: webhook.took_ms,
        })
    }

    /// Step 5: chooses the fields at the app level.
    ///
    /// # Errors
    /// When there is no such app or field.
    pub async fn choose_fields(&self, app_id: &str, list: Vec<String>) -> Result<(), ControlError> {
        let list = fields(list)?;
        self.commit(|tx| {
            let mut app = app(tx.world, app_id)?.clone();
            app.fields = list;
            tx.apply(Change::AppPut(app));
            Ok(())
        })
        .await
    }

    /// Step 5: subscribes an app to a page with fields of its own, or removes it.
    ///
    /// # Errors
    /// When there is no such page, app or field.
    pub async fn subscribe_page(&self, page_id: &str, wanted: Subscription) -> Result<(), ControlError> {
        // The page's list serves its Instagram account, too.
        let (of_account, own): (Vec<String>, Vec<String>) = wanted
            .fields
            .into_iter()
            .partition(|field| instagram::FIELDS.contains(&field.as_str()));
        let mut list = fields(own)?;
        list.extend(of_account);
        self.commit(|tx| {
            app(tx.world, &wanted.app_id)?;
            let mut page = page(tx.world, page_id)?.clone();
            page.disabled.remove(&wanted.app_id);
            if list.is_empty() {
                page.subscriptions.remove(&wanted.app_id);
            } else {
                page.subscriptions.insert(wanted.app_id, list);
            }
            tx.apply(Change::PagePut(page));
            Ok(())
        })
        .await
    }

    /// The dashboard's *Test* button: sends a made-up event of a field. Returns what the receiver answered.
    ///
    /// # Errors
    /// When there is no such app or field, or no callback.
    pub async fn send_test_event(&self, app_id: &str, field: &str) -> Result<String, ControlError> {
        let app = self.platform.read(|world| app(world, app_id).cloned())?;
        if app.webhook.is_none() {
            return Err(ControlError::Conflict("verify and save a callback first".into()));
        }
        fields(vec![field.to_owned()])?;
        Ok(send_test(&self.platform, &app, field).await.words)
    }

    /// Tries all waiting events now, whatever their next try would be.
    pub fn retry_now(&self) {
        self.platform
            .queue
            .lock()
            .expect("no panic while holding it")
            .release_all();
        self.platform.wake.notify_one();
    }

    /// Log lines, newest first, at most `limit`; of one thread (with page-wide notices) or of all.
    pub fn log(&self, psid: Option<&str>, limit: usize) -> Vec<LogView> {
        self.platform.read(|world| {
            let wanted = world.log.iter().rev().filter(|entry| match psid {
                Some(psid) => entry.psid.as_deref() == Some(psid),
                None => true,
            });
            wanted
                .take(limit.min(1_000))
                .map(|entry| LogView::new(world, entry))
                .collect()
        })
    }

    /// The first app of a name, the first page of a name: what a demo made at an earlier start.
    pub fn find(&self, app_name: &str, page_name: &str) -> (Option<String>, Option<String>) {
        let Overview { apps, pages, .. } = self.overview();
        let app: Option<AppView> = apps.into_iter().find(|app| app.name == app_name);
        (
            app.map(|app| app.id),
            pages
                .into_iter()
                .find(|page| page.name == page_name && page.instagram_of.is_none())
                .map(|page| page.id),
        )
    }
}
