import { useId } from 'react';
import { useT } from '@/shared/i18n/t';
import { CopyButton } from '@/shared/ui/copy-button/copy-button';
import { FieldFrame } from '@/shared/ui/field/field';
import './accounts.css';

/** The full address to give to the platform. */
export function CallbackUrl({ url, follows }: { url: string; /** The page id differs from the applied one. */ follows: boolean }) {
  const t = useT();
  const id = useId();
  const hint = url ? (follows ? t('admin-accounts:webhook.callbackFollows') : undefined) : t('admin-accounts:webhook.callbackLater');
  return (
    <FieldFrame id={id} label={t('admin-accounts:webhook.callback')} hint={hint}>
      <span className="inp-row">
        <input
          id={id}
          className="inp mono"
          dir="ltr"
          readOnly
          value={url}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onFocus={(event) => event.target.select()}
        />
        {url && <CopyButton text={url} what={t('admin-accounts:webhook.callback')} />}
      </span>
    </FieldFrame>
  );
}

/** The fields that must be subscribed at the platform. */
export function SubscribedFields({ fields }: { fields: readonly string[] }) {
  const t = useT();
  const label = t('admin-accounts:webhook.fields');
  return (
    <div className="field">
      <div className="field-top">
        <span className="lbl" id="subscribed-fields">
          {label}
        </span>
      </div>
      <div className="chips-row">
        <ul className="chips" aria-labelledby="subscribed-fields">
          {fields.map((field) => (
            <li key={field} className="chip chip-l chip-neutral" dir="ltr">
              {field}
            </li>
          ))}
        </ul>
        <CopyButton size="s" text={fields.join(', ')} what={label} />
      </div>
    </div>
  );
}

/** Addresses where the platform speaks up for a person: to be copied into the app's settings. */
export function NoticeUrls({ deletion, deauthorise }: { deletion: string | null | undefined; deauthorise: string | null | undefined }) {
  const t = useT();
  return (
    <>
      {deletion && <CopiedUrl label={t('admin-imports:notices.deletion')} hint={t('admin-imports:notices.deletionHint')} url={deletion} />}
      {deauthorise && <CopiedUrl label={t('admin-imports:notices.deauthorise')} hint={t('admin-imports:notices.deauthoriseHint')} url={deauthorise} />}
    </>
  );
}

function CopiedUrl({ label, hint, url }: { label: string; hint: string; url: string }) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint}>
      <span className="inp-row">
        <input id={id} className="inp mono" dir="ltr" readOnly value={url} aria-describedby={`${id}-hint`} onFocus={(event) => event.target.select()} />
        <CopyButton text={url} what={label} />
      </span>
    </FieldFrame>
  );
}
