import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { recallDraft } from '@/features/conversation/model/draft';
import { Conversation } from '@/features/conversation/ui/conversation';
import { Customer } from '@/features/customer/ui/customer';
import { Privacy } from '@/features/privacy/ui/privacy';
import { OfferStrip } from '@/features/offers/ui/offer-card';
import { useOfferView } from '@/features/offers/ui/use-offer';
import { useTemplates } from '@/features/rich-message/model/use-templates';
import { RichButton } from '@/features/rich-message/ui/rich-button';
import { TransferDialog } from '@/features/transfer/ui/transfer-dialog';
import { WaysOut } from '@/features/ways-out/ui/ways-out';
import { WrapUp } from '@/features/wrap-up/ui/wrap-up';
import { useActions } from '@/shared/actions/actions';
import { errorWords } from '@/shared/api/error-words';
import { endInteraction, transfer } from '@/shared/desk/api';
import { can } from '@/shared/api/me';
import type { InteractionView } from '@/shared/api/schema';
import type { Viewer } from '@/shared/realtime/frames';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { writesTo } from '@/shared/desk/part';
import type { DeskState } from '@/shared/desk/state';
import { loadTexts } from '@/shared/i18n/i18n';
import { useT, type Translate } from '@/shared/i18n/t';
import { loadChunk } from '@/shared/lib/load-chunk';
import { buttonClass, IconButton } from '@/shared/ui/button/button';
import { Confirm } from '@/shared/ui/dialog/confirm';
import { Icon } from '@/shared/ui/icon/icon';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { toast } from '@/shared/ui/toast/toasts';
import { ASK, ChatButtons, chatMenu, HELP, type Asking } from './chat-buttons';
import { ColumnEdge, useColumn } from './columns';
import type { Panel } from './tree';

const KnowledgePanel = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('@/features/knowledge/ui/knowledge-panel')), loadTexts('knowledge')]);
  return { default: module.KnowledgePanel };
});

const ContactCases = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('@/features/cases/ui/contact-cases')), loadTexts('cases')]);
  return { default: module.ContactCases };
});

const TogetherStrip = lazy(async () => ({ default: (await loadChunk(() => import('@/features/together/ui/together-strip'))).TogetherStrip }));
const AskDialog = lazy(async () => ({ default: (await loadChunk(() => import('@/features/together/ui/ask-dialog'))).AskDialog }));
const HelpDialog = lazy(async () => ({ default: (await loadChunk(() => import('@/features/together/ui/help-dialog'))).HelpDialog }));

/** Whether there is something to tell about others in a conversation. */
const isShared = (interaction: InteractionView, viewers: readonly Viewer[] = [], myId: string, supervises: boolean): boolean =>
  (interaction.participants?.length ?? 0) > 0 || Boolean(interaction.help) || viewers.some((each) => each.user_id !== myId) || (supervises && interaction.state === 'active' && interaction.agent_id !== myId);

const ContactBeside = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('@/features/contacts/ui/contact-beside')), loadTexts('contacts')]);
  return { default: module.ContactBeside };
});

/** One conversation with what belongs beside it. */
export function ChatPage() {
  const { interactionId } = useParams({ from: '/signed-in/desktop/chats/$interactionId' });
  return <Chat key={interactionId} interactionId={interactionId} />;
}

/** What would be lost by ending now; undefined: nothing. The draft is newer in the browser's storage than in a render. */
const lossOf = (state: DeskState, interactionId: string, t: Translate): string | undefined => {
  const interaction = state.interactions.get(interactionId);
  if (!interaction) return undefined;
  const kept = state.kept.filter((each) => each.interactionId === interactionId && !each.note).length;
  const lost = kept + interaction.failed_messages;
  if (lost > 0) return t('desk:end.unsent', { count: lost });
  if (recallDraft(state.me.user_id, interactionId).reply.trim()) return t('desk:end.draft');
  return interaction.turn === 'agent' && interaction.waiting_since ? t('desk:end.waiting', { name: interaction.contact_name }) : undefined;
};

function Chat({ interactionId }: { interactionId: string }) {
  const t = useT();
  const navigate = useNavigate();
  const session = useDeskSession();
  const { panel } = useSearch({ from: '/signed-in/desktop/chats/$interactionId' });
  const interaction = useDesk((state) => state.interactions.get(interactionId));
  const myId = useDesk((state) => state.me.user_id);
  const offer = useOfferView();
  const [transferring, setTransferring] = useState(false);
  /** What would be lost by ending, while the person is asked. */
  const [ending, setEnding] = useState<string>();
  const templates = useTemplates(interaction);
  /** Id of the template that the rich editor opens with. */
  const [template, setTemplate] = useState<string>();
  /** Colleagues or a supervisor are to be asked. */
  const [asking, setAsking] = useState<Asking>();
  const viewers = useDesk((state) => state.viewers.get(interactionId));
  const supervises = useDesk((state) => can(state.me, 'supervise'));
  const column = useColumn('side');
  const mine = interaction?.agent_id === myId;
  const active = mine && interaction.state === 'active';
  const writes = interaction !== undefined && writesTo(interaction, myId);
  const work = mine && interaction.state === 'after_call_work';

  const show = (wanted: Panel) => void navigate({ to: '.', search: { panel: wanted }, replace: panel !== undefined });
  const end = async () => {
    try {
      session.take(await endInteraction(interactionId));
      // A customer panel that was closed before must not hide the work that follows.
      if (panel !== undefined) show('work');
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  /** Away from what is done, unless the person has gone elsewhere meanwhile. */
  const leave = () => {
    if (location.pathname.endsWith(`/${interactionId}`)) void navigate({ to: '/desktop' });
  };
  const askEnd = async () => {
    // What was just sent is not lost: its way to the server is short.
    await session.outbox.settled(interactionId);
    const loss = lossOf(session.state.get(), interactionId, t);
    if (loss === undefined) await end();
    else setEnding(loss);
  };

  const knowing = panel === 'knowledge';
  const toggleKnowledge = () => {
    if (column.folded) column.toggle();
    show(knowing && !column.folded ? (work ? 'work' : 'none') : 'knowledge');
  };
  const group = t('desk:keys.chat');
  useActions([
    { id: 'chat.transfer', name: t('desk:action.transfer'), group, order: 1, icon: 'transfer', keys: 'Alt+KeyT', enabled: active, perform: () => setTransferring(true) },
    { id: 'chat.ask', name: t('together:ask'), group, order: 1, icon: 'people', keys: ASK, enabled: active, perform: () => setAsking('ask') },
    { id: 'chat.help', name: t('together:help'), group, order: 1, icon: 'flag', keys: HELP, enabled: writes && !interaction.help, perform: () => setAsking('help') },
    { id: 'chat.end', name: t('desk:action.end'), group, order: 1, icon: 'tick', keys: 'Alt+KeyE', enabled: active, perform: () => void askEnd() },
    { id: 'chat.knowledge', name: t('desk:knowledge'), group, order: 1, icon: 'book', keys: 'Ctrl+Slash', inText: true, perform: toggleKnowledge },
    { id: 'columns.side', name: t('desk:columns.foldSide'), group: t('desk:keys.places'), keys: 'BracketRight', icon: 'person', perform: column.toggle },
  ]);

  const close = <IconButton icon="close" label={t('close')} className="panel-close" onClick={() => show('none')} />;
  const shown = knowing || (work ? panel !== 'none' && panel !== 'customer' : panel === 'customer');
  return (
    <>
      <main className="col col-main">
        <Conversation
          interactionId={interactionId}
          back={
            <Link to="/desktop" className={buttonClass({ variant: 'quiet' }, 'btn-icon chead-back')} aria-label={t('desk:header.back')}>
              <Icon name="chevron-start" size="l" flip />
            </Link>
          }
          strip={offer && <OfferStrip {...offer} />}
          extras={(held) => <RichButton interaction={held} template={templates.find(({ id }) => id === template)} onClose={() => setTemplate(undefined)} />}
          together={(held) => (
            <Suspense fallback={null}>
              {isShared(held, viewers, myId, supervises) && <TogetherStrip interaction={held} />}
            </Suspense>
          )}
          waysOut={(held) => <WaysOut interaction={held} />}
          templates={templates}
          onTemplate={setTemplate}
          menu={(held) => chatMenu({ interaction: held, mine, onTransfer: () => setTransferring(true), onAsk: setAsking, onKnowledge: toggleKnowledge }, t)}
          actions={(held) => (
            <ChatButtons
              interaction={held}
              mine={mine}
              onTransfer={() => setTransferring(true)}
              onAsk={setAsking}
              onEnd={() => void askEnd()}
              onCustomer={() => show(panel === 'customer' ? 'none' : 'customer')}
              onWork={() => show('work')}
              onKnowledge={toggleKnowledge}
            />
          )}
        />
      </main>
      {!column.folded && (
        <aside
          className={`col col-side${work ? ' col-work' : ''}${shown ? ' col-shown' : ''}`}
          style={column.style}
          aria-label={t(knowing ? 'desk:knowledge' : work && panel !== 'customer' ? 'desk:state.after_call_work' : 'desk:customer.label')}
        >
          <ColumnEdge column={column} label={t('desk:customer.label')} at="start" />
          <div className="side-scroll">
            {knowing ? (
              <Suspense fallback={<SkeletonRows rows={4} label={t('loading')} />}>
                <KnowledgePanel interaction={interaction} close={<IconButton icon="close" label={t('close')} onClick={() => show(work ? 'work' : 'none')} />} />
              </Suspense>
            ) : work && panel !== 'customer' ? (
              <WrapUp interaction={interaction} close={close} onFinished={leave} />
            ) : (
              <Customer
                interactionId={interactionId}
                close={close}
                more={(contact, canEdit) => (
                  <Suspense fallback={null}>
                    <ContactBeside contact={contact} canEdit={canEdit} />
                  </Suspense>
                )}
                cases={(contact, canEdit) => (
                  <Suspense fallback={null}>
                    <ContactCases contact={contact} interactionId={interactionId} canEdit={canEdit} />
                  </Suspense>
                )}
                privacy={(contact) => <Privacy contact={contact} />} />
            )}
          </div>
        </aside>
      )}
      {transferring && interaction && (
        <TransferDialog
          interaction={interaction}
          onClose={() => setTransferring(false)}
          onTransfer={async (target, note, name) => {
            const answer = await transfer(interactionId, {
              ...(target.kind === 'agent' ? { agent_id: target.id } : { service_id: target.id }),
              ...(note ? { note } : {}),
            });
            session.take(answer);
            toast(t('desk:transfer.done', { name }));
            await navigate({ to: '/desktop' });
          }}
        />
      )}
      {asking && interaction && (
        <Suspense fallback={null}>
          {asking === 'help' ? <HelpDialog interaction={interaction} onClose={() => setAsking(undefined)} /> : <AskDialog interaction={interaction} onClose={() => setAsking(undefined)} />}
        </Suspense>
      )}
      {ending !== undefined && interaction && (
        <Confirm
          title={t('desk:end.title', { name: interaction.contact_name })}
          text={ending}
          keep={t('desk:end.keep')}
          go={t('desk:action.end')}
          danger
          onClose={() => setEnding(undefined)}
          onGo={end}
        />
      )}
    </>
  );
}
