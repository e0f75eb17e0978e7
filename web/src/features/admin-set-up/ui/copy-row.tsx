import { useId } from 'react';
import type { SetUpValue } from '@/shared/api/schema';
import { useT, type TextKey } from '@/shared/i18n/t';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { FieldFrame } from '@/shared/ui/field/field';

const LABELS: Record<string, TextKey | undefined> = {
  callback_url: 'admin-set-up:copy.callback',
  verify_token: 'admin-set-up:copy.token',
  fields: 'admin-set-up:copy.fields',
};

/** What a missing value waits for. */
const LATER: Record<string, TextKey | undefined> = {
  callback_url: 'admin-set-up:copy.callbackLater',
  verify_token: 'admin-set-up:copy.tokenLater',
};

/** A value to copy to the platform. */
export function CopyRow({ value: { kind, label, value } }: { value: SetUpValue }) {
  const t = useT();
  const id = useId();
  const own = LABELS[kind];
  const name = label ?? (own ? t(own) : kind);
  const later = LATER[kind];
  const hint = value === '' && later ? t(later) : undefined;
  return (
    <FieldFrame id={id} label={name} hint={hint}>
      <span className="inp-row">
        <input id={id} className="inp mono" dir="ltr" readOnly value={value} aria-describedby={hint ? `${id}-hint` : undefined} onFocus={(event) => event.target.select()} />
        {value !== '' && <CopyButton text={value} what={name} />}
      </span>
    </FieldFrame>
  );
}
