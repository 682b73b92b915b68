// The office's seal with a key that every test knows.
import { manifestSealer } from '#server/audit/manifest.ts'

export const aSealer = manifestSealer(Buffer.alloc(32, 9))
