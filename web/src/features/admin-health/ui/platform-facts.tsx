import type { ReactNode } from 'react';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Card } from '@/shared/ui/card/card';
import { Icon } from '@/shared/ui/icon/icon';

/** How full each of the platform's limits is. */
function UsageBars({ account }: { account: ChannelHealth }) {
  const t = useT();
  if (account.usage.length === 0) return <p className="mut">{t('admin-health:usage.untold')}</p>;
  return (
    <ul className="usage">
      {account.usage.map(({ limit, percent }) => (
        <li key={limit}>
          <span>{limit}</span>
          <meter min={0} max={100} high={80} optimum={0} value={Math.min(100, percent)} aria-label={t('admin-health:usage.of', { limit })}>
            {percent} %
          </meter>
          <span className="num m">{percent} %</span>
        </li>
      ))}
    </ul>
  );
}

const OWNER: Record<ChannelHealth['owners'][number]['owner']['kind'], TextKey> = {
  ours: 'admin-health:owner.ours',
  nobody: 'admin-health:owner.nobody',
  inbox: 'admin-health:owner.inbox',
  app: 'admin-health:owner.app',
};

/** Who holds chats at the platform, and what comes only to be read along. */
function Owners({ account }: { account: ChannelHealth }) {
  const t = useT();
  return (
    <>
      <p>{t('admin-health:owner.standby', { count: account.standby, messages: account.messages })}</p>
      {account.owners.length > 0 && (
        <ul className="owners">
          {account.owners.map(({ owner, count }) => (
            <li key={JSON.stringify(owner)}>
              {t(OWNER[owner.kind])}
              {owner.kind === 'app' && (owner.name ?? owner.id) ? ` ${owner.name ?? owner.id}` : ''}: <span className="num m">{count}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const mark = (is: boolean | undefined, yes: string, no: string, unknown: string): ReactNode => {
  if (is === undefined) return <span className="mut">{unknown}</span>;
  return is ? <Icon name="ok" className="t-ok" label={yes} /> : <Icon name="alert" className="t-danger" label={no} />;
};

/** Every wanted kind of event, and whether it is set at the app and at the page: only what is set at both comes. */
function Fields({ account }: { account: ChannelHealth }) {
  const t = useT();
  const page = account.checks.find(({ id }) => id === 'subscription')?.fields;
  const app = account.checks.find(({ id }) => id === 'callback')?.fields;
  const wanted = page?.wanted ?? app?.wanted ?? [];
  if (wanted.length === 0) return <p className="mut">{t('admin-health:fields.untold')}</p>;
  const words = [t('admin-health:fields.set'), t('admin-health:fields.missing'), t('admin-health:fields.unknown')] as const;
  return (
    <table className="fields-table">
      <thead>
        <tr>
          <th scope="col">{t('admin-health:fields.name')}</th>
          <th scope="col">{t('admin-health:fields.app')}</th>
          <th scope="col">{t('admin-health:fields.page')}</th>
        </tr>
      </thead>
      <tbody>
        {wanted.map((name) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            <td>{mark(app?.found.includes(name), ...words)}</td>
            <td>{mark(page?.found.includes(name), ...words)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the platform tells of the account beside what is wrong: limits, who answers, which events it sends. */
export function PlatformFacts({ account }: { account: ChannelHealth }) {
  const t = useT();
  const parts: [string, ReactNode][] = [
    [t('admin-health:usage.title'), <UsageBars key="u" account={account} />],
    [t('admin-health:owner.title'), <Owners key="o" account={account} />],
    [t('admin-health:fields.title'), <Fields key="f" account={account} />],
  ];
  return (
    <>
      <h2 className="health-title">{t('admin-health:platform')}</h2>
      <Card className="platform-facts">
        {parts.map(([title, body]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            {body}
          </section>
        ))}
      </Card>
    </>
  );
}
