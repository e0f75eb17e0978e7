import { StartPage } from '@/features/start/ui/start-page';
import { can } from '@/shared/api/me';
import { errorWords } from '@/shared/api/error-words';
import { setState } from '@/shared/desk/api';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { heldInteractions } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { loadTexts } from '@/shared/i18n/i18n';
import { loadChunk } from '@/shared/lib/load-chunk';

const MyPlanned = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('./my-planned')), loadTexts('talk')]);
  return { default: module.MyPlanned };
});

const OwnDay = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('@/features/day/ui/own-day')), loadTexts('day')]);
  return { default: module.OwnDay };
});

const REFRESH_MS = 15_000;

/** No conversation open. */
export function HomePage() {
  const t = useT();
  const session = useDeskSession();
  const agent = useDesk((state) => state.agent);
  const me = useDesk((state) => state.me);
  const today = useDesk((state) => state.today);
  const held = useDesk((state) => heldInteractions(state).length);
  const services = useDesk((state) => state.services.filter((service) => !service.disabled).map((service) => service.name));
  const hasPlanned = useDesk((state) => state.planned.size > 0);
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  useEffect(() => {
    // How many wait in one's services is counted by the server only.
    const timer = setInterval(() => document.visibilityState === 'visible' && void session.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [session]);
  const goReady = async () => {
    try {
      const answer = await setState({ availability: 'ready' });
      session.state.update((state) => (answer.version >= state.agent.version ? { ...state, agent: answer } : state));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <div className="col col-main">
      <StartPage
        agent={agent}
        today={today}
        services={services}
        held={held}
        askNotifications={permission === 'default' ? () => void Notification.requestPermission().then(setPermission) : undefined}
        onReady={() => void goReady()}
        day={can(me, 'handle_interactions') && <Suspense fallback={null}><OwnDay agent={agent} /></Suspense>}
        planned={hasPlanned && <Suspense fallback={null}><MyPlanned /></Suspense>}
      />
    </div>
  );
}
