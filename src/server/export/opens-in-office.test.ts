import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import type { CallRecord } from '../../calls/call.ts'
import { COLUMNS } from '../../calls/columns.ts'
import { makeEmptyCall } from '../../testing/make-call.ts'
import { bytesOf, column, inBatches, sheetWith } from '../../testing/sheet-with.ts'
import type { Sheet } from './sheet.ts'
import { writeXlsx } from './xlsx.ts'

const installed = (program: string, option: string) =>
  spawnSync(program, [option], { stdio: 'ignore' }).error === undefined

/** UTF-8, comma, all sheets, cells as they are shown, formulas as what they come to. */
const AS_SHOWN = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1'
/** A first start makes a profile, which is slow. */
const STARTS_WITHIN_MS = 120_000

const folder = await mkdtemp(`${tmpdir()}/callboard-workbook-`)
afterAll(() => rm(folder, { recursive: true, force: true }))

async function save(calls: readonly CallRecord[], parts: Partial<Sheet>, rows = 1_048_576) {
  const limits = { rows, links: 65_530 }
  const bytes = await bytesOf(writeXlsx(inBatches(calls), sheetWith(parts), limits))
  await writeFile(`${folder}/calls.xlsx`, bytes)
}

describe.runIf(installed('soffice', '--version'))('LibreOffice, where it is installed', () => {
  it(
    'shows every cell of every sheet as it was meant',
    async () => {
      const formula = '=1+1'
      const calls = [
        makeEmptyCall({
          id: '23112023432602510',
          caller: '008613200000001',
          agent: formula,
          remark: ' two\nlines <&> ',
          labels: ['_x0041_', '👩‍👩‍👧'],
          startedAt: '2026-11-01T01:30:00-04:00',
          endedAt: '2026-11-01T01:30:00-05:00',
          type: 3,
          talkSeconds: 61.9,
          recording: '/api/recordings/a.b?c=1&d=2',
        }),
        makeEmptyCall({ id: '+1', startedAt: 'soon' }),
      ]
      const columns = COLUMNS.map((id) => column(id, formula))
      await save(calls, { columns, timeZone: 'America/New_York' }, 2)
      const profile = `-env:UserInstallation=file://${folder}/profile`
      const args = [profile, '--headless', '--convert-to', AS_SHOWN, '--outdir', folder]
      await promisify(execFile)('soffice', [...args, `${folder}/calls.xlsx`])
      const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort()
      expect(names).toEqual(['calls-Calls 2.csv', 'calls-Calls.csv'])
      const [second, first] = await Promise.all(
        names.map(async (name) => parse(await readFile(`${folder}/${name}`)) as string[][]),
      )
      const header = COLUMNS.map((id) =>
        id.endsWith('At') ? `${formula} (America/New_York)` : formula,
      )
      const rowOf = (known: Partial<Record<(typeof COLUMNS)[number], string>>) =>
        COLUMNS.map((id) => known[id] ?? '')
      expect(first).toEqual([
        header,
        rowOf({
          id: '23112023432602510',
          caller: '008613200000001',
          agent: formula,
          remark: ' two\nlines <&> ',
          labels: '_x0041_; 👩‍👩‍👧',
          startedAt: '2026-11-01 01:30:00 -04:00',
          endedAt: '2026-11-01 01:30:00 -05:00',
          waitSeconds: '3600',
          line: '008613200000001',
          type: 'Outbound',
          talkSeconds: '61',
          recording: 'https://calls.example:8443/api/recordings/a.b?c=1&d=2',
        }),
      ])
      expect(second).toEqual([header, rowOf({ id: '+1', startedAt: 'soon' })])
    },
    STARTS_WITHIN_MS,
  )
})

describe.runIf(installed('unzip', '-v'))('unzip, where it is installed', () => {
  it('finds nothing wrong with a workbook of many parts', async () => {
    const calls = Array.from({ length: 3_000 }, (_, index) =>
      makeEmptyCall({ id: `${index}`, startedAt: '2026-11-22T10:00:00+08:00' }),
    )
    await save(calls, {}, 1_000)
    const { status, stdout } = spawnSync('unzip', ['-t', `${folder}/calls.xlsx`])
    expect([status, `${stdout}`]).toEqual([0, expect.stringContaining('No errors detected')])
  })
})
