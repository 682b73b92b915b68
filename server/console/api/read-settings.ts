/** GET /api/settings: every policy number with its 依据, its bounds, who changed it, and how the office explains it (六(二)). */

import * as z from 'zod'
import { bases, basisLabels, directionOf, directions } from '../../workflow/settings/setting.ts'
import type { Setting } from '../../workflow/settings/setting.ts'
import { settingKeys, settings } from '../../workflow/settings/register.ts'
import type { SettingKey } from '../../workflow/settings/register.ts'
import { answeringKey, settingsOf } from '../../workflow/settings/settings.ts'
import type { Office } from '../../workflow/office.ts'
import { call, noBody, ok } from '../call.ts'

const value = z.union([z.number(), z.boolean(), z.string()])

export const readSettings = call({
  method: 'GET',
  path: '/api/settings',
  operation: 'settings.read',
  body: noBody,
  answer: z.object({
    settings: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        kind: z.enum(['whole', 'choice', 'yes-no', 'text']),
        unit: z.string().optional(),
        value,
        default: value,
        min: z.number().optional(),
        max: z.number().optional(),
        direction: z.enum(directions),
        choices: z.record(z.string(), z.string()).optional(),
        basis: z.enum(bases),
        basisLabel: z.string(),
        clause: z.string(),
        hint: z.string(),
        changed: z.object({ by: z.string(), at: z.number() }).optional(),
        explanation: z.object({ id: z.string(), text: z.string(), signedAt: z.number().optional() }).optional(),
      }),
    ),
    answeringDepartments: z.array(z.object({ institution: z.string(), department: z.string() })),
  }),
  perform(_, { conductor, seen }) {
    const { office } = conductor.situation()
    const departments = [...seen().institutions.keys()].flatMap((institution) => {
      const department = office.settings.get(answeringKey(institution))?.value ?? ''
      return department === '' ? [] : [{ institution, department }]
    })
    return ok({ settings: settingKeys.map((key) => row(key, office)), answeringDepartments: departments })
  },
})

function row(key: SettingKey, office: Office) {
  const setting: Setting = settings[key]
  const changed = office.settings.get(key)
  return {
    key,
    ...setting,
    value: settingsOf(office)[key],
    direction: directionOf(setting),
    basisLabel: basisLabels[setting.basis],
    changed: changed && { by: changed.by.kind === 'officer' ? changed.by.name : '', at: changed.at },
    explanation: explanationOf(key, office),
  }
}

/** The newest one that is signed; before there is any, the newest draft, which says so by having no date. */
function explanationOf(key: SettingKey, { explanations }: Office) {
  const about = explanations.filter(({ settings: explained }) => explained.includes(key))
  const found = about.findLast(({ signed }) => signed !== undefined) ?? about.at(-1)
  return found && { id: found.id, text: found.text, signedAt: found.signed?.at }
}
