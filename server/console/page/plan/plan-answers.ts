/** What the console answers about an incident under the plan, and the calls that move it. */

import type { FormFields } from '../../../workflow/forms/form.ts'
import { post } from '../ask.ts'

interface Along {
  readonly fields?: FormFields | undefined
  readonly reason?: string | undefined
  readonly into?: string | undefined
}

/** An event of the plan, or another command of the incident: the last part of the path names it. */
export const command = (incident: string, name: string, body: Along | object = {}) =>
  post(`/api/incidents/${incident}/${name}`, body)

export const exportArchive = (incident: string) =>
  post<{ readonly sha256: string; readonly bytes: number }>(`/api/incidents/${incident}/archive-package`)
