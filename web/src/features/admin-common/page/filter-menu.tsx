import { useT } from '@/shared/i18n/t';
import { Icon } from '@/shared/ui/icon/icon';
import { Menu } from '@/shared/ui/menu/menu';
import './page.css';

interface FilterMenuProps<T extends string> {
  label: string;
  options: readonly { id: T; label: string }[];
  /** Undefined: all. */
  selected: T | undefined;
  onSelect: (option: T | undefined) => void;
}

/** Narrows a list to one kind; says what it is narrowed to. */
export function FilterMenu<T extends string>({ label, options, selected, onSelect }: FilterMenuProps<T>) {
  const t = useT();
  const all = t('admin:list.all');
  const chosen = options.find((option) => option.id === selected);
  return (
    <Menu
      label={label}
      button={(properties) => (
        <button type="button" {...properties} className={chosen ? 'pill pill-set' : 'pill'}>
          <span>{label}</span> <b className="trunc">{chosen?.label ?? all}</b>
          <Icon name="chevron-down" size="s" />
        </button>
      )}
      entries={[
        { kind: 'item', id: 'all', label: all, checked: chosen === undefined, perform: () => onSelect(undefined) },
        { kind: 'line', id: 'line' },
        ...options.map((option) => ({
          kind: 'item' as const,
          id: `o-${option.id}`,
          label: option.label,
          checked: option.id === selected,
          perform: () => onSelect(option.id),
        })),
      ]}
    />
  );
}
