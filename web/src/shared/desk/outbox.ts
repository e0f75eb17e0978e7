import { ApiError, OfflineError } from '../api/errors';
import type { MessageView, NewMessage } from '../api/schema';
import type { Store } from '../lib/store';
import { logFault } from '../lib/log';
import { changeKept, nextToSend } from './reduce/kept';
import { reduceMessage } from './reduce/message';
import type { DeskState, KeptMessage } from './state';

const RETRY_MS = 5000;
/** Longer than a healthy server takes; what is still under way then may be lost. */
const SETTLE_MS = 1500;

/** How a message reaches the server: the same `client_msg_id` again returns the same message. */
export type Post = (interactionId: string, body: NewMessage) => Promise<MessageView>;

const bodyOf = (kept: KeptMessage): NewMessage => ({
  client_msg_id: kept.clientMsgId,
  text: kept.text,
  attachment_ids: kept.attachments.map((attachment) => attachment.id),
  note: kept.note,
  ...(kept.replyTo?.id && !kept.answers ? { reply_to: kept.replyTo.id } : {}),
  ...(kept.answers ? { answers: kept.answers } : {}),
});

/**
 * Sends kept messages: per interaction one at a time and in order, each until the server has it or refuses it.
 * A lost answer is no refusal: the message waits and goes out again under the same id.
 */
export class Outbox {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private readonly store: Store<DeskState>;
  private readonly post: Post;
  private readonly refusal: (error: unknown) => string;

  constructor(store: Store<DeskState>, post: Post, refusal: (error: unknown) => string) {
    this.store = store;
    this.post = post;
    this.refusal = refusal;
  }

  /** Sends what waits; called when something was written and when the connection is back. */
  readonly flush = (): void => {
    clearTimeout(this.timer);
    if (this.stopped) return;
    for (const kept of nextToSend(this.store.get().kept)) void this.send(kept);
  };

  /** Resolves when nothing of the interaction is on its way to the server any more, or when that takes long. */
  settled(interactionId: string): Promise<void> {
    const onItsWay = () => this.store.get().kept.some((each) => each.interactionId === interactionId && each.state !== 'refused');
    if (!onItsWay()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(late);
        stop();
        resolve();
      };
      const late = setTimeout(done, SETTLE_MS);
      const stop = this.store.subscribe(() => {
        if (!onItsWay()) done();
      });
    });
  }

  /** Sends nothing any more; what waits stays kept. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async send(kept: KeptMessage): Promise<void> {
    this.store.update((state) => changeKept(state, kept.clientMsgId, { state: 'sending' }));
    try {
      const message = await this.post(kept.interactionId, bodyOf(kept));
      this.store.update((state) => reduceMessage(state, message));
      this.flush();
    } catch (error) {
      this.failed(kept, error);
    }
  }

  private failed(kept: KeptMessage, error: unknown): void {
    const refused = error instanceof ApiError && error.status !== 401 && error.status !== 429 && error.status < 500;
    if (refused) {
      this.store.update((state) => changeKept(state, kept.clientMsgId, { state: 'refused', problem: this.refusal(error) }));
      this.flush();
      return;
    }
    if (!(error instanceof OfflineError)) logFault('sending waits', error);
    this.store.update((state) => changeKept(state, kept.clientMsgId, { state: 'waiting' }));
    const wait = error instanceof ApiError ? (error.retryAfterMs ?? RETRY_MS) : RETRY_MS;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(this.flush, wait);
  }
}
