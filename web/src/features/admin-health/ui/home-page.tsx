import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PageHead } from '@/features/admin-common/page/page-head';
import { QueryState } from '@/features/admin-common/page/query-state';
import { Ago } from '@/features/admin-common/parts/ago';
import { healthQuery } from '../api/health';
import { problemsOf } from '../model/problems';
import { Sparkline } from './hours-chart';
import { ProblemCard, ProblemRow } from './problem-card';
import type { ChannelHealth } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { buttonClass } from '@/shared/ui/button/button';
import { Card } from '@/shared/ui/card/card';
import { Icon } from '@/shared/ui/icon/icon';
import './home.css';

interface HomeProps {
  /** How an account's state looks. */
  state: (account: ChannelHealth) => ReactNode;
}

/** The Administrator's home: what is wrong first, then each channel, then what to do next. */
export function HomePage({ state }: HomeProps) {
  const t = useT();
  const health = useQuery(healthQuery);
  return (
    <div className="adm-in">
      <PageHead title={t('admin-health:home.title')} text={t(health.data?.length === 0 ? 'admin-health:home.beginText' : 'admin-health:home.text')} />
      <QueryState query={health} errorTitle={t('admin-health:error')}>
        {(accounts) => (accounts.length === 0 ? <Beginning /> : <Channels accounts={accounts} state={state} />)}
      </QueryState>
    </div>
  );
}

const STEPS = [
  ['/admin/services', 'service'],
  ['/admin/users', 'people'],
  ['/admin/accounts/new', 'account'],
  ['/admin/entries', 'entry'],
] as const;

/** Nothing is set up yet: the steps in the order in which they make sense. */
function Beginning() {
  const t = useT();
  return (
    <Card>
      <ol className="home-steps">
        {STEPS.map(([to, step], place) => (
          <li key={step}>
            <span className="home-step num" aria-hidden="true">
              {place + 1}
            </span>
            <div>
              <p className="m">{t(`admin-health:home.step.${step}`)}</p>
              <p className="meta mut">{t(`admin-health:home.step.${step}Text`)}</p>
            </div>
            <Link to={to} className={buttonClass({ size: 's', ...(step === 'account' ? { variant: 'primary' as const } : {}) })}>
              {t(`admin-health:home.step.${step}Go`)}
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Channels({ accounts, state }: HomeProps & { accounts: readonly ChannelHealth[] }) {
  const t = useT();
  const [first, ...more] = problemsOf(accounts).filter(({ problem }) => problem.severity !== 'remark');
  return (
    <>
      {first ? (
        <ProblemCard {...first} />
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
      <h2 className="health-title">{t('admin-health:home.channels')}</h2>
      <ul className="home-channels">
        {accounts.map((account) => (
          <Card as="li" key={account.account_id} className="home-channel">
            <p className="home-channel-head">
              <Link className="m" to="/admin/accounts/$accountId/health" params={{ accountId: account.account_id }}>
                {account.name}
              </Link>
              {state(account)}
            </p>
            <Sparkline hours={account.hours} label={t('admin-health:home.events', { count: account.events })} />
            <dl className="home-figures">
              <div>
                <dt>{t('admin-health:table.events')}</dt>
                <dd className="num">{account.events.toLocaleString()}</dd>
              </div>
              <div>
                <dt>{t('admin-health:table.waiting')}</dt>
                <dd className="num">{account.waiting}</dd>
              </div>
              <div>
                <dt>{t('admin-health:table.last')}</dt>
                <dd>
                  <Ago at={account.last_event_at} />
                </dd>
              </div>
            </dl>
          </Card>
        ))}
      </ul>
    </>
  );
}
