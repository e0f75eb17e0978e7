import { useRef, useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { AttachmentView } from '@/shared/api/schema';
import { uploadFile } from '@/shared/api/upload';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';

interface MediaFieldProps {
  error: string | undefined;
  onFile: (file: AttachmentView) => void;
}

/** Chooses and uploads the picture or film of a media message. */
export function MediaField({ error, onFile }: MediaFieldProps) {
  const t = useT();
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [progress, setProgress] = useState<number>();
  const [refused, setRefused] = useState<string>();
  const upload = async (file: File) => {
    setName(file.name);
    setProgress(0);
    setRefused(undefined);
    try {
      onFile(await uploadFile(file, setProgress, new AbortController().signal));
    } catch (failure) {
      setName('');
      setRefused(errorWords(failure, t));
    } finally {
      setProgress(undefined);
    }
  };
  const said = refused ?? error;
  return (
    <div className="field">
      <div className="field-top">
        <span className="m">{t('rich:field.file')}</span>
      </div>
      <div className="rich-file">
        <Button icon="attach" busy={progress !== undefined} data-autofocus onClick={() => chooser.current?.click()}>
          {t(name ? 'rich:field.otherFile' : 'rich:field.chooseFile')}
        </Button>
        <span className="meta trunc" dir="auto" role="status">
          {progress === undefined ? name : t('rich:field.uploading', { name })}
        </span>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp,video/*"
        aria-label={t('rich:field.file')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void upload(chosen);
          event.target.value = '';
        }}
      />
      {said && (
        <span className="field-error" role="alert">
          <Icon name="alert" size="s" />
          {said}
        </span>
      )}
    </div>
  );
}
