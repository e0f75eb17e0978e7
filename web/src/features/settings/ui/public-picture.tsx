import { useRef, useState } from 'react';
import { attachmentUrl } from '@/shared/api/attachment-url';
import { errorWords } from '@/shared/api/error-words';
import { uploadFile } from '@/shared/api/upload';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';

interface PublicPictureProps {
  picture: string | undefined;
  onPicture: (picture: string | undefined) => void;
}

/** The picture beside the public name: chosen from the disk, shown round as customers see it. */
export function PublicPicture({ picture, onPicture }: PublicPictureProps) {
  const t = useT();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const upload = async (file: File) => {
    setBusy(true);
    setRefused(undefined);
    try {
      const stored = await uploadFile(file, () => undefined, new AbortController().signal);
      onPicture(stored.id);
    } catch (problem) {
      setRefused(errorWords(problem, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="public-picture" role="group" aria-label={t('ways:publicName.picture')}>
      {picture && <img src={attachmentUrl(picture)} alt={t('ways:publicName.pictureNow')} width={40} height={40} />}
      <Button icon="image" busy={busy} onClick={() => chooser.current?.click()}>
        {t(picture ? 'ways:publicName.otherPicture' : 'ways:publicName.choosePicture')}
      </Button>
      {picture && <Button onClick={() => onPicture(undefined)}>{t('ways:publicName.noPicture')}</Button>}
      {refused && (
        <span className="field-error" role="alert">
          {refused}
        </span>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        aria-label={t('ways:publicName.choosePicture')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void upload(chosen);
          event.target.value = '';
        }}
      />
    </div>
  );
}
