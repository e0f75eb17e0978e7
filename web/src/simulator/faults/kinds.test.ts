import { describe, expect, it } from 'vitest';
import type { Fault } from '../api/types';
import { FAULT_KINDS, kindOf } from './kinds';

const inForce = (order: object): Fault => ({
  id: 1,
  kind: '',
  probability: 1,
  count: null,
  seconds: null,
  page_id: null,
  path: null,
  until_ms: null,
  left: null,
  rolls: 0,
  hits: 0,
  ...order,
});

describe('kindOf', () => {
  it('calls every ordered fault by the name it was offered under', () => {
    for (const kind of FAULT_KINDS) expect(kindOf(inForce({ kind: kind.kind, ...kind.order }))?.title).toBe(kind.title);
  });

  it('does not know what a newer simulator may send', () => {
    expect(kindOf(inForce({ kind: 'earthquake' }))).toBeUndefined();
  });
});
