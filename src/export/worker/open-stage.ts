import type { CallRecord } from '../../calls/call.ts'
import { nextTask } from '../../lib/next-task.ts'
import type { ReadSlice } from '../slices/read-slices.ts'
import { type OpenFile, writeAll } from './private-files.ts'

const CHUNK_BYTES = 1 << 20
/** Some milliseconds of work; pages that came meanwhile are not kept waiting for longer. */
const LINES_AT_ONCE = 100

/** Where the slices of an export are kept until its file is whole. */
export interface Stage {
  /** The slices that were kept, in their order, to be read before another is kept. */
  kept: () => Generator<ReadSlice>
  /** Keeps a slice, one at a time. @throws ExportHalt where it does not fit; then nothing of it is kept */
  keep: (read: ReadSlice) => Promise<void>
  /** Whether any slice is kept. */
  holdsAny: () => boolean
}

type Entry = Omit<ReadSlice, 'calls'> & { count: number }

/**
 * Makes the stage of an export in `file`: for each slice a line that says what it is, and a line for
 * each of its calls. What a crash cut short is dropped when it is read.
 */
export function openStage(file: OpenFile): Stage {
  let end = file.getSize()
  return {
    *kept() {
      let good = 0
      let entry: Entry | null = null
      let calls: CallRecord[] = []
      for (const { text, next } of linesOf(file)) {
        if (entry) {
          const call = parsed<CallRecord>(text)
          if (!call) break
          calls.push(call)
        } else entry = parsed<Entry>(text)
        if (!entry) break
        if (calls.length < entry.count) continue
        const { count: _count, ...read } = entry
        yield { ...read, calls }
        good = next
        entry = null
        calls = []
      }
      file.truncate(good)
      end = good
    },
    async keep({ calls, ...read }) {
      const entry: Entry = { ...read, count: calls.length }
      const lines = [entry, ...calls]
      let at = end
      try {
        for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
          if (from > 0) await nextTask()
          const some = lines.slice(from, from + LINES_AT_ONCE)
          const bytes = new TextEncoder().encode(
            some.map((line) => `${JSON.stringify(line)}\n`).join(''),
          )
          writeAll(file, bytes, at)
          at += bytes.length
        }
      } catch (error) {
        file.truncate(end)
        throw error
      }
      file.flush()
      end = at
    },
    holdsAny: () => end > 0,
  }
}

function parsed<Line>(text: string): Line | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The lines of a file that end, with the place of the byte after each. */
function* linesOf(file: OpenFile): Generator<{ text: string; next: number }> {
  const size = file.getSize()
  const decoder = new TextDecoder()
  let left = new Uint8Array()
  for (let at = 0; at < size; ) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, size - at))
    const read = file.read(chunk, { at })
    if (read === 0) return
    const bytes = new Uint8Array(left.length + read)
    bytes.set(left)
    bytes.set(chunk.subarray(0, read), left.length)
    const start = at - left.length
    at += read
    let from = 0
    for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
      yield { text: decoder.decode(bytes.subarray(from, to)), next: start + to + 1 }
      from = to + 1
    }
    left = bytes.slice(from)
  }
}
