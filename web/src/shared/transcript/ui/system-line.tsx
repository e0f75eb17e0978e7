import { memo } from 'react';
import { smallUrl } from '../../api/attachment-url';
import type { MessageView, Owner, Part } from '../../api/schema';
import { Rich, useLanguage, useT, type Translate } from '../../i18n/t';
import { fullStamp, timeOfDay } from '../../lib/times';
import { Icon, type IconName } from '../../ui/icon/icon';

type SystemPart = Extract<Part, { type: 'system' }>;

const iconOf = (part: SystemPart): IconName => {
  switch (part.line) {
    case 'queued':
    case 'offered':
    case 'offer_returned':
    case 'service_changed':
      return 'route';
    case 'accepted':
    case 'ended':
      return 'tick';
    case 'agent_lost':
      return 'plug';
    case 'transferred':
    case 'overflowed':
      return 'transfer';
    case 'written_again':
      return 'reply';
    case 'part':
      return 'people';
    case 'help':
      return 'flag';
    case 'after_call_work':
    case 'finished':
      return 'pencil';
    case 'came_from':
      return 'megaphone';
    case 'opted_in':
      return 'bell';
    case 'may_be_notified':
      return part.stopped ? 'barred' : 'bell';
    case 'notified':
      return 'bell';
    case 'account_linked':
      return 'link';
    case 'reacted':
      return 'smile';
    case 'reaction_refused':
      return 'alert';
    case 'took_over':
    case 'handed_back':
    case 'asked_for':
    case 'held_elsewhere':
    case 'given_to_us':
      return 'transfer';
    case 'platform_event':
      return 'info';
  }
};

const CAUSES = ['rejected', 'no_answer', 'connection_lost', 'logged_out'] as const;

const transferred = (part: Extract<SystemPart, { line: 'transferred' }>, t: Translate): string => {
  const to = part.to_agent ?? part.to_service ?? '';
  return part.note ? t('desk:line.transferredNote', { from: part.from, to, note: part.note }) : t('desk:line.transferred', { from: part.from, to });
};

const ownerOf = (owner: Owner, t: Translate): string =>
  owner.kind === 'inbox' ? t('reply:owner.lineInbox') : owner.kind === 'app' && owner.name ? owner.name : t('reply:owner.lineApp');

const partChanged = ({ agent, by, change, role, text }: Extract<SystemPart, { line: 'part' }>, t: Translate): string => {
  const names = { agent, by: by ?? '' };
  if (change === 'asked') {
    const words = t(role === 'member' ? 'together:line.askedMember' : 'together:line.askedConsulted', names);
    return text ? t('together:line.askedText', { words, text }) : words;
  }
  if (change === 'joined') return t(role === 'member' ? 'together:line.joinedMember' : 'together:line.joinedConsulted', names);
  return t(`together:line.${change}`, names);
};

/** What happened, in words of the present language. Names stand in `<b>`. */
const wordsOf = (part: SystemPart, t: Translate): string => {
  switch (part.line) {
    case 'queued':
      return t('desk:line.queued', { service: part.service, entry: part.entry });
    case 'offered':
      return t('desk:line.offered', { agent: part.agent, reason: part.reason });
    case 'accepted':
      return t('desk:line.accepted', { agent: part.agent });
    case 'offer_returned': {
      const cause = CAUSES.find((each) => each === part.cause);
      return cause ? t(`desk:line.returned.${cause}`, { agent: part.agent }) : t('desk:line.returned.other', { agent: part.agent });
    }
    case 'agent_lost':
      return t('desk:line.agentLost', { agent: part.agent });
    case 'transferred':
      return transferred(part, t);
    case 'overflowed':
      return t('desk:line.overflowClosed', { from: part.from, to: part.to });
    case 'written_again':
      return t('together:line.again', { agent: part.agent, number: part.number });
    case 'part':
      return partChanged(part, t);
    case 'help':
      return !part.wanted ? t('together:line.helpOver', { agent: part.agent }) : part.text ? t('together:line.helpText', { agent: part.agent, text: part.text }) : t('together:line.help', { agent: part.agent });
    case 'ended':
      return part.by ? t('desk:line.endedBy', { name: part.by }) : t('desk:line.ended');
    case 'after_call_work':
      return t('desk:line.afterCallWork', { agent: part.agent });
    case 'finished':
      return part.disposition ? t('desk:line.finishedWith', { disposition: part.disposition }) : t('desk:line.finished');
    case 'came_from':
      return cameFrom(part.source, part.title ?? undefined, t);
    case 'opted_in':
      return part.reference ? t('desk:line.optedInRef', { reference: part.reference }) : t('desk:line.optedIn');
    case 'may_be_notified':
      return t(part.stopped ? 'desk:line.notifiedNoMore' : 'desk:line.mayBeNotified', { topic: part.topic });
    case 'notified':
      return t('reply:line.notified', { agent: part.agent, topic: part.topic });
    case 'account_linked':
      return t(part.linked ? 'desk:line.accountLinked' : 'desk:line.accountUnlinked');
    case 'took_over':
      return t('reply:line.tookOver', { agent: part.agent });
    case 'handed_back':
      return t('reply:line.handedBack', { agent: part.agent, to: ownerOf(part.to, t) });
    case 'asked_for':
      return t('reply:line.askedFor', { agent: part.agent });
    case 'held_elsewhere':
      return t('reply:line.heldElsewhere', { by: ownerOf(part.by, t) });
    case 'given_to_us':
      return t('reply:line.givenToUs');
    case 'reacted':
      return part.emoji ? t('desk:line.reacted', { emoji: part.emoji }) : t('desk:line.reactionGone');
    case 'reaction_refused':
      return t('reply:line.reactionRefused', { emoji: part.emoji, reason: part.reason });
    case 'service_changed':
      return t('desk:line.serviceChanged');
    case 'platform_event':
      return t('desk:line.platformEvent', { kind: part.kind });
  }
};

/** How the customer arrived, in words. */
export const cameFrom = (source: string, title: string | undefined, t: Translate): string => {
  const known = source === 'ad' || source === 'link' || source === 'plugin' || source === 'shop' ? source : 'other';
  return title ? t(`desk:cameFrom.${known}Titled`, { title }) : t(`desk:cameFrom.${known}`);
};

/** A line about what happened: icon in the avatar's gutter, no bubble. */
export const SystemLineView = memo(function SystemLineView({ message }: { message: MessageView }) {
  const t = useT();
  const language = useLanguage();
  const part = message.parts.find((each) => each.type === 'system');
  if (!part) return null;
  const picture = part.line === 'came_from' && part.picture?.state === 'stored' ? part.picture.attachment_id : undefined;
  return (
    <div className="sys">
      <Icon name={iconOf(part)} size="s" />
      <span>
        <Rich text={wordsOf(part, t)} /> ·{' '}
        <time dateTime={new Date(message.at).toISOString()} title={fullStamp(message.at, language)}>
          {timeOfDay(message.at, language)}
        </time>
        {picture && <img className="sys-picture" src={smallUrl(picture)} alt={t('desk:line.adPicture')} loading="lazy" />}
      </span>
    </div>
  );
});
