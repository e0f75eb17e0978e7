//! A person removes the app, or demands the deletion of their data.

use serde::{Deserialize, Serialize};

use super::Simulator;
use crate::ControlError;
use crate::webhook::send_notice;
use crate::world::{Change, LogTopic};

/// Subcode of code 190: the person has removed the app.
const APP_REMOVED: u32 = 458;

/// What a person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// They demand the deletion of their data.
    Deletion,
    /// They remove the app: the tokens that they gave end.
    Deauthorise,
}

/// A person's demand, to be posted to an address of the app.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// What they do.
    pub kind: NoticeKind,
    /// The app's address for it.
    pub url: String,
    /// Their id at the app.
    pub user_id: String,
}

/// What the app answered.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeAnswered {
    /// HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Simulator {
    /// Posts a demand with the app's signature.
    ///
    /// # Errors
    /// When there is no such app, the values are no address and id, or nobody answers.
    pub async fn send_notice(&self, app_id: &str, notice: Notice) -> Result<NoticeAnswered, ControlError> {
        let app = self
            .platform
            .read(|world| world.apps.get(app_id).cloned())
            .ok_or_else(|| ControlError::not_found("app", app_id))?;
        if !notice.url.starts_with("http://") && !notice.url.starts_with("https://") {
            return Err(ControlError::invalid(
                "the address begins with http:// or https://",
            ));
        }
        if notice.user_id.is_empty() || !notice.user_id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ControlError::invalid("the person's id has digits only"));
        }
        if notice.kind == NoticeKind::Deauthorise {
            self.commit(|tx| {
                let of_app: Vec<_> = tx
                    .world
                    .tokens
                    .values()
                    .filter(|token| token.app_id == app.id)
                    .cloned()
                    .collect();
                for mut token in of_app {
                    token.dead = Some(APP_REMOVED);
                    tx.apply(Change::TokenPut(token));
                }
                Ok(())
            })
            .await?;
        }
        let answer = send_notice(&self.platform, &app, notice.url.trim(), &notice.user_id).await;
        self.platform.note(|tx| {
            let words = match &answer {
                Ok(answer) => format!("{} {}", answer.status, answer.body),
                Err(error) => error.clone(),
            };
            let what = if notice.kind == NoticeKind::Deletion {
                "deletion"
            } else {
                "deauthorise"
            };
            tx.log(LogTopic::Notice, what, notice.url.clone(), |entry| {
                entry.app_id = Some(app.id.clone());
                entry.ok = answer.as_ref().is_ok_and(|answer| answer.status == 200);
                entry.answer = words;
            });
        });
        let answer = answer.map_err(ControlError::Conflict)?;
        Ok(NoticeAnswered {
            status: answer.status,
            body: answer.body,
        })
    }
}
