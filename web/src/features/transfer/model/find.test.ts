import { expect, it } from 'vitest';
import { anAgent } from '@/shared/desk/fixtures/build';
import { findTargets, targetName } from './find';

const targets = {
  agents: [
    { agent: anAgent({ user_id: 'usr_j', name: 'Jonás Weber' }), available: true },
    { agent: anAgent({ user_id: 'usr_l', name: 'Lena Fischer' }), available: false, why_not: 'On a break.' },
  ],
  services: [
    { service_id: 'svc_returns', name: 'Returns', waiting: 0, agents_with_room: 2 },
    { service_id: 'svc_orders', name: 'Orders', waiting: 3, agents_with_room: 0 },
  ],
};

it('finds without accents and case, and leaves out the own service', () => {
  expect(findTargets(targets, 'JONAS', 'svc_returns').agents.map((each) => each.agent.user_id)).toEqual(['usr_j']);
  expect(findTargets(targets, '', 'svc_returns').services.map((each) => each.name)).toEqual(['Orders']);
});

it('names the chosen one', () => {
  expect(targetName(targets, { kind: 'agent', id: 'usr_l' })).toBe('Lena Fischer');
  expect(targetName(targets, { kind: 'service', id: 'nothing' })).toBeUndefined();
});
