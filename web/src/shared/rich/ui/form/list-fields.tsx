import { useRef, type ReactNode } from 'react';
import { useT } from '../../../i18n/t';
import { Button, IconButton } from '../../../ui/button/button';
import { Icon } from '../../../ui/icon/icon';

interface ListFieldsProps<T> {
  items: readonly T[];
  most: number;
  /** Name of one, e.g. "Card 2". */
  nameOf: (at: number) => string;
  add: string;
  /** Makes a new one. */
  blank: () => T;
  error: string | undefined;
  draw: (item: T, at: number, change: (item: T) => void) => ReactNode;
  onChange: (items: T[]) => void;
}

/** A list of things with fields of their own: add, remove, move forward; focus follows. */
export function ListFields<T>({ items, most, nameOf, add, blank, error, draw, onChange }: ListFieldsProps<T>) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const focusIn = (at: number) =>
    requestAnimationFrame(() => {
      const group = list.current?.querySelectorAll<HTMLElement>(':scope > fieldset')[at];
      (group?.querySelector<HTMLElement>('input, textarea, select') ?? list.current?.querySelector<HTMLElement>(':scope > .btn'))?.focus();
    });
  const change = (next: T[], focus: number) => {
    onChange(next);
    focusIn(focus);
  };
  return (
    <div className="rich-list" ref={list}>
      {items.map((item, at) => (
        <fieldset key={at} className="rich-item">
          <legend className="vh">{nameOf(at)}</legend>
          <div className="rich-item-head">
            <span className="m" aria-hidden="true">
              {nameOf(at)}
            </span>
            {at > 0 && (
              <IconButton
                icon="arrow-up"
                size="s"
                label={t('rich:moveUp', { what: nameOf(at) })}
                onClick={() => change(items.map((each, place) => (place === at - 1 ? item : place === at ? (items[at - 1] ?? each) : each)), at - 1)}
              />
            )}
            <IconButton icon="close" size="s" label={t('rich:remove', { what: nameOf(at) })} onClick={() => change(items.filter((_, place) => place !== at), Math.max(0, at - 1))} />
          </div>
          {draw(item, at, (next) => onChange(items.map((each, place) => (place === at ? next : each))))}
        </fieldset>
      ))}
      {error && (
        <span className="field-error" role="alert">
          <Icon name="alert" size="s" />
          {error}
        </span>
      )}
      <Button size="s" icon="plus" offReason={items.length >= most ? t('rich:full', { most }) : undefined} onClick={() => change([...items, blank()], items.length)}>
        {add}
      </Button>
    </div>
  );
}
