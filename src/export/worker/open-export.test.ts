import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from '../../testing/fake-folder.ts'
import { dayPlan } from '../../testing/fake-plan.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { dropLeftExport, findLeftExports } from './left-exports.ts'
import { openExport } from './open-export.ts'

let browser = fakeBrowser()

beforeEach(() => {
  browser = fakeBrowser()
  vi.stubGlobal('navigator', browser.navigator)
})
afterEach(() => vi.unstubAllGlobals())

const NEW = { goesOn: false }
const GOES_ON = { goesOn: true }

describe('an export that is broken off', () => {
  it('is found, goes on in one tab alone, and is not found again', async () => {
    const broken = await openExport(dayPlan, 'csv', NEW)
    expect(await findLeftExports()).toEqual({ plan: null, ids: ['one'] })
    await broken.leave({ keep: true })
    expect(await findLeftExports()).toEqual({ plan: dayPlan, ids: ['one'] })

    const next = await openExport(dayPlan, 'csv', GOES_ON)
    await expect(openExport(dayPlan, 'csv', GOES_ON)).rejects.toMatchObject({ reason: 'elsewhere' })
    expect(await dropLeftExport('one')).toBe(false)
    await next.finish()
    expect(await findLeftExports()).toEqual({ plan: null, ids: [] })
  })

  it('is not begun anew where another tab has finished it', async () => {
    const other = await openExport(dayPlan, 'csv', NEW)
    await other.finish()
    await expect(openExport(dayPlan, 'csv', GOES_ON)).rejects.toMatchObject({ reason: 'gone' })
    expect(browser.held.size).toBe(0)
  })

  it('is not begun anew where another tab has discarded it', async () => {
    const other = await openExport(dayPlan, 'csv', NEW)
    await other.leave({ keep: true })
    expect(await dropLeftExport('one')).toBe(true)
    await expect(openExport(dayPlan, 'csv', GOES_ON)).rejects.toMatchObject({ reason: 'gone' })
    expect((await browser.root.getDirectoryHandle('exports')).names()).toEqual([])
  })
})

it('lets go of its place although what is in it was cleared', async () => {
  const opened = await openExport(dayPlan, 'csv', NEW)
  await (await browser.root.getDirectoryHandle('exports')).removeEntry('one')
  await expect(opened.leave({ keep: false })).rejects.toThrow('not there')
  await vi.waitFor(() => expect(browser.held.size).toBe(0))
})

it('keeps nothing of calls at hand to go on with', async () => {
  const opened = await openExport(
    { ...dayPlan, source: { records: [makeEmptyCall()] } },
    'csv',
    NEW,
  )
  expect(opened.stage).toBeNull()
  expect(await findLeftExports()).toEqual({ plan: null, ids: [] })
})
