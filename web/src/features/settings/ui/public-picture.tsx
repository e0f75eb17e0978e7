import { attachmentUrl } from '@/shared/api/attachment-url';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { useUpload } from '@/shared/upload/use-upload';

interface PublicPictureProps {
  picture: string | undefined;
  onPicture: (picture: string | undefined) => void;
}

/** The picture beside the public name: chosen from the disk, shown round as customers see it. */
export function PublicPicture({ picture, onPicture }: PublicPictureProps) {
  const t = useT();
  const { open, busy, refused, input } = useUpload({ accept: 'image/png,image/jpeg,image/webp', label: t('ways:publicName.choosePicture'), onFile: ({ id }) => onPicture(id) });
  return (
    <div className="public-picture" role="group" aria-label={t('ways:publicName.picture')}>
      {picture && <img src={attachmentUrl(picture)} alt={t('ways:publicName.pictureNow')} width={40} height={40} />}
      <Button icon="image" busy={busy} onClick={open}>
        {t(picture ? 'ways:publicName.otherPicture' : 'ways:publicName.choosePicture')}
      </Button>
      {picture && <Button onClick={() => onPicture(undefined)}>{t('ways:publicName.noPicture')}</Button>}
      {refused && (
        <span className="field-error" role="alert">
          {refused}
        </span>
      )}
      {input}
    </div>
  );
}
