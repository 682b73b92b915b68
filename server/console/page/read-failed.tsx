/** What could not be read, that it does no harm to the alerts, and the button to try again. */

import { Button } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'

export function ReadFailed({ message, onAgain }: { readonly message: string; readonly onAgain: () => void }) {
  return (
    <div className="said" role="alert">
      <span>
        {consolePage.readFailed}（{message}）
      </span>
      <Button onClick={onAgain}>{consolePage.retry}</Button>
    </div>
  )
}
