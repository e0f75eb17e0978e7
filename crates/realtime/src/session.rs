//! One open socket: catches up from the store, then follows the hub, until somebody ends it.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use parlance_api::realtime::{ClientFrame, ServerFrame};
use parlance_core::{Clock, InteractionId};
use parlance_store::{CommittedEvent, Store, StoreError, StoreExt, WorkError};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_util::sync::CancellationToken;

use crate::{
    cursor::{Cursor, reset_reason},
    guest::Guest,
    hub::{Hub, Taken},
    limit::Limit,
    queue::{Frame, Next, Outlet},
};

/// A ping comes this often.
const PING_EVERY: Duration = Duration::from_secs(15);
/// Silence for so long means that the connection is dead.
const SILENCE: Duration = Duration::from_secs(50);
/// A desktop that takes longer for one batch of frames cannot follow.
const WRITE_WITHIN: Duration = Duration::from_secs(10);
/// Events read from the store at a time.
const CHUNK: u32 = 500;
/// Frames written before a flush.
const BATCH: usize = 64;

/// WebSocket close codes (RFC 6455, section 7.4.1).
mod close {
    pub(super) const NORMAL: u16 = 1000;
    pub(super) const GOING_AWAY: u16 = 1001;
    pub(super) const POLICY: u16 = 1008;
    pub(super) const TRY_AGAIN: u16 = 1013;
}

/// What a socket needs.
pub struct Socket {
    /// All open desktops.
    pub hub: Arc<Hub>,
    /// Where missed events are.
    pub store: Arc<dyn Store>,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Who.
    pub guest: Guest,
    /// The last number seen; absent: only what comes from now on.
    pub after: Option<i64>,
    /// The server stops.
    pub shutdown: CancellationToken,
}

/// Why a socket ends.
enum End {
    /// The other side closed or vanished.
    Gone,
    /// We close, with a code and a word.
    Close(u16, &'static str),
    /// We say this last and close.
    Say(ServerFrame),
}

type Sender = SplitSink<WebSocket, Message>;
type Receiver = SplitStream<WebSocket>;

/// Serves a socket until it ends.
pub async fn serve(socket: WebSocket, needs: Socket) {
    let (sender, receiver) = socket.split();
    let (seat, outlet) = needs.hub.enter(&needs.guest);
    let cursor = Cursor::after(needs.after.unwrap_or(0));
    let mut session = Session {
        needs,
        sender,
        outlet,
        cursor,
        limit: Limit::default(),
        seat,
    };
    let end = session.run(receiver).await;
    session.finish(end).await;
}

struct Session {
    needs: Socket,
    sender: Sender,
    outlet: Outlet,
    cursor: Cursor,
    limit: Limit,
    seat: Taken,
}

impl Session {
    async fn run(&mut self, mut receiver: Receiver) -> End {
        if let Err(end) = self.catch_up().await {
            return end;
        }
        let mut sessions = self.needs.hub.sessions_changed();
        let shutdown = self.needs.shutdown.clone();
        let mut ping = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            let step = tokio::select! {
                next = self.outlet.next() => self.forward(next).await,
                message = receiver.next() => {
                    heard = Instant::now();
                    self.hear(message).await
                }
                _ = ping.tick() => {
                    if heard.elapsed() > SILENCE { Err(End::Gone) } else { self.ping().await }
                }
                changed = sessions.changed() => {
                    if changed.is_ok() && !self.alive().await { Err(End::Say(ServerFrame::SignedOut)) } else { Ok(()) }
                }
                () = shutdown.cancelled() => Err(End::Close(close::GOING_AWAY, "the server stops; connect again")),
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Says hello and sends what was missed.
    async fn catch_up(&mut self) -> Result<(), End> {
        let ctx = self.needs.guest.ctx;
        let (newest, oldest) = self
            .needs
            .store
            .read(move |read| Ok::<_, StoreError>((read.newest_seq(&ctx)?, read.oldest_seq(&ctx)?)))
            .await
            .map_err(unavailable)?;
        let after = self.needs.after.unwrap_or(newest);
        if let Some(reason) = reset_reason(after, newest, oldest) {
            return Err(End::Say(ServerFrame::Reset {
                reason: reason.into(),
            }));
        }
        self.cursor = Cursor::after(after);
        let hello = ServerFrame::Hello {
            seq: newest,
            server_time: self.needs.clock.now(),
            ping_every_ms: i64::try_from(PING_EVERY.as_millis()).unwrap_or(15_000),
        };
        self.say(&hello).await?;
        loop {
            let from = self.cursor.seen();
            let events = self
                .needs
                .store
                .read(move |read| read.events_after(&ctx, from, CHUNK))
                .await
                .map_err(unavailable)?;
            let last = events.len() < CHUNK as usize;
            self.replay(events).await?;
            if last {
                return Ok(());
            }
        }
    }

    async fn replay(&mut self, events: Vec<CommittedEvent>) -> Result<(), End> {
        let mut texts = Vec::new();
        for event in events {
            if self.cursor.pass(event.seq) && self.needs.guest.may_see(&event.audience) {
                texts.push(Utf8Bytes::from(&*event.frame));
            }
        }
        self.write(texts).await
    }

    /// Sends a frame of the queue and those that wait behind it.
    async fn forward(&mut self, next: Next) -> Result<(), End> {
        let Next::Frame(first) = next else {
            return Err(End::Say(ServerFrame::Reset {
                reason: "this desktop could not follow".into(),
            }));
        };
        let mut texts = Vec::with_capacity(4);
        let mut frame = Some(first);
        while let Some(Frame { seq, text }) = frame {
            if seq.is_none_or(|seq| self.cursor.pass(seq)) {
                texts.push(text);
            }
            frame = if texts.len() < BATCH {
                self.outlet.waiting()
            } else {
                None
            };
        }
        self.write(texts).await
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), End> {
        let text = match message {
            None | Some(Err(_) | Ok(Message::Close(_))) => return Err(End::Gone),
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Binary(_))) => {
                return Err(End::Close(close::POLICY, "only text is spoken here"));
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(()),
        };
        if !self.limit.allows(self.needs.clock.now()) {
            return Err(End::Close(close::POLICY, "more than 20 frames in a second"));
        }
        match serde_json::from_str(text.as_str()) {
            Ok(ClientFrame::Pong {}) => Ok(()),
            Ok(ClientFrame::Typing {
                interaction_id,
                typing,
            }) => {
                if let Some(application) = self.needs.hub.application() {
                    application.typing(&self.needs.guest, interaction_id, typing);
                }
                self.needs.hub.types(&self.seat, interaction_id, typing);
                Ok(())
            }
            Ok(ClientFrame::Viewing { interaction_id }) => {
                let shown = self.may_view(interaction_id).await;
                self.needs.hub.shows(&self.seat, shown);
                Ok(())
            }
            Err(_) => Err(End::Close(
                close::POLICY,
                "this frame is not known; see the API's description",
            )),
        }
    }

    /// What the desktop shows, with the person's name, if they may read it.
    async fn may_view(&self, interaction: Option<InteractionId>) -> Option<(InteractionId, String)> {
        let (id, application) = (interaction?, self.needs.hub.application()?);
        let name = application.may_view(self.needs.guest.clone(), id).await?;
        Some((id, name))
    }

    async fn alive(&self) -> bool {
        match self.needs.hub.application() {
            Some(application) => application.alive(self.needs.guest.clone()).await,
            None => true,
        }
    }

    async fn ping(&mut self) -> Result<(), End> {
        if !self.alive().await {
            return Err(End::Say(ServerFrame::SignedOut));
        }
        self.say(&ServerFrame::Ping {
            seq: self.cursor.seen(),
            server_time: self.needs.clock.now(),
        })
        .await
    }

    async fn say(&mut self, frame: &ServerFrame) -> Result<(), End> {
        let text = serde_json::to_string(frame).map_err(|_| End::Gone)?;
        self.write(vec![text.into()]).await
    }

    async fn write(&mut self, texts: Vec<Utf8Bytes>) -> Result<(), End> {
        if texts.is_empty() {
            return Ok(());
        }
        let sender = &mut self.sender;
        let written = timeout(WRITE_WITHIN, async move {
            for text in texts {
                sender.feed(Message::Text(text)).await?;
            }
            sender.flush().await
        });
        matches!(written.await, Ok(Ok(()))).then_some(()).ok_or(End::Gone)
    }

    /// Says the last word, as far as the other side still listens.
    async fn finish(&mut self, end: End) {
        let (code, reason) = match end {
            End::Gone => return,
            End::Close(code, reason) => (code, reason),
            End::Say(frame) => {
                if self.say(&frame).await.is_err() {
                    return;
                }
                match frame {
                    ServerFrame::Reset { .. } => (close::TRY_AGAIN, "fetch a snapshot and connect again"),
                    _ => (close::NORMAL, "signed out"),
                }
            }
        };
        let frame = CloseFrame {
            code,
            reason: reason.into(),
        };
        let _ = timeout(WRITE_WITHIN, self.sender.send(Message::Close(Some(frame)))).await;
    }
}

fn unavailable(_: WorkError<StoreError>) -> End {
    End::Close(close::TRY_AGAIN, "the store is not available; connect again")
}
