/** What one terminal may ask of the gateway, and what the gateway as a whole bears; each breach has its stated end. */

export interface GatewayLimits {
  /** TLS handshakes under way at once (1 ms of CPU each); more are dropped and come back by their backoff. */
  readonly handshakes: number
  /** Connections that have not yet said hello; more are turned away with 503. */
  readonly strangers: number
  readonly helloWithinMs: number
  /** A terminal that was silent for longer is taken to be gone. */
  readonly silentAfterMs: number
  /**
   * Sustained records a second, and how many may come at once. Beyond, the socket is read more slowly and nobody is
   * closed: a terminal that was offline for days has thousands to send and must get rid of them.
   */
  readonly recordsPerSecond: number
  readonly recordBurst: number
  /** The same for heartbeats, of which an honest terminal sends few: beyond, `too-fast`. */
  readonly heartbeatsPerSecond: number
  readonly heartbeatBurst: number
  /** Records received and not yet durable; at this number the socket is no longer read. */
  readonly inFlight: number
  /** Bytes that wait to be sent to a terminal that does not read; beyond, it is cut off. */
  readonly unsentBytes: number
}

export const gatewayLimits: GatewayLimits = {
  handshakes: 512,
  strangers: 1024,
  helloWithinMs: 10_000,
  silentAfterMs: 45_000,
  recordsPerSecond: 200,
  recordBurst: 2_000,
  heartbeatsPerSecond: 2,
  heartbeatBurst: 60,
  inFlight: 256,
  unsentBytes: 1024 * 1024,
}
