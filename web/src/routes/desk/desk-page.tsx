import { useNavigate } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import type { DeskSnapshot } from '@/shared/api/schema';
import { DeskContext } from '@/shared/desk/context';
import { startDesk, type DeskSession } from '@/shared/desk/session';
import { useT } from '@/shared/i18n/t';
import { signOut } from '@/shared/api/sign-out';
import { toast } from '@/shared/ui/toast/toasts';
import { Late } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import { DeskShell } from './desk-shell';
import { takeDesk } from './early';
import './desk.css';

/** The Agent Desktop: starts from a snapshot, then lives from events. */
export function DeskPage() {
  const t = useT();
  const snapshot = useQuery({ queryKey: ['desk'], queryFn: takeDesk, staleTime: Infinity, gcTime: 0, refetchOnMount: 'always' });
  if (snapshot.data && !snapshot.isFetching) return <RunningDesk snapshot={snapshot.data} />;
  return (
    <main className="desk-wait" aria-busy={snapshot.isPending}>
      {snapshot.error ? (
        <ErrorState title={t('desk:failed')} text={errorWords(snapshot.error, t)} details={errorDetails(snapshot.error, t)} onRetry={() => void snapshot.refetch()} />
      ) : (
        <Late>
          <p className="dim" role="status">
            {t('loading')}
          </p>
        </Late>
      )}
    </main>
  );
}

/** One session per desk on the screen; stopped when it is left. */
const useSession = (snapshot: DeskSnapshot): DeskSession | undefined => {
  const t = useT();
  const words = useRef(t);
  useEffect(() => {
    words.current = t;
  }, [t]);
  const [session, setSession] = useState<DeskSession>();
  useEffect(() => {
    const started = startDesk(snapshot, (error) => errorWords(error, words.current));
    setSession(started);
    return () => started.stop();
  }, [snapshot]);
  return session;
};

function RunningDesk({ snapshot }: { snapshot: DeskSnapshot }) {
  const t = useT();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const session = useSession(snapshot);
  if (!session) return null;
  const leave = async () => {
    try {
      await signOut();
      session.stop();
      queries.clear();
      await navigate({ to: '/sign-in', search: { why: 'signed-out' } });
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <DeskContext value={session}>
      <DeskShell onLogOut={() => void leave()} />
    </DeskContext>
  );
}
