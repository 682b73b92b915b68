// Judges one file's imports by the table of boundaries.
import { areas, importsOf, isTest, targetOf, type Target } from './source-files.ts'
import { besideTests, boundaries, homes, sharedPackages, type Boundary } from './boundaries.ts'

const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`)
const areaOf = (path: string): string => path.split('/')[0]!
const named = (path: string, system: string): boolean => path.split('/').at(-1)!.includes(system)

export function boundaryOf(path: string): Boundary | undefined {
  return boundaries
    .filter(({ folder }) => within(path, folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0]
}

/** Why this import is not allowed, or undefined if it is. */
function objection(path: string, target: Target, typeOnly: boolean): string | undefined {
  const composed = isTest(path) || within(path, 'test') || within(path, 'scripts')
  const area = areaOf(path)
  if (target.kind === 'builtin') {
    return area === 'shared' && !composed ? 'shared reaches no machine: no node: builtins' : undefined
  }
  if (target.kind === 'package') {
    if (composed) return undefined
    if (area === 'shared' && !sharedPackages.includes(target.name))
      return `shared uses only ${sharedPackages.join(', ')}`
    const home = homes[target.name]
    return home !== undefined && !home.in.some((place) => within(path, place))
      ? `${target.name} lives in ${home.in.join(', ')}: ${home.because}`
      : undefined
  }
  if (!(areas as readonly string[]).includes(areaOf(target.path))) return 'leads out of the project'
  const crosses = areaOf(target.path) !== area
  if (crosses && target.written === 'relative') return `across areas write #${target.path}`
  if (!crosses && target.written === 'hash') return 'inside an area write a relative path'
  for (const [one, other] of [
    ['linux', 'windows'],
    ['windows', 'linux'],
  ] as const) {
    if (named(path, one) && named(target.path, other)) return `a *${one}* file knows nothing of ${other}`
  }
  const boundary = boundaryOf(path)
  if (boundary === undefined) return 'no line of the table covers this folder'
  if (within(target.path, boundary.folder)) return undefined
  if (boundary.may.some((place) => within(target.path, place))) return undefined
  if (typeOnly && (boundary.mayTypes ?? []).some((place) => within(target.path, place))) return undefined
  if (isTest(path) && besideTests.some((place) => within(target.path, place))) return undefined
  return `${boundary.folder} may import ${[...boundary.may, 'itself'].join(', ')}: ${boundary.because}`
}

/** One line for each import of the file that the table does not allow. */
export function objections(path: string, text: string): string[] {
  return importsOf(path, text).flatMap(({ specifier, typeOnly }) => {
    const why = objection(path, targetOf(path, specifier), typeOnly)
    return why === undefined ? [] : [`${path} → ${specifier}: ${why}`]
  })
}
