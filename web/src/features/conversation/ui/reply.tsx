import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode, type RefObject } from 'react';
import type { InteractionView, QuotedMessage } from '@/shared/api/schema';
import { useWords } from '@/shared/api/use-words';
import { windowClock } from '@/shared/desk/clocks';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { keep } from '@/shared/desk/reduce/kept';
import { channelOf, serviceOf } from '@/shared/desk/select';
import { useLanguage, useT } from '@/shared/i18n/t';
import { loadChunk } from '@/shared/lib/load-chunk';
import { shortDay, shortMoment } from '@/shared/lib/times';
import { serverNow, useNow } from '@/shared/lib/use-now';
import { newUuid } from '@/shared/lib/uuid';
import type { Answering } from '../model/answering';
import { fillCanned, type PreparedTemplate } from '../model/canned';
import { previewOf } from '../model/preview';
import { makeTypingSignal } from '../model/typing-signal';
import { Composer, type ComposerHandle } from './composer/composer';
import { useFiles } from './composer/use-files';
import { PlanButton } from './plan-button';
import { HeldElsewhere } from './held-elsewhere';
import { useDraft } from './use-draft';
import { useMeanwhile } from './use-meanwhile';
import { WritesAs } from './writes-as';
import { WindowNotice } from './window-notice';

const AnsweredMeanwhile = lazy(async () => ({ default: (await loadChunk(() => import('./answered-meanwhile'))).AnsweredMeanwhile }));
const NONE: readonly never[] = [];
const CLOSED = ['comment_answered', 'comment_removed', 'comment_too_old'] as const;

interface ReplyProps {
  interaction: InteractionView;
  /** One advises: only notes can be written. */
  notesOnly: boolean;
  extras: ReactNode;
  /** What can be sent when the time to answer is over. */
  waysOut: ReactNode;
  templates: readonly PreparedTemplate[];
  onTemplate: ((id: string) => void) | undefined;
  /** How a comment is to be answered, in a conversation with comments. */
  answering: Answering | undefined;
  /** The message that the reply quotes. */
  quoted: QuotedMessage | undefined;
  onUnquote: () => void;
  handle: RefObject<ComposerHandle | null>;
}

/** The composer at work: draft, files, typing signal, sending. */
export function Reply({ interaction, notesOnly, extras, waysOut, templates, onTemplate, answering, quoted, onUnquote, handle }: ReplyProps) {
  const session = useDeskSession();
  const language = useLanguage();
  const me = useDesk((state) => state.me);
  const service = useDesk((state) => serviceOf(state, interaction));
  const channel = useDesk((state) => channelOf(state, interaction.channel));
  const contact = useDesk((state) => state.contacts.get(interaction.contact_id));
  const [kept, setDraft] = useDraft(me.user_id, interaction.id);
  const draft = notesOnly ? { ...kept, mode: 'note' as const } : kept;
  const meanwhile = useMeanwhile(interaction, me.user_id, kept);
  const [asking, setAsking] = useState(false);
  const files = useFiles(channel?.capabilities.attachments ?? NONE);
  const closedSentence = useClosedSentence(interaction, channel?.label ?? interaction.channel);
  const commentClosed = useCommentClosed(interaction, answering, channel?.label ?? interaction.channel);
  const sentence = answering?.viaComment ? commentClosed : closedSentence;
  const replyClosed = interaction.owner ? (
    <HeldElsewhere interaction={interaction} owner={interaction.owner} />
  ) : (
    sentence && (
      <>
        <p>{sentence}</p>
        {waysOut}
      </>
    )
  );
  const signal = useTypingSignal(interaction.id, channel?.capabilities.typing ?? false);

  const send = (anyway = false) => {
    if (draft.mode !== 'note' && meanwhile && !anyway) {
      setAsking(true);
      return;
    }
    const note = draft.mode === 'note';
    const isPublic = draft.mode === 'public';
    const comment = note ? undefined : isPublic || answering?.viaComment ? answering?.comment : undefined;
    const text = note ? draft.note : draft.reply;
    const sent = note || comment ? [] : files.take();
    const clientMsgId = newUuid();
    signal.stopped();
    session.state.update((state) =>
      keep(state, {
        clientMsgId,
        interactionId: interaction.id,
        threadId: interaction.thread_id,
        text,
        note,
        attachments: [],
        ...(sent.length > 0 && { uploads: sent.map((file) => file.name) }),
        ...(comment ? { answers: { comment: comment.id, public: isPublic }, replyTo: { id: comment.id, preview: previewOf(comment) } } : note || !quoted ? {} : { replyTo: quoted }),
        at: serverNow(),
        state: sent.length > 0 ? 'uploading' : 'waiting',
      }),
    );
    setDraft(note ? { ...draft, note: '', mode: 'reply' } : { ...draft, reply: '', mode: 'reply' });
    if (!note) onUnquote();
    if (sent.length > 0) void session.uploads.follow(clientMsgId, sent);
    else session.outbox.flush();
  };

  return (
    <>
    <Composer
      notesOnly={notesOnly}
      customer={interaction.contact_name}
      draft={draft}
      files={files.files}
      canned={service?.canned_texts ?? NONE}
      templates={templates}
      onTemplate={onTemplate}
      service={interaction.service}
      capabilities={channel?.capabilities}
      replyClosed={replyClosed}
      onDraft={(next) => {
        if (next.mode === 'reply' && !answering?.viaComment && next.reply !== draft.reply) {
          if (next.reply.trim() && !next.reply.startsWith('/')) signal.typed();
          else signal.stopped();
        }
        setDraft(next);
      }}
      onFiles={files.add}
      onRemoveFile={files.remove}
      onSend={() => send()}
      fill={(text) => fillCanned(text.text, { contact, agent: me.name, service: interaction.service, number: interaction.number, date: shortDay(serverNow(), language) })}
      onUp={focusLastOwn}
      extras={
        <>
          {extras}
          <PlanButton interaction={interaction} text={draft.mode === 'note' ? '' : draft.reply} onPlanned={() => setDraft({ ...draft, reply: '' })} />
        </>
      }
      notice={
        <>
          <WindowNotice interaction={interaction} />
          {channel?.capabilities.personas && <WritesAs />}
        </>
      }
      answering={answering}
      quoted={quoted}
      onUnquote={onUnquote}
      handle={handle}
    />
      {asking && meanwhile && (
        <Suspense fallback={null}>
          <AnsweredMeanwhile message={meanwhile} onClose={() => setAsking(false)} onSend={() => send(true)} />
        </Suspense>
      )}
    </>
  );
}

/** Why a private reply to a comment cannot go out. */
const useCommentClosed = (interaction: InteractionView, answering: Answering | undefined, channel: string): string | undefined => {
  const t = useT();
  const words = useWords();
  const name = interaction.contact_name;
  if (!answering?.viaComment) return undefined;
  if (!answering.comment) return t('comments:closed.none', { name });
  const closed = answering.privateClosed;
  if (!closed) return undefined;
  const known = CLOSED.find((each) => each === closed.code);
  return known ? t(`comments:closed.${known}`, { name, channel }) : closed.sentence && words(closed).sentence;
};

/** Why replies cannot go out, when the platform's window is closed. */
const useClosedSentence = (interaction: InteractionView, channel: string): string | undefined => {
  const t = useT();
  const now = useNow();
  const language = useLanguage();
  const clock = windowClock(interaction, now);
  if (clock.kind !== 'closed') return undefined;
  return t('desk:window.closedSentence', { channel, moment: shortMoment(clock.until, now, language), name: interaction.contact_name });
};

const useTypingSignal = (interactionId: string, possible: boolean) => {
  const session = useDeskSession();
  const signal = useMemo(
    () => makeTypingSignal((typing) => possible && session.say({ kind: 'typing', interaction_id: interactionId, typing })),
    [session, interactionId, possible],
  );
  useEffect(() => () => signal.stopped(), [signal]);
  return signal;
};

const focusLastOwn = (): void => {
  [...document.querySelectorAll<HTMLElement>('.voice-agent [data-message]')].at(-1)?.focus();
};
