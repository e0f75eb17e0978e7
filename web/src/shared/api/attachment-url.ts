/** Address of a stored file; the session's cookie opens it. */
export const attachmentUrl = (id: string): string => `/api/v1/attachments/${encodeURIComponent(id)}`;

/** The same, offered for saving instead of showing. */
export const downloadUrl = (id: string): string => `${attachmentUrl(id)}?download=1`;
