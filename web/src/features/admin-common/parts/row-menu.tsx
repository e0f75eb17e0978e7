import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import { Menu, type MenuEntry } from '@/shared/ui/menu/menu';

/** What else can be done with a row or a page's thing. */
export function RowMenu({ name, entries, size = 's' }: { name: string; entries: readonly MenuEntry[]; size?: 's' | 'm' }) {
  const t = useT();
  const label = t('admin:list.actions', { name });
  return <Menu label={label} entries={entries} button={(properties) => <IconButton {...properties} icon="more" size={size} label={label} />} />;
}
