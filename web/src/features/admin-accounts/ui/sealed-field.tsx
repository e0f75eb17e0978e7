import { useId } from 'react';
import type { FormField, SecretView } from '@/shared/api/schema';
import { useLanguage, useT } from '@/shared/i18n/t';
import { shortDay } from '@/shared/lib/times';
import { Button } from '@/shared/ui/button/button';
import { FieldFrame } from '@/shared/ui/field/field';
import './accounts.css';

interface SealedFieldProps {
  field: FormField;
  /** Entered now; undefined: keep what is stored; null: remove it. */
  value: string | null | undefined;
  error: string | undefined;
  changed: boolean;
  stored: SecretView | undefined;
  replacing: boolean;
  onReplacing: (replacing: boolean) => void;
  onChange: (value: string | null | undefined) => void;
}

/** A value that is kept sealed: it can be replaced, but never read again. */
export function SealedField(props: SealedFieldProps) {
  const { value, stored, replacing } = props;
  if (value === null) return <RemovedSecret {...props} />;
  if (stored?.set && !replacing && value === undefined) return <StoredSecret {...props} stored={stored} />;
  return <NewSecret {...props} />;
}

function StoredSecret({ field, error, stored, onReplacing, onChange }: SealedFieldProps & { stored: SecretView }) {
  const t = useT();
  const language = useLanguage();
  const id = useId();
  const day = stored.saved_at ? shortDay(stored.saved_at, language) : undefined;
  const saved = day && stored.saved_by ? t('admin-accounts:secret.savedBy', { day, name: stored.saved_by }) : t('admin-accounts:secret.saved');
  return (
    <FieldFrame id={id} label={field.label} hint={field.hint} error={error}>
      <span className="inp-row">
        <input id={id} className="inp" value={saved} readOnly data-field={field.key} aria-describedby={field.hint ? `${id}-hint` : undefined} />
        <Button aria-label={t('admin-accounts:secret.replaceOf', { label: field.label })} onClick={() => onReplacing(true)}>
          {t('admin-accounts:secret.replace')}
        </Button>
        {!field.required && (
          <Button variant="quiet" aria-label={t('admin-accounts:secret.removeOf', { label: field.label })} onClick={() => onChange(null)}>
            {t('admin-accounts:secret.remove')}
          </Button>
        )}
      </span>
    </FieldFrame>
  );
}

function RemovedSecret({ field, onChange }: SealedFieldProps) {
  const t = useT();
  const id = useId();
  return (
    <FieldFrame id={id} label={field.label} hint={<ChangedWords words={t('admin-accounts:secret.removed')} />}>
      <span className="inp-row">
        <input id={id} className="inp inp-changed" value="" readOnly aria-describedby={`${id}-hint`} />
        <KeepOld onKeep={() => onChange(undefined)} />
      </span>
    </FieldFrame>
  );
}

function NewSecret({ field, value, error, changed, stored, onReplacing, onChange }: SealedFieldProps) {
  const t = useT();
  const id = useId();
  const replaces = stored?.set ?? false;
  const hint = changed ? <ChangedWords words={t('admin-accounts:secret.new', { label: field.label })} /> : field.hint;
  return (
    <FieldFrame id={id} label={field.label} hint={hint} error={error}>
      <span className="inp-row">
        <input
          id={id}
          type="password"
          dir="ltr"
          name={field.key}
          className={`inp${error ? ' inp-bad' : ''}${changed ? ' inp-changed' : ''}`}
          // Not a password of this site: nobody's browser is to offer or keep one here.
          autoComplete="new-password"
          spellCheck={false}
          value={value ?? ''}
          maxLength={field.max_length}
          autoFocus={replaces && !value}
          aria-invalid={error ? true : undefined}
          aria-describedby={[error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined}
          onChange={(event) => onChange(event.target.value.trim() || undefined)}
        />
        {replaces && (
          <KeepOld
            onKeep={() => {
              onChange(undefined);
              onReplacing(false);
            }}
          />
        )}
      </span>
    </FieldFrame>
  );
}

function KeepOld({ onKeep }: { onKeep: () => void }) {
  const t = useT();
  return (
    <Button variant="quiet" icon="undo" onClick={onKeep}>
      {t('admin-accounts:secret.keep')}
    </Button>
  );
}

function ChangedWords({ words }: { words: string }) {
  return (
    <span className="changed-words">
      <span className="changed-dot" aria-hidden="true" />
      {words}
    </span>
  );
}
