/** Help: the keys and their switch, and what sounds, shapes and times mean. */

import { Modal, Switch } from 'antd'
import { consolePage } from '#shared/wording/zh-cn.ts'
import type { Keys } from './use-keys.ts'

const words = consolePage.help
const keyNames = { down: 'J', up: 'K', take: 'A', open: 'Enter', help: '?' } as const

export function HelpDialog({ keys, onClose }: { readonly keys: Keys; readonly onClose: () => void }) {
  return (
    <Modal open title={words.title} footer={null} onCancel={onClose}>
      <div className="dialog">
        <dl className="keys">
          {(Object.keys(keyNames) as (keyof typeof keyNames)[]).map((key) => (
            <div key={key}>
              <dt>
                <kbd>{keyNames[key]}</kbd>
              </dt>
              <dd>{words.keys[key]}</dd>
            </div>
          ))}
        </dl>
        <p>
          <Switch checked={keys.on} onChange={keys.set} aria-label={words.switch} /> {words.switch}
        </p>
        <p>{words.sound}</p>
        <p>{words.colours}</p>
        <p>{words.times}</p>
      </div>
    </Modal>
  )
}
