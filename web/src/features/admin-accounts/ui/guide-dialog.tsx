import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { keepAccount } from '@/features/admin-common/api/accounts';
import { SmallForm } from '@/features/admin-common/form/small-form';
import { useSmallForm } from '@/features/admin-common/form/use-small-form';
import type { ChannelView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { createAccount } from '../api/create-account';
import { randomToken } from '../model/random-token';

/** Channels whose set-up is watched. */
export const guided = (channels: readonly ChannelView[]): ChannelView[] => channels.filter(({ capabilities }) => capabilities.set_up_guide);

/** Makes an empty account with a verify token of its own, and goes to its guide. */
export function GuideDialog({ channels, onClose }: { channels: readonly ChannelView[]; onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useSmallForm({
    start: { name: '', channel: channels[0]?.id ?? '' },
    check: (draft): Record<string, string> => (draft.name.trim() === '' ? { name: t('admin:fault.missing') } : {}),
    save: ({ name, channel }) => {
      const fields = channels.find(({ id }) => id === channel)?.fields ?? [];
      const tokens = fields.filter(({ kind }) => kind === 'verify_token').map(({ key }) => [key, randomToken()]);
      return createAccount({ channel, name: name.trim(), settings: Object.fromEntries(tokens) as Record<string, string>, secrets: {} });
    },
    onSaved: (account) => {
      keepAccount(queries, account);
      void navigate({ to: '/admin/accounts/$accountId/set-up', params: { accountId: account.id } });
    },
  });
  return (
    <SmallForm title={t('admin-set-up:startTitle')} submitLabel={t('admin-set-up:startGo')} form={form} onClose={onClose}>
      <p className="mut">{t('admin-set-up:startText')}</p>
      {channels.length > 1 && (
        <SelectField label={t('admin-accounts:field.type')} value={form.draft.channel} onChange={(event) => form.edit({ channel: event.target.value })}>
          {channels.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={t('admin-accounts:field.name')}
        hint={t('admin-accounts:field.nameHint')}
        value={form.draft.name}
        error={form.errors.name}
        maxLength={80}
        autoComplete="off"
        data-autofocus
        onChange={(event) => form.edit({ name: event.target.value })}
      />
    </SmallForm>
  );
}
