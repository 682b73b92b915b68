/** 终端: a computer on the insurance network with an agent. */

export interface Endpoint {
  /** UUIDv7, given at enrolment. */
  readonly id: string
  /** 终端编号 as read over the phone, e.g. `BS-0412-01`. */
  readonly number: string
  readonly institution: string
  /** What the people there call it: 收银1号. */
  readonly name: string
}

/** One network adapter as the operating system shows it. */
export interface Adapter {
  readonly name: string
  readonly index: number
  /** Lower case, colons; empty where the adapter has none. */
  readonly mac: string
  readonly up: boolean
  readonly kind: 'ethernet' | 'wifi' | 'mobile' | 'tether' | 'bluetooth' | 'virtual' | 'loopback'
  /** Addresses with prefix length, `10.1.0.4/24`. */
  readonly addresses: readonly string[]
}

export interface Route {
  readonly destination: string
  readonly gateway: string
  readonly adapter: string
  readonly metric: number
}
