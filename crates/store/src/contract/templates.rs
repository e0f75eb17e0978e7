//! Message templates.

use parlance_core::{TemplateId, rich::Rich};

use super::rows::{at, bytes, conflicts, read, tenants, write};
use crate::{Store, templates::TemplateRow};

pub(super) async fn check(store: &dyn Store) {
    let (alder, birch) = tenants(store).await;
    let template = |number: u8, name: &str| TemplateRow {
        id: TemplateId::new(at(0), bytes(number)),
        name: name.into(),
        channel: "pigeon".into(),
        service_id: None,
        content: Rich::Buttons {
            text: "Hello {{contact.first_name}}".into(),
            buttons: Vec::new(),
        },
        disabled_at: None,
        created_at: at(0),
        updated_at: at(0),
    };
    let welcome = template(1, "Welcome");
    write(store, {
        let welcome = welcome.clone();
        move |tx| tx.insert_template(&alder, &welcome)
    })
    .await;
    let again = template(2, "WELCOME");
    conflicts(store, move |tx| tx.insert_template(&alder, &again)).await;
    let mut changed = welcome.clone();
    changed.name = "Hello".into();
    changed.disabled_at = Some(at(5));
    changed.updated_at = at(5);
    write(store, {
        let changed = changed.clone();
        move |tx| {
            tx.update_template(&birch, &welcome)?;
            tx.update_template(&alder, &changed)
        }
    })
    .await;
    read(store, move |read| {
        assert_eq!(read.template(&alder, changed.id)?.as_ref(), Some(&changed));
        assert_eq!(read.templates(&alder)?, [changed.clone()]);
        assert_eq!(read.template(&birch, changed.id)?, None);
        assert_eq!(read.templates(&birch)?, []);
        Ok(())
    })
    .await;
}
