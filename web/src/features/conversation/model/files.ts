import type { AttachmentRule } from '@/shared/api/schema';

/** Most files of one message. */
export const MAX_FILES = 10;

/** Why a file cannot be attached, as data. */
export type FileProblem = { kind: 'too-many'; max: number } | { kind: 'too-large'; maxBytes: number } | { kind: 'type' } | { kind: 'empty' };

const fits = (mime: string, pattern: string): boolean =>
  pattern === '*/*' || pattern === mime || (pattern.endsWith('/*') && mime.startsWith(pattern.slice(0, -1)));

/** The most special rule for a type: its own kind before "any file". */
const ruleFor = (rules: readonly AttachmentRule[], mime: string): AttachmentRule | undefined => {
  const matching = rules.filter((rule) => rule.mime.some((pattern) => fits(mime, pattern)));
  return matching.find((rule) => rule.kind !== 'file') ?? matching[0];
};

/** Whether a file can be sent over a channel. The server looks at the bytes; this only saves the way. */
export const fileProblem = (file: { size: number; type: string }, already: number, rules: readonly AttachmentRule[]): FileProblem | undefined => {
  if (already >= MAX_FILES) return { kind: 'too-many', max: MAX_FILES };
  if (file.size === 0) return { kind: 'empty' };
  const rule = ruleFor(rules, file.type || 'application/octet-stream');
  if (!rule) return { kind: 'type' };
  return file.size > rule.max_bytes ? { kind: 'too-large', maxBytes: rule.max_bytes } : undefined;
};

/** What a file chooser offers. */
export const acceptOf = (rules: readonly AttachmentRule[]): string | undefined => {
  const patterns = rules.flatMap((rule) => rule.mime);
  return patterns.includes('*/*') ? undefined : patterns.join(',');
};
