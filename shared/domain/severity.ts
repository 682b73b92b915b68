/** 严重程度: how grave a rule, a detection or an alert is. Incidents have a level instead (GLOSSARY). */

/** Mildest first; Sigma's levels, with `informational` shortened. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const

export type Severity = (typeof severities)[number]

export const atLeast = (severity: Severity, floor: Severity): boolean =>
  severities.indexOf(severity) >= severities.indexOf(floor)

export const gravest = (list: readonly Severity[]): Severity =>
  list.reduce<Severity>((worst, next) => (atLeast(next, worst) ? next : worst), 'info')
