import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Figure, figureOf, type Section } from './figure.ts'
import { repeat, type Times } from './repeat.ts'
import type { WritingCost } from './write-rows.ts'

const ROWS = 100_000
const TIMES: Times = { fewest: 3, most: 3, budgetMs: 0 }

/** What is written one after the other, by the name `write-rows.ts` has for it. */
const WAYS = {
  nothing: 'rows made, nothing written',
  csv: 'CSV',
  xlsx: 'XLSX',
  exceljs: 'exceljs, streaming XLSX',
  'write-excel-file': 'write-excel-file, XLSX',
}

/** Writes once, in a process of its own. */
async function write(way: string): Promise<WritingCost> {
  const args = ['--import', 'tsx', 'e2e/bench/write-rows.ts', way, `${ROWS}`]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as WritingCost
}

/** What files cost in Node, beside other writers of the same rows. */
export async function measureFiles(): Promise<Section> {
  const figures: Figure[] = []
  const costs = new Map<string, WritingCost[]>()
  await repeat(TIMES, async () => {
    for (const way of Object.keys(WAYS))
      costs.set(way, [...(costs.get(way) ?? []), await write(way)])
  })
  for (const [way, name] of Object.entries(WAYS)) {
    const all = costs.get(way) ?? []
    const of = (key: keyof WritingCost) => all.map((cost) => cost[key])
    figures.push(figureOf(`${name}, processor time`, 'ms', of('cpuMs')))
    figures.push(figureOf(`${name}, most memory of the process`, 'MB', of('peakMb')))
    if (way !== 'nothing') figures.push(figureOf(`${name}, file`, 'MB', of('fileMb')))
  }
  return {
    heading: `Files of ${ROWS.toLocaleString('en')} rows of 18 columns in Node`,
    conditions:
      'each in a process of its own, in turn, to nowhere; all but the first include making the ' +
      'rows; only Callboard’s workbook has links',
    figures,
  }
}
