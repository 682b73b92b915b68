/** The thread that verifies: reads everything and hashes it, while the server goes on. */

import { parentPort, workerData } from 'node:worker_threads'
import { examine } from './examine.ts'
import type { Examination } from './examine.ts'

// A worker thread has no origin to name; the rule means windows.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(examine(workerData as Examination))
