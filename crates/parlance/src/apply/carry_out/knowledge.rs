//! Knowledge articles.

use parlance_api::knowledge::ArticleTextInput;
use parlance_engine::{
    Refusal,
    knowledge::{self, ArticleWanted},
};

use super::{Names, Work, changed};
use crate::apply::plan::Step;

impl Work<'_> {
    /// Makes or changes an article: it cannot be without a text, so both are one.
    pub(super) fn set_article(&mut self, step: &Step, names: &Names) -> Result<(), Refusal> {
        let wanted = &self.document.articles[step.index];
        let services = wanted
            .services
            .as_ref()
            .map(|list| list.iter().map(|name| names.service(name)).collect())
            .transpose()?;
        let differs = |language: &String| {
            let change = |key: &Option<String>| key.as_ref() == Some(language);
            step.changes
                .iter()
                .any(|found| found.field == "texts" && change(&found.key))
        };
        let texts = wanted
            .texts
            .iter()
            .filter(|(language, _)| differs(language))
            .map(|(language, text)| ArticleTextInput {
                language: language.clone(),
                title: text.title.clone(),
                keywords: text.keywords.clone(),
                body: text.text.clone(),
                publish: true,
            })
            .collect();
        let article = ArticleWanted {
            name: wanted.name.clone(),
            folder: changed(step, "folder", wanted.folder.clone()),
            service_ids: changed(step, "services", services),
            texts,
        };
        knowledge::put(self.tx, self.env, &self.ctx, &self.who, article)
    }
}
