import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../realtime/frames';
import { aContact, aMessage, anAgent, ANA, anInteraction, anOffer, aSnapshot, NOW } from '../fixtures/build';
import { heldInteractions, ringingOffers } from '../select';
import { fromSnapshot, type DeskState, type KeptMessage } from '../state';
import { reduceEvent } from './event';
import { keep } from './kept';
import { reduceDetail } from './message';

type Kind = DeskEvent['kind'];
type DataOf<K extends Kind> = Extract<DeskEvent, { kind: K }>['data'];

let seq = 100;
const event = <K extends Kind>(kind: K, data: DataOf<K>) => ({ kind, data, seq: ++seq, at: NOW }) as unknown as DeskEvent;

const apply = (state: DeskState, events: readonly DeskEvent[]): DeskState => events.reduce(reduceEvent, state);

/** What a person can see of a state. */
const seen = (state: DeskState) => ({
  held: heldInteractions(state).toSorted((a, b) => a.id.localeCompare(b.id)),
  offers: ringingOffers(state),
  agent: state.agent,
});

const kept = (over: Partial<KeptMessage> = {}): KeptMessage => ({
  clientMsgId: 'c1',
  interactionId: 'int_1',
  threadId: 'thr_1',
  text: 'On its way',
  note: false,
  attachments: [],
  at: NOW,
  state: 'sending',
  ...over,
});

const open = (state: DeskState, messages = [aMessage()]): DeskState =>
  reduceDetail(state, {
    interaction: anInteraction({ id: 'int_1', thread_id: 'thr_1', contact_id: 'con_1' }),
    contact: aContact({ id: 'con_1' }),
    messages,
    earlier: [],
  });

describe('snapshot + events = new snapshot', () => {
  it('holds for the whole life of an interaction', () => {
    const offered = anOffer({ state: 'pending' });
    const accepted = { ...offered, state: 'accepted' as const, version: 2 };
    const active = { ...offered.interaction, state: 'active' as const, agent_id: ANA, version: 2 };
    const answered = { ...active, turn: 'customer' as const, last_line: 'Hello', last_line_own: true, version: 3 };
    const ended = { ...answered, state: 'after_call_work' as const, version: 4 };
    const closed = { ...ended, state: 'closed' as const, version: 5 };
    const busy = anAgent({ version: 2, state: 'busy' });
    const ready = anAgent({ version: 3, state: 'ready', held: 0 });
    const steps = [
      { events: [event('offer.changed', offered)], after: { offers: [offered] } },
      { events: [event('offer.changed', accepted), event('interaction.changed', active), event('agent.changed', busy)], after: { interactions: [active], agent: busy } },
      { events: [event('interaction.changed', answered)], after: { interactions: [answered], agent: busy } },
      { events: [event('interaction.changed', ended)], after: { interactions: [ended], agent: busy } },
      { events: [event('interaction.changed', closed), event('agent.changed', ready)], after: { agent: ready } },
    ];
    let state = fromSnapshot(aSnapshot());
    for (const step of steps) {
      state = apply(state, step.events);
      expect(seen(state)).toEqual(seen(fromSnapshot(aSnapshot(step.after))));
    }
  });

  it('does not depend on where the snapshot was taken', () => {
    const versions = [1, 2, 3, 4].map((version) => anInteraction({ id: 'int_1', version, unread: version }));
    const events = versions.map((interaction) => event('interaction.changed', interaction));
    const whole = apply(fromSnapshot(aSnapshot()), events);
    versions.forEach((interaction, at) => {
      const from = fromSnapshot(aSnapshot({ seq: events[at]?.seq ?? 0, interactions: [interaction] }));
      expect(seen(apply(from, events))).toEqual(seen(whole));
    });
  });

  it('takes a repeated event for nothing', () => {
    const state = fromSnapshot(aSnapshot());
    const changed = event('interaction.changed', anInteraction());
    const once = reduceEvent(state, changed);
    expect(reduceEvent(once, changed)).toBe(once);
  });

  it('counts an accepted interaction once', () => {
    const active = anInteraction({ state: 'active', agent_id: ANA, version: 2 });
    const answered = { ...active, last_line: 'Hello', version: 3 };
    const start = fromSnapshot(aSnapshot());
    const after = apply(start, [event('interaction.changed', active), event('interaction.changed', answered)]);
    expect(after.today.handled).toBe(start.today.handled + 1);
  });

  it('shows the name of a customer that became known while the offer rings', () => {
    const offer = anOffer({ state: 'pending' });
    const named = { ...offer.interaction, contact_name: 'Samira Khoury', version: offer.interaction.version + 1 };
    const state = apply(fromSnapshot(aSnapshot({ offers: [offer] })), [event('interaction.changed', named)]);
    expect(ringingOffers(state).map((each) => each.interaction.contact_name)).toEqual(['Samira Khoury']);
    expect(heldInteractions(state)).toEqual([]);
  });
});

describe('an interaction that goes to somebody else', () => {
  it('is read again when it comes back: what was said meanwhile never came here', () => {
    const mine = anInteraction({ id: 'int_1', thread_id: 'thr_1', agent_id: ANA, state: 'active', version: 1 });
    const theirs = { ...mine, agent_id: 'usr_2', agent: 'Jonas Weber', version: 2 };
    const away = apply(open(fromSnapshot(aSnapshot({ interactions: [mine] }))), [event('interaction.changed', theirs)]);
    expect(away.threads.get('thr_1')?.fresh).toBe(true);
    const back = apply(away, [event('interaction.changed', { ...mine, version: 3 })]);
    expect(back.threads.get('thr_1')?.fresh).toBe(false);
    const answered = apply(open(back), [event('interaction.changed', { ...mine, last_line: 'Hello', version: 4 })]);
    expect(answered.threads.get('thr_1')?.fresh).toBe(true);
  });

  it('leaves the list, and stays readable while it is open', () => {
    const mine = anInteraction({ id: 'int_1', thread_id: 'thr_1', version: 1 });
    const theirs = { ...mine, agent_id: 'usr_2', agent: 'Jonas Weber', version: 2 };
    const closed = apply(fromSnapshot(aSnapshot({ interactions: [mine] })), [event('interaction.changed', theirs)]);
    expect(closed.interactions.size).toBe(0);
    const opened = apply(open(fromSnapshot(aSnapshot({ interactions: [mine] }))), [event('interaction.changed', theirs)]);
    expect(heldInteractions(opened)).toEqual([]);
    expect(opened.interactions.get('int_1')?.agent).toBe('Jonas Weber');
  });

  it('of everybody is not gathered at a supervisor’s desk', () => {
    const state = fromSnapshot(aSnapshot());
    expect(apply(state, [event('interaction.changed', anInteraction({ agent_id: 'usr_2' }))]).interactions.size).toBe(0);
  });
});

describe('an offer', () => {
  it('that was settled never rings again, even when its older copy comes late', () => {
    const offer = anOffer({ version: 1 });
    const state = apply(fromSnapshot(aSnapshot()), [
      event('offer.changed', { ...offer, state: 'expired', version: 2 }),
      event('offer.changed', offer),
    ]);
    expect(ringingOffers(state)).toEqual([]);
  });

  it('to a colleague rings there only', () => {
    const state = apply(fromSnapshot(aSnapshot()), [event('offer.changed', anOffer({ agent_id: 'usr_2' }))]);
    expect(ringingOffers(state)).toEqual([]);
  });
});

describe('messages', () => {
  it('of an opened thread are merged by version', () => {
    const sent = aMessage({ id: 'msg_1', thread_id: 'thr_1', version: 2, delivery: 'sent', direction: 'outbound' });
    const state = apply(open(fromSnapshot(aSnapshot()), []), [
      event('message.changed', { ...sent, delivery: 'read', version: 4 }),
      event('message.changed', sent),
    ]);
    expect(state.threads.get('thr_1')?.messages.get('msg_1')?.delivery).toBe('read');
  });

  it('replace their optimistic copy, once, whichever of answer and event comes first', () => {
    const confirmed = aMessage({ thread_id: 'thr_1', client_msg_id: 'c1', direction: 'outbound', delivery: 'queued' });
    const state = keep(open(fromSnapshot(aSnapshot()), []), kept());
    const after = apply(state, [event('message.changed', confirmed), event('message.changed', { ...confirmed, delivery: 'sent', version: 2 })]);
    expect(after.kept).toEqual([]);
    expect(after.threads.get('thr_1')?.messages.size).toBe(1);
  });

  it('that were confirmed while the page was away are not kept twice', () => {
    const state = keep(fromSnapshot(aSnapshot()), kept({ state: 'waiting' }));
    const after = open(state, [aMessage({ thread_id: 'thr_1', client_msg_id: 'c1', direction: 'outbound' })]);
    expect(after.kept).toEqual([]);
  });

  it('are fetched again after a lost place, without those deleted meanwhile', () => {
    const early = aMessage({ id: 'msg_early', thread_id: 'thr_1', at: NOW - 5000 });
    const deleted = aMessage({ id: 'msg_deleted', thread_id: 'thr_1', at: NOW - 1000 });
    const late = aMessage({ id: 'msg_late', thread_id: 'thr_1', at: NOW - 2000 });
    const before = open(fromSnapshot(aSnapshot()), [early, late, deleted]);
    const reset = fromSnapshot(aSnapshot({ seq: 900 }), before);
    expect(reset.threads.get('thr_1')?.fresh).toBe(false);
    const after = open(reset, [late]);
    expect([...(after.threads.get('thr_1')?.messages.keys() ?? [])]).toEqual(['msg_early', 'msg_late']);
    expect(after.threads.get('thr_1')?.fresh).toBe(true);
  });

  it('end the customer’s typing', () => {
    const state: DeskState = { ...fromSnapshot(aSnapshot()), typing: new Map([['int_1', NOW]]) };
    expect(apply(state, [event('message.changed', aMessage({ interaction_id: 'int_1' }))]).typing.size).toBe(0);
  });
});

it('survives a random life of many interactions from any starting point', () => {
  let random = 7;
  const next = (below: number) => {
    random = (random * 16_807) % 2_147_483_647;
    return random % below;
  };
  const world = new Map<string, ReturnType<typeof anInteraction>>();
  const events: DeskEvent[] = [];
  const snapshots: { seq: number; interactions: ReturnType<typeof anInteraction>[] }[] = [];
  for (let step = 0; step < 400; step += 1) {
    const id = `int_${next(12)}`;
    const before = world.get(id) ?? anInteraction({ id, version: 0 });
    const states = ['queued', 'offered', 'active', 'after_call_work', 'closed'] as const;
    const changed = { ...before, version: before.version + 1, state: states[next(5)] ?? 'active', agent_id: next(3) === 0 ? 'usr_2' : ANA };
    world.set(id, changed);
    events.push(event('interaction.changed', changed));
    const held = [...world.values()].filter((each) => each.agent_id === ANA && (each.state === 'active' || each.state === 'after_call_work'));
    snapshots.push({ seq, interactions: held });
  }
  const last = snapshots.at(-1);
  const end = seen(fromSnapshot(aSnapshot(last)));
  for (const start of [0, 13, 150, 399]) {
    expect(seen(apply(fromSnapshot(aSnapshot(snapshots[start])), events))).toEqual(end);
  }
});
