import { useState } from 'react';
import { attachmentUrl, downloadUrl, smallUrl } from '../../api/attachment-url';
import type { Part } from '../../api/schema';
import { useLanguage, useT, type TextKey } from '../../i18n/t';
import { fileSize } from '../../lib/sizes';
import { Button } from '../../ui/button/button';
import { Icon, type IconName } from '../../ui/icon/icon';
import { LinkedFile, LinkedFilm, LinkedPicture, LinkedSound } from './linked-media';
import { shownWidth, sources } from '../model/pictures';
import { useOpenPicture } from './pictures';

/** A part that has bytes of its own. */
export type MediaPart = Extract<Part, { type: 'image' | 'audio' | 'video' | 'file' | 'sticker' }>;

const SIGNS: Record<MediaPart['type'], { icon: IconName; word: TextKey }> = {
  image: { icon: 'image', word: 'desk:part.image' },
  audio: { icon: 'audio', word: 'desk:part.audio' },
  video: { icon: 'video', word: 'desk:part.video' },
  file: { icon: 'file', word: 'desk:part.file' },
  sticker: { icon: 'smile', word: 'desk:part.sticker' },
};

/** A picture, sound, film, file or sticker; says so when its bytes are not here. */
export function MediaView({ part, onFetch }: { part: MediaPart; onFetch: (() => void) | undefined }) {
  const id = part.state === 'stored' ? part.attachment_id : undefined;
  if (part.state === 'linked' && part.shown_at) return <LinkedMedia part={part} address={part.shown_at} />;
  if (!id) return <AbsentMedia part={part} onFetch={onFetch} />;
  switch (part.type) {
    case 'image':
      return <Picture part={part} id={id} />;
    case 'sticker':
      return <Sticker part={part} id={id} />;
    case 'audio':
      return <Sound part={part} id={id} />;
    case 'video':
      return <Film part={part} id={id} />;
    case 'file':
      return <FileCard part={part} id={id} />;
  }
}

/** Only the platform keeps it: shown from there. */
function LinkedMedia({ part, address }: { part: MediaPart; address: string }) {
  const name = useName(part);
  switch (part.type) {
    case 'image':
    case 'sticker':
      return <LinkedPicture address={address} name={name} />;
    case 'audio':
      return <LinkedSound address={address} name={name} />;
    case 'video':
      return <LinkedFilm address={address} name={name} />;
    case 'file':
      return <LinkedFile address={address} name={name} />;
  }
}

interface StoredProps {
  part: MediaPart;
  id: string;
}

const useName = (part: MediaPart): string => {
  const t = useT();
  return part.name ?? t(SIGNS[part.type].word);
};

/** Still being fetched from the platform, or it could not be. */
function AbsentMedia({ part, onFetch }: { part: MediaPart; onFetch: (() => void) | undefined }) {
  const t = useT();
  const name = useName(part);
  return (
    <div className="bub media-absent">
      <Icon name={part.state === 'failed' ? 'alert' : SIGNS[part.type].icon} />
      <span>
        <span className="m">{name}</span>
        <span className="meta media-line">{t(part.state === 'failed' ? 'desk:part.notFetched' : 'desk:part.fetching')}</span>
        {part.state === 'failed' && onFetch && (
          <Button size="s" variant="quiet" icon="reload" onClick={onFetch}>
            {t('desk:part.fetchAgain')}
          </Button>
        )}
      </span>
    </div>
  );
}

/** Its place is kept free while it loads, so that nothing moves under the reader. */
function Picture({ part, id }: StoredProps) {
  const t = useT();
  const name = useName(part);
  const open = useOpenPicture();
  const [broken, setBroken] = useState(false);
  if (broken) return <FileCard part={part} id={id} />;
  const size = part.picture ?? undefined;
  // The small one of a moving picture stands still.
  const moves = part.mime === 'image/gif' && Boolean(size?.small_width);
  return (
    <button type="button" className="media" data-picture={id} onClick={() => open(id)} aria-label={t('desk:part.enlarge', { name })} style={size && { width: shownWidth(size.width) }}>
      <img {...sources(smallUrl(id), attachmentUrl(id), size)} alt={name} loading="lazy" decoding="async" style={size && { aspectRatio: `${size.width} / ${size.height}` }} onError={() => setBroken(true)} />
      {moves && <span className="media-moves">GIF</span>}
    </button>
  );
}

function Sticker({ part, id }: StoredProps) {
  const t = useT();
  return <img className="sticker" src={attachmentUrl(id)} alt={part.name ?? t('desk:part.sticker')} loading="lazy" />;
}

function Sound({ part, id }: StoredProps) {
  const [broken, setBroken] = useState(false);
  const name = useName(part);
  if (broken) return <FileCard part={part} id={id} />;
  return <audio className="media-audio" controls preload="metadata" src={attachmentUrl(id)} aria-label={name} onError={() => setBroken(true)} />;
}

function Film({ part, id }: StoredProps) {
  const [broken, setBroken] = useState(false);
  const name = useName(part);
  if (broken) return <FileCard part={part} id={id} />;
  return <video className="media-video" controls preload="metadata" src={attachmentUrl(id)} aria-label={name} onError={() => setBroken(true)} />;
}

function FileCard({ part, id }: StoredProps) {
  const t = useT();
  const language = useLanguage();
  const name = useName(part);
  return (
    <a className="bub file-card" href={downloadUrl(id)} download={part.name ?? true}>
      <Icon name={SIGNS[part.type].icon} size="l" />
      <span className="file-words">
        <bdi className="m trunc">{name}</bdi>
        <span className="meta">{[t(SIGNS[part.type].word), part.size_bytes ? fileSize(part.size_bytes, language) : undefined].filter(Boolean).join(' · ')}</span>
      </span>
      <Icon name="download" size="s" className="dim" />
    </a>
  );
}
