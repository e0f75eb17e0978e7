import { useNavigate } from '@tanstack/react-router';
import { HelpCalls } from '@/features/together/ui/help-calls';
import { WaitingView } from '@/features/waiting/ui/waiting-view';
import { can } from '@/shared/api/me';
import { useDesk } from '@/shared/desk/context';

/** What waits for an agent. */
export function WaitingPage() {
  const navigate = useNavigate();
  const services = useDesk((state) => state.services);
  const channels = useDesk((state) => state.channels);
  const me = useDesk((state) => state.me);
  const news = useDesk((state) => state.seq);
  return (
    <div className="col col-main">
      {can(me, 'supervise') && (
        <div className="waiting-help">
          <HelpCalls news={news} />
        </div>
      )}
      <WaitingView
        services={services}
        channels={channels}
        me={{ user_id: me.user_id, handles: can(me, 'handle_interactions'), supervises: can(me, 'supervise') }}
        news={news}
        onTaken={({ id }) => void navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: id } })}
      />
    </div>
  );
}
