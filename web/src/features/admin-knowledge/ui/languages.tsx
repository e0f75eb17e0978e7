import { useState } from 'react';
import type { ArticleTextView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';
import { Tabs } from '@/shared/ui/tabs/tabs';
import { TextState } from './text-state';

const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/iu;

interface LanguagesProps {
  texts: readonly ArticleTextView[];
  selected: string;
  /** A new article: its first language may still be chosen freely. */
  fresh: boolean;
  onSelect: (language: string) => void;
}

/** The languages of an article, and a way to add one. */
export function Languages({ texts, selected, fresh, onSelect }: LanguagesProps) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const [code, setCode] = useState('');
  const isNew = !texts.some((text) => text.language === selected);
  const fine = LANGUAGE.test(code.trim());
  const add = () => {
    if (!fine) return;
    const [first = '', ...rest] = code.trim().split('-');
    setAdding(false);
    setCode('');
    onSelect([first.toLowerCase(), ...rest].join('-'));
  };
  return (
    <div className="know-languages">
      <Tabs
        label={t('admin-knowledge:languages')}
        tabs={[
          ...texts.map((text) => ({ id: text.language, label: <TextState text={text} /> })),
          ...(isNew ? [{ id: selected, label: <span className="know-code">{selected}</span> }] : []),
        ]}
        selected={selected}
        onSelect={onSelect}
      />
      {adding ? (
        <div className="know-add">
          <TextField
            label={t('admin-knowledge:language')}
            hint={t('admin-knowledge:languageHint')}
            autoFocus
            value={code}
            maxLength={20}
            onChange={(event) => setCode(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button size="s" offReason={fine ? undefined : t('admin-knowledge:languageHint')} onClick={add}>
            {t('admin-knowledge:addLanguage')}
          </Button>
        </div>
      ) : (
        <Button size="s" variant="quiet" icon={fresh ? 'globe' : 'plus'} onClick={() => setAdding(true)}>
          {t(fresh ? 'admin-knowledge:otherLanguage' : 'admin-knowledge:addLanguage')}
        </Button>
      )}
    </div>
  );
}
