import type { CallRecord } from '../../calls/call.ts'
import type { FileFormat, Sheet } from '../sheet.ts'
import { type Bytes, encodeTexts, streamOf } from './byte-stream.ts'
import { csvTexts } from './csv-texts.ts'
import { jsonLines } from './json-lines.ts'

type Batches = AsyncIterable<readonly CallRecord[]>

/** The workbook's own code loads with the first one. */
async function* workbook(calls: Batches, sheet: Sheet): Bytes {
  const { writeWorkbook } = await import('./workbook/write-workbook.ts')
  yield* writeWorkbook(calls, sheet)
}

const WRITERS: Record<FileFormat, (calls: Batches, sheet: Sheet) => Bytes> = {
  csv: (calls, sheet) => encodeTexts(csvTexts(calls, sheet)),
  xlsx: workbook,
  jsonl: (calls, sheet) => encodeTexts(jsonLines(calls, sheet)),
}

/**
 * A file of calls as bytes. Calls are read as the bytes are, a batch at a time, so memory holds a
 * batch of calls however many there are; a workbook also holds the links of its sheet, which Excel
 * limits. Cancelling the stream ends `calls`. It fails as `calls` fails; what was read until then
 * is no file.
 */
export function writeFile(
  format: FileFormat,
  calls: AsyncIterable<readonly CallRecord[]>,
  sheet: Sheet,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return streamOf(WRITERS[format](calls, sheet))
}
