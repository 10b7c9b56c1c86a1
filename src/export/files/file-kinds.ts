import type { FileFormat } from '../sheet.ts'

/** How a file of each format is named and announced. */
export const FILE_KINDS: Record<FileFormat, { extension: string; mime: string }> = {
  csv: { extension: 'csv', mime: 'text/csv;charset=utf-8' },
  xlsx: {
    extension: 'xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  jsonl: { extension: 'jsonl', mime: 'application/x-ndjson' },
}
