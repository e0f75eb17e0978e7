import type { Part } from '../../api/schema';
import { useT } from '../../i18n/t';
import { Icon } from '../../ui/icon/icon';
import { hostOf } from '../model/host-of';

/** A place, with a link to a map of the agent's own choice of browser. */
export function LocationPart({ part }: { part: Extract<Part, { type: 'location' }> }) {
  const t = useT();
  const place = `${part.latitude.toFixed(5)}, ${part.longitude.toFixed(5)}`;
  return (
    <a
      className="bub file-card"
      href={`https://www.openstreetmap.org/?mlat=${part.latitude}&mlon=${part.longitude}#map=15/${part.latitude}/${part.longitude}`}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      <Icon name="pin" size="l" />
      <span className="file-words">
        <span className="m trunc" dir="auto">
          {part.title ?? t('desk:part.location')}
        </span>
        <span className="meta num" dir="ltr">
          {place}
        </span>
      </span>
      <Icon name="external" size="s" className="dim" />
    </a>
  );
}

/** A shared link with its preview. */
export function LinkPart({ part }: { part: Extract<Part, { type: 'link' }> }) {
  const t = useT();
  const host = part.url ? hostOf(part.url) : undefined;
  const words = (
    <>
      <Icon name="link" size="l" />
      <span className="file-words">
        <span className="m" dir="auto">
          {part.title ?? host ?? t('desk:part.link')}
        </span>
        {host && (
          <bdi className="meta trunc" dir="ltr">
            {host}
          </bdi>
        )}
      </span>
    </>
  );
  if (!host || !part.url) return <div className="bub file-card">{words}</div>;
  return (
    <a className="bub file-card" href={part.url} target="_blank" rel="noopener noreferrer nofollow">
      {words}
      <Icon name="external" size="s" className="dim" />
    </a>
  );
}

/** A card or list that the platform drew, by its texts. */
export function TemplatePart({ part }: { part: Extract<Part, { type: 'template' }> }) {
  return (
    <div className="bub template" dir="auto">
      {part.lines.map((line, at) => (
        <p key={at} className={at === 0 ? 'm' : undefined}>
          {line}
        </p>
      ))}
    </div>
  );
}

/** Something that cannot be shown, said openly. */
export function UnsupportedPart({ part }: { part: Extract<Part, { type: 'unsupported' }> }) {
  const t = useT();
  return (
    <div className="bub media-absent">
      <Icon name="info" />
      <span>
        <span>{t('desk:part.unsupported')}</span>
        <span className="meta media-line">{t('desk:part.unsupportedType', { type: part.platform_type })}</span>
      </span>
    </div>
  );
}

/** The platform's thumb: drawn here, because fonts differ and its picture says no more. */
export function LikePart() {
  const t = useT();
  return (
    <svg className="like" viewBox="0 0 52 52" role="img" aria-label={t('desk:part.like')}>
      <path
        fill="currentColor"
        d="M6 24a3 3 0 0 1 3-3h5a3 3 0 0 1 3 3v18a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3Zm14 .5c0-1 .3-2 .9-2.800l6.300-9.300c.5-.8.800-1.700.8-2.600V7.500C28 5.600 29.600 4 31.500 4c3 0 5.500 2.500 5.500 5.500 0 3.100-.7 6.200-2 9l-.4.900a1.100 1.100 0 0 0 1 1.600h5.900a4.500 4.500 0 0 1 2.300 8.400 4.500 4.500 0 0 1-.7 6.900 4.500 4.500 0 0 1-2.200 5.700c.1.400.1.700.1 1a4 4 0 0 1-4 4H27.700c-1.500 0-3-.4-4.300-1.200l-1.900-1.100a3 3 0 0 1-1.500-2.600Z"
      />
    </svg>
  );
}
