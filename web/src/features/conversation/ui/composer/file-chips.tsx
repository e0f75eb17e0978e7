import { useLanguage, useT } from '@/shared/i18n/t';
import { fileSize } from '@/shared/lib/sizes';
import { IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import type { PendingFile } from './use-files';

/** Files of the message that is written: preview, name, progress, or why it does not go. */
export function FileChips({ files, onRemove }: { files: readonly PendingFile[]; onRemove: (id: string) => void }) {
  const t = useT();
  const language = useLanguage();
  return (
    <ul className="files" aria-label={t('desk:file.label')}>
      {files.map((file) => (
        <li key={file.id} className={`file-chip${file.state === 'failed' ? ' file-chip-bad' : ''}`}>
          {file.preview ? <img src={file.preview} alt="" /> : <Icon name={file.state === 'failed' ? 'alert' : 'file'} />}
          <span className="file-chip-words">
            <bdi className="trunc m">{file.name}</bdi>
            <span className="meta" role={file.state === 'failed' ? 'alert' : undefined}>
              {file.problem ?? (file.state === 'uploading' ? t('desk:file.uploading', { percent: Math.round(file.progress * 100) }) : fileSize(file.size, language))}
            </span>
            {file.state === 'uploading' && <progress className="file-progress" max={1} value={file.progress} aria-label={file.name} />}
          </span>
          <IconButton icon="close" size="s" label={t('desk:file.remove', { name: file.name })} onClick={() => onRemove(file.id)} />
        </li>
      ))}
    </ul>
  );
}
