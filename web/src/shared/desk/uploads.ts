import type { AttachmentView } from '../api/schema';
import type { Store } from '../lib/store';
import { changeKept } from './reduce/kept';
import type { DeskState } from './state';

/** A file of a message: at the server, or on its way there. */
export interface SentFile {
  readonly name: string;
  readonly stored: Promise<AttachmentView>;
  /** Uploads it once more. */
  readonly again: () => Promise<AttachmentView>;
}

/**
 * Messages that were sent while their files were still on their way: each waits for all of them, in order, and then
 * goes to the outbox. They outlive the composer, so that an agent can go on to the next chat, but not the window.
 */
export class Uploads {
  private readonly files = new Map<string, readonly SentFile[]>();
  private readonly store: Store<DeskState>;
  private readonly flush: () => void;
  private readonly refusal: (error: unknown) => string;

  constructor(store: Store<DeskState>, flush: () => void, refusal: (error: unknown) => string) {
    this.store = store;
    this.flush = flush;
    this.refusal = refusal;
  }

  /** Lets a kept message go when its files are stored; says at the message which one was not. */
  readonly follow = async (clientMsgId: string, files: readonly SentFile[]): Promise<void> => {
    this.files.set(clientMsgId, files);
    const ends = await Promise.allSettled(files.map((file) => file.stored));
    const attachments = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) {
      const name = files[ends.indexOf(failed)]?.name ?? '';
      this.store.update((state) => changeKept(state, clientMsgId, { state: 'refused', problem: `${name}: ${this.refusal(failed.reason)}` }));
    } else {
      this.files.delete(clientMsgId);
      this.store.update((state) => changeKept(state, clientMsgId, { state: 'waiting', attachments, uploads: undefined }));
    }
    this.flush();
  };

  /** Tries the files again that were not stored. */
  readonly again = async (clientMsgId: string): Promise<void> => {
    const files = this.files.get(clientMsgId) ?? [];
    this.store.update((state) => changeKept(state, clientMsgId, { state: 'uploading' }));
    await this.follow(clientMsgId, files.map(uploadedOnceMore));
  };

  /** The message was given up. */
  readonly forget = (clientMsgId: string): void => {
    this.files.delete(clientMsgId);
  };
}

const uploadedOnceMore = (file: SentFile): SentFile => {
  const stored = file.stored.catch(file.again);
  return { ...file, stored };
};
