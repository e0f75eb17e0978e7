import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SignIn } from '@/features/sign-in/ui/sign-in';
import { meQuery } from '@/shared/api/me';
import { startPlace } from './signed-in';

/** Signing in, then on to where the person wanted to go. */
export function SignInPage() {
  const { next, why } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <SignIn
      why={why}
      onSignedIn={(me) => {
        queries.setQueryData(meQuery.queryKey, me);
        void navigate({ href: next ?? startPlace(me), replace: true });
      }}
    />
  );
}
