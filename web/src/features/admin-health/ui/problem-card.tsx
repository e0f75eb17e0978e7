import type { ReactNode } from 'react';
import { useWords } from '@/shared/api/use-words';
import { Link } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { agoWords } from '@/features/admin-common/parts/ago';
import { useLanguage } from '@/shared/i18n/t';
import { passedTime } from '@/shared/lib/passed';
import { useNow } from '@/shared/lib/use-now';
import { Icon } from '@/shared/ui/icon/icon';
import type { PlacedProblem } from '../model/problems';
import { HoursChart } from './hours-chart';
import { ProblemFixButton, ShowChats } from './problem-fix';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** The problem that asks for attention first, with what it costs and the one thing to do. */
export function ProblemCard({ account, problem }: PlacedProblem) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const stopped = problem.severity === 'stopped';
  const { sentence, detail } = useWords()(problem);
  const closes = account.first_window_closes_at;
  return (
    <section className={stopped ? 'card prob prob-stopped' : 'card prob'} aria-labelledby={`prob-${problem.id}`}>
      <div className="prob-b">
        <p className={stopped ? 'prob-since t-danger' : 'prob-since t-warn'}>
          <Icon name="alert" />
          {t(`admin-health:severity.${problem.severity}`)} · {t('admin-health:problem.since', { ago: agoWords(problem.since, now, language, t) })}
        </p>
        <p className="prob-account">
          <Link to="/admin/accounts/$accountId/health" params={{ accountId: account.account_id }}>
            {account.name}
          </Link>
        </p>
        <h2 id={`prob-${problem.id}`}>{sentence}</h2>
        {detail && <p>{detail}</p>}
        <dl className="prob-facts">
          <Fact label={t('admin-health:fact.waiting')}>{account.waiting}</Fact>
          <Fact label={t('admin-health:fact.customers')}>{account.waiting_chats}</Fact>
          <Fact label={t('admin-health:fact.parked')}>{account.parked}</Fact>
          {closes != null && closes > now && <Fact label={t('admin-health:fact.closes')}>{passedTime(closes - now, t)}</Fact>}
        </dl>
        <div className="prob-acts">
          <ProblemFixButton accountId={account.account_id} problem={problem} main />
          {account.waiting_chats > 0 && problem.fix !== 'show_chats' && <ShowChats accountId={account.account_id}>{t('admin-health:fix.chatsOf', { count: account.waiting_chats })}</ShowChats>}
        </div>
      </div>
      <div className="prob-g">
        <HoursChart hours={account.hours} />
        {problem.said && (
          <div className="prob-raw">
            <p className="meta">{t('admin-health:problem.said')}</p>
            <p className="mono">{problem.said}</p>
          </div>
        )}
      </div>
    </section>
  );
}

/** A further problem, on one line. */
export function ProblemRow({ account, problem }: PlacedProblem) {
  const t = useT();
  const { sentence, detail } = useWords()(problem);
  return (
    <li className="prob-row">
      <Icon name="alert" className={problem.severity === 'stopped' ? 't-danger' : problem.severity === 'impaired' ? 't-warn' : 'dim'} label={t(`admin-health:severity.${problem.severity}`)} />
      <div>
        <p className="m">{sentence}</p>
        <p className="meta mut">
          {account.name}
          {detail && <> · {detail}</>}
        </p>
      </div>
      <ProblemFixButton accountId={account.account_id} problem={problem} />
    </li>
  );
}
