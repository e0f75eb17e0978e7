//! Knowledge articles.

use parlance_core::{
    ArticleFolderId, ArticleId,
    knowledge::{TextLife, TextStep},
};
use parlance_words::Query;

use super::rows::{at, bytes, conflicts, read, tenants, write};
use crate::{
    Store,
    knowledge::{ArticleFolderRow, ArticleRow, ArticleTextRow, ArticleVersionRow},
};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    let folder = ArticleFolderRow {
        id: ArticleFolderId::new(at(0), bytes(1)),
        parent_id: None,
        name: "Delivery".into(),
        created_at: at(0),
        updated_at: at(0),
    };
    let version = |number: u32, title: &str, body: &str| ArticleVersionRow {
        version: number,
        title: title.into(),
        keywords: "refund".into(),
        body: body.into(),
        written_by: None,
        author: "Ana".into(),
        written_at: at(i64::from(number)),
    };
    let text = |language: &str, title: &str| ArticleTextRow {
        language: language.into(),
        life: TextLife::begun(),
        title: title.into(),
        updated_at: at(0),
    };
    let article = ArticleRow {
        id: ArticleId::new(at(0), bytes(2)),
        folder_id: Some(folder.id),
        name: "Returns".into(),
        service_ids: Vec::new(),
        texts: vec![text("de", "Rückgabe"), text("en", "Returns")],
        created_at: at(0),
        updated_at: at(0),
    };
    let (id, other) = (article.id, ArticleId::new(at(0), bytes(3)));
    let (german, english) = (
        version(1, "Rückgabe", "Rücksendungen sind kostenlos."),
        version(1, "Returns", "You can return kettles within 30 days."),
    );
    write(store, {
        let (folder, article) = (folder.clone(), article.clone());
        let (german, english) = (german.clone(), english.clone());
        move |tx| {
            tx.insert_article_folder(&alder, &folder)?;
            tx.insert_article(&alder, &article)?;
            tx.insert_article_version(&alder, article.id, "de", &german)?;
            tx.insert_article_version(&alder, article.id, "en", &english)?;
            tx.index_article(&alder, article.id, "de", Some(&german.searched_text()))?;
            tx.index_article(&alder, article.id, "en", Some(&english.searched_text()))
        }
    })
    .await;
    let twin = ArticleRow {
        id: other,
        name: "RETURNS".into(),
        texts: Vec::new(),
        ..article.clone()
    };
    conflicts(store, move |tx| tx.insert_article(&alder, &twin)).await;

    let ask = |text: &str| Query::parse(text).unwrap();
    let (kettle, both, none) = (ask("kettle "), ask("refund return"), ask("kostenlos kettle"));
    read(store, {
        let (article, folder) = (article.clone(), folder.clone());
        move |read| {
            assert_eq!(read.article(&alder, id)?.as_ref(), Some(&article));
            assert_eq!(read.articles(&alder)?, std::slice::from_ref(&article));
            assert_eq!(read.article_folders(&alder)?, [folder]);
            let english = vec![(id, "en".to_owned())];
            assert_eq!(
                read.articles_with_words(&alder, &kettle, 10)?,
                english,
                "inflected"
            );
            assert_eq!(read.articles_with_words(&alder, &both, 10)?, english);
            assert_eq!(read.articles_with_words(&alder, &none, 10)?, []);
            assert_eq!(read.articles_with_words(&birch, &kettle, 10)?, []);
            assert_eq!(read.article(&birch, id)?, None);
            assert_eq!(read.articles(&birch)?, []);
            assert_eq!(read.article_folders(&birch)?, []);
            assert_eq!(read.article_version(&birch, id, "en", 1)?, None);
            Ok(())
        }
    })
    .await;

    let mut changed = article.clone();
    changed.folder_id = None;
    changed.name = "Sending back".into();
    changed.texts[1].life = changed.texts[1]
        .life
        .written()
        .unwrap()
        .step(TextStep::Publish)
        .unwrap();
    changed.texts[1].title = "Sending back".into();
    changed.updated_at = at(9);
    let second = version(2, "Sending back", "Pots too.");
    write(store, {
        let (changed, second, folder) = (changed.clone(), second.clone(), folder.clone());
        move |tx| {
            tx.update_article(&birch, &article)?;
            tx.update_article(&alder, &changed)?;
            tx.insert_article_version(&alder, id, "en", &second)?;
            tx.index_article(&alder, id, "en", Some(&second.searched_text()))?;
            tx.index_article(&alder, id, "de", None)?;
            let renamed = ArticleFolderRow {
                name: "Sending".into(),
                ..folder
            };
            tx.update_article_folder(&alder, &renamed)?;
            tx.delete_article_folder(&alder, renamed.id)
        }
    })
    .await;
    let (kettle, pots, german_word) = (ask("kettle "), ask("pot"), ask("kostenlos"));
    read(store, move |read| {
        assert_eq!(read.article(&alder, id)?, Some(changed));
        assert_eq!(read.article_folders(&alder)?, []);
        assert_eq!(read.articles_with_words(&alder, &kettle, 10)?, []);
        assert_eq!(read.articles_with_words(&alder, &german_word, 10)?, []);
        assert_eq!(
            read.articles_with_words(&alder, &pots, 10)?,
            [(id, "en".to_owned())]
        );
        assert_eq!(
            read.article_versions(&alder, id, "en", 10)?,
            [second.clone(), english]
        );
        assert_eq!(read.article_version(&alder, id, "en", 2)?.as_ref(), Some(&second));
        Ok(())
    })
    .await;
}
