import { useQuery } from '@tanstack/react-query';
import { publicIdentityQuery } from '@/shared/api/public-identity';
import { useT } from '@/shared/i18n/t';

/** Under which name one writes, where customers see names. */
export function WritesAs() {
  const t = useT();
  const { data } = useQuery(publicIdentityQuery);
  if (!data?.shown) return null;
  return <span className="comp-notice">{data.name ? t('ways:writesAs', { name: data.name }) : t('ways:writesAsPage')}</span>;
}
