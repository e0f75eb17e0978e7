import { useState } from 'react';
import { FailureBanner } from '@/features/admin-common/form/failure-banner';
import type { AccountView, ChannelView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { ChannelField } from './channel-field';
import { useAccountForm } from './use-account-form';
import './accounts.css';

interface StepValuesProps {
  account: AccountView;
  channel: ChannelView;
  /** Keys of the values. */
  keys: readonly string[];
  onSaved: () => void;
}

/** Some of an account's values, saved on their own. */
export function StepValues({ account, channel, keys, onSaved }: StepValuesProps) {
  const t = useT();
  const [replacing, setReplacing] = useState<ReadonlySet<string>>(new Set());
  const form = useAccountForm(channel, account, () => {
    setReplacing(new Set());
    onSaved();
  });
  const fields = channel.fields.filter(({ key }) => keys.includes(key));
  return (
    <form
      className="guide-values"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.apply();
      }}
    >
      <FailureBanner failure={form.failure} errors={form.errors} keys={keys} />
      <div className="two-c">
        {fields.map((field) => (
          <ChannelField
            key={field.key}
            form={form}
            field={field}
            stored={account.secrets[field.key]}
            replacing={replacing.has(field.key)}
            onReplacing={(on) => setReplacing((before) => new Set(on ? [...before, field.key] : [...before].filter((key) => key !== field.key)))}
          />
        ))}
      </div>
      <Button type="submit" busy={form.busy} offReason={form.changed.length === 0 ? t('admin-accounts:guide.unchanged') : undefined}>
        {t('admin-accounts:guide.save')}
      </Button>
    </form>
  );
}
