import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { faults } from '@/features/admin-common/form/check-values';
import { SmallForm } from '@/features/admin-common/form/small-form';
import { useSmallForm } from '@/features/admin-common/form/use-small-form';
import type { AlertTargetMade, NewAlertTarget } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { alertTargetsQuery, createAlertTarget } from '../api/alert-targets';

interface NewTargetProps {
  /** A mail server is set up. */
  mail: boolean;
  onClose: () => void;
}

/** Sends alerts to one more address; a webhook's secret is shown once. */
export function NewTargetDialog({ mail, onClose }: NewTargetProps) {
  const t = useT();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string>();
  const form = useSmallForm<NewAlertTarget, AlertTargetMade>({
    start: { kind: 'webhook', address: '' },
    check: ({ address }) => {
      const check = faults(t);
      check.text('address', address, 500);
      return check.found;
    },
    save: ({ kind, address }) => createAlertTarget({ kind, address: address.trim() }),
    onSaved: (made) => {
      void queries.invalidateQueries({ queryKey: alertTargetsQuery.queryKey });
      if (made.secret) setSecret(made.secret);
      else onClose();
    },
  });
  if (secret) return <Secret secret={secret} onClose={onClose} />;
  const { draft, errors, edit } = form;
  const isMail = draft.kind === 'mail';
  return (
    <SmallForm title={t('admin-health:alerts.newTitle')} submitLabel={t('admin:form.create')} form={form} onClose={onClose}>
      <SelectField label={t('admin-health:alerts.kind')} error={errors.kind} value={draft.kind} onChange={(event) => edit({ kind: event.target.value === 'mail' ? 'mail' : 'webhook', address: draft.address })}>
        <option value="webhook">{t('admin-health:alerts.webhook')}</option>
        <option value="mail">{t('admin-health:alerts.mail')}</option>
      </SelectField>
      {isMail && !mail && <Banner tone="warn">{t('admin-health:alerts.noMail')}</Banner>}
      <TextField
        label={t(isMail ? 'admin-health:alerts.mailAddress' : 'admin-health:alerts.webAddress')}
        hint={t(isMail ? 'admin-health:alerts.mailHint' : 'admin-health:alerts.webHint')}
        error={errors.address}
        dir="ltr"
        data-autofocus
        value={draft.address}
        onChange={(event) => edit({ address: event.target.value })}
      />
    </SmallForm>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      title={t('admin-health:alerts.secretTitle')}
      size="l"
      onClose={onClose}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('admin-health:alerts.secretDone')}
        </Button>
      }
    >
      <Banner tone="info">{t('admin-health:alerts.secretOnce')}</Banner>
      <TextField
        label={t('admin-health:alerts.secret')}
        hint={t('admin-health:alerts.secretUse')}
        readOnly
        dir="ltr"
        className="mono"
        data-autofocus
        value={secret}
        onFocus={(event) => event.target.select()}
        end={<CopyButton text={secret} what={t('admin-health:alerts.secret')} />}
      />
    </Dialog>
  );
}
