import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { useLanguage, useT } from '@/shared/i18n/t';
import { passedTime } from '@/shared/lib/passed';
import { shortMoment } from '@/shared/lib/times';
import { useNow } from '@/shared/lib/use-now';
import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { toast } from '@/shared/ui/toast/toasts';
import { endSession, sessionsQuery } from '../api/account';

/** Where one is signed in; others can be ended. */
export function Sessions() {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => queries.invalidateQueries(sessionsQuery),
    onError: (error) => toast(errorWords(error, t), { icon: 'alert' }),
  });
  return (
    <section className="set-sec">
      <div>
        <h2>{t('desk:settings.sessions')}</h2>
        <p>{t('desk:settings.sessionsHint')}</p>
      </div>
      {sessions.data ? (
        <ul className="settings-list">
          {sessions.data.items.map((session) => (
            <li key={session.id} className="settings-row">
              <span className="settings-words">
                <span className="m">{session.client}</span>
                <span className="meta">
                  {t('desk:settings.sessionLine', { since: shortMoment(session.created_at, now, language), seen: passedTime(now - session.last_seen_at, t) })}
                </span>
              </span>
              {session.current ? (
                <Chip tone="ok">{t('desk:settings.thisSession')}</Chip>
              ) : (
                <Button size="s" busy={end.isPending && end.variables === session.id} onClick={() => end.mutate(session.id)}>
                  {t('desk:settings.endSession')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : sessions.error ? (
        <ErrorState title={t('desk:settings.sessionsFailed')} text={errorWords(sessions.error, t)} details={errorDetails(sessions.error, t)} onRetry={() => void sessions.refetch()} />
      ) : (
        <SkeletonRows rows={2} label={t('loading')} />
      )}
    </section>
  );
}
