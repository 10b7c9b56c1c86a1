import { fetchJson } from '../../api/client.ts'
import type { RecordsPage } from '../../calls/call.ts'
import { type RecordsQuery, serializeRecordsQuery } from '../../calls/query.ts'
import { pause } from '../pause.ts'
import { createExporting } from './create-exporting.ts'
import { createMakeFile, kindOf } from './make-file.ts'
import type { ExportRequest } from './messages.ts'
import { openExport } from './open-export.ts'

/** Who looks at calls goes before (RFC 9218). */
const BEHIND = { Priority: 'u=6' }

const fetchPage = (query: RecordsQuery, signal: AbortSignal) =>
  fetchJson<RecordsPage>(`/api/records${serializeRecordsQuery(query)}`, signal, BEHIND)

const take = createExporting({
  fetchPage,
  pause,
  openExport,
  createMakeFile: createMakeFile(fetchPage),
  kindOf,
  answer: (message) => postMessage(message),
})

addEventListener('message', ({ data }: MessageEvent<ExportRequest>) => take(data))
