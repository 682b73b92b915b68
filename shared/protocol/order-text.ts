/** The bytes of an order that are signed and verified: a domain line, then canonical JSON. */

import type { Order } from '../domain/order.ts'
import { canonicalJson } from '../text/canonical-json.ts'

/** The first line keeps a signature over an order from ever serving as one over anything else. */
export const orderText = (order: Order): string => `yibao-order-v1\n${canonicalJson(order)}`
