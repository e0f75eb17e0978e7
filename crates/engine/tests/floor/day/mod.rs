//! A working day on the moved clock: 20 agents with shifts, pauses and skills, four services, 2,000 chats. Afterwards
//! every agent's states add up, no chat waited while somebody who fits had room, nobody was over capacity, and every chat
//! has an end. On PostgreSQL, where each unit of work waits for a disk, the day has 500 chats; `PARLANCE_DAY_CHATS` sets
//! another number.

mod accounts;
mod cast;
mod dice;
mod needless;
mod play;

use play::Play;

#[tokio::test]
async fn a_day_in_the_life() {
    let mut world = cast::world().await;
    let chats = std::env::var("PARLANCE_DAY_CHATS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(if world.harness.is_postgres() { 500 } else { 2_000 });
    let day = Play::new(&mut world, chats).run().await;
    assert_eq!(accounts::every_chat_ended_well(&world).await, chats);
    accounts::every_agents_day_adds_up(&world, &day).await;
    accounts::the_day_was_a_real_one(&day, chats);
}
