import { useEffect, useRef, type ReactNode } from 'react';
import { keysOf, useActions } from '@/shared/actions/actions';
import { useT } from '@/shared/i18n/t';
import { FormBar } from '@/shared/ui/form-bar/form-bar';
import { ConflictBanner } from './conflict-banner';
import type { KeyOf, Values } from './changes';
import { FailureBanner } from './failure-banner';
import { LeaveGuard } from './leave-guard';
import type { EntityForm } from './use-entity-form';

interface FormFrameProps<E, D extends Values> {
  form: EntityForm<E, D>;
  /** Title and actions above the fields. */
  head: ReactNode;
  children: ReactNode;
  /** Below the card of the fields, not part of the form. */
  after?: ReactNode;
  /** Gives up something new. */
  onCancel?: (() => void) | undefined;
  showValue?: (key: KeyOf<D>, values: D) => string | undefined;
}

const APPLY_KEYS = 'Ctrl+KeyS';

/** A page that edits one thing: fields, what went wrong, and at its foot what is not applied yet. */
export function FormFrame<E, D extends Values>({ form, head, children, after, onCancel, showValue }: FormFrameProps<E, D>) {
  const t = useT();
  const fresh = form.applied === undefined;
  const fields = useRef<HTMLDivElement>(null);
  const served = useRef(0);
  useEffect(() => {
    if (served.current === form.refusals) return;
    // The fault may stand on a tab that is only opened by the next drawing.
    const fault = fields.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-conflict]');
    if (!fault) return;
    served.current = form.refusals;
    fault.focus();
  });
  useActions([
    { id: 'admin.apply', name: t('form.apply'), group: t('admin:title'), keys: APPLY_KEYS, inText: true, hidden: true, perform: () => void form.apply() },
  ]);
  return (
    <>
      <div className="adm-in" ref={fields}>
        {head}
        <ConflictBanner form={form} show={showValue} />
        <FailureBanner failure={form.failure} errors={form.errors} keys={Object.keys(form.labels)} />
        {children}
        {after}
      </div>
      <FormBar
        changes={form.changed.length}
        names={form.changed.map((key) => form.labels[key])}
        words={fresh ? t('admin:form.unsaved') : undefined}
        busy={form.busy}
        shortcut={keysOf({ keys: APPLY_KEYS })}
        discardLabel={fresh ? t('form.cancel') : undefined}
        onDiscard={fresh && onCancel ? onCancel : form.discard}
        onApply={() => void form.apply()}
      />
      <LeaveGuard unsaved={form.changed.length > 0} />
    </>
  );
}
