import { api, take } from '@/shared/api/client';
import type { MessageView, Rich } from '@/shared/api/schema';

/** Sends a rich message. The same client id again returns the same message, so a second try never sends twice. */
export const sendRich = (interactionId: string, clientMsgId: string, rich: Rich): Promise<MessageView> =>
  take(
    api.POST('/api/v1/interactions/{id}/messages', {
      params: { path: { id: interactionId } },
      body: { client_msg_id: clientMsgId, text: '', attachment_ids: [], note: false, rich },
    }),
  );
