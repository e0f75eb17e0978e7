import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SetUp } from '@/features/set-up/ui/set-up';
import { meQuery } from '@/shared/api/me';

/** The first start: organisation and administrator. */
export function SetUpPage() {
  const { token } = useSearch({ from: '/set-up' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <SetUp
      token={token}
      onDone={(me) => {
        queries.setQueryData(meQuery.queryKey, me);
        void navigate({ to: '/admin', replace: true });
      }}
      onSignIn={() => void navigate({ to: '/sign-in', replace: true })}
    />
  );
}
