/** Orders of the office: believed only by their signature, carried out at most once, always answered with a receipt. */

import { verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Isolation } from '#shared/domain/isolation.ts'
import type { Order, OrderRefusal, Receipt, SignedOrder } from '#shared/domain/order.ts'
import { isFault } from '#shared/fault.ts'
import { errorFields } from '#shared/log.ts'
import type { Log } from '#shared/log.ts'
import { orderText } from '#shared/protocol/order-text.ts'
import type { Clock } from '#shared/time/clock.ts'
import { momentOf } from '../machine/moment-of.ts'
import type { Isolator } from './isolation/isolator.ts'
import { oneAtATime } from './isolation/turns.ts'
import type { OrderLedger } from './order-ledger.ts'
import type { Journal } from './ports.ts'
import type { KeepSurely } from './surely-kept.ts'

/** What an order is held against. */
export interface OrderStanding {
  readonly endpoint: string
  /** The office's keys, by id; Ed25519. */
  readonly keys: ReadonlyMap<string, KeyObject>
  /** Office time, milliseconds since 1970 UTC. */
  readonly now: number
  /** The highest counter that was ever taken. */
  readonly lastCounter: number
}

/** No true order is valid for longer: an end in the far future is a mistake or a stolen key's last wish. */
export const validForAtMostMs = 7 * 24 * 3_600_000

/** Whether an order may be carried out. The signature comes first: of an unsigned order nothing else is worth telling. */
export function judge({ order, keyId, signature }: SignedOrder, standing: OrderStanding): OrderRefusal | 'genuine' {
  const key = standing.keys.get(keyId)
  if (key === undefined) return 'unknown-key'
  if (!isSigned(order, signature, key)) return 'forged'
  if (order.endpoint !== standing.endpoint) return 'other-endpoint'
  if (order.counter <= standing.lastCounter) return 'replayed'
  const leftMs = order.notAfter - standing.now
  // `!(…)` also refuses what is no number.
  return !(leftMs >= 0 && leftMs <= validForAtMostMs) ? 'expired' : 'genuine'
}

function isSigned(order: Order, signature: string, key: KeyObject): boolean {
  try {
    const bytes = Buffer.from(signature, 'base64url')
    // One signature, one text: base64url leaves four bits of the last sign unused.
    if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return false
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(orderText(order), 'utf8'), key, bytes)
  } catch {
    return false
  }
}

export interface OrderDesk {
  /** Judges, writes down, carries out, answers. Never throws; the receipt is on its way to the office when it resolves. */
  take(signed: SignedOrder): Promise<Receipt>
  /** After the isolator has resumed: answers orders that a restart interrupted. */
  resume(): Promise<void>
}

export interface OrderDeskOptions {
  readonly endpoint: string
  readonly keys: ReadonlyMap<string, KeyObject>
  readonly ledger: OrderLedger
  readonly isolator: Pick<Isolator, 'isolate' | 'release' | 'current'>
  readonly keepSurely: KeepSurely
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  /** Office time − this terminal's wall clock, milliseconds; 0 until the office has been heard. */
  readonly officeOffsetMs: () => number
}

export const interrupted = 'interrupted by a restart'

/** A flood of false orders must not fill the outbox with refusals; a person sends none of this many. */
const refusalsPerHour = 200

export function orderDesk(options: OrderDeskOptions): OrderDesk {
  const { endpoint, keys, ledger, isolator, journal, clock, log } = options
  const inTurn = oneAtATime()
  let refusalsSince = clock.monotonic()
  let refusals = 0

  /** Never behind what an accepted order has shown before: a clock that is set back does not make an old order young. */
  const officeTime = () => Math.max(clock.now() + options.officeOffsetMs(), ledger.seenAt())

  function answer(receipt: Receipt): Receipt {
    log.info('order/receipt', { order: receipt.order, outcome: receipt.outcome, because: receipt.because })
    if (receipt.outcome !== 'refused' || mayTellOfRefusal()) options.keepSurely({ kind: 'receipt', receipt })
    return receipt
  }

  function mayTellOfRefusal(): boolean {
    if (clock.monotonic() - refusalsSince >= 3_600_000) {
      refusalsSince = clock.monotonic()
      refusals = 0
    }
    if (++refusals <= refusalsPerHour) return true
    log.warn('order/refusals-not-told', { refusals })
    return false
  }

  const note = async (step: string, order: Order, facts: Readonly<Record<string, string | number | boolean>>) => {
    const by = { kind: 'officer', id: order.approver.id, name: order.approver.name } as const
    const entry = {
      step,
      by,
      because: order.reason,
      moment: momentOf(clock),
      facts: { order: order.id, action: order.action.kind, ...facts },
    }
    await journal.append(entry).catch((error: unknown) => {
      log.error('order/not-journaled', errorFields(error))
    })
  }

  async function take(signed: SignedOrder): Promise<Receipt> {
    const { order } = signed
    const now = officeTime()
    const verdict = judge(signed, { endpoint, keys, now, lastCounter: ledger.lastCounter() })
    if (verdict !== 'genuine') {
      await note('order/refused', order, { refusal: verdict })
      return answer({ order: order.id, outcome: 'refused', because: verdict, moment: momentOf(clock) })
    }
    try {
      // From here on it counts as taken, whatever happens: a crash in the middle never leads to a second time.
      await ledger.take(order, now)
    } catch (error) {
      log.error('order/not-taken', errorFields(error))
      return answer({ order: order.id, outcome: 'failed', because: codeOf(error), moment: momentOf(clock) })
    }
    await note('order/taken', order, { counter: order.counter })
    const because = await carryOut(order)
    return settle(order.id, because)
  }

  /** Empty when the machine is as the order says. */
  async function carryOut(order: Order): Promise<string> {
    const request = {
      by: { kind: 'officer', id: order.approver.id, name: order.approver.name },
      because: order.reason,
      order: order.id,
    } as const
    try {
      switch (order.action.kind) {
        case 'isolate':
          return isCut(await isolator.isolate({ ...request, scope: order.action.scope }))
            ? ''
            : 'isolation/not-verified'
        case 'release':
          return (await isolator.release(request)).state === 'connected' ? '' : 'isolation/not-verified'
      }
    } catch (error) {
      log.error('order/failed', { order: order.id, ...errorFields(error) })
      return codeOf(error)
    }
  }

  async function settle(order: string, because: string): Promise<Receipt> {
    const receipt: Receipt = {
      order,
      outcome: because === '' ? 'carried-out' : 'failed',
      because,
      moment: momentOf(clock),
    }
    await ledger.settle(receipt).catch((error: unknown) => {
      log.error('order/not-settled', errorFields(error))
    })
    return answer(receipt)
  }

  return {
    take: (signed) => inTurn(() => take(signed)),
    resume: () =>
      inTurn(async () => {
        for (const { order, action } of ledger.unsettled()) {
          // The isolator keeps its own intent: what had begun before the restart is in force again by now.
          const now = isolator.current()
          const isDone = now.order === order && (action === 'isolate' ? isCut(now) : now.state === 'connected')
          await settle(order, isDone ? '' : interrupted)
        }
      }),
  }
}

const isCut = ({ state }: Isolation): boolean => state === 'isolated' || state === 'degraded'
const codeOf = (error: unknown): string => (isFault(error) ? error.code : 'command/failed')
