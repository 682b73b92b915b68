// An isolation layer over a machine that is one object: small, real, and able to fail in every way that a real one does.
import type { IsolationDriver, LayerStatus } from '#agent/response/isolation/driver.ts'
import type { IsolationScope } from '#shared/domain/isolation.ts'

/** What survives the death of an agent: the kernel's side of the layer. */
export interface FakeKernel {
  applied?: IsolationScope | undefined
}

export interface FakeLayerFaults {
  /** Says it is done and does nothing. */
  lies?: boolean | undefined
  /** Throws and does nothing. */
  failsToApply?: boolean | undefined
  failsToRelease?: boolean | undefined
  failsToLook?: boolean | undefined
  /** Stands in the kernel but not as applied. */
  isLoosened?: boolean | undefined
  /** Never answers again, as after the agent's death. */
  hangs?: boolean | undefined
}

export class FakeLayer implements IsolationDriver {
  readonly name: string
  readonly scopes: readonly IsolationScope[]
  readonly rehearsal = false
  readonly kernel: FakeKernel
  readonly faults: FakeLayerFaults
  /** `apply full`, `release`, in order; looking is not counted. */
  readonly calls: string[] = []
  onCall: (call: string) => void = () => {}

  constructor({
    name = 'fake',
    scopes = ['full', 'selective'],
    kernel = {},
    faults = {},
  }: {
    name?: string
    scopes?: readonly IsolationScope[]
    kernel?: FakeKernel
    faults?: FakeLayerFaults
  } = {}) {
    this.name = name
    this.scopes = scopes
    this.kernel = kernel
    this.faults = faults
  }

  async apply(_target: unknown, scope: IsolationScope): Promise<void> {
    await this.#called(`apply ${scope}`)
    if (this.faults.failsToApply === true) throw new Error(`${this.name} cannot be applied`)
    if (this.faults.lies !== true) {
      this.kernel.applied = scope
      this.faults.isLoosened = false
    }
  }

  async release(): Promise<void> {
    await this.#called('release')
    if (this.faults.failsToRelease === true) throw new Error(`${this.name} cannot be released`)
    if (this.faults.lies !== true) this.kernel.applied = undefined
  }

  async status(_target: unknown, scope: IsolationScope): Promise<LayerStatus> {
    if (this.faults.hangs === true) await new Promise(() => {})
    if (this.faults.failsToLook === true) throw new Error(`${this.name} cannot be looked at`)
    const { applied } = this.kernel
    const stands = applied === scope && this.faults.isLoosened !== true
    return { stands, gone: applied === undefined, detail: applied ?? 'nothing' }
  }

  async #called(call: string): Promise<void> {
    if (this.faults.hangs === true) await new Promise(() => {})
    this.calls.push(call)
    this.onCall(call)
  }
}
