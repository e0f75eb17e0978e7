import { describe, expect, it } from 'vitest';
import { caseFilters } from './filters';

describe('the filters of cases', () => {
  it('come from the address, and a number in it stays one that is looked for', () => {
    expect(caseFilters({ shelf: 'team', state: 'pending', q: 12 })).toEqual({ shelf: 'team', state: 'pending', q: '12' });
  });

  it('leave out what makes no sense', () => {
    expect(caseFilters({ shelf: 'yours', state: 'lost', q: '' })).toEqual({});
  });
});
