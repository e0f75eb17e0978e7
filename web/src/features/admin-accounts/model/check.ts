import type { ChannelView, FormField } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import type { AccountDraft } from './draft';

const NAME_MAX = 80;

const fault = (field: FormField, value: string, t: Translate): string | undefined => {
  const strange = field.kind === 'digits' ? [...new Set(value.replaceAll(/\d/g, ''))].join(' ') : '';
  if (strange) return t('admin-accounts:fault.digits', { strange });
  return value.length > field.max_length ? t('admin:fault.tooLong', { max: field.max_length }) : undefined;
};

/** Faults that need no server to be seen. Missing values are none: a partial account may be saved. */
export const checkDraft = (draft: AccountDraft, channel: ChannelView, t: Translate): Record<string, string> => {
  const faults: Record<string, string> = {};
  const name = draft.name.trim();
  if (name === '') faults.name = t('admin:fault.missing');
  else if (name.length > NAME_MAX) faults.name = t('admin:fault.tooLong', { max: NAME_MAX });
  for (const field of channel.fields) {
    const found = fault(field, draft[field.key] ?? '', t);
    if (found) faults[field.key] = found;
  }
  return faults;
};
