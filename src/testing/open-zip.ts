import { createHash } from 'node:crypto'
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { parse } from 'csv-parse/sync'

configure({ useWebWorkers: false })

export interface OpenedFile {
  name: string
  bytes: Uint8Array
  sha256: string
  /** Its time as it stands in the archive: `2026-11-22 10:00:00`, of no zone. */
  time: string
}

/** Opens an archive with another program's reader, which checks every sum. */
export async function openZip(archive: Uint8Array): Promise<OpenedFile[]> {
  const reader = new ZipReader(new Uint8ArrayReader(archive), { checkSignature: true })
  const files: OpenedFile[] = []
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory) throw new Error(`${entry.filename} is a folder`)
    const bytes = await entry.getData(new Uint8ArrayWriter())
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    files.push({ name: entry.filename, bytes, sha256, time: timeOf(entry.rawLastModDate) })
  }
  await reader.close()
  return files
}

/** MS-DOS: seven bits of years from 1980, four, five; five, six and five bits of two seconds. */
function timeOf(raw: number | bigint): string {
  const bits = (from: number, count: number) => (Number(raw) >>> from) & (2 ** count - 1)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = [bits(25, 7) + 1980, pad(bits(21, 4)), pad(bits(16, 5))].join('-')
  return `${day} ${[bits(11, 5), bits(5, 6), bits(0, 5) * 2].map(pad).join(':')}`
}

/** The lines of a manifest by the names of its columns, read by another program's reader. */
export function readManifest(files: readonly OpenedFile[]): Record<string, string>[] {
  const manifest = files.at(-1)
  if (manifest?.name !== 'manifest.csv') throw new Error('the last file is no manifest')
  return parse(Buffer.from(manifest.bytes), { bom: true, columns: true })
}
