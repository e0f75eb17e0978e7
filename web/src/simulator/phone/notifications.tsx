import { attempt } from '../api/act';
import { api } from '../api/client';
import type { Chat } from '../api/types';
import { LiveCheckbox } from '../parts/live-checkbox';

/** What the customer has agreed to be notified about; each can be stopped and wanted again. */
export function Notifications({ chat }: { chat: Chat }) {
  if (chat.notifications.length === 0) return null;
  const apply = (token: string, on: boolean) => attempt(() => api.put(`/chats/${chat.psid}/notifications`, { token, stopped: !on }));
  return (
    <>
      <h2>Gets updates about</h2>
      {chat.notifications.map((each) => (
        <LiveCheckbox key={each.token} label={each.title} checked={!each.stopped} onApply={(on) => apply(each.token, on)} />
      ))}
    </>
  );
}
