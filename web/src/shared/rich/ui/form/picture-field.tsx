import { attachmentUrl } from '../../../api/attachment-url';
import { useT } from '../../../i18n/t';
import { Button } from '../../../ui/button/button';
import { TextField } from '../../../ui/field/field';
import { useUpload } from '../../../upload/use-upload';
import { addressOf, uploadedPicture } from '../../model/picture';

interface PictureFieldProps {
  value: string;
  /** It cannot be left out. */
  needed?: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** The picture of a card: an address on the web, or a file that is uploaded here. */
export function PictureField({ value, needed = false, error, onChange }: PictureFieldProps) {
  const t = useT();
  const uploaded = uploadedPicture(value);
  const { open, busy, refused, forget, input } = useUpload({
    accept: 'image/png,image/jpeg,image/gif,image/webp',
    label: t('rich:field.upload'),
    to: '/api/v1/pictures',
    onFile: ({ id }) => onChange(addressOf(id)),
  });
  return (
    <div className="rich-picture">
      <TextField
        label={t('rich:field.image')}
        hint={uploaded ? undefined : t('rich:field.imageHint')}
        optional={needed ? undefined : t('form.optional')}
        type={uploaded ? 'text' : 'url'}
        dir={uploaded ? 'auto' : 'ltr'}
        readOnly={uploaded !== undefined}
        value={uploaded ? t('rich:field.uploaded') : value}
        error={refused ?? error}
        onChange={(event) => {
          forget();
          onChange(event.target.value);
        }}
        end={
          uploaded ? (
            <>
              <img className="rich-thumb" src={attachmentUrl(uploaded)} alt="" />
              <Button onClick={() => onChange('')}>{t('rich:field.removePicture')}</Button>
            </>
          ) : (
            <Button icon="attach" busy={busy} onClick={open}>
              {t('rich:field.upload')}
            </Button>
          )
        }
      />
      {input}
    </div>
  );
}
