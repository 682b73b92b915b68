/** 最近记录: the last reports of this machine and what became of each. */

import { nearTime } from '#shared/text/shanghai-time.ts'
import { counter, counterPage } from '#shared/wording/zh-cn.ts'
import type { Report } from '../panel-state.ts'
import type { Told } from './moments.ts'

// What fits above the footer at 1024×600; the office has them all.
const shownAtOnce = 6

export function RecentScreen({ told }: { readonly told: Told }) {
  const { recent, lastDrillAt, officeOffsetMs, now } = told.state
  const near = (at: number) => nearTime(at + officeOffsetMs, now + officeOffsetMs, counterPage.yesterday)
  return (
    <section class="recent-body">
      <h2>{counter.ready.recent}</h2>
      {recent.length === 0 ? (
        <p class="hint">{counter.ready.recentEmpty}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {(['at', 'code', 'what', 'became'] as const).map((column) => (
                <th key={column} scope="col">
                  {counterPage.recent[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {recent.slice(0, shownAtOnce).map((report) => (
              <tr key={report.alert}>
                <td>{near(report.pressedAt)}</td>
                <td>{report.code}</td>
                <td>
                  {report.origin === 'operator' ? counterPage.recent.byOperator : counterPage.recent.byDetector}
                  {report.drill && `（${counterPage.drillTag}）`}
                </td>
                <td>{became(report)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lastDrillAt !== undefined && <p class="hint">{counter.ready.lastDrill(near(lastDrillAt))}</p>}
    </section>
  )
}

function became(report: Report): string {
  if (report.withdrawnAt !== undefined) return counterPage.recent.withdrawn
  if (report.taken !== undefined) return counterPage.recent.taken(report.taken.by)
  return report.delivery.kind === 'delivered' ? counterPage.recent.delivered : counterPage.recent.kept
}
