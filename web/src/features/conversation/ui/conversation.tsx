import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { smallUrl } from '@/shared/api/attachment-url';
import { errorDetails, errorWords } from '@/shared/api/error-words';
import { keysOf, useActions, type Action } from '@/shared/actions/actions';
import { can } from '@/shared/api/me';
import type { InteractionView, MessageView, QuotedMessage } from '@/shared/api/schema';
import { useConnection, useDesk, useDeskSession } from '@/shared/desk/context';
import { partOf, writesTo } from '@/shared/desk/part';
import { channelOf, plannedOf } from '@/shared/desk/select';
import { AgainButton } from '@/shared/desk/ui/again-button';
import { useT } from '@/shared/i18n/t';
import { useNarrow } from '@/shared/lib/use-narrow';
import { serverNow, useNow } from '@/shared/lib/use-now';
import { PlannedList } from '@/shared/planned/ui/planned-list';
import { newestUndoable, wordsOf } from '@/shared/transcript/model/undo';
import { transcriptItems } from '@/shared/transcript/model/items';
import { Earlier, useEarlier } from '@/shared/transcript/ui/earlier';
import { Transcript } from '@/shared/transcript/ui/transcript';
import { IconButton } from '@/shared/ui/button/button';
import { Icon, iconNamed } from '@/shared/ui/icon/icon';
import type { MenuEntry } from '@/shared/ui/menu/menu';
import { SkeletonRows } from '@/shared/ui/skeleton/skeleton';
import { ErrorState } from '@/shared/ui/states/states';
import type { ComposerHandle } from './composer/composer';
import { ConnectionBanner } from './connection-banner';
import { ControlMenu } from './control-menu';
import { ConversationHeader, WindowStrip } from './header';
import { Reply } from './reply';
import { useMarkRead } from './use-mark-read';
import { answeringOf, commentToAnswer } from '../model/answering';
import type { PreparedTemplate } from '../model/canned';
import { previewOf } from '../model/preview';
import { useViewing } from './use-viewing';
import { useMessageCommands } from './use-message-commands';

interface ConversationProps {
  interactionId: string;
  back: ReactNode;
  /** Buttons of the header, for the interaction as it is now. */
  actions: (interaction: InteractionView) => ReactNode;
  /** What has no room for a button on a narrow screen. */
  menu?: (interaction: InteractionView) => readonly MenuEntry[];
  /** More ways to answer, in the composer's bar. */
  extras?: (interaction: InteractionView) => ReactNode;
  /** What can be sent when the time to answer is over. */
  waysOut?: (interaction: InteractionView) => ReactNode;
  /** Message templates that the composer offers beside prepared texts, and what happens with a chosen one. */
  templates?: readonly PreparedTemplate[];
  onTemplate?: (id: string) => void;
  /** A strip above the transcript, e.g. an offer on narrow screens. */
  strip?: ReactNode;
  /** Who else takes part, has it open, or is called, above the transcript. */
  together?: (interaction: InteractionView) => ReactNode;
}

const NONE: readonly never[] = [];

/** One conversation: header, transcript, composer. Mount anew for another interaction. */
export function Conversation({ interactionId, back, actions, menu, extras, waysOut, templates = NONE, onTemplate, strip, together }: ConversationProps) {
  const t = useT();
  const session = useDeskSession();
  const [error, setError] = useState<unknown>();
  const interaction = useDesk((state) => state.interactions.get(interactionId));
  const detail = useDesk((state) => state.details.get(interactionId));
  const thread = useDesk((state) => state.threads.get(detail?.threadId ?? ''));
  const channel = useDesk((state) => (interaction ? channelOf(state, interaction.channel) : undefined));
  const contact = useDesk((state) => state.contacts.get(detail?.contactId ?? ''));
  const fresh = thread?.fresh ?? false;
  const load = useCallback(() => void session.open(interactionId).catch(setError), [session, interactionId]);
  // The customer turned out to be one who is known: the conversation goes on in their thread.
  const moved = interaction !== undefined && detail !== undefined && interaction.thread_id !== detail.threadId;
  useEffect(() => {
    if (!fresh || moved) load();
  }, [fresh, moved, load]);
  useViewing(interactionId);
  const [findOpen, setFindOpen] = useState(false);
  const findAction = { id: 'transcript.find', name: t('talk:find.open'), group: t('desk:keys.chat'), order: 1, icon: 'search' as const, keys: 'Ctrl+KeyF', perform: () => setFindOpen(true) };
  useActions([findAction]);
  const again = () => {
    setError(undefined);
    load();
  };

  const picture = contact?.picture_id ? smallUrl(contact.picture_id) : undefined;
  if (!interaction || !detail || !thread) {
    return (
      <>
        {interaction && (
          <ConversationHeader interaction={interaction} picture={picture} channelIcon={iconNamed(channel?.icon ?? '', 'chat')} channelLabel={channel?.label ?? ''} back={back} actions={null} />
        )}
        {error === undefined ? (
          <div className="thread">
            <SkeletonRows rows={5} label={t('loading')} />
          </div>
        ) : (
          <ErrorState title={t('desk:conversation.failed')} text={errorWords(error, t)} details={errorDetails(error, t)} onRetry={again} />
        )}
      </>
    );
  }
  return (
    <>
      <ConversationHeader interaction={interaction} picture={picture} channelIcon={iconNamed(channel?.icon ?? '', 'chat')} channelLabel={channel?.label ?? interaction.channel} back={back} actions={<HeadActions interaction={interaction} find={findAction} findOpen={findOpen} actions={actions(interaction)} menu={menu?.(interaction) ?? NONE} />} />
      {strip}
      <WindowStrip interaction={interaction} />
      {together?.(interaction)}
      <Body interaction={interaction} threadId={detail.threadId} picture={picture} extras={extras?.(interaction)} waysOut={waysOut?.(interaction)} templates={templates} onTemplate={onTemplate} find={{ open: findOpen, onFind: setFindOpen }} />
    </>
  );
}

interface HeadActionsProps {
  interaction: InteractionView;
  find: Action & { icon: 'search' };
  findOpen: boolean;
  actions: ReactNode;
  menu: readonly MenuEntry[];
}

/** The header's end: on a narrow screen the name keeps its room, and most stands in one menu. */
function HeadActions({ interaction, find, findOpen, actions, menu }: HeadActionsProps) {
  const narrow = useNarrow();
  const { name, icon, perform } = find;
  return (
    <>
      {!narrow && <IconButton icon={icon} label={name} shortcut={keysOf(find)} aria-pressed={findOpen} onClick={perform} />}
      {actions}
      <ControlMenu interaction={interaction} more={narrow ? [{ kind: 'item', id: 'find', icon, label: name, perform }, ...menu] : NONE} />
    </>
  );
}

const newestInbound = (messages: Iterable<MessageView>, interactionId: string): MessageView | undefined => {
  let newest: MessageView | undefined;
  for (const message of messages) {
    if (message.direction === 'inbound' && message.interaction_id === interactionId && (!newest || message.at >= newest.at)) newest = message;
  }
  return newest;
};

interface BodyProps {
  interaction: InteractionView;
  threadId: string;
  picture: string | undefined;
  extras: ReactNode;
  waysOut: ReactNode;
  templates: readonly PreparedTemplate[];
  onTemplate: ((id: string) => void) | undefined;
  find: { open: boolean; onFind: (open: boolean) => void };
}

function Body({ interaction, threadId, picture, extras, waysOut, templates, onTemplate, find }: BodyProps) {
  const t = useT();
  const session = useDeskSession();
  const connection = useConnection();
  const composer = useRef<ComposerHandle>(null);
  const { open: findOpen, onFind } = find;
  const [atBottom, setAtBottom] = useState(true);
  const thread = useDesk((state) => state.threads.get(threadId));
  const detail = useDesk((state) => state.details.get(interaction.id));
  const kept = useDesk((state) => state.kept.filter((each) => each.threadId === threadId || each.threadId === interaction.thread_id));
  const typing = useDesk((state) => state.typing.has(interaction.id));
  const myId = useDesk((state) => state.me.user_id);
  const [quoted, setQuoted] = useState<QuotedMessage>();
  const [chosenComment, setChosenComment] = useState<string>();
  const channel = useDesk((state) => channelOf(state, interaction.channel));
  const mine = writesTo(interaction, myId);
  const part = partOf(interaction, myId);
  const notes = !mine && part !== undefined && interaction.state === 'active' && part.state === 'joined';
  const open = mine && !interaction.owner;
  const contact = useDesk((state) => (can(state.me, 'edit_contacts') ? state.contacts.get(detail?.contactId ?? '') : undefined));
  const commands = useMessageCommands({
    contact,
    onUndone: useCallback((message) => composer.current?.restore(wordsOf(message)), []),
    replies: open && (channel?.capabilities.reply_to ?? false),
    reactions: open ? (channel?.capabilities.reactions ?? undefined) : undefined,
    onReply: useCallback((message) => {
      if (message.comment) setChosenComment(message.id);
      else setQuoted({ id: message.id, preview: previewOf(message) });
      composer.current?.focus();
    }, []),
  });
  const messages = thread?.messages;
  const items = useMemo(
    () => transcriptItems([...(messages?.values() ?? [])], kept, { interactionId: interaction.id, earlier: detail?.earlier ?? NONE }),
    [messages, kept, interaction.id, detail?.earlier],
  );
  const newest = useMemo(() => newestInbound(messages?.values() ?? [], interaction.id), [messages, interaction.id]);
  const now = useNow();
  const comment = useMemo(() => commentToAnswer(messages?.values() ?? [], interaction.id, chosenComment), [messages, interaction.id, chosenComment]);
  const answering = useMemo(() => answeringOf(interaction, comment, now), [interaction, comment, now]);
  useMarkRead(interaction, newest, atBottom);
  const cursor = thread?.earlierCursor;
  const earlierChats = detail?.earlier.length ?? 0;
  const earlier = useEarlier(useCallback(() => session.loadEarlier(interaction.id), [session, interaction.id]));
  const onMissing = useCallback((message: string) => void session.loadUntil(interaction.id, message), [session, interaction.id]);
  const finding = useMemo(() => (findOpen ? { interactionId: interaction.id, of: 'conversation' as const, onClose: () => onFind(false) } : undefined), [findOpen, interaction.id, onFind]);
  const planned = useDesk((state) => plannedOf(state, interaction.id));
  const undoMs = useDesk((state) => state.undoMs);
  const undo = (): boolean => {
    const message = composer.current?.isEmpty() ? newestUndoable(messages?.values() ?? [], myId, undoMs, serverNow()) : undefined;
    if (message) commands.undo?.(message);
    return message !== undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isUndo = event.key === 'Escape' || (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey);
    if (!isUndo || event.nativeEvent.isComposing || event.defaultPrevented || undoMs === 0 || !undo()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const focusComposer = () => composer.current?.focus();
  // In the layout phase: what is typed right after the chat appears reaches its composer.
  useLayoutEffect(() => {
    // A touch screen's keyboard comes only when asked.
    if ((mine || notes) && matchMedia('(pointer: fine)').matches) composer.current?.focus();
  }, [mine, notes]);
  useActions([
    { id: 'composer.note', name: t('desk:action.note'), group: t('desk:keys.chat'), order: 1, icon: 'lock', keys: 'Alt+KeyM', enabled: mine, perform: () => composer.current?.toggleNote() },
    ...(answering ? [{ id: 'composer.public', name: t('comments:toggle'), group: t('desk:keys.chat'), order: 1, icon: 'megaphone' as const, keys: 'Alt+KeyP', enabled: mine, perform: () => composer.current?.togglePublic() }] : []),
    { id: 'composer.attach', name: t('desk:composer.attach'), group: t('desk:keys.chat'), order: 1, icon: 'attach', keys: 'Ctrl+KeyO', enabled: mine, perform: () => composer.current?.attach() },
    { id: 'composer.focus', name: t('desk:action.toComposer'), group: t('desk:keys.chat'), order: 1, keys: 'Escape', hidden: true, enabled: mine || notes, perform: focusComposer },
  ]);
  return (
    <>
      <Transcript
        label={t('desk:transcript.label', { name: interaction.contact_name })}
        items={items}
        customer={interaction.contact_name}
        picture={picture}
        commands={commands}
        ownId={myId}
        typing={typing && interaction.state === 'active'}
        unread={interaction.unread}
        onBottom={setAtBottom}
        top={cursor !== undefined && <Earlier earlier={earlier} count={earlierChats} />}
        onTop={cursor === undefined ? undefined : earlier.load}
        onMissing={onMissing}
        finding={finding}
      />
      <div className="comp-wrap" onKeyDown={onKeyDown}>
        {planned.length > 0 && (
          <div className="planned-strip">
            <PlannedList planned={planned} />
          </div>
        )}
        {connection.phase === 'lost' && <ConnectionBanner since={connection.since} onTry={session.tryNow} />}
        {mine || notes ? <Reply interaction={interaction} notesOnly={notes} extras={extras} waysOut={waysOut} templates={templates} onTemplate={onTemplate} answering={answering} quoted={quoted} onUnquote={() => setQuoted(undefined)} handle={composer} /> : part ? null : <Ended interaction={interaction} mine={interaction.agent_id === myId} />}
      </div>
    </>
  );
}

/** In place of the composer when nothing can be written here any more. */
function Ended({ interaction, mine }: { interaction: InteractionView; mine: boolean }) {
  const t = useT();
  const over = interaction.state === 'after_call_work' || interaction.state === 'closed';
  const words = over
    ? t(mine ? 'desk:conversation.ended' : 'desk:conversation.endedOther', { name: interaction.contact_name })
    : interaction.agent
      ? t('desk:conversation.withColleague', { agent: interaction.agent })
      : t('desk:conversation.inQueue', { service: interaction.service });
  return (
    <div className="ended">
      <Icon name="lock" size="s" />
      <span>{words}</span>
      {over && <AgainButton interactionId={interaction.id} />}
    </div>
  );
}
