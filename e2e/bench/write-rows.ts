import { Writable } from 'node:stream'
import { fieldOf } from '../../src/export/files/field.ts'
import { fieldText } from '../../src/export/files/field-text.ts'
import { writeFile } from '../../src/export/files/write-file.ts'
import type { FileFormat } from '../../src/export/sheet.ts'
import { madeCalls, SHEET } from './made-calls.ts'

/*
 * Writes calls one way, to nowhere, and says what that cost this process: as one line of JSON, a
 * `WritingCost`.
 */
export interface WritingCost {
  cpuMs: number
  /** The most memory the process has held since it began, in MB. */
  peakMb: number
  fileMb: number
}

const [way = '', rows = ''] = process.argv.slice(2)
const COUNT = Number(rows)
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss'

let fileBytes = 0
function discard(): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      fileBytes += chunk.length
      done()
    },
  })
}

type Value = string | number | Date | null

/** What the others are given of a call: the same as ours writes, but for links. */
const columns = SHEET.columns.map((column) => {
  const field = fieldOf(column)
  const text = fieldText(field, SHEET)
  return (call: Parameters<typeof text>[0]): Value => {
    if (field.kind === 'seconds') return field.of(call)
    if (field.kind !== 'time') return text(call) || null
    const iso = field.of(call)
    return iso ? new Date(`${iso.slice(0, 19)}Z`) : null
  }
})
const labels = SHEET.columns.map(({ label }) => label)

async function* batchesOfRows(): AsyncGenerator<Value[][], void> {
  for await (const batch of madeCalls(COUNT))
    yield batch.map((call) => columns.map((read) => read(call)))
}

async function own(format: FileFormat): Promise<void> {
  for await (const bytes of writeFile(format, madeCalls(COUNT), SHEET)) fileBytes += bytes.length
}

const WAYS: Record<string, () => Promise<void>> = {
  async nothing() {
    for await (const _rows of batchesOfRows());
  },
  csv: () => own('csv'),
  xlsx: () => own('xlsx'),
  async exceljs() {
    const { default: exceljs } = await import('exceljs')
    const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: discard(), useStyles: true })
    const views = [{ state: 'frozen' as const, ySplit: 1 }]
    const sheet = workbook.addWorksheet('Calls', { views })
    sheet.columns = labels.map((header, index) => {
      const column = SHEET.columns[index]
      const isTime = column !== undefined && fieldOf(column).kind === 'time'
      return { header, width: 20, style: isTime ? { numFmt: TIME_FORMAT } : {} }
    })
    for await (const batch of batchesOfRows()) {
      for (const row of batch) sheet.addRow(row).commit()
      await new Promise(setImmediate) // it writes only when it is let
    }
    await workbook.commit()
  },
  async 'write-excel-file'() {
    const { default: writeExcelFile } = await import('write-excel-file/node')
    const data: (Value | { value: Date; format: string })[][] = [labels]
    for await (const batch of batchesOfRows())
      for (const row of batch)
        data.push(
          row.map((value) => (value instanceof Date ? { value, format: TIME_FORMAT } : value)),
        )
    const sink = discard()
    await writeExcelFile(data, { stickyRowsCount: 1 }).toStream(sink)
  },
}

const write = WAYS[way]
if (!write) throw new Error(`There is no way "${way}": ${Object.keys(WAYS).join(', ')}`)
const before = process.cpuUsage()
await write()
const { user, system } = process.cpuUsage(before)
const cost: WritingCost = {
  cpuMs: (user + system) / 1_000,
  peakMb: process.resourceUsage().maxRSS / 1_000,
  fileMb: fileBytes / 1e6,
}
process.stdout.write(JSON.stringify(cost))
