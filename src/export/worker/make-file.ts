import { type RecordsPage, timeOfAnswer } from '../../calls/call.ts'
import type { RecordsQuery } from '../../calls/query.ts'
import { FILE_KINDS } from '../files/file-kinds.ts'
import { writeFile } from '../files/write-file.ts'
import { pause } from '../pause.ts'
import type { Product } from '../plan.ts'
import type { FileKind } from './create-exporting.ts'
import type { MakeFile } from './run-export.ts'

type FetchPage = (query: RecordsQuery, signal: AbortSignal) => Promise<RecordsPage>

/** How the file of each product is named and announced. */
export function kindOf(product: Product): FileKind {
  return product === 'zip' ? { extension: 'zip', mime: 'application/zip' } : FILE_KINDS[product]
}

/** Makes what makes files; an archive asks for calls again whose recording's address has expired. */
export const createMakeFile =
  (fetchRecords: FetchPage) =>
  (signal: AbortSignal): MakeFile =>
  (calls, { product, sheet, source }, work) =>
    product === 'zip'
      ? laterStream(async () => {
          const { zipRecordings } = await import('../recordings/zip-recordings.ts')
          const clock = createServerClock()
          return zipRecordings(calls, {
            fetch: clock.fetch,
            ...{ fetchRecords, signal, pause, now: clock.now, timeZone: sheet.timeZone },
            ...('records' in source && { total: source.records.length }),
            onTrouble: work.onTrouble,
            onProgress: (done) =>
              work.onMaking({ rows: done.calls, missing: done.missing + done.incomplete }),
          })
        })
      : writeFile(product, calls, sheet)

/** The server's time as its latest answer states it, because this computer's may be wrong. */
function createServerClock() {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    fetch: async (...request: Parameters<typeof globalThis.fetch>) => {
      const response = await fetch(...request)
      aheadMs = timeOfAnswer(response) - Date.now()
      return response
    },
  }
}

/** A stream that is made when it is first read from: what makes it is loaded then. */
function laterStream(make: () => Promise<ReadableStream<Uint8Array>>): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  make()
    .then((stream) => stream.pipeTo(writable))
    .catch((reason: unknown) => writable.abort(reason).catch(() => undefined))
  return readable
}
