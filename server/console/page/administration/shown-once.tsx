/** A secret that is shown now and never again. */

import { Button } from 'antd'
import { consoleOffice } from '#shared/wording/zh-cn.ts'

interface OnceProps {
  readonly title: string
  readonly secret: string
  readonly hint: string
  readonly onClose: () => void
}

export const ShownOnce = ({ title, secret, hint, onClose }: OnceProps) => (
  <div className="made shown-once">
    <p>
      <strong>{title}</strong>
    </p>
    <p className="made code">{secret}</p>
    <p>
      {hint} <Button onClick={onClose}>{consoleOffice.noted}</Button>
    </p>
  </div>
)
