/** A stretch of a list: from an item to before another one. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** So many measured items say how high the others are. */
const ENOUGH = 24;

/** How high the items of a list are: as measured when they were on the screen, and a guess for the others. */
export class Heights {
  private readonly known = new Map<string, number>();
  private sum = 0;
  private typical: number;

  constructor(guess: number) {
    this.typical = guess;
  }

  /** Notes how high an item is. */
  note(key: string, px: number): void {
    this.sum += px - (this.known.get(key) ?? 0);
    this.known.set(key, px);
    // What was not seen is most likely as high as what was first seen; decided once, so that places do not wander.
    if (this.known.size <= ENOUGH) this.typical = this.sum / this.known.size;
  }

  /** Where each item begins, px; one more than there are items: the last is where the list ends. */
  starts(keys: readonly string[]): Float64Array {
    const starts = new Float64Array(keys.length + 1);
    keys.forEach((key, at) => {
      starts[at + 1] = (starts[at] ?? 0) + (this.known.get(key) ?? this.typical);
    });
    return starts;
  }
}

/** The item that stands at a height. */
export const itemAt = (starts: Float64Array, px: number): number => {
  let [low, high] = [0, Math.max(0, starts.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= px) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The items between two heights. */
export const itemsBetween = (starts: Float64Array, top: number, bottom: number): Stretch =>
  starts.length < 2 ? { from: 0, to: 0 } : { from: itemAt(starts, top), to: itemAt(starts, bottom) + 1 };
