import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { recall, remember } from '@/shared/lib/storage';
import { useT } from '@/shared/i18n/t';

/** A column at the side of the conversation. */
type ColumnName = 'list' | 'side';

/** Narrowest and widest, px. */
const LIMITS: Record<ColumnName, readonly [number, number]> = { list: [248, 420], side: [260, 480] };
const STEP = 16;

/** A column that can be dragged and folded, remembered in this browser. */
export interface Column {
  name: ColumnName;
  folded: boolean;
  /** Undefined: as wide as the screen suggests. */
  width: number | undefined;
  style: CSSProperties | undefined;
  toggle: () => void;
  resize: (width: number) => void;
}

const storedWidth = (name: ColumnName): number | undefined => {
  const width = Number(recall(`column.${name}`));
  return width > 0 ? width : undefined;
};

/** The state of a column. */
export const useColumn = (name: ColumnName): Column => {
  const [width, setWidth] = useState(() => storedWidth(name));
  const [folded, setFolded] = useState(() => recall(`column.${name}.folded`) === 'yes');
  return {
    name,
    folded,
    width,
    style: width === undefined ? undefined : { '--col-w': `${width}px` },
    toggle: () => {
      remember(`column.${name}.folded`, folded ? 'no' : 'yes');
      setFolded(!folded);
    },
    resize: (wanted) => {
      const [least, most] = LIMITS[name];
      const next = Math.round(Math.min(most, Math.max(least, wanted)));
      remember(`column.${name}`, String(next));
      setWidth(next);
    },
  };
};

declare module 'react' {
  interface CSSProperties {
    '--col-w'?: string;
  }
}

/** The edge of a column, moved by pointer or arrows. */
export function ColumnEdge({ column, label, at }: { column: Column; label: string; at: 'start' | 'end' }) {
  const t = useT();
  const [least, most] = LIMITS[column.name];
  const now = column.width ?? (least + most) / 2;
  const outward = (at === 'end') === (document.documentElement.dir !== 'rtl') ? 1 : -1;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box || event.button !== 0) return;
    event.preventDefault();
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const move = (moved: globalThis.PointerEvent) => column.resize(box.width + (moved.clientX - from) * outward);
    target.addEventListener('pointermove', move);
    target.addEventListener('pointerup', () => target.removeEventListener('pointermove', move), { once: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width;
    if (step === undefined || width === undefined) return;
    event.preventDefault();
    column.resize(width + step * outward);
  };
  return (
    <div
      className={`col-edge col-edge-${at}`}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('desk:columns.resize', { column: label })}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={now}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
