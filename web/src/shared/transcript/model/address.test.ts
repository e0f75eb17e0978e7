import { describe, expect, it } from 'vitest';
import { aMessage } from '../../desk/fixtures/build';
import { givenAddress } from './address';

const tapped = (text: string, payload = text) =>
  aMessage({
    parts: [
      { type: 'text', text },
      { type: 'quick_reply', payload },
    ],
  });

describe('an address that the customer gave', () => {
  it('is a mail address or a phone number that was filled in for them', () => {
    expect(givenAddress(tapped('ana@example.com'))).toEqual({ field: 'email', value: 'ana@example.com' });
    expect(givenAddress(tapped('+354 555 1234'))).toEqual({ field: 'phone', value: '+354 555 1234' });
  });

  it('is nothing that they typed or chose among words', () => {
    expect(givenAddress(tapped('Green', 'PICK_COLOUR:GREEN'))).toBeUndefined();
    expect(givenAddress(tapped('Green'))).toBeUndefined();
    expect(givenAddress(tapped('12', '12'))).toBeUndefined();
    expect(givenAddress(aMessage({ parts: [{ type: 'text', text: 'ana@example.com' }] }))).toBeUndefined();
    expect(givenAddress({ ...tapped('ana@example.com'), taken_back: true })).toBeUndefined();
  });
});
