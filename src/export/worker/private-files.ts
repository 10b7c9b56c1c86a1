import { ExportHalt } from '../export-halt.ts'

/*
 * The part of the origin private file system that exports use (WHATWG File System Standard). Its
 * synchronous handles are for workers only, and TypeScript's types of the page do not have them.
 */

/** A file that is open; nobody else can open it meanwhile. */
export interface OpenFile {
  read: (into: Uint8Array<ArrayBuffer>, options: { at: number }) => number
  /** @returns the bytes written. @throws DOMException `QuotaExceededError` where the disk is full */
  write: (bytes: Uint8Array<ArrayBuffer>, options: { at: number }) => number
  truncate: (size: number) => void
  getSize: () => number
  flush: () => void
  close: () => void
}

export interface PrivateFile {
  createSyncAccessHandle: () => Promise<OpenFile>
  getFile: () => Promise<File>
}

/** A folder nobody but this origin sees. */
export interface PrivateFolder {
  getFileHandle: (name: string, options?: { create: boolean }) => Promise<PrivateFile>
  getDirectoryHandle: (name: string, options?: { create: boolean }) => Promise<PrivateFolder>
  removeEntry: (name: string, options?: { recursive: boolean }) => Promise<void>
  keys: () => AsyncIterableIterator<string>
}

const FOLDER = 'exports'

/** The folder of all exports; `null` where the browser has none, as on plain http. */
export async function exportsFolder(): Promise<PrivateFolder | null> {
  try {
    const root = (await navigator.storage.getDirectory()) as unknown as PrivateFolder
    return await root.getDirectoryHandle(FOLDER, { create: true })
  } catch {
    return null
  }
}

/** Writes all of `bytes` at `at`. @throws ExportHalt where they do not fit */
export function writeAll(file: OpenFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  try {
    if (file.write(bytes, { at }) === bytes.length) return
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError'
    if (!isFull) throw error
  }
  throw new ExportHalt('full')
}
