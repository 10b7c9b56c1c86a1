import type { FailureCode } from '../../api/client.ts'
import type { RecordsQuery } from '../../contract/query.ts'
import type { CallRecord } from '../../contract/record.ts'
import type { ExportPlan } from '../plan.ts'
import type { ReadSlicePage } from '../slices/read-slice.ts'
import { type EarlierReading, readSlices } from '../slices/read-slices.ts'
import { sliceBetween } from '../slices/slice.ts'
import { createTally } from './create-tally.ts'
import type { ExportEnd, Progress } from './messages.ts'
import type { Output } from './open-output.ts'
import type { Stage } from './open-stage.ts'

/** Makes a file of calls, which come in their order. */
export type MakeFile = (
  calls: AsyncIterable<readonly CallRecord[]>,
  plan: ExportPlan,
) => ReadableStream<Uint8Array>

interface RunParts {
  /** @param onTrouble told why a page is waited for, and with `null` that one came */
  createReadPage: (
    query: RecordsQuery,
    onTrouble: (code: FailureCode | null) => void,
  ) => ReadSlicePage
  makeFile: MakeFile
  output: Output
  /** `null` where nothing can be kept. */
  stage: Stage | null
  onProgress: (progress: Progress) => void
}

/**
 * Makes the file of an export, slice by slice: each is kept before it is written, and what was kept
 * by an earlier run is written without being asked for again.
 * @throws what reading, keeping and writing throw
 */
export async function runExport(plan: ExportPlan, parts: RunParts): Promise<ExportEnd> {
  const { stage, makeFile, output, onProgress } = parts
  const tally = createTally()
  let total: number | null = null
  let trouble: FailureCode | null = null
  let end: ExportEnd | undefined

  function say(): void {
    const rows = total === null ? tally.rows() : Math.min(tally.rows(), total)
    onProgress({ rows, total, trouble })
  }

  async function* callsOfQuery(query: RecordsQuery) {
    const whole = sliceBetween(query)
    const ask = parts.createReadPage(query, (code) => {
      if (code === trouble) return
      trouble = code
      say()
    })
    const before = { slices: [] as EarlierReading['slices'][number][], ids: new Set<string>() }
    for (const { calls, ...count } of stage?.kept() ?? []) {
      before.slices.push(count)
      for (const { id } of calls) before.ids.add(id)
      tally.keep(count.slice, calls.length)
      yield calls
    }
    const readPage: ReadSlicePage = async (slice, page) => {
      const answer = await ask(slice, page)
      if (slice.from === whole.from && slice.to === whole.to) total = answer.total
      tally.page(slice, page, answer.records.length)
      say()
      return answer
    }
    if (before.slices.length > 0) total = (await readPage(whole, 1)).total
    const reading = readSlices(whole, readPage, { before })
    for (;;) {
      const { done, value } = await reading.next()
      if (done) {
        end = value
        return
      }
      stage?.keep(value)
      tally.keep(value.slice, value.calls.length)
      say()
      yield value.calls
    }
  }

  async function* callsAtHand(records: readonly CallRecord[]) {
    const rows = records.length
    onProgress({ rows, total: rows, trouble: null })
    end = { rows, total: rows, short: [], isComplete: true }
    yield records
  }

  const { source } = plan
  const calls = 'query' in source ? callsOfQuery(source.query) : callsAtHand(source.records)
  let written = 0
  let broken: { by: unknown } | null = null
  async function* counted() {
    try {
      for await (const batch of calls) {
        written += batch.length
        yield batch
      }
    } catch (by) {
      broken = { by }
      throw by
    }
  }
  try {
    for await (const bytes of bytesOf(makeFile(counted(), plan))) output.write(bytes)
  } catch (error) {
    throw broken ? (broken as { by: unknown }).by : error // what makes the file may say it otherwise
  }
  if (!end) throw new Error('the file ended before its calls')
  return { ...end, rows: written, isComplete: end.isComplete && written === end.rows }
}

async function* bytesOf(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
