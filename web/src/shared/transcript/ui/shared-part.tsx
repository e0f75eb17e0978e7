import { smallUrl } from '../../api/attachment-url';
import type { Part } from '../../api/schema';
import { useT } from '../../i18n/t';
import { Icon } from '../../ui/icon/icon';
import { hostOf } from '../model/host-of';
import { StoryPart, isStory } from './story-part';

const KINDS = ['post', 'reel', 'story', 'product'] as const;

/** A post, reel, story or product that the customer shared: a card that leads to it. */
export function SharedPart({ part }: { part: Extract<Part, { type: 'shared' }> }) {
  const t = useT();
  if (isStory(part)) return <StoryPart part={part} />;
  const kind = KINDS.find((each) => each === part.kind);
  const host = part.url ? hostOf(part.url) : undefined;
  const picture = part.picture?.state === 'stored' ? part.picture.attachment_id : undefined;
  const word = kind ? t(`desk:part.shared.${kind}`) : part.kind;
  const card = (
    <>
      {picture ? <img className="shared-picture" src={smallUrl(picture)} alt="" loading="lazy" /> : <Icon name={part.kind === 'product' ? 'cards' : part.kind === 'reel' ? 'video' : 'image'} size="l" />}
      <span className="file-words">
        <span className="m" dir="auto">
          {part.title ?? word}
        </span>
        {(part.lines ?? []).map((line, at) => (
          <span key={at} className="meta" dir="auto">
            {line}
          </span>
        ))}
        <span className="meta trunc">{[part.title ? word : undefined, host].filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
  if (!host || !part.url) return <div className="bub file-card shared-card">{card}</div>;
  return (
    <a className="bub file-card shared-card" href={part.url} target="_blank" rel="noopener noreferrer nofollow">
      {card}
      <Icon name="external" size="s" className="dim" />
    </a>
  );
}
