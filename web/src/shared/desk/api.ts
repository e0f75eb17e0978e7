import { api, take } from '../api/client';
import type { ApprovedTemplateView, AttachmentView, ContactPatch, ControlStep, ContactView, DeskSnapshot, DraftView, InteractionDetail, InteractionView, MessageView, NewMessage, SaveDraft, SetState, AgentView, Transfer, WrapUp } from '../api/schema';

const path = (id: string) => ({ params: { path: { id } } });

/** Everything a desktop needs to start, with its place in the event stream. */
export const getDesk = (): Promise<DeskSnapshot> => take(api.GET('/api/v1/desk'));

/** A single-use ticket for the socket. */
export const getTicket = async (): Promise<string> => (await take(api.POST('/api/v1/events/ticket'))).ticket;

/** An interaction with its thread's newest messages and its customer. */
export const getInteraction = (id: string): Promise<InteractionDetail> => take(api.GET('/api/v1/interactions/{id}', path(id)));

/** Earlier messages of its thread, oldest first, and where still earlier ones begin. */
export const getEarlier = (id: string, before: string, limit: number, of: 'conversation' | 'interaction' = 'conversation') =>
  take(api.GET('/api/v1/interactions/{id}/messages', { params: { path: { id }, query: { before, limit, of } } }));

/** What one has begun to write, as the server has it. */
export const getDraft = (id: string): Promise<DraftView> => take(api.GET('/api/v1/interactions/{id}/draft', path(id)));

/** Keeps what one has begun to write; the newer of two browsers' drafts is kept, and returned. */
export const saveDraft = (id: string, body: SaveDraft): Promise<DraftView> => take(api.PUT('/api/v1/interactions/{id}/draft', { ...path(id), body }));

/** Sends a message or writes a note. */
export const postMessage = (id: string, body: NewMessage): Promise<MessageView> => take(api.POST('/api/v1/interactions/{id}/messages', { ...path(id), body }));

/** The approved templates that can be sent in an interaction, their places filled as far as that is known. */
export const getSendable = async (id: string): Promise<readonly ApprovedTemplateView[]> => (await take(api.GET('/api/v1/interactions/{id}/approved-templates', path(id)))).items;

/** Tries to send a failed message again. */
export const retryMessage = (id: string): Promise<MessageView> => take(api.POST('/api/v1/messages/{id}/retry', path(id)));

/** Fetches media again that could not be fetched from the platform. */
export const fetchMedia = (messageId: string): Promise<MessageView> => take(api.POST('/api/v1/messages/{id}/media', path(messageId)));

/** Deletes a message that was never sent. */
export const deleteMessage = (id: string): Promise<unknown> => take(api.DELETE('/api/v1/messages/{id}', path(id)));

/** Puts our reaction on a message of the customer. */
export const putReaction = (id: string, emoji: string): Promise<MessageView> => take(api.PUT('/api/v1/messages/{id}/reaction', { ...path(id), body: { emoji } }));

/** Takes our reaction away. */
export const deleteReaction = (id: string): Promise<MessageView> => take(api.DELETE('/api/v1/messages/{id}/reaction', path(id)));

/** Takes a conversation over from another app, hands it back, or asks for it. */
export const controlThread = (id: string, step: ControlStep): Promise<InteractionView> => take(api.POST('/api/v1/interactions/{id}/control', { ...path(id), body: { step } }));

/** Says up to where the agent has read. */
export const markRead = (id: string, messageId: string): Promise<unknown> => take(api.POST('/api/v1/interactions/{id}/read', { ...path(id), body: { message_id: messageId } }));

/** Takes an offer. */
export const acceptOffer = (id: string): Promise<InteractionView> => take(api.POST('/api/v1/offers/{id}/accept', path(id)));

/** Refuses an offer. */
export const rejectOffer = (id: string): Promise<unknown> => take(api.POST('/api/v1/offers/{id}/reject', path(id)));

/** Chooses one's state. */
export const setState = (body: SetState): Promise<AgentView> => take(api.PUT('/api/v1/desk/state', { body }));

/** Hands an interaction over. */
export const transfer = (id: string, body: Transfer): Promise<InteractionView> => take(api.POST('/api/v1/interactions/{id}/transfer', { ...path(id), body }));

/** Ends an interaction for the customer. */
export const endInteraction = (id: string): Promise<InteractionView> => take(api.POST('/api/v1/interactions/{id}/end', path(id)));

/** Opens a new interaction with the customer of one that has ended. */
export const writeAgain = (id: string): Promise<InteractionView> => take(api.POST('/api/v1/interactions/{id}/again', path(id)));

/** Writes the outcome, asks for more time, or finishes after-call work. */
export const wrapUp = (id: string, body: WrapUp): Promise<InteractionView> => take(api.PUT('/api/v1/interactions/{id}/wrap-up', { ...path(id), body }));

/** Changes a contact. */
export const patchContact = (id: string, body: ContactPatch): Promise<ContactView> => take(api.PATCH('/api/v1/contacts/{id}', { ...path(id), body }));

export type { AttachmentView };
