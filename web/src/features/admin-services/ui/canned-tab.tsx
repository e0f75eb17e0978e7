import { useState } from 'react';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { EmptyState } from '@/shared/ui/states/states';
import type { CannedText } from '../model/draft';
import { newKey } from '../model/new-key';
import { CannedRow } from './canned-row';
import type { ServiceForm } from './properties-tab';
import './services.css';

const swapped = (texts: readonly CannedText[], at: number, step: -1 | 1): CannedText[] => {
  const next = [...texts];
  const [mine, other] = [next[at], next[at + step]];
  if (mine && other) {
    next[at] = other;
    next[at + step] = mine;
  }
  return next;
};

/** Texts that agents of a service insert by `/` and a shortcut. */
export function CannedTab({ form }: { form: ServiceForm }) {
  const t = useT();
  const texts = form.draft.canned_texts;
  const [fresh, setFresh] = useState<string>();
  const set = (canned_texts: readonly CannedText[]) => form.edit({ canned_texts });
  const add = () => {
    const key = newKey();
    setFresh(key);
    set([...texts, { key, id: undefined, shortcut: '', title: '', text: '' }]);
  };
  const button = (
    <Button icon="plus" onClick={add}>
      {t('admin-flow:canned.add')}
    </Button>
  );
  return (
    <div className="rows-editor">
      <p className="mut rows-intro">{t('admin-flow:canned.text')}</p>
      {texts.length === 0 && <EmptyState icon="canned" title={t('admin-flow:canned.empty')} text={t('admin-flow:canned.emptyText')} action={button} />}
      <ul>
        {texts.map((text, at) => (
          <CannedRow
            key={text.key}
            text={text}
            errors={{
              shortcut: form.errors[`canned_texts[${at}].shortcut`] ?? form.errors[`canned_texts[${at}]`],
              title: form.errors[`canned_texts[${at}].title`],
              text: form.errors[`canned_texts[${at}].text`],
            }}
            fresh={fresh === text.key}
            first={at === 0}
            last={at === texts.length - 1}
            onChange={(change) => set(texts.map((each) => (each.key === text.key ? { ...each, ...change } : each)))}
            onMove={(step) => set(swapped(texts, at, step))}
            onRemove={() => set(texts.filter((each) => each.key !== text.key))}
          />
        ))}
      </ul>
      {texts.length > 0 && <div className="rows-foot">{button}</div>}
    </div>
  );
}
