import { useQueryClient } from '@tanstack/react-query';
import { faults } from '@/features/admin-common/form/check-values';
import { SmallForm } from '@/features/admin-common/form/small-form';
import { useSmallForm } from '@/features/admin-common/form/use-small-form';
import type { ArticleFolderView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { TextField } from '@/shared/ui/field/field';
import { changeFolder, createFolder, foldersQuery } from '../api/articles';
import { within } from '../model/tree';
import { FolderSelect } from './folder-select';

const LONGEST = 60;

interface FolderDialogProps {
  /** Undefined: a new one. */
  folder: ArticleFolderView | undefined;
  /** Where a new one is put. */
  parent: string | undefined;
  folders: readonly ArticleFolderView[];
  onClose: () => void;
}

/** Makes, renames or moves a folder. */
export function FolderDialog({ folder, parent, folders, onClose }: FolderDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const form = useSmallForm({
    start: { name: folder?.name ?? '', parent_id: folder ? (folder.parent_id ?? '') : (parent ?? '') },
    check: (draft) => {
      const check = faults(t);
      check.text('name', draft.name, LONGEST);
      return check.found;
    },
    save: ({ name, parent_id }) => {
      const body = { name: name.trim(), parent_id: parent_id || null };
      return folder ? changeFolder(folder.id, body) : createFolder(body);
    },
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: foldersQuery.queryKey });
      onClose();
    },
  });
  // A folder cannot be moved into itself.
  const own = folder ? within(folders, folder.id) : new Set<string>();
  return (
    <SmallForm
      title={folder ? t('admin-knowledge:folder.editTitle', { name: folder.name }) : t('admin-knowledge:folder.new')}
      submitLabel={folder ? t('form.apply') : t('admin:form.create')}
      form={form}
      onClose={onClose}
    >
      <TextField
        label={t('admin-knowledge:folder.label')}
        error={form.errors.name}
        maxLength={LONGEST}
        data-autofocus
        value={form.draft.name}
        onChange={(event) => form.edit({ name: event.target.value })}
      />
      <FolderSelect
        label={t('admin-knowledge:folder.parent')}
        error={form.errors.parent_id}
        folders={folders.filter((each) => !own.has(each.id))}
        value={form.draft.parent_id}
        onChange={(parent_id) => form.edit({ parent_id })}
      />
    </SmallForm>
  );
}
