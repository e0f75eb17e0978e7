import type { Fault } from '../api/types';

/** A kind of fault, as it is offered and as it is called in the list. */
export interface FaultKind {
  /** Name in the control API. */
  kind: string;
  side: 'graph' | 'webhook';
  title: string;
  words: string;
  /** What else is sent with the order. */
  order: Readonly<Record<string, string | number | boolean>>;
  /** A figure that can be changed. */
  figure?: { key: 'ms' | 'code' | 'status' | 'subcode'; label: string };
}

/** Everything that can be ordered. The first fitting entry names a fault in the list. */
export const FAULT_KINDS: readonly FaultKind[] = [
  { kind: 'delay', side: 'graph', title: 'Slow answers', words: 'Calls are answered late', order: { ms: 2000 }, figure: { key: 'ms', label: 'Late by, ms' } },
  { kind: 'throttle', side: 'graph', title: 'Too many calls', words: 'HTTP 429 with a rate-limit code', order: { code: 613 }, figure: { key: 'code', label: 'Code: 4, 613 or 80006' } },
  { kind: 'server_error', side: 'graph', title: 'Server error', words: 'HTTP 5xx, nothing was done', order: { status: 500 }, figure: { key: 'status', label: 'Status' } },
  { kind: 'server_error', side: 'graph', title: 'Error after the fact', words: 'HTTP 5xx, but the message was sent', order: { status: 500, after_accept: true } },
  { kind: 'garbage', side: 'graph', title: 'Garbage', words: 'HTTP 200 with something that is not JSON', order: {} },
  { kind: 'cut_after_accept', side: 'graph', title: 'Answer lost', words: 'The message is sent, the connection cut', order: {} },
  { kind: 'unreachable', side: 'graph', title: 'Unreachable', words: 'The connection is cut before anything happens', order: {} },
  { kind: 'token_expired', side: 'graph', title: 'Token expired', words: '190/463', order: {} },
  { kind: 'token_revoked', side: 'graph', title: 'Token withdrawn', words: '190 with a subcode', order: { subcode: 460 }, figure: { key: 'subcode', label: 'Subcode' } },
  { kind: 'permission_lost', side: 'graph', title: 'Permission lost', words: 'Code 10: pages_messaging is missing', order: {} },
  { kind: 'error', side: 'graph', title: 'Another error', words: 'Any code of the catalogue', order: { code: 368 }, figure: { key: 'code', label: 'Code' } },
  { kind: 'webhook_drop', side: 'webhook', title: 'Lost', words: 'Requests vanish and are tried again', order: {} },
  { kind: 'webhook_slow', side: 'webhook', title: 'Late', words: 'Requests leave late', order: { ms: 3000 }, figure: { key: 'ms', label: 'Late by, ms' } },
  { kind: 'webhook_duplicate', side: 'webhook', title: 'Doubled', words: 'Requests are sent twice, one after the other', order: { concurrent: false } },
  { kind: 'webhook_duplicate', side: 'webhook', title: 'Doubled at once', words: 'Twice at the same time on two connections', order: { concurrent: true } },
  { kind: 'webhook_shuffle', side: 'webhook', title: 'Disorder', words: 'An event is overtaken by the next of its chat', order: {} },
  { kind: 'webhook_bad_signature', side: 'webhook', title: 'Wrong signature', words: 'Signed with another secret', order: {} },
  { kind: 'webhook_cut', side: 'webhook', title: 'Answer not read', words: 'Handled by the receiver, and sent again', order: {} },
];

/** What a fault in force is. */
export const kindOf = (fault: Fault): FaultKind | undefined =>
  FAULT_KINDS.find(
    (each) =>
      each.kind === fault.kind &&
      Boolean(each.order.after_accept) === Boolean(fault.after_accept) &&
      (each.order.concurrent === undefined || each.order.concurrent === fault.concurrent),
  );
