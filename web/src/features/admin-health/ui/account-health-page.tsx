import type { ReactNode } from 'react';
import { useWords } from '@/shared/api/use-words';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { EntityPage } from '@/features/admin-common/page/entity-page';
import { PageHead } from '@/features/admin-common/page/page-head';
import { Ago } from '@/features/admin-common/parts/ago';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button, buttonClass } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { Icon } from '@/shared/ui/icon/icon';
import { accountHealthQuery, checkHealth } from '../api/health';
import { problemsOf } from '../model/problems';
import { HoursChart } from './hours-chart';
import { ProblemCard, ProblemRow } from './problem-card';
import { PlatformFacts } from './platform-facts';
import { Resolved } from './resolved';
import { useAsk } from './use-fix';
import './health.css';

interface AccountHealthProps {
  /** How an account's state looks. */
  state: (account: ChannelHealth) => ReactNode;
  /** The platform's answers, sentence by sentence. */
  checks: (account: ChannelHealth) => ReactNode;
}

/** The health of one account. */
export function AccountHealthPage({ id, ...shown }: AccountHealthProps & { id: string }) {
  const t = useT();
  const health = useQuery(accountHealthQuery(id));
  return (
    <EntityPage query={health} errorTitle={t('admin-health:error')}>
      {(account) => <Account account={account} {...shown} />}
    </EntityPage>
  );
}

function Account({ account, state, checks }: AccountHealthProps & { account: ChannelHealth }) {
  const t = useT();
  const { busy, ask } = useAsk();
  const words = useWords();
  const guided = useQuery(channelsQuery).data?.find(({ id }) => id === account.channel)?.capabilities.set_up_guide;
  const [first, ...more] = problemsOf([account]);
  return (
    <div className="adm-in">
      <PageHead
        crumb={
          <>
            <Link to="/admin/health">{t('admin-health:title')}</Link>
            <span aria-hidden="true">/</span>
            <Link to="/admin/accounts/$accountId" params={{ accountId: account.account_id }}>
              {account.name}
            </Link>
          </>
        }
        title={t('admin-health:of', { name: account.name })}
        text={state(account)}
        actions={
          <>
            {guided && (
              <Link className={buttonClass()} to="/admin/accounts/$accountId/set-up" params={{ accountId: account.account_id }}>
                {t('admin-set-up:guide')}
              </Link>
            )}
            <Button icon="reload" busy={busy} onClick={() => void ask(() => checkHealth(account.account_id))}>
              {t('admin-health:check')}
            </Button>
          </>
        }
      />
      {first ? (
        <ProblemCard account={account} problem={first.problem} />
      ) : (
        <Card className="health-good">
          <Icon name="ok" className="t-ok" />
          {t('admin-health:good')}
        </Card>
      )}
      {more.length > 0 && (
        <Card>
          <ul>
            {more.map((placed) => (
              <ProblemRow key={placed.problem.id} {...placed} />
            ))}
          </ul>
        </Card>
      )}
      <h2 className="health-title">{t('admin-health:traffic')}</h2>
      <Card>
        <div className="health-chart">
          <HoursChart hours={account.hours} />
        </div>
        <Facts account={account} />
      </Card>
      {account.failures.length > 0 && (
        <>
          <h2 className="health-title">{t('admin-health:failures')}</h2>
          <Card>
            <ul>
              {account.failures.map(({ cause, count, ...failure }) => (
                <li key={cause} className="prob-row">
                  <div>
                    <p>{words(failure).sentence}</p>
                    <p className="meta mono mut">{cause}</p>
                  </div>
                  <span className="num m">{count}</span>
                </li>
              ))}
            </ul>
          </Card>
        </>
      )}
      <PlatformFacts account={account} />
      <h2 className="health-title">{t('admin-health:checks')}</h2>
      <Card className="health-checks">
        {account.checks.length > 0 ? (
          checks(account)
        ) : (
          <p className="mut health-good">{t('admin-health:unchecked')}</p>
        )}
      </Card>
      <Resolved account={account} />
      {account.checked_at && (
        <p className="page-note">
          {t('admin-health:checkedAt')} <Ago at={account.checked_at} />
        </p>
      )}
    </div>
  );
}

function Facts({ account }: { account: ChannelHealth }) {
  const t = useT();
  const facts: [string, ReactNode][] = [
    [t('admin-health:fact.verified'), <Ago key="v" at={account.verified_at} />],
    [t('admin-health:fact.lastEvent'), <Ago key="e" at={account.last_event_at} />],
    [t('admin-health:fact.lastSent'), <Ago key="s" at={account.last_sent_at} />],
    [t('admin-health:fact.ack'), account.acknowledged_p95_ms ? t('admin-health:within', { ms: account.acknowledged_p95_ms }) : t('none')],
    [t('admin-health:fact.late'), account.acknowledged_too_late],
    [t('admin-health:fact.sent'), account.sent],
    [t('admin-health:fact.failed'), account.failed],
    [t('admin-health:fact.refused'), account.refused],
    [t('admin-health:fact.waiting'), account.waiting],
    [t('admin-health:fact.parked'), account.parked],
    [t('admin-health:fact.unknown'), account.unknown_kinds],
  ];
  return (
    <dl className="health-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
