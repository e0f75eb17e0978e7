import type { AttachmentView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { useUpload } from '@/shared/upload/use-upload';

interface MediaFieldProps {
  error: string | undefined;
  onFile: (file: AttachmentView) => void;
}

/** Chooses and uploads the picture or film of a media message. */
export function MediaField({ error, onFile }: MediaFieldProps) {
  const t = useT();
  const { open, name, busy, refused, input } = useUpload({ accept: 'image/png,image/jpeg,image/gif,image/webp,video/*', label: t('rich:field.file'), onFile });
  const said = refused ?? error;
  return (
    <div className="field">
      <div className="field-top">
        <span className="m">{t('rich:field.file')}</span>
      </div>
      <div className="rich-file">
        <Button icon="attach" busy={busy} data-autofocus onClick={open}>
          {t(name ? 'rich:field.otherFile' : 'rich:field.chooseFile')}
        </Button>
        <span className="meta trunc" dir="auto" role="status">
          {busy ? t('rich:field.uploading', { name }) : name}
        </span>
      </div>
      {input}
      {said && (
        <span className="field-error" role="alert">
          <Icon name="alert" size="s" />
          {said}
        </span>
      )}
    </div>
  );
}
