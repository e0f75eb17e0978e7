import { memo, type ReactNode } from 'react';
import type { MessageView } from '../../api/schema';
import { useLanguage, useT, type Translate } from '../../i18n/t';
import { useWords } from '../../api/use-words';
import { fullStamp, shortMoment, timeOfDay } from '../../lib/times';
import { useNow } from '../../lib/use-now';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import type { Address } from '../model/address';
import type { Entry, GroupItem } from '../model/items';
import { AddressOffer } from './address-offer';
import { DeliverySign } from './delivery';
import { FailedFoot } from './failed-foot';
import { useGoTo } from './go-to';
import { MessageTools, OwnReaction, replyByKey } from './tools';
import { PartView } from './part';
import { UndoFoot } from './undo-foot';
import { UnconfirmedParts } from './unconfirmed';
import { Versions } from './versions';

/** What can be done with a message; absent in records. */
export interface MessageCommands {
  retry: (entry: Entry) => void;
  remove: (entry: Entry) => void;
  /** Fetches media again that could not be fetched from the platform. */
  fetchMedia: (messageId: string) => void;
  /** Answers this message, quoting it; absent when that cannot be done. */
  reply?: ((message: MessageView) => void) | undefined;
  /** Puts a reaction on a message of the customer, or takes it away; absent when that cannot be done. */
  react?: ((message: MessageView, emoji: string | undefined) => void) | undefined;
  /** Reactions that the channel takes; empty: any emoji. */
  reactions?: readonly string[] | undefined;
  /** Keeps a mail address or phone number that the customer gave at the contact; absent when that cannot be done. */
  keepAddress?: ((address: Address) => void) | undefined;
  /** What stands at the contact already. */
  known?: readonly string[] | undefined;
  /** Takes one's own message back before it goes out; absent when that cannot be done. */
  undo?: ((message: MessageView) => void) | undefined;
  /** One's own message goes out so long after it was written, ms. */
  undoMs?: number | undefined;
}

interface GroupProps {
  group: GroupItem;
  customer: string;
  picture: string | undefined;
  commands: MessageCommands | undefined;
  /** Whose messages need no name; undefined: all colleagues are named. */
  ownId: string | undefined;
}

/** Messages of one author in quick succession, with one foot. */
export const MessageGroup = memo(function MessageGroup({ group, customer, picture, commands, ownId }: GroupProps) {
  const inbound = group.voice === 'customer';
  const last = group.entries.at(-1);
  return (
    <div className={`grpm grpm-${inbound ? 'in' : 'out'} voice-${group.voice}${group.past ? ' past' : ''}`}>
      {inbound && <Avatar name={customer} picture={picture} size="s" />}
      {group.entries.map((entry) => (
        <Message key={entry.key} entry={entry} customer={customer} commands={commands} />
      ))}
      {last && <Foot entry={last} group={group} commands={commands} named={isColleagues(last, ownId)} />}
      {last?.message && commands?.undo && last.message.delivery === 'queued' && !isColleagues(last, ownId) && <UndoFoot message={last.message} undoMs={commands.undoMs ?? 0} onUndo={commands.undo} />}
    </div>
  );
});

const isColleagues = ({ message }: Entry, ownId: string | undefined): boolean => message?.author.kind === 'agent' && message.author.user_id !== ownId;

interface MessageProps {
  entry: Entry;
  customer: string;
  commands: MessageCommands | undefined;
}

function Message({ entry, customer, commands }: MessageProps) {
  const t = useT();
  const { message, kept } = entry;
  const author = entry.voice === 'customer' ? customer : (entry.author ?? t('desk:message.you'));
  const failed = entry.standing === 'failed' || entry.standing === 'refused';
  return (
    <article className={`msg${failed ? ' msg-failed' : ''}`} aria-label={t('desk:message.by', { name: author })} tabIndex={-1} data-message={message?.id ?? entry.key} onKeyDown={(event) => replyByKey(event, message, commands)}>
      {message?.reply_to ? <Quote quoted={message.reply_to} /> : kept?.replyTo && <Quote quoted={kept.replyTo} />}
      {message?.taken_back ? <TakenBack message={message} /> : message ? message.parts.map((part, at) => <PartView key={at} part={part} onFetch={commands && (() => commands.fetchMedia(message.id))} />) : kept && <UnconfirmedParts kept={kept} />}
      {message && !message.taken_back && (message.edits ?? 0) > 0 && <Versions message={message} />}
      {message && commands?.keepAddress && <AddressOffer message={message} known={commands.known} onKeep={commands.keepAddress} />}
      {message && commands && <MessageTools message={message} commands={commands} />}
      {message?.own_reaction && <OwnReaction emoji={message.own_reaction} />}
      {message && (message.reactions?.length ?? 0) > 0 && <Reactions reactions={message.reactions ?? []} customer={customer} />}
    </article>
  );
}

function Quote({ quoted }: { quoted: NonNullable<MessageView['reply_to']> }) {
  const t = useT();
  const goTo = useGoTo();
  const words = (
    <>
      <Icon name="reply" size="xs" flip />
      <span className="vh">{t('desk:message.answers')}</span>
      <span className="trunc" dir="auto">
        {quoted.preview || t('desk:message.unknown')}
      </span>
    </>
  );
  return quoted.id ? (
    <button type="button" className="quote" onClick={() => goTo(quoted.id ?? '')}>
      {words}
    </button>
  ) : (
    <span className="quote">{words}</span>
  );
}

function TakenBack({ message }: { message: MessageView }) {
  const t = useT();
  return (
    <>
      <div className="bub bub-gone">
        <Icon name="undo" size="s" />
        {t(message.comment ? 'comments:removed' : 'desk:message.takenBack')}
      </div>
      {message.kept && <Versions message={message} />}
    </>
  );
}

function Reactions({ reactions, customer }: { reactions: readonly string[]; customer: string }) {
  const t = useT();
  return (
    <span className="react" role="img" aria-label={t('desk:message.reacted', { name: customer, emoji: reactions.join(' ') })}>
      {reactions.join(' ')}
    </span>
  );
}

/** Who answered outside of Parlance: people in the page's inbox, or another app by its name. */
const sentElsewhere = (message: MessageView | undefined, t: Translate): string => {
  const by = message?.sent_by;
  if (by?.kind !== 'app') return t('desk:message.elsewhere');
  return by.name ? t('desk:message.byApp', { name: by.name }) : t('desk:message.byAnotherApp');
};

const chose = (message: MessageView | undefined): 'quick_reply' | 'postback' | undefined =>
  message?.parts.map((part) => part.type).find((type) => type === 'quick_reply' || type === 'postback');

/** The command that the customer chose from the page's list. */
const commandOf = (message: MessageView | undefined, t: Translate): string | undefined => {
  const command = message?.parts.find((part) => part.type === 'command');
  return command && t('desk:message.choseCommand', { name: command.name });
};

/** Why a message waits, and until when if that is known. */
function WhyWaits({ problem }: { problem: NonNullable<MessageView['problem']> }) {
  const t = useT();
  const language = useLanguage();
  const now = useNow();
  const { sentence: why } = useWords()(problem);
  const { until } = problem;
  return <span className="t-warn">{until != null && until > now ? t('desk:delivery.waitsUntil', { moment: shortMoment(until, now, language), why }) : why}</span>;
}

interface FootProps {
  entry: Entry;
  group: GroupItem;
  commands: MessageCommands | undefined;
  named: boolean;
}

function Foot({ entry, group, commands, named }: FootProps): ReactNode {
  const t = useT();
  const language = useLanguage();
  if (entry.standing === 'failed' || entry.standing === 'refused') return <FailedFoot entry={entry} commands={commands} />;
  const chosen = chose(entry.message);
  const time = (
    <time dateTime={new Date(entry.at).toISOString()} title={fullStamp(entry.at, language)}>
      {timeOfDay(entry.at, language)}
    </time>
  );
  return (
    <div className="mm">
      {group.voice === 'elsewhere' && <Icon name="inbox" size="xs" />}
      {group.voice === 'note' && <Icon name="lock" size="xs" />}
      {chosen && <Icon name="reply" size="xs" flip />}
      {group.voice === 'elsewhere' && sentElsewhere(entry.message, t)}
      {group.voice === 'automatic' && t('desk:message.automatic')}
      {group.voice === 'note' && (named && group.author ? t('desk:message.noteBy', { name: group.author }) : t('desk:message.note'))}
      {group.voice === 'agent' && named && group.author}
      {chosen && t(chosen === 'quick_reply' ? 'desk:message.choseReply' : 'desk:message.tappedButton')}
      {commandOf(entry.message, t)} {time}
      {entry.message && !entry.message.taken_back && (entry.message.edits ?? 0) > 0 && <span>{t('desk:message.edited')}</span>}
      {entry.standing && <DeliverySign standing={entry.standing} />}
      {entry.standing === 'uncertain' && <span className="dim">{t('desk:delivery.settles')}</span>}
      {entry.message?.possible_duplicate && (
        <span className="t-warn cell">
          <Icon name="copy" size="xs" />
          {t('desk:delivery.duplicate')}
        </span>
      )}
      {entry.message?.problem && entry.standing === 'queued' && <WhyWaits problem={entry.message.problem} />}
    </div>
  );
}
