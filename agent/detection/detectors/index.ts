/** Every detector of the agent, in the order in which they are asked: the one explicit list. */

import type { Wording } from '#shared/wording/zh-cn.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'
import { canaryTouched } from './canary-touched.ts'
import type { DualHomingSettings } from './dual-homing.ts'
import { dualHoming } from './dual-homing.ts'
import { massRewrite } from './mass-rewrite.ts'

/** The part of the agent's settings that detectors need. */
export type DetectorSettings = DualHomingSettings

export const detectors = (settings: DetectorSettings, rules: Wording['rules'] = zhCn.rules): readonly Detector[] => [
  canaryTouched(rules['canary-touched']),
  massRewrite({}, rules['mass-rewrite']),
  dualHoming(settings, rules['dual-homing']),
]
