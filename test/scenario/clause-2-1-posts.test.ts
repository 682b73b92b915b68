/** 二(一): the leading group: who may decide stands in posts with dates, the three administrators stand apart, and the deputy decides only with a written authorisation. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { people } from '../fixtures/one-bureau.ts'
import { PlanJourney, refusal, taken } from '../fixtures/plan-journey.ts'
import { StaffedBureau } from '../fixtures/staffed-bureau.ts'

let bureau: StaffedBureau
beforeAll(async () => void (bureau = await StaffedBureau.open()), 60_000)
afterAll(() => bureau[Symbol.asyncDispose]())

const idOf = (who: keyof typeof people) => bureau.idOf(people[who].id)

test('there is one leader and one deputy at a time', async () => {
  expect(refusal(await bureau.givePost(idOf('member'), 'leader'))).toBe('409 post-taken')
  expect(refusal(await bureau.givePost(idOf('office'), 'deputy'))).toBe('409 post-taken')
})

test.each(['system-administrator', 'security-administrator', 'audit-administrator'] as const)(
  'whoever has a post of the plan cannot be %s',
  async (role) => {
    expect(refusal(await bureau.givePost(idOf('member'), role))).toBe('409 posts-exclude')
  },
)

test('no administrator has a part in the plan', async () => {
  const journey = await PlanJourney.register(bureau)
  for (const who of ['system', 'security', 'audit'] as const) {
    expect(refusal(await bureau.as(who).get(`/api/incidents/${journey.incident}`))).toBe('403 not-permitted')
    expect(refusal(await bureau.as(who).post(`/api/incidents/${journey.incident}/start-verifying`))).toBe(
      '403 not-permitted',
    )
  }
})

test('only the leader grants the deputy an authorisation, and only within it does the deputy activate the plan', async () => {
  const journey = await (await PlanJourney.register(bureau)).reaches('proposed')
  const activating = { fields: bureau.filled('D08') }
  expect(refusal(await journey.tries('deputy', 'activate', activating))).toBe('403 not-permitted')

  const now = Date.now()
  const delegation = { to: idOf('deputy'), scope: '代行启动预案', from: now - 1_000, until: now + 86_400_000 }
  expect(refusal(await bureau.as('deputy').post('/api/delegations', delegation))).toBe('403 not-permitted')
  const { id } = taken(await bureau.as('leader').post('/api/delegations', delegation))
  await journey.does('deputy', 'activate', activating)
  expect((await journey.read()).course.moves.at(-1)).toMatchObject({ event: 'activate', as: 'deputy' })

  taken(await bureau.as('leader').post(`/api/delegations/${String(id)}/end`))
  const next = await (await PlanJourney.register(bureau)).reaches('proposed')
  expect(refusal(await next.tries('deputy', 'activate', activating))).toBe('403 not-permitted')
})

test('a post that has ended gives no right any more', async () => {
  const { posts } = taken(await bureau.as('security').get('/api/posts')) as {
    posts: readonly { id: string; person: string; role: string }[]
  }
  const office = posts.find(({ person, role }) => person === idOf('technician') && role === 'office')
  const journey = await PlanJourney.register(bureau)
  taken(
    await bureau
      .as('security')
      .post(`/api/posts/${office?.id}/end`, { to: Date.now(), document: '璧医保发〔2026〕2号' }),
  )
  // Whoever has no post any more has nothing to do here: the session is over.
  expect(refusal(await journey.tries('technician', 'start-verifying'))).toBe('401 not-signed-in')
  await journey.advances('office', 'start-verifying')
})
