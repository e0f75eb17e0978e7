//! The Messenger Profile against the simulated platform: what is published is what is read back.

use parlance_core::public_profile::{PublicProfile, diff};
use serde_json::json;

use crate::world::World;

fn wanted() -> PublicProfile {
    let wanted: PublicProfile = serde_json::from_value(json!({
        "greetings": [{"locale": "default", "text": "Hello"}, {"locale": "de_DE", "text": "Hallo"}],
        "start_payload": "START",
        "questions": [{"locale": "default", "items": [{"question": "Where is my order?", "payload": "ORDER"}]}],
        "menus": [{"locale": "default", "no_writing": false, "items": [
            {"title": "Talk to us"}, {"title": "Shop", "url": "https://shop.example"}]}],
    }))
    .unwrap();
    wanted.tidied()
}

#[tokio::test]
async fn what_is_published_is_read_back_and_what_is_left_out_is_gone() {
    let world = World::start().await;
    let page = world.channel.public_profile().unwrap();
    assert_eq!(page.read(&world.account).await.unwrap(), PublicProfile::default());
    page.publish(&world.account, &wanted()).await.unwrap();
    assert_eq!(page.read(&world.account).await.unwrap(), wanted());

    let less = PublicProfile {
        greetings: wanted().greetings,
        ..PublicProfile::default()
    };
    page.publish(&world.account, &less).await.unwrap();
    let there = page.read(&world.account).await.unwrap();
    assert_eq!(diff(&less, &there), []);
}
