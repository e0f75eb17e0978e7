import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { publicIdentityQuery, setPublicIdentity } from '@/shared/api/public-identity';
import type { PublicIdentityView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { PublicPicture } from './public-picture';

/** The name and picture that customers see, where the tenant shows agents' names. */
export function PublicName() {
  const { data } = useQuery(publicIdentityQuery);
  return data?.shown ? <PublicNameForm key={`${data.name} ${data.picture_id}`} identity={data} /> : null;
}

function PublicNameForm({ identity }: { identity: PublicIdentityView }) {
  const t = useT();
  const queries = useQueryClient();
  const [name, setName] = useState(identity.name ?? '');
  const [picture, setPicture] = useState(identity.picture_id ?? undefined);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const length = name.trim().length;
  const error = length > identity.name_max ? t('ways:publicName.tooLong', { length, most: identity.name_max }) : refused;
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (length > identity.name_max) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const saved = await setPublicIdentity(name, picture);
      queries.setQueryData(publicIdentityQuery.queryKey, saved);
      toast(saved.name ? t('ways:publicName.saved', { name: saved.name }) : t('ways:publicName.cleared'));
    } catch (problem) {
      setRefused(errorWords(problem, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="set-sec">
      <div>
        <h2>{t('ways:publicName.title')}</h2>
        <p>{t('ways:publicName.text')}</p>
      </div>
      <form className="settings-list" onSubmit={(event) => void save(event)} noValidate>
        <TextField label={t('ways:publicName.label')} hint={t('ways:publicName.hint')} name="public_name" value={name} error={error} onChange={(event) => setName(event.target.value)} />
        {identity.pictures && <PublicPicture picture={picture} onPicture={setPicture} />}
        <p>
          <Button type="submit" busy={busy}>
            {t('ways:publicName.save')}
          </Button>
        </p>
      </form>
    </section>
  );
}
