/** Address of a stored file; the session's cookie opens it. */
export const attachmentUrl = (id: string): string => `/api/v1/attachments/${encodeURIComponent(id)}`;

/** A small picture, 640 pixels at most; where a file has none, all of it. */
export const smallUrl = (id: string): string => `${attachmentUrl(id)}?size=small`;

/** The same, offered for saving instead of showing. */
export const downloadUrl = (id: string): string => `${attachmentUrl(id)}?download=1`;
