//! In whatever order, and however often, a comment's story is told: it ends the same.

use parlance_api::message::MessageView;
use parlance_core::message::Part;
use proptest::prelude::*;
use serde_json::json;

use crate::{
    comments::{AUTHOR, add, change},
    harness::START,
    world::World,
};

/// What everybody agrees on in the end.
#[derive(Debug, PartialEq)]
struct End {
    words: Vec<String>,
    hidden: Vec<bool>,
    taken_back: bool,
    edits: u32,
}

fn end(transcript: &[MessageView]) -> Vec<End> {
    let comments = transcript.iter().filter(|message| message.comment.is_some());
    comments
        .map(|message| End {
            words: message
                .parts
                .iter()
                .filter_map(|part| match part {
                    Part::Text { text } => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            hidden: message
                .parts
                .iter()
                .filter_map(|part| match part {
                    Part::Comment(post) => Some(post.hidden),
                    _ => None,
                })
                .collect(),
            taken_back: message.taken_back,
            edits: message.edits,
        })
        .collect()
}

fn story(removed: bool) -> Vec<String> {
    let edit = |at: i64, text: &str| change(START + at, "edited", json!({ "message": text }));
    let mut story = vec![
        add("how much?"),
        edit(60_000, "how much is it?"),
        change(START + 90_000, "hide", json!({})),
        edit(120_000, "how much is the red one?"),
        change(START + 150_000, "unhide", json!({})),
    ];
    if removed {
        story.push(change(START + 180_000, "remove", json!({})));
    }
    story
}

async fn tell(bodies: &[&String]) -> Vec<End> {
    let world = World::commented().await;
    for body in bodies {
        world.deliver_body(body).await;
        world.harness.apply().await;
    }
    let mut ends = end(&world.transcript_of(AUTHOR).await);
    // What is gone keeps as many edits as were told before it went.
    for end in ends.iter_mut().filter(|end| end.taken_back) {
        end.edits = 0;
    }
    ends
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_a_comments_story_does_not_matter(
        (removed, order) in any::<bool>().prop_flat_map(|removed| {
            let places: Vec<usize> = (0..story(removed).len()).flat_map(|place| [place, place]).collect();
            (Just(removed), Just(places).prop_shuffle())
        })
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let story = story(removed);
        let told: Vec<&String> = order.iter().map(|place| &story[*place]).collect();
        let (straight, shuffled) =
            runtime.block_on(async { (tell(&story.iter().collect::<Vec<_>>()).await, tell(&told).await) });
        prop_assert_eq!(straight.len(), 1);
        prop_assert_eq!(straight, shuffled);
    }
}
