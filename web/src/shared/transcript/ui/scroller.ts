import { Heights, itemsBetween, type Stretch } from '../model/heights';

/** Up to so many items a transcript is drawn whole. */
const WHOLE = 40;
/** Items that are drawn before anything was measured: more than a screen. */
export const FIRST = 20;
/** About how high an item is until some were seen, px. */
const GUESS = 84;
/** What is nearer to the screen than this is drawn, px … */
const NEAR_SCREEN = 600;
/** … and when it is not, then at once so much, so that it does not happen with each step. */
const AHEAD = 1_600;
/** This near the end still counts as at the end, px. */
const NEAR_END = 48;
/** This near the top earlier messages are asked for, px. */
const NEAR_TOP = 800;

/** A stretch of items counted from the end, because earlier items come in above. */
export interface FromEnd {
  first: number;
  last: number;
}

/** A message that is to come into sight. */
export interface Wanted {
  /** The place of its item. */
  place: number;
  message: string;
  block: 'center' | 'nearest';
  focus: boolean;
}

/** What a transcript is at the moment, and whom to tell. */
export interface Present {
  keys: readonly string[];
  drawn: Stretch;
  startAt: 'bottom' | 'top';
  draw: (ends: FromEnd) => void;
  /** The newest line came into sight or left it; and whether to offer the way back. */
  onBottom: (visible: boolean, away: boolean) => void;
  /** The reader scrolls up and is near the top. */
  onTop: () => void;
}

/** What is drawn of so many items. */
export const drawnOf = (count: number, ends: FromEnd): Stretch =>
  count <= WHOLE ? { from: 0, to: count } : { from: Math.max(0, Math.min(count - 1, count - ends.first)), to: Math.max(1, Math.min(count, count - ends.last)) };

const messageIn = (box: Element, id: string): HTMLElement | null => box.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);

/**
 * Where the reader of a transcript is. At the newest line they stay there; elsewhere the line at the top of the screen
 * stays where it is, whatever is added, measured or loaded above it.
 */
export class Scroller {
  private readonly heights = new Heights(GUESS);
  private starts: Float64Array = new Float64Array(1);
  private sticking: boolean;
  private lastTop = 0;
  /** The message at the top of the screen, and how far below the box's edge it is. */
  private anchor: { id: string; below: number } | undefined;
  private wanted: Wanted | undefined;
  private focused: Element | undefined;
  private box: HTMLElement | undefined;
  private body: HTMLElement | undefined;
  private present: Present | undefined;

  constructor(startAt: 'bottom' | 'top') {
    this.sticking = startAt === 'bottom';
  }

  /** Follows a box and the items in it until the returned function is called. */
  follow(box: HTMLElement, body: HTMLElement): () => void {
    [this.box, this.body] = [box, body];
    // Pictures that load and a composer that grows change the heights.
    const resize = new ResizeObserver(() => {
      this.settle();
      this.look();
    });
    const onFocus = (event: FocusEvent) => {
      this.focused = event.target instanceof Element ? event.target : undefined;
    };
    const onScroll = () => this.look();
    resize.observe(box);
    resize.observe(body.parentElement ?? body);
    box.addEventListener('scroll', onScroll, { passive: true });
    box.addEventListener('focusin', onFocus);
    return () => {
      resize.disconnect();
      box.removeEventListener('scroll', onScroll);
      box.removeEventListener('focusin', onFocus);
    };
  }

  /** After each drawing. */
  drawn(present: Present): void {
    this.present = present;
    // What had the focus is not drawn any more: the keyboard stays in the log.
    if (this.focused?.isConnected === false && document.activeElement === document.body) this.box?.focus({ preventScroll: true });
    this.settle();
    this.seek();
    this.drawNear();
  }

  toBottom(): void {
    this.sticking = true;
    this.present?.draw({ first: FIRST, last: 0 });
    if (this.box) this.box.scrollTop = this.box.scrollHeight;
  }

  /** Brings a message into sight. */
  reveal(wanted: Wanted): void {
    this.wanted = wanted;
    this.sticking = false;
    this.seek();
  }

  /** Measures what is drawn, gives the rest its place, and puts the reader where they were. */
  private settle(): void {
    const { box, body, present } = this;
    if (!box || !body || !present) return;
    const { keys, drawn } = present;
    const gap = parseFloat(getComputedStyle(body).rowGap) || 0;
    for (const item of body.children) if (item instanceof HTMLElement) this.heights.note(item.dataset.item ?? '', item.getBoundingClientRect().height + gap);
    this.starts = this.heights.starts(keys);
    const at = (place: number) => this.starts[place] ?? 0;
    body.style.paddingTop = `${at(drawn.from)}px`;
    body.style.paddingBottom = `${at(keys.length) - at(drawn.to)}px`;
    if (this.sticking) box.scrollTop = box.scrollHeight;
    else if (this.anchor) {
      const element = messageIn(body, this.anchor.id);
      const moved = element ? element.getBoundingClientRect().top - box.getBoundingClientRect().top - this.anchor.below : 0;
      if (Math.abs(moved) >= 1) box.scrollTop += moved;
    }
    this.lastTop = box.scrollTop;
    this.takeAnchor();
  }

  private takeAnchor(): void {
    const { box, body } = this;
    if (!box || !body) return;
    const top = box.getBoundingClientRect().top;
    this.anchor = undefined;
    for (const message of body.querySelectorAll<HTMLElement>('[data-message]')) {
      const place = message.getBoundingClientRect();
      if (place.bottom <= top) continue;
      if (place.top < top + box.clientHeight) this.anchor = { id: message.dataset.message ?? '', below: place.top - top };
      break;
    }
  }

  private isAtEnd(box: HTMLElement): boolean {
    return box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_END;
  }

  private look(): void {
    const { box, present } = this;
    if (!box || !present) return;
    const bottom = this.isAtEnd(box);
    const upward = box.scrollTop < this.lastTop;
    this.lastTop = box.scrollTop;
    // Only a reader who moves up leaves the end; a picture that grows below does not take them away.
    if (present.startAt === 'bottom' && bottom) this.sticking = true;
    else if (upward) this.sticking = false;
    present.onBottom(bottom || this.sticking, !bottom && !this.sticking && present.startAt === 'bottom');
    this.takeAnchor();
    this.drawNear();
    if (upward && box.scrollTop < NEAR_TOP) present.onTop();
  }

  /** Draws what has come near the screen. */
  private drawNear(): void {
    const { box, body, present } = this;
    if (!box || !body || !present || present.keys.length <= WHOLE) return;
    const count = present.keys.length;
    const top = box.getBoundingClientRect().top - body.getBoundingClientRect().top;
    const bottom = top + box.clientHeight;
    const needed = itemsBetween(this.starts, top - NEAR_SCREEN, bottom + NEAR_SCREEN);
    if (needed.from >= present.drawn.from && needed.to <= present.drawn.to) return;
    const { from, to } = itemsBetween(this.starts, top - AHEAD, bottom + AHEAD);
    present.draw({ first: count - from, last: count - to });
  }

  /** Brings the wanted message into sight when it is drawn; otherwise has it drawn first. */
  private seek(): void {
    const { box, wanted, present } = this;
    if (!box || !wanted || !present) return;
    const element = messageIn(box, wanted.message);
    if (!element) {
      const { keys, drawn } = present;
      if (wanted.place >= drawn.from && wanted.place < drawn.to) {
        this.wanted = undefined;
        return;
      }
      this.anchor = undefined;
      present.draw({ first: keys.length - Math.max(0, wanted.place - FIRST / 2), last: Math.max(0, keys.length - wanted.place - FIRST / 2) });
      return;
    }
    this.wanted = undefined;
    const [place, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
    const [above, below] = [place.top - outer.top, place.bottom - outer.bottom];
    if (wanted.block === 'center') box.scrollTop += above - Math.max(0, (box.clientHeight - place.height) / 2);
    else if (above < 0) box.scrollTop += above;
    else if (below > 0) box.scrollTop += Math.min(below, above);
    this.sticking = present.startAt === 'bottom' && this.isAtEnd(box);
    this.takeAnchor();
    if (wanted.focus) element.focus({ preventScroll: true });
    this.drawNear();
  }
}
