// The bureau's real enrolment listener, with an answer that the test gives and a list of what was asked.
import { enrollmentListener } from '#server/pki/enrollment-listener.ts'
import { silentLog } from '#shared/log.ts'
import type { EnrollmentAnswer, EnrollmentRequest } from '#shared/protocol/enrollment.ts'
import { TryLimit } from '#shared/time/try-limit.ts'
import type { ServerPair } from './office-certificates.ts'

export interface EnrollmentOffice {
  readonly port: number
  readonly asked: readonly EnrollmentRequest[]
  close(): Promise<void>
}

export async function enrollmentOffice(
  { key, cert }: ServerPair,
  answer: (request: EnrollmentRequest) => Promise<EnrollmentAnswer | 'code-refused'>,
): Promise<EnrollmentOffice> {
  const asked: EnrollmentRequest[] = []
  const listener = enrollmentListener({
    identity: { key, chain: cert, notAfter: 0 },
    enrollment: {
      async enroll(request) {
        asked.push(request)
        const given = await answer(request)
        return given === 'code-refused' ? { ok: false, refusal: given } : { ok: true, answer: given }
      },
    },
    tries: new TryLimit({ tries: 1e6, withinMs: 1, origins: 10, monotonic: () => performance.now() }),
    log: silentLog,
  })
  const port = await listener.listen({ host: '127.0.0.1', port: 0 })
  return { port, asked, close: () => listener.close() }
}
