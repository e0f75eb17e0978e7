import { describe, expect, it } from 'vitest';
import { anAgent } from '@/shared/desk/fixtures/build';
import { canBeAsked, findColleagues } from './find';

const target = (name: string, over = {}, available = true) => ({ agent: anAgent({ user_id: `usr_${name}`, name, connected: true, availability: 'ready', ...over }), available });

describe('whom one can ask', () => {
  it('finds colleagues and teams by their names, without those who take part', () => {
    const targets = { agents: [target('Zoë'), target('Ben')], services: [], teams: [{ team_id: 'team_1', name: 'Zoo', free: 1 }] };
    const found = findColleagues(targets, 'zo', []);
    expect(found.agents.map(({ agent }) => agent.name)).toEqual(['Zoë']);
    expect(found.teams?.map(({ name }) => name)).toEqual(['Zoo']);
    expect(findColleagues(targets, '', ['usr_Ben']).agents).toHaveLength(1);
  });

  it('asks for advice whoever is at the desk, and to join only who has room', () => {
    const full = target('Ben', {}, false);
    expect(canBeAsked(full, 'consulted')).toBe(true);
    expect(canBeAsked(full, 'member')).toBe(false);
    expect(canBeAsked(target('Ben', { availability: 'logged_out' }), 'consulted')).toBe(false);
  });
});
