import { useQueryClient } from '@tanstack/react-query';
import { accountQuery, keepAccount } from '@/features/admin-common/api/accounts';
import type { FieldErrors } from '@/features/admin-common/form/field-errors';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import type { AccountView, ChannelView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { changeAccount } from '../api/change-account';
import { createAccount } from '../api/create-account';
import { checkDraft } from '../model/check';
import { blankDraft, draftOf, IMPORT_PAST, toNewAccount, toPatch, type AccountDraft } from '../model/draft';
import type { AccountForm } from './channel-field';

/** The form of an account that exists, or of a new one. */
export const useAccountForm = (channel: ChannelView, account: AccountView | undefined, onSaved: (account: AccountView) => void): AccountForm => {
  const t = useT();
  const queries = useQueryClient();
  const labels: Record<string, string> = {
    name: t('admin-accounts:field.name'),
    channel_type: t('admin-accounts:field.type'),
    ...Object.fromEntries(channel.fields.map((field) => [field.key, field.label])),
    [IMPORT_PAST]: t('admin-imports:wish'),
  };
  return useEntityForm<AccountView, AccountDraft>({
    applied: account,
    blank: blankDraft(channel),
    draftOf: (entity) => draftOf(entity, channel),
    labels,
    check: (draft): FieldErrors => checkDraft(draft, channel, t),
    save: (draft, changed, applied) =>
      applied ? changeAccount(applied.id, toPatch(draft, changed, channel, applied)) : createAccount(toNewAccount(draft, channel)),
    reload: () => queries.query({ ...accountQuery(account?.id ?? ''), staleTime: 0 }),
    onSaved: (entity) => {
      keepAccount(queries, entity);
      onSaved(entity);
    },
  });
};
