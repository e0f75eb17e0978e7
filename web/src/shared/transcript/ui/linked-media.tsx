import { useState } from 'react';
import { useT } from '../../i18n/t';
import { buttonClass } from '../../ui/button/button';
import { Dialog } from '../../ui/dialog/dialog';
import { Icon, type IconName } from '../../ui/icon/icon';

interface Linked {
  /** Address below this site, behind the session. */
  address: string;
  name: string;
}

/** A picture that only the platform keeps. */
export function LinkedPicture({ address, name }: Linked) {
  const t = useT();
  const [large, setLarge] = useState(false);
  const [gone, setGone] = useState(false);
  if (gone) return <GoneMedia icon="image" name={name} />;
  return (
    <>
      <button type="button" className="media" onClick={() => setLarge(true)} aria-label={t('desk:part.enlarge', { name })}>
        <img src={address} alt={name} loading="lazy" decoding="async" onError={() => setGone(true)} />
      </button>
      {large && (
        <Dialog title={name} size="l" onClose={() => setLarge(false)}>
          <img className="media-large" src={address} alt={name} />
        </Dialog>
      )}
    </>
  );
}

export function LinkedSound({ address, name }: Linked) {
  const [gone, setGone] = useState(false);
  if (gone) return <GoneMedia icon="audio" name={name} />;
  return <audio className="media-audio" controls preload="metadata" src={address} aria-label={name} onError={() => setGone(true)} />;
}

export function LinkedFilm({ address, name }: Linked) {
  const [gone, setGone] = useState(false);
  if (gone) return <GoneMedia icon="video" name={name} />;
  return <video className="media-video" controls preload="metadata" src={address} aria-label={name} onError={() => setGone(true)} />;
}

export function LinkedFile({ address, name }: Linked) {
  const t = useT();
  return (
    <a className={buttonClass()} href={address} download>
      <Icon name="download" />
      {t('desk:part.save')} · <bdi>{name}</bdi>
    </a>
  );
}

/** Its owner has deleted it, or its address has ended. */
export function GoneMedia({ icon, name }: { icon: IconName; name: string }) {
  const t = useT();
  return (
    <div className="bub media-absent">
      <Icon name={icon} />
      <span>
        <span className="m">{name}</span>
        <span className="meta media-line">{t('desk:part.gone')}</span>
      </span>
    </div>
  );
}
