import type { InteractionView } from '@/shared/api/schema';
import { lastMoment } from '@/shared/desk/clocks';

/** The groups of the list, from top to bottom. */
export const TURNS = ['agent', 'customer', 'after_call_work'] as const;

/** One group of the list. */
export type TurnGroup = (typeof TURNS)[number];

/** Interactions by group, in the order of the list. */
export type Grouped = Readonly<Record<TurnGroup, readonly InteractionView[]>>;

/** The ids as they stand on the screen. */
export type Arrangement = Readonly<Record<TurnGroup, readonly string[]>>;

const groupOf = (interaction: InteractionView): TurnGroup => (interaction.state === 'after_call_work' ? 'after_call_work' : interaction.turn);

const since = (interaction: InteractionView): number => interaction.waiting_since ?? interaction.last_message_at;

const ORDER: Record<TurnGroup, (a: InteractionView, b: InteractionView) => number> = {
  // Longest wait first.
  agent: (a, b) => since(a) - since(b),
  // The one that was answered last on top.
  customer: (a, b) => b.last_message_at - a.last_message_at,
  // The one whose time is up first.
  after_call_work: (a, b) => (a.after_call_work_until ?? Infinity) - (b.after_call_work_until ?? Infinity),
};

/** What the list is sorted by inside its groups: who waits longest, or whose window closes next. */
export const SORTS = ['wait', 'expires'] as const;

/** One way to sort the list. */
export type Sort = (typeof SORTS)[number];

/** Reads a stored choice. */
export const sortOf = (value: string | undefined): Sort => SORTS.find((each) => each === value) ?? 'wait';

/** The window that closes next on top; what has none, or is closed already, keeps its usual order below. */
const byExpiry = (a: InteractionView, b: InteractionView, now: number): number => {
  const [first, second] = [lastMoment(a, now), lastMoment(b, now)];
  return first === second ? 0 : first - second;
};

// The list and the keys that walk through it ask for the same order.
const byWait = new WeakMap<readonly InteractionView[], Grouped>();

/** The list as it should stand: by turn, then by wait or by what expires next. */
export const grouped = (interactions: readonly InteractionView[], sort: Sort = 'wait', now = 0): Grouped => {
  const known = sort === 'wait' ? byWait.get(interactions) : undefined;
  if (known) return known;
  const made = sorted(interactions, sort, now);
  if (sort === 'wait') byWait.set(interactions, made);
  return made;
};

const sorted = (interactions: readonly InteractionView[], sort: Sort, now: number): Grouped => {
  const of = (group: TurnGroup) =>
    interactions
      .filter((each) => groupOf(each) === group)
      .toSorted((a, b) => (sort === 'expires' && group !== 'after_call_work' ? byExpiry(a, b, now) : 0) || ORDER[group](a, b) || (a.id < b.id ? -1 : 1));
  return { agent: of('agent'), customer: of('customer'), after_call_work: of('after_call_work') };
};

/** The ids of a list. */
export const arrangementOf = (list: Grouped): Arrangement => ({
  agent: list.agent.map((each) => each.id),
  customer: list.customer.map((each) => each.id),
  after_call_work: list.after_call_work.map((each) => each.id),
});

/**
 * The list while a hand is on it: everything stays where it stands, with its newest content; what is gone goes, what
 * is new comes at the end of its group.
 */
export const held = (before: Arrangement, list: Grouped): Grouped => {
  const all = new Map(TURNS.flatMap((group) => list[group]).map((each) => [each.id, each]));
  const placed = new Set(TURNS.flatMap((group) => before[group]));
  const of = (group: TurnGroup) => [
    ...before[group].flatMap((id) => all.get(id) ?? []),
    ...list[group].filter((each) => !placed.has(each.id)),
  ];
  return { agent: of('agent'), customer: of('customer'), after_call_work: of('after_call_work') };
};

/** All rows from top to bottom, as keys walk through them. */
export const inSequence = (list: Grouped): InteractionView[] => TURNS.flatMap((group) => list[group]);

/** The next one that is the agent's turn, after the open one, from the top again at the end. */
export const nextTurn = (list: Grouped, openId: string | undefined): InteractionView | undefined => {
  const at = list.agent.findIndex((each) => each.id === openId);
  return list.agent[at + 1] ?? list.agent.find((each) => each.id !== openId);
};
