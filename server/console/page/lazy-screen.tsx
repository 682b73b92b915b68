/** Screens that are fetched when they are first looked at, so that the duty screen stands at once. */

import { lazy } from 'react'
import type { ComponentType } from 'react'
import { Button } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'

/** A screen that cannot be fetched says so instead of taking the page down with it: the office was updated meanwhile, or is away. */
export const lazyScreen = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async (): Promise<{ readonly default: ComponentType<Props> }> => ({
    default: await load().catch(() => NotFetched),
  }))

const NotFetched = () => (
  <section className="panel">
    <p role="alert">{consolePage.notFetched}</p>
    <Button onClick={() => location.reload()}>{consolePage.reload}</Button>
  </section>
)
