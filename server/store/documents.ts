/** The port of the store for 文书: bytes that were made once and are kept under their SHA-256. What they are of stands in the histories. */

export interface DocumentStore {
  /** Resolves with the SHA-256 when the bytes are durable; the same bytes twice are one. Rejects with `store/not-durable`; then nothing is kept. */
  put(bytes: Uint8Array): Promise<string>
  /** Nothing where no bytes of that hash were ever kept. Rejects with `store/document-damaged` where they are no longer what was put. */
  get(sha256: string): Promise<Uint8Array | undefined>
}
