//! The eight steps of `docs/guide/messenger/1-configuration.md`, for a guide that watches them.

use std::{collections::BTreeMap, sync::LazyLock};

use parlance_channel::{
    AccountValues,
    set_up::{Proof, SetUpCopy, SetUpGuide, SetUpLink, SetUpStep},
};

use super::descriptor::PAGE_USERNAME;
use crate::meta::{MetaSettings, account::field};

/// Anything else is a simulated platform, or a proxy before one.
const META: &str = "graph.facebook.com";

type Texts = BTreeMap<String, String>;

static EN: LazyLock<Texts> = LazyLock::new(|| read(include_str!("set_up/en.json")));
static DE: LazyLock<Texts> = LazyLock::new(|| read(include_str!("set_up/de.json")));

fn read(file: &str) -> Texts {
    serde_json::from_str(file).expect("the file is a test's business")
}

/// What the steps are written from.
struct Guide<'a> {
    texts: &'static Texts,
    values: &'a AccountValues,
    /// The simulated platform's address; `None` when it is Meta.
    simulator: Option<&'a str>,
}

/// The guide for an account.
pub(super) fn guide(meta: &MetaSettings, values: &AccountValues, language: &str) -> SetUpGuide {
    let simulated = meta.graph_url.host_str() != Some(META);
    let guide = Guide {
        texts: if language == "de" { &DE } else { &EN },
        values,
        simulator: simulated.then(|| meta.graph_url.as_str().trim_end_matches('/')),
    };
    SetUpGuide {
        simulated,
        steps: vec![
            guide.page(),
            guide.version(&meta.graph_version),
            guide.product(),
            guide.token(),
            guide.callback(),
            guide.fields(),
            guide.account(),
            guide.chat(),
        ],
    }
}

impl Guide<'_> {
    fn page(&self) -> SetUpStep {
        SetUpStep {
            links: vec![
                self.link(
                    "create_app",
                    "https://developers.facebook.com/apps/creation/",
                    "new=app",
                ),
                self.link("create_page", "https://www.facebook.com/pages/create", "new=page"),
            ],
            enter: vec![field::PAGE_ID, PAGE_USERNAME],
            proofs: vec![Proof::Entered, Proof::NoObjection("username")],
            ..self.step("page")
        }
    }

    fn version(&self, version: &str) -> SetUpStep {
        SetUpStep {
            links: vec![self.link("dashboard", APPS, "#card-credentials")],
            copy: vec![SetUpCopy::Fixed {
                label: self.say("copy.version"),
                value: version.to_owned(),
            }],
            proofs: vec![Proof::Reached],
            ..self.step("version")
        }
    }

    fn product(&self) -> SetUpStep {
        SetUpStep {
            links: vec![self.link("dashboard", APPS, "")],
            proofs: vec![Proof::Check("permissions")],
            ..self.step("product")
        }
    }

    fn token(&self) -> SetUpStep {
        SetUpStep {
            links: vec![
                self.link("token", APPS, "#card-token"),
                self.link("secret", APPS, "#card-credentials"),
            ],
            enter: vec![field::TOKEN, field::APP_SECRET],
            proofs: vec![
                Proof::Entered,
                Proof::Check("token"),
                Proof::Check("page"),
                Proof::NoObjection("app_secret"),
            ],
            ..self.step("token")
        }
    }

    fn callback(&self) -> SetUpStep {
        SetUpStep {
            links: vec![self.link("webhooks", APPS, "#card-webhook")],
            enter: vec![field::VERIFY_TOKEN],
            copy: vec![SetUpCopy::CallbackUrl, SetUpCopy::VerifyToken],
            proofs: vec![Proof::Handshake],
            ..self.step("callback")
        }
    }

    fn fields(&self) -> SetUpStep {
        SetUpStep {
            links: vec![self.link("webhooks", APPS, "#card-fields")],
            copy: vec![SetUpCopy::Fields],
            proofs: vec![Proof::Check("subscription"), Proof::NoObjection("callback")],
            ..self.step("fields")
        }
    }

    fn account(&self) -> SetUpStep {
        SetUpStep {
            proofs: vec![Proof::Made],
            ..self.step("account")
        }
    }

    fn chat(&self) -> SetUpStep {
        let username = self.values.setting(PAGE_USERNAME).unwrap_or_default();
        let phone = self.simulator.map(|simulator| format!("{simulator}/phone"));
        let url = phone.unwrap_or_else(|| format!("https://m.me/{username}"));
        SetUpStep {
            links: vec![SetUpLink {
                label: self.say("link.write"),
                url,
            }],
            proofs: vec![
                Proof::Complete,
                Proof::Entry,
                Proof::FirstEvent,
                Proof::FirstAnswer,
            ],
            ..self.step("chat")
        }
    }

    fn step(&self, id: &'static str) -> SetUpStep {
        let simulated = self.simulator.is_some();
        let text = self.texts.get(&format!("{id}.simulated")).filter(|_| simulated);
        SetUpStep {
            id,
            title: self.say(&format!("{id}.title")),
            text: text.cloned().unwrap_or_else(|| self.say(&format!("{id}.text"))),
            links: Vec::new(),
            enter: Vec::new(),
            copy: Vec::new(),
            proofs: Vec::new(),
        }
    }

    fn say(&self, id: &str) -> String {
        self.texts.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// At Meta, or the place that stands for it on the simulated platform's dashboard: its query, or its card.
    fn link(&self, id: &str, at_meta: &str, on_dashboard: &str) -> SetUpLink {
        let url = match self.simulator {
            None => at_meta.to_owned(),
            Some(simulator) => {
                let page = self.values.setting(field::PAGE_ID).unwrap_or_default();
                let known = !page.is_empty() && page.bytes().all(|byte| byte.is_ascii_digit());
                match on_dashboard.strip_prefix('#') {
                    Some(_) if known => format!("{simulator}/dashboard?page={page}{on_dashboard}"),
                    Some(_) => format!("{simulator}/dashboard{on_dashboard}"),
                    None if on_dashboard.is_empty() => format!("{simulator}/dashboard"),
                    None => format!("{simulator}/dashboard?{on_dashboard}"),
                }
            }
        };
        SetUpLink {
            label: self.say(&format!("link.{id}")),
            url,
        }
    }
}

/// The list of one's apps: the way to a certain app needs its id, which only Meta knows at first.
const APPS: &str = "https://developers.facebook.com/apps/";

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> MetaSettings {
        MetaSettings {
            graph_url: url.parse().unwrap(),
            graph_version: "v26.0".into(),
        }
    }

    fn values(page: &str) -> AccountValues {
        let mut values = AccountValues::default();
        values.settings.insert(field::PAGE_ID.into(), page.into());
        values.settings.insert(PAGE_USERNAME.into(), "alder".into());
        values
    }

    #[test]
    fn the_eight_steps_have_words_in_both_languages() {
        let keys = |texts: &Texts| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&EN), keys(&DE));
        for language in ["en", "de", "xx"] {
            for url in ["https://graph.facebook.com", "http://127.0.0.1:9090"] {
                let guide = guide(&settings(url), &values("1"), language);
                assert_eq!(guide.steps.len(), 8);
                for step in guide.steps {
                    let links = step.links.iter().map(|link| &link.label);
                    for text in [&step.title, &step.text].into_iter().chain(links) {
                        assert!(
                            EN.values().chain(DE.values()).any(|known| known == text),
                            "{text}"
                        );
                    }
                    assert!(
                        !step.proofs.is_empty(),
                        "{}: nothing shows that it is done",
                        step.id
                    );
                }
            }
        }
    }

    #[test]
    fn links_lead_to_meta_or_to_the_simulated_dashboard() {
        let urls = |url: &str, page: &str| {
            let guide = guide(&settings(url), &values(page), "en");
            let links = guide.steps.into_iter().flat_map(|step| step.links);
            links.map(|link| link.url).collect::<Vec<_>>()
        };
        let real = urls("https://graph.facebook.com/", "7");
        assert!(real.iter().all(|url| url.starts_with("https://")), "{real:?}");
        assert_eq!(real.last().unwrap(), "https://m.me/alder");
        let simulated = urls("http://127.0.0.1:9090/", "7");
        assert_eq!(simulated[0], "http://127.0.0.1:9090/dashboard?new=app");
        assert!(simulated.contains(&"http://127.0.0.1:9090/dashboard?page=7#card-webhook".to_owned()));
        let strange = urls("http://127.0.0.1:9090/", "7&new=app");
        assert!(strange.contains(&"http://127.0.0.1:9090/dashboard#card-webhook".to_owned()));
    }
}
