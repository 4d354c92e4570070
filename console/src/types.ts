/** What the management listener answers; docs/OPERATIONS.md says what each member means. */

export interface Status {
  version: string;
  program: string;
  nowMillis: number;
  startedMillis: number;
  state: 'ready' | 'not ready' | 'draining' | 'drained';
  left: Left;
  actions: boolean;
  reload: boolean;
  inspector: boolean;
  gauges: Record<string, number>;
  counters: Record<string, number>;
}

/** What clients have open, and whether a drain ends it. */
export interface Left {
  closing: boolean;
  websockets: number;
  streams: number;
  requests: number;
  clients: number;
}

export interface Connection {
  id: number;
  kind: 'websocket' | 'stream' | 'request' | 'client';
  openMillis: number;
  address: string;
  path: string;
  origin: string;
  principal: string;
  speaks: string;
  socketCount: number;
  sockets: string[];
  bytesIn: number;
  bytesOut: number;
  messagesIn: number;
  messagesOut: number;
  waitingBytes: number;
  waitingMessages: number;
  dropped: number;
  paused: boolean;
}

export interface Connections {
  found: number;
  connections: Connection[];
}

export interface Durations {
  counts: number[];
  sumMillis: number;
  p50Millis: number;
  p95Millis: number;
  p99Millis: number;
}

export interface Endpoint {
  name: string;
  type: string;
  where: string;
  binds: boolean;
  gauges?: Record<string, number>;
  counters?: Record<string, number>;
  durations?: { requests: Durations; asks: Durations };
}

export interface Endpoints {
  found: number;
  bucketsSeconds: number[];
  endpoints: Endpoint[];
}

export interface Channel {
  key: string;
  store: string;
  name: string;
  subscribers: number;
  pendingBytes: number;
}

export interface Channels {
  found: number;
  channels: Channel[];
}

/** What a back end was asked, and how it did. */
export interface Asks {
  asked: number;
  inFlight: number;
  failed: number;
  durations: Durations;
}

export interface Handlers extends Asks {
  key: string;
  server: string;
  clients: number;
  send: string;
  receive: string;
  protocol: string;
  connected: number;
  waiting: number;
}

export interface Node extends Asks {
  name: string;
  state: 'off' | 'available' | 'draining';
  weight: number;
  sessions: number;
  losses: number;
  waiting: number;
  silentMillis: number;
}

export interface Host {
  name: string;
  nodes: string[];
  sessions: number;
  groups: number;
  kept: number;
  keptBytes: number;
}

export interface Origin extends Asks {
  place: string;
  state: 'unasked' | 'answering' | 'failing';
  workers: number;
  waiting: number;
  sockets: number;
  failures: Record<string, number>;
  lastFailure: string;
  failedMillisAgo: number;
}

export interface BackEnds {
  bucketsSeconds: number[];
  handlers: Handlers[];
  handlersFound: number;
  origins: Origin[];
  originsFound: number;
  nodes?: Node[];
  nodesFound?: number;
  hosts?: Host[];
  hostsFound?: number;
}

export interface Counter {
  name: string;
  description: string;
  value: number;
  traffic: boolean;
  endpoints?: Record<string, number>;
}

export interface Counters {
  counters: Counter[];
}

export interface Exchange {
  serial: number;
  atMillis: number;
  endpoint: string;
  connection: number;
  outcome: string;
  millis: number;
  request: string;
  requestBytes: number;
  reply: string;
  replyBytes: number;
}

export interface Exchanges {
  found: number;
  exchanges: Exchange[];
}
