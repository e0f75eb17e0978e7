import { useNavigate } from '@tanstack/react-router';
import { grouped, inSequence, nextTurn } from '@/features/inbox/model/order';
import { Foot } from '@/features/inbox/ui/foot';
import { Inbox } from '@/features/inbox/ui/inbox';
import { OfferCard } from '@/features/offers/ui/offer-card';
import { useOffer } from '@/features/offers/ui/use-offer';
import { Presence } from '@/features/presence/ui/presence';
import { useActions, type Action } from '@/shared/actions/actions';
import { useConnection, useDesk, useDeskSession } from '@/shared/desk/context';
import { heldInteractions } from '@/shared/desk/select';
import type { DeskState } from '@/shared/desk/state';
import { soundChoices } from '@/shared/desk/sound-choices';
import { useT } from '@/shared/i18n/t';
import { useStore } from '@/shared/lib/store';
import { useNarrow } from '@/shared/lib/use-narrow';
import { ColumnEdge, useColumn } from './columns';
import { useShell } from './desk-shell';

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The list's column: state, offer, interactions, connection. */
export function SideList({ openId }: { openId: string | undefined }) {
  const t = useT();
  const shell = useShell();
  const session = useDeskSession();
  const connection = useConnection();
  const offer = useOffer();
  const handled = useDesk((state) => state.today.handled);
  const muted = useStore(soundChoices, (choices) => choices.muted);
  const column = useColumn('list');
  const Column = useNarrow() && !openId ? 'main' : 'section';
  return (
    <Column className={`col col-list${column.folded ? ' col-folded' : ''}`} style={column.style} aria-label={t('places.conversations')}>
      {Column === 'main' && <h1 className="vh">{t('places.conversations')}</h1>}
      <Presence onLogOut={shell.logOut} />
      {offer && <OfferCard {...offer} />}
      <Inbox openId={openId} />
      <Foot
        connection={connection}
        handled={handled}
        muted={muted}
        onMute={(value) => soundChoices.update((before) => ({ ...before, muted: value }))}
        onTry={session.tryNow}
      />
      <ChatKeys openId={openId} onFold={column.toggle} />
      <ColumnEdge column={column} label={t('desk:columns.list')} at="end" />
    </Column>
  );
}

/** The chats that have a key of their own, as `id name`: a list that only changes with what it says. */
const numbered = (state: DeskState): string[] =>
  inSequence(grouped(heldInteractions(state)))
    .slice(0, DIGITS.length)
    .map((chat) => `${chat.id} ${chat.contact_name}`);

/** Alt ↓ ↑, Alt 1…9, Alt N: from chat to chat. Where they lead is looked up when a key is pressed. */
function ChatKeys({ openId, onFold }: { openId: string | undefined; onFold: () => void }) {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const first = useDesk(numbered);
  const hasNext = useDesk((state) => nextTurn(grouped(heldInteractions(state)), openId) !== undefined);
  const list = () => grouped(heldInteractions(session.state.get()));
  const go = (id: string | undefined) => {
    if (id) void navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: id } });
  };
  const step = (by: number) => {
    const chats = inSequence(list());
    const at = chats.findIndex((each) => each.id === openId);
    go(chats[(at + by + chats.length) % chats.length]?.id ?? chats[0]?.id);
  };
  const group = t('desk:keys.chats');
  const any = first.length > 0;
  useActions([
    { id: 'chats.next', name: t('desk:keys.nextChat'), group, order: 3, keys: 'Alt+ArrowDown', icon: 'arrow-down', enabled: any, perform: () => step(1) },
    { id: 'chats.previous', name: t('desk:keys.previousChat'), group, order: 3, keys: 'Alt+ArrowUp', icon: 'arrow-up', enabled: any, perform: () => step(-1) },
    { id: 'chats.turn', name: t('desk:keys.nextTurn'), group, order: 3, keys: 'Alt+KeyN', icon: 'clock', enabled: hasNext, perform: () => go(nextTurn(list(), openId)?.id) },
    { id: 'columns.list', name: t('desk:columns.foldList'), group: t('desk:keys.places'), keys: 'BracketLeft', icon: 'list', perform: onFold },
    ...DIGITS.map((digit): Action => {
      const [id, ...name] = first[digit - 1]?.split(' ') ?? [];
      return { id: `chats.${digit}`, name: name.join(' '), group, order: 3, keys: `Alt+Digit${digit}`, icon: 'person', enabled: id !== undefined, perform: () => go(id) };
    }),
  ]);
  return null;
}
