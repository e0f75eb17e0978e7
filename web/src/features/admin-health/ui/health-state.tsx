import type { ReactNode } from 'react';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Icon } from '@/shared/ui/icon/icon';
import { problemsOf } from '../model/problems';

interface HealthStateProps {
  account: ChannelHealth;
  /** How the account's own state looks. */
  children: ReactNode;
}

/** Whether an account works: what is wrong with it comes before its own state, which knows its last event only. */
export function HealthState({ account, children }: HealthStateProps) {
  const t = useT();
  const worst = account.status === 'off' ? undefined : problemsOf([account])[0]?.problem.severity;
  if (worst === undefined || worst === 'remark') return children;
  return (
    <span className={`cell m ${worst === 'stopped' ? 't-danger' : 't-warn'}`}>
      <Icon name="alert" />
      {t(`admin-health:severity.${worst}`)}
    </span>
  );
}
