import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { attachmentUrl, downloadUrl, smallUrl } from '../../api/attachment-url';
import { useLanguage, useT } from '../../i18n/t';
import { fullStamp } from '../../lib/times';
import { buttonClass, IconButton } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import type { ShownPicture } from '../model/pictures';
import './viewer.css';

interface ViewerProps {
  pictures: readonly ShownPicture[];
  /** Id of the one that is shown. */
  shown: string;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** One picture, as large as the window. Arrows go on, Esc closes; focus returns to the picture that was seen last. */
export function Viewer({ pictures, shown, onShow, onClose }: ViewerProps) {
  const t = useT();
  const language = useLanguage();
  const title = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const last = useRef(shown);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      document.querySelector<HTMLElement>(`[data-picture="${CSS.escape(last.current)}"]`)?.focus();
    };
  }, []);
  useEffect(() => {
    last.current = shown;
  }, [shown]);
  const at = pictures.findIndex((picture) => picture.id === shown);
  const picture = pictures[at];
  const gone = !picture;
  useEffect(() => {
    // Taken back, or deleted, while it was looked at.
    if (gone) onClose();
  }, [gone, onClose]);
  if (!picture) return null;
  const name = picture.name ?? t('desk:part.image');
  const show = (index: number) => {
    const wanted = pictures[index];
    if (wanted) onShow(wanted.id);
  };
  return (
    <dialog
      ref={ref}
      className="viewer"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        const index = wantedBy(event, at, pictures.length);
        if (index === undefined) return;
        event.preventDefault();
        show(index);
      }}
    >
      <header className="viewer-head">
        <span className="viewer-words" aria-live="polite">
          <bdi className="m trunc" id={title}>
            {name}
          </bdi>
          <span className="meta">
            {[pictures.length > 1 && t('desk:viewer.place', { at: at + 1, count: pictures.length }), fullStamp(picture.at, language)].filter(Boolean).join(' · ')}
          </span>
        </span>
        <a className={buttonClass({ variant: 'quiet' })} href={downloadUrl(picture.id)} download={picture.name ?? true}>
          <Icon name="download" />
          {t('desk:part.save')}
        </a>
        <IconButton icon="close" label={t('desk:viewer.close')} shortcut="Esc" onClick={onClose} data-autofocus />
      </header>
      <div
        className="viewer-stage"
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose();
        }}
      >
        <Large key={picture.id} picture={picture} name={name} />
      </div>
      {pictures.length > 1 && (
        <>
          <IconButton className="viewer-go viewer-back" size="l" icon="chevron-start" iconFlip label={t('desk:viewer.previous')} shortcut="←" offReason={at === 0 ? t('desk:viewer.first') : undefined} onClick={() => show(at - 1)} />
          <IconButton className="viewer-go viewer-on" size="l" icon="chevron-end" iconFlip label={t('desk:viewer.next')} shortcut="→" offReason={at === pictures.length - 1 ? t('desk:viewer.last') : undefined} onClick={() => show(at + 1)} />
        </>
      )}
    </dialog>
  );
}

/** Its small one stands in its place until it has loaded. */
function Large({ picture, name }: { picture: ShownPicture; name: string }) {
  const t = useT();
  const [state, setState] = useState<'loading' | 'there' | 'broken'>('loading');
  const { size } = picture;
  if (state === 'broken') return <p className="viewer-broken">{t('desk:viewer.broken')}</p>;
  const frame = size && { width: size.width, height: size.height };
  return (
    <>
      {state === 'loading' && <img className="viewer-picture" src={smallUrl(picture.id)} alt="" {...frame} />}
      <img
        className={`viewer-picture${state === 'loading' ? ' viewer-coming' : ''}`}
        src={attachmentUrl(picture.id)}
        alt={name}
        {...frame}
        onLoad={() => setState('there')}
        onError={() => setState('broken')}
      />
    </>
  );
}

/** Which picture a key asks for. Arrows go the way the text runs. */
const wantedBy = (event: KeyboardEvent, at: number, count: number): number | undefined => {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const on = document.documentElement.dir === 'rtl' ? -1 : 1;
  const index = { ArrowLeft: at - on, ArrowRight: at + on, ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
  return index === undefined ? undefined : Math.max(0, Math.min(count - 1, index));
};
