import { fetchJson } from '../../api/client.ts'
import { serializeRecordsQuery } from '../../contract/query.ts'
import type { RecordsPage } from '../../contract/record.ts'
import { pause } from '../pause.ts'
import { createExporting } from './create-exporting.ts'
import { kindOf, makeFile } from './make-file.ts'
import type { ExportRequest } from './messages.ts'
import { openExport } from './open-export.ts'

/** Who looks at calls goes before (RFC 9218). */
const BEHIND = { Priority: 'u=6' }

const take = createExporting({
  fetchPage: (query, signal) =>
    fetchJson<RecordsPage>(`/api/records${serializeRecordsQuery(query)}`, signal, BEHIND),
  pause,
  openExport,
  makeFile,
  kindOf,
  answer: (message) => postMessage(message),
})

addEventListener('message', ({ data }: MessageEvent<ExportRequest>) => take(data))
