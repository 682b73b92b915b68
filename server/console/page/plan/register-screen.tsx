/** 接报登记 (D01): what came by telephone, by notice or on foot becomes an incident; its two hours run from when it was found. */

import { useState } from 'react'
import { Checkbox, Skeleton } from 'antd'
import { consolePage, consolePlan } from '#shared/wording/zh-cn.ts'
import type { Acted } from '../../../workflow/commands.ts'
import type { Form } from '../../../workflow/forms/form.ts'
import type { DeskActions } from '../desk.tsx'
import type { FeedState } from '../feed-state.ts'
import { get, post } from '../ask.ts'
import { draftKey } from '../forms/draft.ts'
import { FormEditor } from '../forms/form-editor.tsx'
import { ReadFailed } from '../read-failed.tsx'
import { useDetail, valueOf } from '../use-detail.ts'
import { useServerTime } from '../use-time.ts'
import type { Reader } from './reader.ts'
import { useReferences } from './use-references.ts'

interface RegisterProps {
  readonly feed: FeedState
  readonly reader: Reader
  readonly actions: DeskActions
}

const words = consolePlan.incidents
const readForms = () => get<{ readonly forms: readonly Form[] }>('/api/forms')

export function RegisterScreen({ feed, reader, actions }: RegisterProps) {
  const { detail, again } = useDetail(readForms, '', [])
  const [drill, setDrill] = useState(false)
  const now = useServerTime(feed)
  const references = useReferences(reader, { feed })
  const form = valueOf(detail)?.forms.find(({ id }) => id === 'D01')
  return (
    <section className="panel form-screen" aria-labelledby="register-title">
      <header className="form-head">
        <h1 id="register-title">{words.register}</h1>
        <p className="soft">{words.registerHint}</p>
      </header>
      {detail.kind === 'failed' && <ReadFailed message={detail.message} onAgain={again} />}
      {detail.kind === 'loading' && <Skeleton active={false} title={false} paragraph={{ rows: 8 }} />}
      {form && (
        <FormEditor
          answer={{ form, prefilled: {} }}
          references={references}
          draft={draftKey(reader.id, 'register', 'D01')}
          submitText={words.register}
          perform={(fields) => post<Acted>('/api/incidents', { fields, drill })}
          onDone={({ incident }) =>
            actions.go(incident === undefined ? { screen: 'incidents' } : { screen: 'incident', id: incident })
          }
          onCancel={() => actions.go({ screen: 'incidents' })}
          now={now}
        >
          <Checkbox checked={drill} onChange={(event) => setDrill(event.target.checked)}>
            {consolePage.drill}：{words.drillHint}
          </Checkbox>
        </FormEditor>
      )}
    </section>
  )
}
