import { recall, remember } from '../lib/storage';
import { makeStore } from '../lib/store';

/** The four sounds. */
export const SOUNDS = ['offer', 'message', 'connection', 'time'] as const;

/** One of the four sounds. */
export type SoundName = (typeof SOUNDS)[number];

/** What a person chose for sounds and notifications, kept in this browser. */
export interface SoundChoices {
  /** Everything off in one click. */
  readonly muted: boolean;
  /** 0–1 */
  readonly volume: number;
  readonly on: Readonly<Record<SoundName, boolean>>;
  /** The customer's words may stand in browser notifications. */
  readonly textInNotifications: boolean;
}

const KEY = 'sounds';
const DEFAULT: SoundChoices = { muted: false, volume: 0.6, on: { offer: true, message: true, connection: true, time: true }, textInNotifications: false };

const read = (): SoundChoices => {
  try {
    const stored: unknown = JSON.parse(recall(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? { ...DEFAULT, ...stored } : DEFAULT;
  } catch {
    return DEFAULT;
  }
};

/** The choices; changing them keeps them. */
export const soundChoices = makeStore<SoundChoices>(read());
soundChoices.subscribe(() => remember(KEY, JSON.stringify(soundChoices.get())));
