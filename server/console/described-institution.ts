/** An institution as a page describes it. */

import * as z from 'zod'
import { institutionKinds } from '#shared/domain/institution.ts'
import { name, text } from '#shared/protocol/limits.ts'

export const describedInstitution = z.strictObject({
  kind: z.enum(institutionKinds),
  name: name.trim().min(1),
  phone: text(32).trim(),
})
