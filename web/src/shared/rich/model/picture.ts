const UPLOADED = 'attachment:';

/** How an uploaded picture stands where else an address does. */
export const addressOf = (id: string): string => `${UPLOADED}${id}`;

/** The id of an uploaded picture; undefined for an address on the web. */
export const uploadedPicture = (address: string): string | undefined => (address.startsWith(UPLOADED) ? address.slice(UPLOADED.length) : undefined);
