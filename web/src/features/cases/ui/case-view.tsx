import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { can, useMe } from '@/shared/api/me';
import type { CaseDetail } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { fullStamp, shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Button } from '@/shared/ui/button/button';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import '@/shared/desk/ui/panel.css';
import { caseQuery, keepCase, stepCase } from '../api/cases';
import { useLiveCases } from '../api/use-live-cases';
import { CaseFacts } from './case-facts';
import { CaseHistory } from './case-history';
import { CaseImportance, CaseState } from './case-state';
import { NewCaseDialog } from './new-case-dialog';
import './cases.css';

/** One case: where it stands, its conversations, its history. */
export function CasePageView({ id, back, onOpen }: { id: string; back: ReactNode; onOpen: (id: string) => void }) {
  const t = useT();
  const found = useQuery(caseQuery(id));
  useLiveCases();
  if (found.data) return <Shown detail={found.data} back={back} onOpen={onOpen} />;
  return (
    <main className="cases">
      <header className="cases-head">{back}</header>
      {found.error ? <ErrorState title={t('cases:failedOne')} text={errorWords(found.error, t)} details={errorDetails(found.error, t)} onRetry={() => void found.refetch()} /> : <SkeletonRows rows={6} label={t('loading')} />}
    </main>
  );
}

function Shown({ detail, back, onOpen }: { detail: CaseDetail; back: ReactNode; onOpen: (id: string) => void }) {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const queries = useQueryClient();
  const mayEdit = can(useMe(), 'edit_contacts');
  const [busy, setBusy] = useState(false);
  const [following, setFollowing] = useState(false);
  const it = detail.case;
  const take = async (step: 'open' | 'pend' | 'resolve', reason?: string) => {
    setBusy(true);
    try {
      keepCase(queries, await stepCase(it.id, { step, ...(reason ? { reason } : {}) }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="case" aria-labelledby="case-h">
      <header className="case-head">
        {back}
        <div className="case-words">
          <h1 id="case-h" dir="auto">
            <span className="num dim">#{it.number}</span> {it.title}
          </h1>
          <p className="case-line">
            <CaseState of={it} /> <CaseImportance of={it.importance} /> <bdi className="mut">{it.contact_name}</bdi>
          </p>
        </div>
        {mayEdit && (
          <div className="case-acts">
            {it.state === 'closed' ? (
              <Button variant="primary" icon="plus" onClick={() => setFollowing(true)}>
                {t('cases:follow')}
              </Button>
            ) : (
              <>
                {it.state !== 'open' && (
                  <Button busy={busy} onClick={() => void take('open')}>
                    {t(it.state === 'resolved' ? 'cases:reopen' : 'cases:begin')}
                  </Button>
                )}
                {it.state !== 'resolved' && <Pend busy={busy} reasons={detail.pending_reasons} onPend={(reason) => void take('pend', reason)} />}
                {it.state !== 'resolved' && (
                  <Button variant="primary" icon="tick" busy={busy} onClick={() => void take('resolve')}>
                    {t('cases:resolve')}
                  </Button>
                )}
              </>
            )}
          </div>
        )}
      </header>
      <div className="case-body">
        <div className="case-main">
          {it.description && (
            <p className="case-text" dir="auto">
              {it.description}
            </p>
          )}
          <section className="sec" aria-label={t('cases:conversations')}>
            <h2 className="sec-head">{t('cases:conversations')}</h2>
            {detail.interactions.length === 0 ? (
              <p className="dim">{t('cases:noConversations')}</p>
            ) : (
              <ul className="case-talks">
                {detail.interactions.map((each) => (
                  <li key={each.id}>
                    <Link className="trunc" to="/desktop/records/$recordId" params={{ recordId: each.id }} search={{}} dir="auto">
                      {each.title || t('cases:noWords')}
                    </Link>
                    <span className="meta trunc">{[each.service, each.agent, each.disposition].filter(Boolean).join(' · ')}</span>
                    <time dateTime={new Date(each.started_at).toISOString()} title={fullStamp(each.started_at, language)}>
                      {shortMoment(each.started_at, now, language)}
                    </time>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <CaseHistory lines={detail.history} />
        </div>
        <CaseFacts key={it.updated_at} of={it} mayEdit={mayEdit && it.state !== 'closed'} />
      </div>
      {following && (
        <NewCaseDialog contactId={it.contact_id} contactName={it.contact_name} follows={it.id} title={it.title} onClose={() => setFollowing(false)} onMade={(made) => onOpen(made.case.id)} />
      )}
    </main>
  );
}

/** Lets a case wait; for one of the tenant's reasons where there are any. */
function Pend({ busy, reasons, onPend }: { busy: boolean; reasons: readonly string[]; onPend: (reason?: string) => void }) {
  const t = useT();
  if (reasons.length === 0) {
    return (
      <Button busy={busy} onClick={() => onPend()}>
        {t('cases:pend')}
      </Button>
    );
  }
  return (
    <select className="inp case-pend" aria-label={t('cases:pend')} value="" disabled={busy} onChange={(event) => onPend(event.target.value)}>
      <option value="" disabled>
        {t('cases:pend')}
      </option>
      {reasons.map((reason) => (
        <option key={reason} value={reason}>
          {reason}
        </option>
      ))}
    </select>
  );
}
