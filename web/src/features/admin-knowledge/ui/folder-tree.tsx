import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RowMenu } from '@/features/admin-common/parts/row-menu';
import { errorWords } from '@/shared/api/error-words';
import type { ArticleFolderView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { toast } from '@/shared/ui/toast/toasts';
import { deleteFolder, foldersQuery } from '../api/articles';
import { branches } from '../model/tree';
import { FolderDialog } from './folder-dialog';

interface FolderTreeProps {
  folders: readonly ArticleFolderView[];
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}

/** The folders beside the list; one of them may be chosen. */
export function FolderTree({ folders, selected, onSelect }: FolderTreeProps) {
  const t = useT();
  const queries = useQueryClient();
  const [editing, setEditing] = useState<ArticleFolderView | 'new'>();
  const remove = async (folder: ArticleFolderView) => {
    try {
      await deleteFolder(folder.id);
      if (selected === folder.id) onSelect(undefined);
      void queries.invalidateQueries({ queryKey: foldersQuery.queryKey });
      toast(t('admin-knowledge:folder.deleted', { name: folder.name }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <nav className="know-tree" aria-label={t('admin-knowledge:folders')}>
      <button type="button" className="know-folder" aria-current={selected === undefined || undefined} onClick={() => onSelect(undefined)}>
        {t('admin-knowledge:allFolders')}
      </button>
      {branches(folders).map(({ folder, depth }) => (
        <span key={folder.id} className="know-branch" style={{ paddingInlineStart: depth * 14 }}>
          <button type="button" className="know-folder trunc" aria-current={selected === folder.id || undefined} onClick={() => onSelect(folder.id)}>
            {folder.name}
          </button>
          <RowMenu
            name={folder.name}
            entries={[
              { kind: 'item', id: 'edit', icon: 'pencil', label: t('admin-knowledge:folder.edit'), perform: () => setEditing(folder) },
              { kind: 'item', id: 'delete', icon: 'trash', label: t('admin-knowledge:folder.delete'), danger: true, perform: () => void remove(folder) },
            ]}
          />
        </span>
      ))}
      <Button size="s" variant="quiet" icon="plus" onClick={() => setEditing('new')}>
        {t('admin-knowledge:folder.new')}
      </Button>
      {editing && <FolderDialog folder={editing === 'new' ? undefined : editing} parent={selected} folders={folders} onClose={() => setEditing(undefined)} />}
    </nav>
  );
}
