import { soundChoices, type SoundName } from '@/shared/desk/sound-choices';

/** A tone: frequency in Hz, begin and length in seconds. */
type Tone = readonly [hz: number, at: number, length: number];

/** Short and soft; each has a melody of its own, so that it is known without looking. */
const MELODIES: Record<SoundName, readonly Tone[]> = {
  offer: [
    [659, 0, 0.16],
    [880, 0.16, 0.16],
    [1109, 0.32, 0.28],
  ],
  message: [[784, 0, 0.12]],
  connection: [
    [440, 0, 0.18],
    [330, 0.2, 0.3],
  ],
  time: [
    [988, 0, 0.1],
    [988, 0.16, 0.1],
  ],
};

// Browsers let a page sound only after the person has touched it: made at the first touch.
let context: AudioContext | undefined;

const wakeAudio = (): AudioContext => {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  return context;
};

/** After a sound the same one is not played again for so long, seconds: many messages at once are one call. */
const REST = 0.6;
const rests = new Map<SoundName, number>();

/** Plays a sound, unless it is switched off or has just been heard. */
export const play = (name: SoundName, force = false): void => {
  const { muted, volume, on } = soundChoices.get();
  if (!force && (muted || !on[name])) return;
  const to = force ? wakeAudio() : context;
  if (!to || (!force && to.currentTime < (rests.get(name) ?? 0))) return;
  rests.set(name, to.currentTime + REST);
  for (const [hz, at, length] of MELODIES[name]) {
    const [tone, gain] = [to.createOscillator(), to.createGain()];
    const start = to.currentTime + at;
    tone.type = 'sine';
    tone.frequency.value = hz;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(volume * 0.35, start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + length);
    tone.connect(gain).connect(to.destination);
    tone.start(start);
    tone.stop(start + length + 0.02);
  }
};

/** Wakes the sound at the first touch of the page. */
export const wakeSounds = (): (() => void) => {
  const wake = () => void wakeAudio();
  const options = { once: true, capture: true } as const;
  window.addEventListener('pointerdown', wake, options);
  window.addEventListener('keydown', wake, options);
  return () => {
    window.removeEventListener('pointerdown', wake, options);
    window.removeEventListener('keydown', wake, options);
  };
};
