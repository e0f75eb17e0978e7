import { useRef, useState } from 'react';
import { attachmentUrl } from '../../../api/attachment-url';
import { errorWords } from '../../../api/error-words';
import { uploadFile } from '../../../api/upload';
import { useT } from '../../../i18n/t';
import { Button } from '../../../ui/button/button';
import { TextField } from '../../../ui/field/field';
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
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const uploaded = uploadedPicture(value);
  const upload = async (file: File) => {
    setBusy(true);
    setRefused(undefined);
    try {
      const stored = await uploadFile(file, () => undefined, new AbortController().signal, '/api/v1/pictures');
      onChange(addressOf(stored.id));
    } catch (failure) {
      setRefused(errorWords(failure, t));
    } finally {
      setBusy(false);
    }
  };
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
          setRefused(undefined);
          onChange(event.target.value);
        }}
        end={
          uploaded ? (
            <>
              <img className="rich-thumb" src={attachmentUrl(uploaded)} alt="" />
              <Button onClick={() => onChange('')}>{t('rich:field.removePicture')}</Button>
            </>
          ) : (
            <Button icon="attach" busy={busy} onClick={() => chooser.current?.click()}>
              {t('rich:field.upload')}
            </Button>
          )
        }
      />
      <input
        ref={chooser}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t('rich:field.upload')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void upload(chosen);
          event.target.value = '';
        }}
      />
    </div>
  );
}
