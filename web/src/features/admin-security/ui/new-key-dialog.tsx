import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { apiKeysQuery } from '@/features/admin-common/api/api-keys';
import { upsert } from '@/features/admin-common/api/upsert';
import { faults } from '@/features/admin-common/form/check-values';
import { SmallForm } from '@/features/admin-common/form/small-form';
import { useSmallForm } from '@/features/admin-common/form/use-small-form';
import type { ApiKeyCreated, ApiScope } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { DAY, fromIsoDay, isoDay } from '@/shared/lib/times';
import { serverNow } from '@/shared/lib/use-now';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import { Icon } from '@/shared/ui/icon/icon';
import { createApiKey } from '../api/api-keys';
import { KeySecret } from './key-secret';

const SCOPES: readonly ApiScope[] = ['config_read', 'config_write', 'records_read', 'contacts_write'];

interface KeyDraft {
  name: string;
  scopes: readonly ApiScope[];
  /** The last day it works, as `2026-11-22`; empty: for ever. */
  expires_at: string;
}

/** Makes an API key and shows its secret, once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [created, setCreated] = useState<ApiKeyCreated>();
  const form = useSmallForm<KeyDraft, ApiKeyCreated>({
    start: { name: '', scopes: [], expires_at: '' },
    check: ({ name, scopes, expires_at }) => {
      const check = faults(t);
      check.text('name', name, 80);
      if (scopes.length === 0) check.add('scopes', t('admin-security:fault.scopes'));
      const day = expires_at === '' ? undefined : fromIsoDay(expires_at);
      if (expires_at !== '' && (day === undefined || day + DAY <= serverNow())) check.add('expires_at', t('admin-security:fault.expiry'));
      return check.found;
    },
    save: ({ name, scopes, expires_at }) => {
      const day = fromIsoDay(expires_at);
      return createApiKey({ name: name.trim(), scopes: [...scopes], expires_at: day === undefined ? null : day + DAY });
    },
    onSaved: (made) => {
      queries.setQueryData(apiKeysQuery.queryKey, (all) => all && upsert(all, made.key));
      setCreated(made);
    },
  });
  if (created) return <KeySecret created={created} onClose={onClose} />;
  const { draft, errors, edit } = form;
  return (
    <SmallForm title={t('admin-security:key.newTitle')} submitLabel={t('admin:form.create')} form={form} onClose={onClose}>
      <TextField
        label={t('admin-security:key.name')}
        hint={t('admin-security:key.nameHint')}
        error={errors.name}
        maxLength={80}
        data-autofocus
        value={draft.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <fieldset className="picks">
        <legend className="lbl">{t('admin-security:key.scopes')}</legend>
        <div className="picks-list">
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              label={t(`admin-security:scope.${scope}`)}
              hint={t(`admin-security:scope.${scope}Text`)}
              checked={draft.scopes.includes(scope)}
              aria-invalid={errors.scopes ? true : undefined}
              onChange={(event) => edit({ scopes: SCOPES.filter((each) => (each === scope ? event.target.checked : draft.scopes.includes(each))) })}
            />
          ))}
        </div>
        {errors.scopes && (
          <span className="field-error">
            <Icon name="alert" size="s" />
            {errors.scopes}
          </span>
        )}
      </fieldset>
      <TextField
        label={t('admin-security:key.lastDay')}
        optional={t('form.optional')}
        hint={t('admin-security:key.lastDayHint')}
        error={errors.expires_at}
        type="date"
        min={isoDay(serverNow())}
        value={draft.expires_at}
        onChange={(event) => edit({ expires_at: event.target.value })}
      />
    </SmallForm>
  );
}
