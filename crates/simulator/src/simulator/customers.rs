//! Customers: making them, and everything they do on their phones.

use bytes::Bytes;
use serde::Deserialize;

use super::Simulator;
use crate::ControlError;
use crate::media::sticker;
use crate::phone::{self, Ad, NewPerson, Writing};
use crate::views::{self, Chat, MessageView, PersonView};
use crate::world::{Attachment, Change, FileKind, LogTopic, Media, Phone, ProfileAccess, Reachability};

/// Largest file a phone sends.
const MAX_FILE: usize = 25 << 20;

/// A file a customer sends.
#[derive(Debug, Clone)]
pub struct SendFile {
    /// Its name.
    pub name: String,
    /// Its content type; decides whether it is an image, audio, video or a file.
    pub content_type: String,
    /// Its bytes, at most 25 MB.
    pub bytes: Bytes,
}

/// How a customer comes without writing first.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Arrival {
    /// Clicks an ad and writes.
    Ad {
        /// The ad's title.
        #[serde(default = "ad_title")]
        title: String,
        /// The ad's reference.
        #[serde(default)]
        r#ref: Option<String>,
        /// The words written.
        #[serde(default = "ad_text")]
        text: String,
    },
    /// Follows an m.me link.
    Link {
        /// The reference in the link.
        r#ref: String,
    },
    /// Taps Get Started.
    GetStarted,
    /// Agrees to be contacted.
    OptIn {
        /// The reference of the plugin.
        r#ref: String,
    },
}

fn ad_title() -> String {
    "Autumn tents, 20 % off".to_owned()
}

fn ad_text() -> String {
    "Is this still available?".to_owned()
}

/// Sending the last event again.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct Repeat {
    /// How often; 0 counts as 1.
    pub copies: usize,
    /// All at once on connections of their own.
    pub concurrent: bool,
}

/// Settings of a customer that can be changed; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonChange {
    pub reads_at_once: Option<bool>,
    pub shows_typing: Option<bool>,
    pub no_signal: Option<bool>,
    pub profile: Option<ProfileAccess>,
    pub reach: Option<Reachability>,
    pub has_role: Option<bool>,
}

impl Simulator {
    /// Makes a customer; without a name one is chosen. Returns its number.
    ///
    /// # Errors
    /// When the name is too long or the journal cannot be written.
    pub async fn create_customer(&self, name: Option<&str>) -> Result<u64, ControlError> {
        let new = NewPerson {
            name: name.map(str::to_owned),
            ..NewPerson::default()
        };
        Ok(self.commit(|tx| phone::person(tx, new)).await?.id)
    }

    /// A customer.
    ///
    /// # Errors
    /// When there is no such customer.
    pub fn customer(&self, person_id: u64) -> Result<PersonView, ControlError> {
        self.platform.read(|world| match world.people.get(&person_id) {
            Some(person) => Ok(views::person_card(&self.platform, world, person)),
            None => Err(ControlError::not_found("customer", person_id.to_string())),
        })
    }

    /// Customers by last activity, at most 200; `search` looks in their names.
    pub fn customers(&self, search: Option<&str>) -> Vec<PersonView> {
        views::people(&self.platform, search)
    }

    /// Opens the chat of a customer with a page; returns the page-scoped id.
    ///
    /// # Errors
    /// When there is no such customer or page.
    pub async fn open_chat(&self, person_id: u64, page_id: &str) -> Result<String, ControlError> {
        self.commit(|tx| phone::open_chat(tx, person_id, page_id)).await
    }

    /// The chat of a customer with a page, if there is one.
    pub fn chat_of(&self, person_id: u64, page_id: &str) -> Option<Chat> {
        self.platform.read(|world| {
            world
                .thread_of(person_id, page_id)
                .map(|thread| views::chat(&self.platform, world, thread))
        })
    }

    /// A chat by its page-scoped id.
    ///
    /// # Errors
    /// When there is no such chat.
    pub fn chat(&self, psid: &str) -> Result<Chat, ControlError> {
        self.platform.read(|world| match world.threads.get(psid) {
            Some(thread) => Ok(views::chat(&self.platform, world, thread)),
            None => Err(ControlError::not_found("chat", psid)),
        })
    }

    /// Every message of a page's chats with its chat's id, for counting after a test.
    pub fn all_messages(&self, page_id: &str) -> Vec<(String, MessageView)> {
        self.platform.read(|world| {
            let threads = world.threads.values().filter(|thread| thread.page_id == page_id);
            threads
                .flat_map(|thread| {
                    let chat = views::chat(&self.platform, world, thread);
                    chat.messages
                        .into_iter()
                        .map(|message| (thread.psid.clone(), message))
                })
                .collect()
        })
    }

    pub(super) async fn write(&self, psid: &str, writing: Writing) -> Result<String, ControlError> {
        self.commit(|tx| phone::write(&self.platform, tx, psid, writing))
            .await
    }

    /// The customer writes a text; returns its message id.
    ///
    /// # Errors
    /// When there is no such chat, or the text is empty or too long.
    pub async fn say(&self, psid: &str, text: &str) -> Result<String, ControlError> {
        self.write(psid, Writing::text(text)).await
    }

    /// The customer answers a certain message.
    ///
    /// # Errors
    /// As [`Self::say`].
    pub async fn say_in_reply(&self, psid: &str, text: &str, to: &str) -> Result<String, ControlError> {
        self.platform.read(|world| {
            let known = world
                .threads
                .get(psid)
                .is_some_and(|thread| thread.message(to).is_some());
            if known {
                Ok(())
            } else {
                Err(ControlError::not_found("message", to))
            }
        })?;
        self.write(
            psid,
            Writing {
                reply_to: Some(to.to_owned()),
                ..Writing::text(text)
            },
        )
        .await
    }

    /// The customer sends a file.
    ///
    /// # Errors
    /// When the file is empty or over 25 MB, or cannot be stored.
    pub async fn send_file(&self, psid: &str, file: SendFile) -> Result<String, ControlError> {
        if file.bytes.is_empty() || file.bytes.len() > MAX_FILE {
            return Err(ControlError::invalid("a file has 1 byte to 25 MB"));
        }
        self.platform.note(|tx| tx.thread(psid).map(drop))?;
        let kind = FileKind::of_content_type(&file.content_type);
        let (id, created_ms) = self.platform.note(|tx| (tx.ids().media(), tx.now));
        let size = file.bytes.len() as u64;
        let stored = self.platform.media.put(&id, file.bytes).await;
        stored.map_err(|error| ControlError::NotDurable(error.to_string()))?;
        let name = file_name(&file.name);
        let media = Media {
            id: id.clone(),
            name,
            content_type: file.content_type,
            size,
            created_ms,
        };
        self.commit(|tx| {
            tx.apply(Change::MediaPut(media));
            let attachment = Attachment::File { kind, media_id: id };
            phone::write(&self.platform, tx, psid, Writing::attachment(attachment))
        })
        .await
    }

    /// The customer sends a sticker of the tray.
    ///
    /// # Errors
    /// When there is no such sticker.
    pub async fn send_sticker(&self, psid: &str, name: &str) -> Result<String, ControlError> {
        let sticker = sticker(name).ok_or_else(|| ControlError::not_found("sticker", name))?;
        self.write(
            psid,
            Writing::attachment(Attachment::Sticker {
                name: sticker.name.to_owned(),
            }),
        )
        .await
    }

    /// The customer sends a place.
    ///
    /// # Errors
    /// When the coordinates are not on the globe.
    pub async fn send_location(
        &self,
        psid: &str,
        title: &str,
        lat: f64,
        long: f64,
    ) -> Result<String, ControlError> {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&long) {
            return Err(ControlError::invalid(
                "latitude lies between -90 and 90, longitude between -180 and 180",
            ));
        }
        let attachment = Attachment::Location {
            title: title.to_owned(),
            lat,
            long,
        };
        self.write(psid, Writing::attachment(attachment)).await
    }

    /// The customer taps a quick reply of a message.
    ///
    /// # Errors
    /// When the message does not offer it, or no longer.
    pub async fn tap_quick_reply(
        &self,
        psid: &str,
        mid: &str,
        payload: &str,
    ) -> Result<String, ControlError> {
        self.commit(|tx| phone::tap_quick_reply(&self.platform, tx, psid, mid, payload))
            .await
    }

    /// The customer taps a button of a template.
    ///
    /// # Errors
    /// When the message has no such button.
    pub async fn tap_button(&self, psid: &str, mid: &str, payload: &str) -> Result<String, ControlError> {
        self.commit(|tx| phone::tap_button(tx, psid, mid, payload)).await
    }

    /// The customer edits their last text.
    ///
    /// # Errors
    /// When there is none, or it was edited five times.
    pub async fn edit_last(&self, psid: &str, text: &str) -> Result<(), ControlError> {
        self.commit(|tx| phone::edit_last(tx, psid, text)).await
    }

    /// The customer takes back their last message.
    ///
    /// # Errors
    /// When there is none.
    pub async fn take_back_last(&self, psid: &str) -> Result<(), ControlError> {
        self.commit(|tx| phone::take_back_last(tx, psid)).await
    }

    /// The customer reacts to a message, or removes the reaction.
    ///
    /// # Errors
    /// When there is no such message.
    pub async fn react(&self, psid: &str, mid: &str, emoji: Option<&str>) -> Result<(), ControlError> {
        self.commit(|tx| phone::react(tx, psid, mid, emoji)).await
    }

    /// The platform sends the customer's last event again.
    ///
    /// # Errors
    /// When nothing was sent yet or nobody hears of the page.
    pub async fn repeat_last(&self, psid: &str, repeat: Repeat) -> Result<(), ControlError> {
        self.commit(|tx| phone::repeat(tx, psid, repeat.copies.max(1), repeat.concurrent))
            .await
    }

    /// The customer comes in another way than by writing.
    ///
    /// # Errors
    /// When the reference is malformed or the page has no Get Started button.
    pub async fn arrive(&self, psid: &str, arrival: Arrival) -> Result<(), ControlError> {
        self.commit(|tx| match arrival {
            Arrival::Ad { title, r#ref, text } => {
                phone::from_ad(&self.platform, tx, psid, Ad { title, r#ref, text }).map(drop)
            }
            Arrival::Link { r#ref } => phone::arrive_by_link(tx, psid, &r#ref),
            Arrival::GetStarted => phone::get_started(tx, psid).map(drop),
            Arrival::OptIn { r#ref } => phone::opt_in(tx, psid, &r#ref),
        })
        .await
    }

    /// Somebody answers in the page inbox, beside all apps.
    ///
    /// # Errors
    /// When there is no such chat or the text is empty.
    pub async fn inbox_reply(&self, psid: &str, text: &str) -> Result<String, ControlError> {
        let mid = self
            .commit(|tx| phone::inbox_reply(&self.platform, tx, psid, text))
            .await?;
        phone::schedule(&self.platform, psid.to_owned());
        Ok(mid)
    }

    /// The customer looks at the chat: what was delivered is read.
    ///
    /// # Errors
    /// When there is no such chat.
    pub async fn look_at(&self, psid: &str) -> Result<(), ControlError> {
        self.commit(|tx| {
            tx.thread(psid)?;
            phone::look_at(tx, psid);
            Ok(())
        })
        .await
    }

    /// The customer begins to type. Messenger tells apps nothing about it; the log says so.
    ///
    /// # Errors
    /// When there is no such chat.
    pub fn customer_types(&self, psid: &str) -> Result<(), ControlError> {
        self.platform.note(|tx| {
            let page_id = tx.thread(psid)?.page_id.clone();
            if tx.holder(psid)?.phone.shows_typing {
                tx.log(LogTopic::Event, "typing", "the customer types", |entry| {
                    entry.psid = Some(psid.to_owned());
                    entry.page_id = Some(page_id);
                    "apps are not told".clone_into(&mut entry.answer);
                });
            }
            Ok(())
        })
    }

    /// Changes how a customer uses their phone.
    ///
    /// # Errors
    /// When there is no such customer.
    pub async fn set_phone(
        &self,
        person_id: u64,
        reads_at_once: bool,
        no_signal: bool,
    ) -> Result<(), ControlError> {
        let change = PersonChange {
            reads_at_once: Some(reads_at_once),
            no_signal: Some(no_signal),
            ..PersonChange::default()
        };
        self.change_person(person_id, change).await
    }

    /// Makes a customer's profile visible, empty, forbidden (100/33) or phone-only (100/2018218);
    /// the words are those of the control API.
    ///
    /// # Errors
    /// When there is no such customer or the word is unknown.
    pub async fn set_profile(&self, person_id: u64, access: &str) -> Result<(), ControlError> {
        let profile = serde_json::from_value(access.into())
            .map_err(|_| ControlError::invalid("a profile is visible, empty, no_access or phone_only"))?;
        self.change_person(
            person_id,
            PersonChange {
                profile: Some(profile),
                ..PersonChange::default()
            },
        )
        .await
    }

    /// Makes a customer reachable, blocked (551/1545041) or unavailable (10/2018108).
    ///
    /// # Errors
    /// When there is no such customer or the word is unknown.
    pub async fn set_reach(&self, person_id: u64, reach: &str) -> Result<(), ControlError> {
        let reach = serde_json::from_value(reach.into())
            .map_err(|_| ControlError::invalid("a customer is reachable, blocked or unavailable"))?;
        self.change_person(
            person_id,
            PersonChange {
                reach: Some(reach),
                ..PersonChange::default()
            },
        )
        .await
    }

    pub(crate) async fn change_person(
        &self,
        person_id: u64,
        change: PersonChange,
    ) -> Result<(), ControlError> {
        let platform = &self.platform;
        let psids = self
            .commit(|tx| {
                let Some(mut person) = tx.world.people.get(&person_id).cloned() else {
                    return Err(ControlError::not_found("customer", person_id.to_string()));
                };
                person.profile = change.profile.unwrap_or(person.profile);
                person.reach = change.reach.unwrap_or(person.reach);
                person.has_role = change.has_role.unwrap_or(person.has_role);
                let phone = Phone {
                    reads_at_once: change.reads_at_once.unwrap_or(person.phone.reads_at_once),
                    shows_typing: change.shows_typing.unwrap_or(person.phone.shows_typing),
                    no_signal: change.no_signal.unwrap_or(person.phone.no_signal),
                };
                let psids: Vec<String> = person.psids.values().cloned().collect();
                tx.apply(Change::PersonPut(person));
                let back = phone::put_phone(tx, person_id, phone)?;
                if back {
                    for psid in &psids {
                        phone::release_held(platform, tx, psid);
                    }
                }
                Ok(psids)
            })
            .await?;
        // The phone catches up: deliveries, and reads if it reads at once.
        for psid in psids {
            phone::schedule(platform, psid);
        }
        Ok(())
    }

    /// Gives a thread to another app (its id), or frees it.
    ///
    /// # Errors
    /// When there is no such chat.
    pub async fn set_thread_owner(&self, psid: &str, app_id: Option<&str>) -> Result<(), ControlError> {
        self.commit(|tx| {
            let before = tx.thread(psid)?.state.owner.clone();
            tx.edit_thread(psid, |state| state.owner = app_id.map(str::to_owned));
            if let (Some(before), Some(after)) = (before, app_id)
                && before != after
            {
                phone::tell_taken(tx, psid, &before, after);
            }
            Ok(())
        })
        .await
    }
}

/// The last part of a name, without anything a path could be made of.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if clean.trim().is_empty() {
        "file".to_owned()
    } else {
        clean
    }
}
