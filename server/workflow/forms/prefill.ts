/** 预填: what the history already knows of a form, so that nobody types it again; and what only the server may say. Pure. */

import type { Institution } from '#shared/domain/institution.ts'
import type { IncidentStanding, Situation } from '../situation.ts'
import type { FieldValue, Form, FormFields, FormId } from './form.ts'
import { activation } from './prefill/activation.ts'
import { ending } from './prefill/ending.ts'
import { handling } from './prefill/handling.ts'
import { officeWork } from './prefill/office-work.ts'
import { outside } from './prefill/outside.ts'
import { reporting } from './prefill/reporting.ts'

/** What a form about an incident is filled from. */
export interface Known {
  readonly situation: Situation
  readonly incident: IncidentStanding
  readonly now: number
  /** As the registry has them; those of the office's chain where left out. */
  readonly institutions?: readonly Institution[] | undefined
  /** 事实 in words (D18): they need the histories, which the situation does not hold. */
  readonly facts?: readonly FactLine[] | undefined
}

export interface FactLine {
  readonly code: string
  readonly fact: string
  /** Positions of the entries that it rests on. */
  readonly rows: readonly number[]
}

/** What a form of the office's own is filled from; `answers`: what was chosen so far (the period of D14b). */
export interface KnownOfOffice {
  readonly situation: Situation
  readonly now: number
  readonly institutions?: readonly Institution[] | undefined
  readonly answers?: FormFields | undefined
}

/** A field that is not known is left out. */
export type Filling = Readonly<Record<string, FieldValue | undefined>>
export type Fillings<K> = { readonly [Id in FormId]?: (known: K) => Filling }

const ofIncident: Fillings<Known> = { ...reporting, ...activation, ...handling, ...ending, ...outside }

const knownFields = ({ fields }: Form, filling: Filling): FormFields => {
  const keys = new Set(fields.map(({ key }) => key))
  return Object.fromEntries(
    Object.entries(filling).flatMap(([key, value]) => (keys.has(key) && value !== undefined ? [[key, value]] : [])),
  )
}

export const prefill = (form: Form, known: Known): FormFields => knownFields(form, ofIncident[form.id]?.(known) ?? {})

export const prefillOffice = (form: Form, known: KnownOfOffice): FormFields =>
  knownFields(form, officeWork[form.id]?.(known) ?? {})
