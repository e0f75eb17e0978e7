import { expect, it } from 'vitest';
import { setUpFaults } from './check';

const good = { tenant: 'Alder & Pine', name: 'Nora Kim', username: 'nora.kim', password: 'a tent by the lake', repeat: 'a tent by the lake' };

it('lets a complete form through', () => {
  expect(setUpFaults(good)).toEqual({});
});

it('names each fault', () => {
  expect(setUpFaults({ ...good, tenant: ' ', username: 'nora kim', password: 'short', repeat: 'other' })).toEqual({
    tenant: { kind: 'missing' },
    username: { kind: 'bad-username' },
    password: { kind: 'too-short', lacking: 7 },
    repeat: { kind: 'differs' },
  });
});

it('counts characters, not code units', () => {
  expect(setUpFaults({ ...good, password: '🏕'.repeat(12), repeat: '🏕'.repeat(12) })).toEqual({});
});
