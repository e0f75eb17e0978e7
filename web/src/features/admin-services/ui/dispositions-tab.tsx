import { useState } from 'react';
import type { DispositionView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { EmptyState } from '@/shared/ui/states/states';
import { newKey } from '../model/new-key';
import { folders, withFolderMoved, withFolderNamed, withMoved, withNew, withOutcome, type Outcome } from '../model/outcomes';
import { OutcomeFolderView } from './outcome-folder';
import type { ServiceForm } from './properties-tab';
import './services.css';

/** How chats of a service may end: outcomes in folders, in the order in which agents see them. */
export function DispositionsTab({ form, system }: { form: ServiceForm; system: readonly DispositionView[] }) {
  const t = useT();
  const outcomes = form.draft.dispositions;
  /** The row that was just added takes the focus. */
  const [fresh, setFresh] = useState<string>();
  const set = (dispositions: readonly Outcome[]) => form.edit({ dispositions });
  const add = (folder: string) => {
    const key = newKey();
    setFresh(key);
    set(withNew(outcomes, folder, key));
  };
  const freeName = (): string => {
    const base = t('admin-flow:disposition.newFolder');
    const names = new Set(outcomes.map(({ folder }) => folder));
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? base : `${base} ${number}`;
      if (!names.has(name)) return name;
    }
  };
  const all = folders(outcomes);
  return (
    <div className="rows-editor">
      <p className="mut rows-intro">{t('admin-flow:disposition.text')}</p>
      {all.length === 0 && (
        <EmptyState
          icon="flag"
          title={t('admin-flow:disposition.empty')}
          text={t('admin-flow:disposition.emptyText')}
          action={
            <Button icon="plus" onClick={() => add('')}>
              {t('admin-flow:disposition.add')}
            </Button>
          }
        />
      )}
      {all.map(({ folder, outcomes: rows }, at) => (
        <OutcomeFolderView
          key={rows[0]?.key ?? folder}
          folder={folder}
          outcomes={rows}
          allOutcomes={outcomes}
          folderNames={all.map((each) => each.folder)}
          errors={form.errors}
          fresh={fresh}
          first={at === 0}
          last={at === all.length - 1}
          onChange={(key, change) => set(withOutcome(outcomes, key, change))}
          onMove={(key, step) => set(withMoved(outcomes, key, step))}
          onRemove={(key) => set(outcomes.filter((outcome) => outcome.key !== key))}
          onAdd={() => add(folder)}
          onRename={(name) => set(withFolderNamed(outcomes, folder, name))}
          onMoveFolder={(step) => set(withFolderMoved(outcomes, folder, step))}
        />
      ))}
      {all.length > 0 && (
        <div className="rows-foot">
          <Button icon="plus" onClick={() => add(freeName())}>
            {t('admin-flow:disposition.addFolder')}
          </Button>
          {!all.some(({ folder }) => folder === '') && (
            <Button variant="quiet" icon="plus" onClick={() => add('')}>
              {t('admin-flow:disposition.addLoose')}
            </Button>
          )}
        </div>
      )}
      {system.length > 0 && (
        <p className="page-note rows-intro">
          {t('admin-flow:disposition.system')} {system.map(({ name }) => name).join(', ')}
        </p>
      )}
    </div>
  );
}
