import type { PublicProfileView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { DEFAULT } from '../model/languages';

/** What the platform had when it was last asked and is not as applied here. */
export function Differences({ profile }: { profile: PublicProfileView }) {
  const t = useT();
  if (!profile.read_at) return null;
  if (profile.differences.length === 0) {
    return (
      <p className="profile-same" role="status">
        {t('admin-profile:same')}
      </p>
    );
  }
  return (
    <Banner tone="warn">
      <p>
        <b>{t('admin-profile:differs')}</b> {t('admin-profile:differsText')}
      </p>
      <table className="profile-diff">
        <thead>
          <tr>
            <th scope="col">{t('admin-profile:part')}</th>
            <th scope="col">{t('admin-profile:here')}</th>
            <th scope="col">{t('admin-profile:there')}</th>
          </tr>
        </thead>
        <tbody>
          {profile.differences.map((each) => (
            <tr key={`${each.part} ${each.locale ?? ''}`}>
              <th scope="row">
                {t(`admin-profile:parts.${each.part}`)}
                {each.locale && each.locale !== DEFAULT && ` (${each.locale})`}
              </th>
              <td dir="auto">{each.wanted || t('none')}</td>
              <td dir="auto">{each.there || t('none')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Banner>
  );
}
