import { createHash } from 'node:crypto'
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { parse } from 'csv-parse/sync'

configure({ useWebWorkers: false })

export interface OpenedFile {
  name: string
  bytes: Uint8Array
  sha256: string
  /** The time in the archive, without a zone: `2026-11-22 10:00:00`. */
  time: string
}

/** Opens an archive with an independent reader, which checks every checksum. */
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

/** Reads an MS-DOS time: 7, 4 and 5 bits from 1980; 5, 6 and 5 bits, with 2 s as the unit. */
function timeOf(raw: number | bigint): string {
  const bits = (from: number, count: number) => (Number(raw) >>> from) & (2 ** count - 1)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = [bits(25, 7) + 1980, pad(bits(21, 4)), pad(bits(16, 5))].join('-')
  return `${day} ${[bits(11, 5), bits(5, 6), bits(0, 5) * 2].map(pad).join(':')}`
}

/** Reads the lines of a manifest by column, with an independent reader. */
export function readManifest(files: readonly OpenedFile[]): Record<string, string>[] {
  const manifest = files.at(-1)
  if (manifest?.name !== 'manifest.csv') throw new Error('the last file is no manifest')
  return parse(Buffer.from(manifest.bytes), { bom: true, columns: true })
}
