import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useT } from '@/shared/i18n/t';
import { passedTime } from '@/shared/lib/passed';
import { useNow } from '@/shared/lib/use-now';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { buttonClass } from '@/shared/ui/button/button';
import { helpCallsQuery } from '../api/together';
import './together.css';

/** Conversations whose agents call a supervisor; nothing when there are none. `news` grows when something happened. */
export function HelpCalls({ news }: { news: number }) {
  const t = useT();
  const now = useNow();
  const queries = useQueryClient();
  const calls = useQuery(helpCallsQuery);
  useEffect(() => {
    // A burst of news is one look.
    const later = setTimeout(() => void queries.invalidateQueries({ queryKey: helpCallsQuery.queryKey }), 500);
    return () => clearTimeout(later);
  }, [news, queries]);
  if (!calls.data || calls.data.length === 0) return null;
  return (
    <section className="tbl-card tog-calls" aria-labelledby="help-calls">
      <h2 id="help-calls">{t('together:helpCalls')}</h2>
      <ul>
        {calls.data.map(({ id, contact_name: name, help }) => (
          <li key={id} className="tog-call">
            <Avatar name={name} size="s" />
            <span className="tog-call-words">
              <span className="m trunc">{name}</span>
              <span className="meta">
                {help && t('together:helpAgo', { agent: help.name, time: passedTime(Math.max(0, now - help.since), t) })}
                {help?.text && ` · ${help.text}`}
              </span>
            </span>
            <Link to="/desktop/chats/$interactionId" params={{ interactionId: id }} className={buttonClass({ size: 's' })} aria-label={t('together:helpOpenName', { name })}>
              {t('together:helpOpen')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
