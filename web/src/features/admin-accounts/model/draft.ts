import type { AccountPatch, AccountView, ChannelView, FormField, NewAccount, TestConnection } from '@/shared/api/schema';

/**
 * The editable values of an account: name, type, and the channel's fields by key. A write-only value is `undefined`
 * while the stored one is kept and `null` when it is to be removed. A switch is `'true'` or empty.
 */
export interface AccountDraft {
  name: string;
  channel_type: string;
  [field: string]: string | null | undefined;
}

/** Whether a field's value is never shown again. */
export const isWriteOnly = (field: FormField): boolean => field.kind === 'secret';

const shownValue = (field: FormField, stored: string | undefined): string => {
  if (field.kind === 'switch') return stored === 'true' ? 'true' : '';
  return stored ?? '';
};

/** The key of the wish for past conversations, while an account is made. */
export const IMPORT_PAST = 'import_past';

/** The values of a new account. */
export const blankDraft = (channel: ChannelView): AccountDraft => ({
  name: '',
  channel_type: channel.types[0]?.id ?? '',
  ...(channel.capabilities.history ? { [IMPORT_PAST]: 'true' } : {}),
  ...Object.fromEntries(channel.fields.filter((field) => !isWriteOnly(field)).map((field) => [field.key, ''])),
});

/** The values of an account as they are applied. */
export const draftOf = (account: AccountView, channel: ChannelView): AccountDraft => ({
  name: account.name,
  channel_type: account.channel_type,
  ...Object.fromEntries(
    channel.fields.filter((field) => !isWriteOnly(field)).map((field) => [field.key, shownValue(field, account.settings[field.key])]),
  ),
});

/** Keys of the form in its order: name, type, the channel's fields. */
export const keysOf = (channel: ChannelView): string[] => ['name', 'channel_type', ...channel.fields.map(({ key }) => key)];

interface Sent {
  settings: Record<string, string>;
  secrets: Record<string, string>;
}

/** The values of the channel's fields among `keys`, sorted into what is shown and what is sealed; empty clears. */
const sortOut = (draft: AccountDraft, keys: readonly string[], channel: ChannelView): Sent => {
  const sent: Sent = { settings: {}, secrets: {} };
  for (const field of channel.fields) {
    if (!keys.includes(field.key)) continue;
    const value = draft[field.key] ?? '';
    (isWriteOnly(field) ? sent.secrets : sent.settings)[field.key] = value;
  }
  return sent;
};

const withoutEmpty = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** What is sent to make the account. Empty values stay away: a partial account is saved and stays inactive. */
export const toNewAccount = (draft: AccountDraft, channel: ChannelView): NewAccount => {
  const { settings, secrets } = sortOut(draft, keysOf(channel), channel);
  return {
    channel: channel.id,
    channel_type: draft.channel_type,
    name: draft.name.trim(),
    settings: withoutEmpty(settings),
    secrets: withoutEmpty(secrets),
    import_past: draft[IMPORT_PAST] === 'true',
  };
};

/** What is sent to change the account: only what was changed. */
export const toPatch = (draft: AccountDraft, changed: readonly string[], channel: ChannelView, applied: AccountView): AccountPatch => ({
  ...(changed.includes('name') ? { name: draft.name.trim() } : {}),
  ...(changed.includes('channel_type') ? { channel_type: draft.channel_type } : {}),
  ...sortOut(draft, changed, channel),
  expected_updated_at: applied.updated_at,
});

/** The values that a test lays over the stored ones. */
export const toTest = (draft: AccountDraft, changed: readonly string[], channel: ChannelView): TestConnection => sortOut(draft, changed, channel);
