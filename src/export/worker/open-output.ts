import { type OpenFile, type PrivateFile, writeAll } from './private-files.ts'

/** Where the bytes of a file go while it is made. */
export interface Output {
  /** @throws ExportHalt where they do not fit */
  write: (bytes: Uint8Array) => void
  /** Ends the file and hands it over. */
  finish: (type: string) => Promise<Blob>
  /** Lets go of it; what was written is nobody's. */
  close: () => void
}

/** Bytes written at a time: each time takes Chromium most of a millisecond, however few they are. */
const LOT_BYTES = 1 << 20

/** Writes to a private file, whose bytes stay on disk when it is handed over. */
export async function openFileOutput(handle: PrivateFile): Promise<Output> {
  const file: OpenFile = await handle.createSyncAccessHandle()
  const lot = new Uint8Array(LOT_BYTES)
  let gathered = 0
  let at = 0
  let isOpen = true
  file.truncate(0)
  function close(): void {
    if (isOpen) file.close()
    isOpen = false
  }
  function writeLot(): void {
    writeAll(file, lot.subarray(0, gathered), at)
    at += gathered
    gathered = 0
  }
  return {
    close,
    write(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const part = bytes.subarray(from, from + LOT_BYTES - gathered)
        lot.set(part, gathered)
        gathered += part.length
        from += part.length
        if (gathered === LOT_BYTES) writeLot()
      }
    },
    async finish(type) {
      writeLot()
      file.flush()
      close()
      const made = await handle.getFile()
      return made.slice(0, made.size, type) // a file of a name like this has no type of its own
    },
  }
}

/** Hands the parts to the browser as they come, which keeps them where it likes. */
export function openBlobOutput(): Output {
  let parts: Blob[] = []
  return {
    write: (bytes) => void parts.push(new Blob([bytes.slice()])),
    finish: async (type) => new Blob(parts, { type }),
    close: () => {
      parts = []
    },
  }
}
