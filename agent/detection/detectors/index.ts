/** Every detector of the agent, in the order in which they are asked: the one explicit list. */

import type { Wording } from '#shared/wording/zh-cn.ts'
import { zhCn } from '#shared/wording/zh-cn.ts'
import type { Detector } from '../detector.ts'
import { agentStopped } from './agent-stopped.ts'
import { agentUninstalled } from './agent-uninstalled.ts'
import { canaryTouched } from './canary-touched.ts'
import { clockSetBack } from './clock-set-back.ts'
import type { DualHomingSettings } from './dual-homing.ts'
import { dualHoming } from './dual-homing.ts'
import { evidenceDeleted } from './evidence-deleted.ts'
import { logCleared } from './log-cleared.ts'
import { massRewrite } from './mass-rewrite.ts'

/** The part of the agent's settings that detectors need. */
export type DetectorSettings = DualHomingSettings

export const detectors = (settings: DetectorSettings, rules: Wording['rules'] = zhCn.rules): readonly Detector[] => [
  canaryTouched(rules['canary-touched']),
  massRewrite({}, rules['mass-rewrite']),
  dualHoming(settings, rules['dual-homing']),
  agentStopped({}, rules['agent-stopped']),
  agentUninstalled(rules['agent-uninstalled']),
  clockSetBack({}, rules['clock-set-back']),
  evidenceDeleted(rules['evidence-deleted']),
  logCleared(rules['log-cleared']),
]
