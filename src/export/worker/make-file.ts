import { writeCsvStream } from 'hucre/csv'
import type { CallRecord } from '../../contract/record.ts'
import { cellText } from '../cell-text.ts'
import { defuse } from '../defuse.ts'
import type { ExportPlan, Product } from '../plan.ts'
import type { FileKind } from './create-exporting.ts'

export function kindOf(product: Product): FileKind {
  return { extension: product, type: 'text/csv;charset=utf-8' }
}

export function makeFile(
  calls: AsyncIterable<readonly CallRecord[]>,
  { sheet }: ExportPlan,
): ReadableStream<Uint8Array> {
  const say = (from: Readonly<Record<number, string>>) => (code: number) =>
    from[code] ?? sheet.words.unknown.replace('{code}', `${code}`)
  const { hangupReason, callType, hungUpBy } = sheet.words
  const words = {
    hangupReason: say(hangupReason),
    callType: say(callType),
    hungUpBy: say(hungUpBy),
  }
  async function* rows() {
    for await (const batch of calls)
      for (const call of batch)
        yield sheet.columns.map((column) =>
          defuse(
            column.kind === 'call'
              ? cellText(call, column.id, { words, origin: sheet.origin })
              : (column.texts[call.id] ?? ''),
          ),
        )
  }
  return writeCsvStream(rows(), {
    headers: sheet.columns.map(({ label }) => defuse(label)),
    bom: true,
    quoteStyle: 'all',
  })
}
