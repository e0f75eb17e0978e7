import { Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useState } from 'react';
import { Attention } from '@/features/attention/ui/attention';
import { pruneDrafts } from '@/features/conversation/model/draft';
import { OfferCard } from '@/features/offers/ui/offer-card';
import { useOffer } from '@/features/offers/ui/use-offer';
import { useActions } from '@/shared/actions/actions';
import { can } from '@/shared/api/me';
import type { ContactView } from '@/shared/api/schema';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { heldInteractions } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { Rail } from './rail';
import { seesQueues, someMayPull } from './queues';
import { focusNextRegion } from './regions';
import { SideList } from './side-list';
import { useOverlays } from './use-overlays';

/** What pages of the desk can ask of the shell around them. */
interface Shell {
  logOut: () => void;
}

const ShellContext = createContext<Shell | undefined>(undefined);

/** The shell around a page of the desk. */
export const useShell = (): Shell => {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('used outside the desk');
  return shell;
};

type Overlay = 'commands' | 'keys' | undefined;

/** Rail, list and page; the list belongs to the conversations only. */
export function DeskShell({ onLogOut }: { onLogOut: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const session = useDeskSession();
  const [overlay, setOverlay] = useState<Overlay>();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const openId = useParams({ strict: false, select: (params) => params.interactionId });
  const me = useDesk((state) => state.me);
  const place = path.startsWith('/desktop/records') ? 'records' : path.startsWith('/desktop/cases') ? 'cases' : path.startsWith('/desktop/contacts') ? 'contacts' : path.startsWith('/desktop/waiting') ? 'waiting' : path.startsWith('/desktop/settings') ? 'settings' : 'chats';
  useEffect(() => {
    const state = session.state.get();
    pruneDrafts(state.me.user_id, heldInteractions(state).map((each) => each.id));
  }, [session]);
  const overlays = useOverlays(overlay !== undefined);
  const openCustomer = (customer: ContactView) => {
    const chat = heldInteractions(session.state.get()).find((each) => each.contact_id === customer.id);
    if (chat) void navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: chat.id } });
    else void navigate({ to: '/desktop/contacts/$contactId', params: { contactId: customer.id } });
  };
  const mayPull = useDesk(someMayPull);
  const goTo = t('desk:keys.places');
  useActions([
    { id: 'app.commands', name: t('desk:commands.title'), group: goTo, keys: 'Ctrl+KeyK', hidden: true, perform: () => setOverlay('commands') },
    { id: 'app.keys', name: t('desk:keys.title'), group: goTo, icon: 'keyboard', keys: 'Shift+Slash', perform: () => setOverlay('keys') },
    { id: 'app.region', name: t('desk:keys.region'), group: goTo, keys: 'F6', inText: true, hidden: true, perform: focusNextRegion },
    { id: 'go.chats', name: t('places.conversations'), group: goTo, icon: 'chat', enabled: can(me, 'handle_interactions'), perform: () => void navigate({ to: '/desktop' }) },
    { id: 'go.waiting', name: t('places.waiting'), group: goTo, icon: 'clock', enabled: seesQueues(me, mayPull), perform: () => void navigate({ to: '/desktop/waiting' }) },
    { id: 'go.records', name: t('places.records'), group: goTo, icon: 'record', perform: () => void navigate({ to: '/desktop/records' }) },
    { id: 'go.cases', name: t('places.cases'), group: goTo, icon: 'list', perform: () => void navigate({ to: '/desktop/cases', search: {} }) },
    { id: 'go.contacts', name: t('places.contacts'), group: goTo, icon: 'people', perform: () => void navigate({ to: '/desktop/contacts', search: {} }) },
    { id: 'go.settings', name: t('places.settings'), group: goTo, icon: 'settings', perform: () => void navigate({ to: '/desktop/settings' }) },
    { id: 'go.admin', name: t('places.administrator'), group: goTo, icon: 'building', enabled: can(me, 'configure'), perform: () => void navigate({ to: '/admin' }) },
  ]);
  return (
    <ShellContext value={{ logOut: onLogOut }}>
      <div className={`desk desk-${place}${openId ? ' desk-open' : ''}`}>
        <Rail place={place} me={me} onHelp={() => setOverlay('keys')} />
        {place === 'chats' ? <SideList openId={openId} /> : <FloatingOffer />}
        <Outlet />
      </div>
      <Attention openId={openId} />
      {overlays && overlay === 'commands' && <overlays.CommandBar onClose={() => setOverlay(undefined)} onCustomer={openCustomer} />}
      {overlays && overlay === 'keys' && <overlays.KeysDialog onClose={() => setOverlay(undefined)} />}
    </ShellContext>
  );
}

/** Where there is no list, an offer floats in its corner: it never covers a composer there. */
function FloatingOffer() {
  const offer = useOffer();
  return offer ? (
    <div className="offer-float">
      <OfferCard {...offer} />
    </div>
  ) : null;
}
