import { type FailureCode, RequestFailure } from '../../api/client.ts'
import type { CallRecord } from '../../calls/call.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { chunksOf } from '../../lib/chunks-of.ts'
import { nextTask } from '../../lib/next-task.ts'
import { ExportHalt } from '../export-halt.ts'
import { MOST_RECORDINGS } from '../most-recordings.ts'
import type { ExportPlan } from '../plan.ts'
import type { ReadSlicePage } from '../slices/read-slice.ts'
import { type EarlierReading, readSlices } from '../slices/read-slices.ts'
import { sliceBetween } from '../slices/slice.ts'
import { createTally } from './create-tally.ts'
import type { ExportEnd, Progress } from './messages.ts'
import type { Output } from './open-output.ts'
import type { Stage } from './open-stage.ts'

/** How far a file is whose calls take long after they were read. */
export interface Making {
  /** Calls that are done. */
  rows: number
  /** Recordings that could not be had, or not whole. */
  missing: number
}

/** Makes a file of calls, which come in their order. */
export type MakeFile = (
  calls: AsyncIterable<readonly CallRecord[]>,
  plan: ExportPlan,
  /** @param onTrouble told why it waits */
  work: {
    onMaking: (making: Making) => void
    onTrouble: (code: FailureCode | null) => void
  },
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
  /** Waits while the export is paused. */
  untilResumed: () => Promise<void>
}

/** @throws ExportHalt where the form let through what it could not count */
function checkMost({ product }: ExportPlan, recordings: number): void {
  if (product === 'zip' && recordings > MOST_RECORDINGS) throw new ExportHalt('tooMany')
}

/** A page that only told how far it is: whatever is still to be read fails by itself. */
function toldLater(error: unknown): void {
  if (!(error instanceof RequestFailure)) throw error
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
  /** Of what takes long after the calls were read. */
  let making: Making | null = plan.product === 'zip' ? { rows: 0, missing: 0 } : null
  let end: Omit<ExportEnd, 'missing'> | undefined

  function say(): void {
    const rows = making ? making.rows : tally.rows()
    onProgress({ rows: Math.min(rows, total ?? rows), total, trouble })
  }

  function onTrouble(code: FailureCode | null): void {
    if (code === trouble) return
    trouble = code
    say()
  }

  async function* callsOfQuery(query: RecordsQuery) {
    const whole = sliceBetween(query)
    const ask = parts.createReadPage(query, onTrouble)
    const before = { slices: [] as EarlierReading['slices'][number][], ids: new Set<string>() }
    for (const { calls, ...count } of stage?.kept() ?? []) {
      before.slices.push(count)
      for (const { id } of calls) before.ids.add(id)
      tally.keep(count.slice, calls.length)
      yield calls
    }
    const readPage: ReadSlicePage = async (slice, page) => {
      const answer = await ask(slice, page)
      if (slice.from === whole.from && slice.to === whole.to) {
        // Only what is stated first: nothing that was read is thrown away for a call that came.
        if (total === null && before.slices.length === 0) checkMost(plan, answer.total ?? 0)
        total = answer.total
      }
      tally.page(slice, page, answer.records.length)
      say()
      return answer
    }
    if (before.slices.length > 0) await readPage(whole, 1).catch(toldLater)
    const reading = readSlices(whole, readPage, { before })
    for (;;) {
      const { done, value } = await reading.next()
      if (done) {
        end = value
        return
      }
      await stage?.keep(value)
      tally.keep(value.slice, value.calls.length)
      say()
      yield value.calls
    }
  }

  async function* callsAtHand(records: readonly CallRecord[]) {
    const rows = records.length
    checkMost(plan, rows)
    total = rows
    tally.keep({ from: 0, to: 0 }, rows)
    say()
    end = { rows, total: rows, short: [], unchecked: null, isComplete: true }
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
    const work = {
      onTrouble,
      onMaking(next: Making): void {
        making = next
        trouble = null
        say()
      },
    }
    for await (const bytes of chunksOf(makeFile(counted(), plan, work))) {
      output.write(bytes)
      await nextTask() // pages that came meanwhile, so that the next ones are asked for
      await parts.untilResumed()
    }
  } catch (error) {
    throw broken ? (broken as { by: unknown }).by : error // what makes the file may say it otherwise
  }
  if (!end) throw new Error('the file ended before its calls')
  const missing = making?.missing ?? 0
  return { ...end, rows: written, missing, isComplete: end.isComplete && written === end.rows }
}
