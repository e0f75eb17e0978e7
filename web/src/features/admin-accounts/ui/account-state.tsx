import type { AccountStatus, TokenState } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Icon } from '@/shared/ui/icon/icon';
import { STATUS, TOKEN } from '../model/status';

/** Whether an account works: shape and word. */
export function AccountState({ status }: { status: AccountStatus }) {
  const t = useT();
  const { icon, tone, word } = STATUS[status];
  return (
    <span className={`cell m ${tone}`}>
      <Icon name={icon} />
      {t(word)}
    </span>
  );
}

/** What is known of an account's token. */
export function TokenWords({ state }: { state: TokenState }) {
  const t = useT();
  return <span className={state === 'dead' ? 't-danger' : 'mut'}>{t(TOKEN[state])}</span>;
}
