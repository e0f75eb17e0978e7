import type { ArticleFolderView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { SelectField } from '@/shared/ui/field/field';
import { branches } from '../model/tree';

interface FolderSelectProps {
  label: string;
  folders: readonly ArticleFolderView[];
  /** Empty: at the top. */
  value: string;
  error?: string | undefined;
  changed?: boolean;
  onChange: (id: string) => void;
}

/** Chooses a folder by its whole path. */
export function FolderSelect({ label, folders, value, error, changed = false, onChange }: FolderSelectProps) {
  const t = useT();
  return (
    <SelectField label={label} error={error} changed={changed} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('admin-knowledge:top')}</option>
      {branches(folders).map(({ folder, path }) => (
        <option key={folder.id} value={folder.id}>
          {path}
        </option>
      ))}
    </SelectField>
  );
}
