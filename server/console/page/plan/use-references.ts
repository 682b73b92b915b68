/** Whom and what the ids in forms and boards mean, as far as the person may read it; what cannot be read is typed instead of chosen. */

import { useEffect, useState } from 'react'
import { listInstitutions } from '../api.ts'
import type { IncidentDetail } from '../api.ts'
import { listPeople } from '../administration/office-answers.ts'
import { placeOf } from '../duty-row.tsx'
import type { FeedState } from '../feed-state.ts'
import type { Named, References } from '../forms/form-answers.ts'
import type { Reader } from './reader.ts'
import { unitsOf } from './unit-names.ts'

interface Known {
  readonly feed: FeedState
  /** Nothing outside an incident, and until it has been read. */
  readonly detail?: IncidentDetail | undefined
  readonly institution?: string | undefined
}

const nobody: readonly Named[] = []

export function useReferences(reader: Reader, { feed, detail, institution }: Known): References {
  const [people, setPeople] = useState<readonly Named[]>()
  const [registered, setRegistered] = useState(nobody)
  const readsPeople = reader.may('settings.read')
  const readsRegistry = reader.may('registry.read')
  useEffect(() => {
    const readBoth = async () => {
      const [persons, institutions] = await Promise.all([
        readsPeople ? listPeople() : undefined,
        readsRegistry ? listInstitutions() : undefined,
      ])
      if (persons?.ok) setPeople(persons.value.people.filter(({ disabled }) => disabled === undefined))
      if (institutions?.ok) setRegistered(institutions.value.institutions)
    }
    void readBoth()
  }, [readsPeople, readsRegistry])

  const endpoints = [...feed.endpoints.values(), ...(detail?.endpoints ?? [])]
  const units = unitsOf(endpoints, institution, registered)
  const involved = detail && new Set(detail.course.endpoints)
  const named = new Map(
    endpoints.filter(({ id }) => involved?.has(id) ?? true).map((row) => [row.id, `${placeOf(row)}（${row.number}）`]),
  )
  return {
    person: people,
    unit: units,
    institution: units.filter(({ id }) => id !== 'office' && id !== 'field-team'),
    endpoint: [...named].map(([id, name]) => ({ id, name })),
    evidence: detail?.course.evidence.map(({ evidence }) => ({ id: evidence.id, name: evidence.file })),
  }
}
