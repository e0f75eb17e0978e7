import { describe, expect, it } from 'vitest';
import { changedKeys } from '../../admin-common/form/changes';
import { anAccount, messenger } from './fixtures';
import { blankDraft, draftOf, toNewAccount, toPatch, toTest } from './draft';

const base = draftOf(anAccount, messenger);

describe('the draft of an account', () => {
  it('holds what may be shown and nothing of the secrets', () => {
    expect(base).toEqual({
      name: 'Alder & Pine',
      channel_type: 'facebook',
      page_username: 'alderandpine',
      page_id: '104552718203311',
      accept_unsigned: '',
      verify_token: 'k7Wd-2mQx-P9sA-tY4h-9ZbR-uX3e',
    });
  });

  it('starts empty with the first type', () => {
    expect(blankDraft(messenger)).toMatchObject({ name: '', channel_type: 'facebook', page_id: '', accept_unsigned: '' });
  });
});

describe('applying', () => {
  const patchOf = (edit: Record<string, string | null | undefined>) => {
    const draft = { ...base, ...edit };
    return toPatch(draft, changedKeys(base, draft), messenger, anAccount);
  };

  it('sends only what was changed, and which version it was made from', () => {
    expect(patchOf({ page_id: '117043990125874' })).toEqual({
      settings: { page_id: '117043990125874' },
      secrets: {},
      expected_updated_at: anAccount.updated_at,
    });
  });

  it('keeps the old secret unless another is entered', () => {
    expect(patchOf({ name: 'New', token: undefined }).secrets).toEqual({});
    expect(patchOf({ token: 'EAAG' }).secrets).toEqual({ token: 'EAAG' });
  });

  it('removes a secret on wish', () => {
    expect(patchOf({ app_secret: null }).secrets).toEqual({ app_secret: '' });
  });

  it('switches with words', () => {
    expect(patchOf({ accept_unsigned: 'true' }).settings).toEqual({ accept_unsigned: 'true' });
  });

  it('makes a partial account from what is there', () => {
    const draft = { ...blankDraft(messenger), name: ' Norge ', verify_token: 'abc' };
    expect(toNewAccount(draft, messenger)).toEqual({
      channel: 'messenger',
      channel_type: 'facebook',
      name: 'Norge',
      settings: { verify_token: 'abc' },
      secrets: {},
      import_past: false,
    });
    const telling = { ...messenger, capabilities: { ...messenger.capabilities, history: true } };
    expect(toNewAccount(blankDraft(telling), telling).import_past).toBe(true);
  });
});

describe('testing', () => {
  it('lays what is not applied over what is stored', () => {
    const draft = { ...base, token: 'EAAG', page_username: '' };
    expect(toTest(draft, changedKeys(base, draft), messenger)).toEqual({ settings: { page_username: '' }, secrets: { token: 'EAAG' } });
  });
});
