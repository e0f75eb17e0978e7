import { useT } from '@/shared/i18n/t';
import { VARIABLES } from '@/shared/rich/model/variables';
import { variableWords, WITH_DEFAULT } from '@/shared/rich/ui/problem-words';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import './parts.css';

/** The variables with what they stand for, to be copied. */
export function VariablesHelp() {
  const t = useT();
  return (
    <details className="template-variables">
      <summary>{t('rich:variables')}</summary>
      <p className="hint">{t('rich:variablesHint', { example: WITH_DEFAULT })}</p>
      <ul>
        {VARIABLES.map((name) => (
          <li key={name}>
            <code dir="ltr">{`{{${name}}}`}</code>
            <span className="mut">{variableWords(name, t)}</span>
            <CopyButton text={`{{${name}}}`} what={variableWords(name, t)} />
          </li>
        ))}
      </ul>
    </details>
  );
}
