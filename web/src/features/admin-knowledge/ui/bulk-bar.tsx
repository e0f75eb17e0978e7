import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import type { ArticleFolderView, ManyArticles } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Menu } from '@/shared/ui/menu/menu';
import { toast } from '@/shared/ui/toast/toasts';
import { changeArticles } from '../api/articles';
import { branches } from '../model/tree';

interface BulkBarProps {
  chosen: readonly string[];
  folders: readonly ArticleFolderView[];
  onDone: () => void;
}

/** What can be done with all chosen articles at once. */
export function BulkBar({ chosen, folders, onDone }: BulkBarProps) {
  const t = useT();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = async (body: Omit<ManyArticles, 'ids'>) => {
    setBusy(true);
    try {
      await changeArticles({ ids: [...chosen], ...body });
      void queries.invalidateQueries({ queryKey: ['articles'] });
      toast(t('admin-knowledge:bulk.done', { count: chosen.length }));
      onDone();
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(false);
    }
  };
  const places = [{ id: '', path: t('admin-knowledge:top') }, ...branches(folders).map(({ folder, path }) => ({ id: folder.id, path }))];
  return (
    <div className="know-bulk" role="group" aria-label={t('admin-knowledge:bulk.label')}>
      <b>{t('admin-knowledge:bulk.chosen', { count: chosen.length })}</b>
      <Menu
        label={t('admin-knowledge:bulk.move')}
        entries={places.map(({ id, path }) => ({ kind: 'item', id: id || 'top', label: path, perform: () => void act({ folder_id: id || null }) }))}
        button={(properties) => (
          <Button {...properties} size="s">
            {t('admin-knowledge:bulk.move')}
          </Button>
        )}
      />
      <Button size="s" busy={busy} onClick={() => void act({ step: 'publish' })}>
        {t('admin-knowledge:publish')}
      </Button>
      <Button size="s" busy={busy} onClick={() => void act({ step: 'retire' })}>
        {t('admin-knowledge:retire')}
      </Button>
      <Button size="s" variant="quiet" onClick={onDone}>
        {t('admin-knowledge:bulk.none')}
      </Button>
    </div>
  );
}
