import { type OpenFile, type PrivateFile, writeAll } from './private-files.ts'

/** Where the bytes of a file go while it is made. */
export interface Output {
  /** @throws DiskFullError */
  write: (bytes: Uint8Array) => void
  /** Ends the file and hands it over. */
  finish: (type: string) => Promise<Blob>
  /** Lets go of it; what was written is nobody's. */
  close: () => void
}

/** Writes to a private file, whose bytes stay on disk when it is handed over. */
export async function openFileOutput(handle: PrivateFile): Promise<Output> {
  const file: OpenFile = await handle.createSyncAccessHandle()
  let at = 0
  let isOpen = true
  file.truncate(0)
  function close(): void {
    if (isOpen) file.close()
    isOpen = false
  }
  return {
    close,
    write(bytes) {
      writeAll(file, bytes as Uint8Array<ArrayBuffer>, at)
      at += bytes.length
    },
    async finish(type) {
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
