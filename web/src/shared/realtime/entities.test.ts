import { describe, expect, it } from 'vitest';
import { drop, put, putAll } from './entities';

const at = (version: number) => ({ version, word: `v${version}` });

describe('put', () => {
  it('keeps the newest version whatever the order of arrival', () => {
    const orders = [
      [1, 2, 3],
      [3, 1, 2],
      [2, 3, 1],
    ];
    for (const order of orders) {
      const table = order.reduce<ReadonlyMap<string, ReturnType<typeof at>>>((now, version) => put(now, 'a', at(version)), new Map<string, ReturnType<typeof at>>());
      expect(table.get('a')).toEqual(at(3));
    }
  });

  it('changes nothing for a repeated or older one', () => {
    const table = put(new Map(), 'a', at(2));
    expect(put(table, 'a', at(2))).toBe(table);
    expect(put(table, 'a', at(1))).toBe(table);
  });
});

describe('putAll', () => {
  it('is the same as one after another', () => {
    const entities = [at(4), at(9), at(7)];
    const idOf = (entity: { version: number }) => (entity.version < 5 ? 'a' : 'b');
    const oneByOne = entities.reduce<ReadonlyMap<string, ReturnType<typeof at>>>((now, entity) => put(now, idOf(entity), entity), new Map());
    expect(putAll(new Map(), entities, idOf)).toEqual(oneByOne);
  });
});

describe('drop', () => {
  it('leaves a table without the entity untouched', () => {
    const table = put(new Map(), 'a', at(1));
    expect(drop(table, 'b')).toBe(table);
    expect(drop(table, 'a').size).toBe(0);
  });
});
