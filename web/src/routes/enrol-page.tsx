import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EnrolDoor } from '@/features/second-factor/ui/enrol-door';
import { errorWords } from '@/shared/api/error-words';
import { meQuery, useMe } from '@/shared/api/me';
import { signOut } from '@/shared/api/sign-out';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';
import { startPlace } from './signed-in';

/** Enrolling a second factor, then on to where the person wanted to go. */
export function EnrolPage() {
  const t = useT();
  const me = useMe();
  const { next } = useSearch({ from: '/enrol' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async () => {
    try {
      await signOut();
      await navigate({ to: '/sign-in', search: { why: 'signed-out' } });
      queries.clear();
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <EnrolDoor
      me={me}
      onDone={() => {
        queries.setQueryData(meQuery.queryKey, { ...me, must_enrol: false, second_factor: true });
        void navigate({ href: next ?? startPlace(me), replace: true });
      }}
      onSignOut={() => void leave()}
    />
  );
}
