/** Notices that two machines use one certificate: each new connection throws the other one out, and they take turns. */

/** How many earlier machines of one endpoint are remembered. */
const remembered = 4

export class CloneWatch {
  readonly #machines = new Map<string, { readonly current: string; readonly earlier: readonly string[] }>()

  /**
   * True where the machine that says hello was replaced before, and now replaces another that is still connected.
   * `machine` is the terminal's clock id, which names a boot (or a process): once a machine starts anew, its old id never
   * comes back, so one machine that reconnects, restarts or flaps is never taken for two.
   */
  isClone(endpoint: string, machine: string, othersLive: boolean): boolean {
    const known = this.#machines.get(endpoint)
    if (known?.current === machine) return false
    const earlier = known ? [known.current, ...known.earlier.filter((one) => one !== machine)].slice(0, remembered) : []
    this.#machines.set(endpoint, { current: machine, earlier })
    return othersLive && known?.earlier.includes(machine) === true
  }
}
