import { useRef, type KeyboardEvent } from 'react';
import { useT } from '@/shared/i18n/t';
import type { RichKind } from '@/shared/rich/model/kinds';

interface KindTabsProps {
  kinds: readonly RichKind[];
  kind: RichKind;
  onKind: (kind: RichKind) => void;
}

/** The kinds as a choice: one stop for Tab, arrows choose. */
export function KindTabs({ kinds, kind, onKind }: KindTabsProps) {
  const t = useT();
  const ref = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = kinds.indexOf(kind);
    const step = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    const next = step === undefined ? undefined : kinds.at(step % kinds.length);
    if (!next) return;
    event.preventDefault();
    onKind(next);
    ref.current?.querySelector<HTMLElement>(`[data-kind=${next}]`)?.focus();
  };
  return (
    <div className="rich-kinds" role="radiogroup" aria-label={t('rich:kind')} ref={ref} onKeyDown={onKeyDown}>
      {kinds.map((each) => (
        <button key={each} type="button" role="radio" data-kind={each} aria-checked={each === kind} tabIndex={each === kind ? 0 : -1} data-autofocus={each === kind || undefined} onClick={() => onKind(each)}>
          {t(`rich:kinds.${each}`)}
        </button>
      ))}
    </div>
  );
}
