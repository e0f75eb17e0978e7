import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { toast } from '@/shared/ui/toast/toasts';
import { caseQuery, contactCasesQuery, keepCase, linkCase } from '../api/cases';
import { useLiveCases } from '../api/use-live-cases';
import { CaseState } from './case-state';
import { NewCaseDialog } from './new-case-dialog';
import './cases.css';

interface ContactCasesProps {
  contact: { id: string; name: string };
  /** The conversation that may be joined to a case. */
  interactionId: string;
  canEdit: boolean;
}

/** The cases of a customer beside a conversation: a new one of it, or one that it is joined to. */
export function ContactCases({ contact, interactionId, canEdit }: ContactCasesProps) {
  const t = useT();
  const queries = useQueryClient();
  const cases = useQuery(contactCasesQuery(contact.id));
  useLiveCases();
  const [making, setMaking] = useState(false);
  const link = async (id: string, number: number) => {
    try {
      keepCase(queries, await linkCase(id, interactionId));
      toast(t('cases:linked', { number }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <section className="sec" aria-label={t('cases:cases')}>
      <h3 className="sec-head">
        {t('cases:cases')}
        {canEdit && (
          <Button variant="quiet" size="s" className="sec-end" icon="plus" onClick={() => setMaking(true)}>
            {t('cases:new')}
          </Button>
        )}
      </h3>
      {cases.error && !cases.data ? (
        <p className="dim">{t('cases:failed')}</p>
      ) : cases.data?.length === 0 ? (
        <p className="dim">{t('cases:noneOfContact')}</p>
      ) : (
        <ul className="case-mini">
          {(cases.data ?? []).map((each) => (
            <li key={each.id}>
              <span className="num dim">#{each.number}</span>
              <Link className="trunc" to="/desktop/cases/$caseId" params={{ caseId: each.id }} dir="auto">
                {each.title}
              </Link>
              <CaseState of={each} />
              {canEdit && each.state !== 'closed' && <Join caseId={each.id} interactionId={interactionId} label={t('cases:link', { number: each.number })} onJoin={() => void link(each.id, each.number)} />}
            </li>
          ))}
        </ul>
      )}
      {making && <NewCaseDialog contactId={contact.id} contactName={contact.name} interactionId={interactionId} onClose={() => setMaking(false)} onMade={(made) => toast(t('cases:made', { number: made.case.number }))} />}
    </section>
  );
}

/** Joins the conversation to a case, unless it is in it. */
function Join({ caseId, interactionId, label, onJoin }: { caseId: string; interactionId: string; label: string; onJoin: () => void }) {
  const t = useT();
  const detail = useQuery(caseQuery(caseId));
  if (!detail.data) return null;
  if (detail.data.interactions.some((each) => each.id === interactionId)) return <span className="meta">{t('cases:isLinked')}</span>;
  return (
    <Button size="s" variant="quiet" icon="link" aria-label={label} title={label} onClick={onJoin}>
      {t('cases:linkShort')}
    </Button>
  );
}
