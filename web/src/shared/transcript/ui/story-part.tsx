import { useState } from 'react';
import type { Part } from '../../api/schema';
import { useT } from '../../i18n/t';
import { Dialog } from '../../ui/dialog/dialog';
import { Icon } from '../../ui/icon/icon';
import './story-part.css';

const WORDS = { story_reply: 'desk:part.shared.story_reply', story_mention: 'desk:part.shared.story_mention', story: 'desk:part.shared.story', post: 'desk:part.shared.post' } as const;
type Kind = keyof typeof WORDS;

/** What is drawn as a standing picture with a line above it. */
export const isStory = (part: Extract<Part, { type: 'shared' }>): boolean => part.kind === 'story_reply' || part.kind === 'story_mention' || part.picture?.state === 'linked';

/** A story that was answered or that mentions us, or a post: the platform's own picture, while it is there. */
export function StoryPart({ part }: { part: Extract<Part, { type: 'shared' }> }) {
  const t = useT();
  const [broken, setBroken] = useState<'picture' | 'both'>();
  const [large, setLarge] = useState(false);
  const kind: Kind = part.kind in WORDS ? (part.kind as Kind) : 'story';
  const word = t(WORDS[kind]);
  const address = part.picture?.shown_at ?? undefined;
  const shown = address !== undefined && broken !== 'both';
  return (
    <figure className="story" data-kind={kind}>
      <figcaption className="story-word meta">
        <Icon name="image" size="s" />
        {word}
      </figcaption>
      {shown && broken === undefined && (
        <button type="button" className="story-picture" onClick={() => setLarge(true)} aria-label={t('desk:part.enlarge', { name: word })}>
          <img src={address} alt={word} loading="lazy" decoding="async" onError={() => setBroken('picture')} />
        </button>
      )}
      {/* A story may be a film: nothing but its bytes says so. */}
      {shown && broken === 'picture' && <video className="story-picture" controls preload="metadata" src={address} aria-label={word} onError={() => setBroken('both')} />}
      {!shown && <p className="story-gone meta">{t('desk:part.gone')}</p>}
      {part.title && (
        <p className="story-title" dir="auto">
          {part.title}
        </p>
      )}
      {large && address && (
        <Dialog title={word} size="l" onClose={() => setLarge(false)}>
          <img className="media-large" src={address} alt={word} />
        </Dialog>
      )}
    </figure>
  );
}
