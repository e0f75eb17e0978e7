import { useEffect, useRef, useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import type { AccountView, ChannelView, CheckFix, EntryView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { Card } from '@/shared/ui/card/card';
import { toast } from '@/shared/ui/toast/toasts';
import { isWriteOnly } from '../model/draft';
import { fixTarget } from '../model/fix';
import { AccountBanners } from './account-banners';
import { AccountFields } from './account-fields';
import { AccountHead } from './account-head';
import { HealthSection } from './health-section';
import { PastSection } from './past-section';
import { TestSection } from './test-section';
import { useAccountActions } from './use-account-actions';
import { useAccountForm } from './use-account-form';
import { useConnectionTest } from './use-connection-test';
import './accounts.css';

interface AccountEditorProps {
  channel: ChannelView;
  /** Undefined while a new account is written. */
  account: AccountView | undefined;
  entry: EntryView | undefined;
  /** Go to this field at once. */
  focus?: string | undefined;
}

/** The properties of an integration account: edited, tested, applied, switched and deleted. */
export function AccountEditor({ channel, account, entry, focus }: AccountEditorProps) {
  const t = useT();
  const navigate = useNavigate();
  const [replacing, setReplacing] = useState<ReadonlySet<string>>(new Set());
  const form = useAccountForm(channel, account, (saved) => {
    setReplacing(new Set());
    toast(t(account ? 'admin:form.applied' : 'admin-accounts:create.done', { name: saved.name }));
    if (!account) void navigate({ to: '/admin/accounts/$accountId', params: { accountId: saved.id }, replace: true, ignoreBlocker: true });
  });
  const test = useConnectionTest(form, channel);
  const actions = useAccountActions(account);

  const root = useRef<HTMLDivElement>(null);

  const setReplacingOne = (key: string, on: boolean) =>
    setReplacing((before) => new Set(on ? [...before, key] : [...before].filter((each) => each !== key)));

  const goToField = (key: string) => {
    const field = channel.fields.find((each) => each.key === key);
    if (field && isWriteOnly(field)) setReplacingOne(key, true);
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[name="${CSS.escape(key)}"]`)?.focus());
  };
  const latestGoTo = useLatest(goToField);
  useEffect(() => {
    if (focus) latestGoTo.current(focus);
  }, [focus, latestGoTo]);

  const fix = (what: CheckFix) => {
    const target = fixTarget(what);
    if (target.kind === 'subscribe') test.subscribe();
    else if (target.kind === 'field') goToField(target.key);
    else {
      const section = root.current?.querySelector('#group-webhook');
      section?.scrollIntoView({ block: 'start' });
      section?.querySelector<HTMLElement>('button, input')?.focus();
    }
  };
  const unapplied = form.changed.some((key) => channel.fields.some((field) => field.key === key));
  const subscribeOff = !account || unapplied ? t('admin-accounts:fix.applyFirst') : undefined;

  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/accounts', ignoreBlocker: true })}
      showValue={(key, values) => {
        const field = channel.fields.find((each) => each.key === key);
        return field?.kind === 'secret' || field?.kind === 'switch' ? undefined : (values[key] ?? '');
      }}
      head={
        <>
          <AccountHead account={account} channel={channel} entry={entry} switching={actions.switching} onSwitch={actions.toggle} menu={actions.menu} />
          {account && <AccountBanners account={account} onEnterToken={() => goToField('token')} />}
        </>
      }
    >
      <div ref={root}>
        <Card>
          <AccountFields form={form} channel={channel} replacing={replacing} onReplacing={setReplacingOne} />
          <TestSection state={test.state} subscribeOff={subscribeOff} onTest={test.test} onFix={fix} />
          {account && <HealthSection account={account} />}
          {account && channel.capabilities.history && <PastSection account={account} />}
        </Card>
      </div>
      {actions.dialog}
    </FormFrame>
  );
}
