import { backoffMs } from './backoff';
import { parseFrame, type ClientFrame, type Frame } from './frames';

/** Where the connection stands; always shown. */
export type Connection =
  | { phase: 'connecting' }
  | { phase: 'open' }
  /** Lost since, next try at; both by this browser's clock, UTC ms. */
  | { phase: 'lost'; since: number; retryAt: number }
  /** The session has ended or the desk was left. */
  | { phase: 'closed' };

/** What the socket is given by its surroundings; tests give their own. */
export interface SocketOptions {
  /** Fetches a single-use ticket. */
  ticket: () => Promise<string>;
  /** Opens the socket for a ticket. */
  open: (ticket: string) => WebSocket;
  onFrame: (frame: Frame) => void;
  onConnection: (connection: Connection) => void;
  now?: () => number;
  random?: () => number;
}

/** Without a word from the server for three pings the line is dead, whatever the browser believes. */
const MISSED_PINGS = 3;
const FIRST_WORD_MS = 15_000;

/** Keeps one connection to the event stream alive until it is stopped. */
export class EventSocket {
  private readonly options: Required<SocketOptions>;
  private socket: WebSocket | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private lostSince: number | undefined;
  private pingEveryMs = FIRST_WORD_MS / MISSED_PINGS;
  private stopped = true;
  /** Rises with each try: what belongs to an older one is ignored. */
  private generation = 0;

  constructor(options: SocketOptions) {
    this.options = { now: Date.now, random: Math.random, ...options };
  }

  /** Connects, and again whenever the connection breaks. */
  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    window.addEventListener('online', this.tryNow);
    window.addEventListener('offline', this.onOffline);
    document.addEventListener('visibilitychange', this.onVisible);
    this.options.onConnection({ phase: 'connecting' });
    void this.connect();
  }

  /** Closes for good. */
  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.tryNow);
    window.removeEventListener('offline', this.onOffline);
    document.removeEventListener('visibilitychange', this.onVisible);
    this.forget();
    this.options.onConnection({ phase: 'closed' });
  }

  /** Says something if the line is up; what is lost here was only a hint. */
  say(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  /** Tries at once instead of waiting. */
  readonly tryNow = (): void => {
    if (this.stopped || this.socket) return;
    clearTimeout(this.retry);
    void this.connect();
  };

  private readonly onVisible = (): void => {
    if (document.visibilityState === 'visible') this.tryNow();
  };

  private readonly onOffline = (): void => this.lose();

  private async connect(): Promise<void> {
    this.forget();
    const generation = this.generation;
    const current = () => !this.stopped && generation === this.generation;
    try {
      const ticket = await this.options.ticket();
      if (!current()) return;
      const socket = this.options.open(ticket);
      this.socket = socket;
      socket.onmessage = (event) => current() && this.hear(String(event.data));
      socket.onclose = () => current() && this.lose();
      this.watch();
    } catch {
      if (current()) this.lose();
    }
  }

  private hear(text: string): void {
    this.watch();
    const frame = parseFrame(text);
    if (!frame) return;
    if (frame.kind === 'hello') this.greet(frame.ping_every_ms);
    if (frame.kind === 'ping') this.say({ kind: 'pong' });
    this.options.onFrame(frame);
  }

  private greet(pingEveryMs: number): void {
    this.pingEveryMs = pingEveryMs;
    this.attempt = 0;
    this.lostSince = undefined;
    this.watch();
    this.options.onConnection({ phase: 'open' });
  }

  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.lose(), this.pingEveryMs * MISSED_PINGS);
  }

  private lose(): void {
    if (this.stopped) return;
    this.forget();
    const now = this.options.now();
    this.lostSince ??= now;
    const wait = backoffMs(this.attempt, this.options.random);
    this.attempt += 1;
    this.retry = setTimeout(() => void this.connect(), wait);
    this.options.onConnection({ phase: 'lost', since: this.lostSince, retryAt: now + wait });
  }

  private forget(): void {
    this.generation += 1;
    clearTimeout(this.retry);
    clearTimeout(this.watchdog);
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }
}
