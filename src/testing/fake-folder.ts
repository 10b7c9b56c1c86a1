import type { PrivateFile, PrivateFolder } from '../export/worker/private-files.ts'
import { fakeFile } from './fake-file.ts'

type FakeFolder = Omit<PrivateFolder, 'getDirectoryHandle'> & {
  getDirectoryHandle: (name: string, options?: { create: boolean }) => Promise<FakeFolder>
  /** The names of all entries. */
  names: () => string[]
}

function notFound(): never {
  throw new DOMException('it is not there', 'NotFoundError')
}

/** A fake private folder. A missing entry fails like in a browser. */
function fakeFolder(): FakeFolder {
  const folders = new Map<string, FakeFolder>()
  const files = new Map<string, PrivateFile>()
  const names = () => [...folders.keys(), ...files.keys()]
  return {
    names,
    async getDirectoryHandle(name, { create } = { create: false }) {
      const folder = folders.get(name) ?? (create ? fakeFolder() : notFound())
      folders.set(name, folder)
      return folder
    },
    async getFileHandle(name, { create } = { create: false }) {
      const file = files.get(name) ?? (create ? handle() : notFound())
      files.set(name, file)
      return file
    },
    async removeEntry(name) {
      if (!folders.delete(name) && !files.delete(name)) notFound()
    },
    async *keys() {
      yield* names()
    },
  }
}

function handle(): PrivateFile {
  const content = fakeFile()
  return {
    createSyncAccessHandle: async () => content.file,
    getFile: async () => new File([content.bytes()], 'a file'),
  }
}

/** The private files and exclusive locks that the tabs of a browser share. */
export function fakeBrowser() {
  const root = fakeFolder()
  const held = new Set<string>()
  const request = async (
    name: string,
    _options: { ifAvailable: true },
    work: (lock: { name: string } | null) => unknown,
  ) => {
    if (held.has(name)) return await work(null)
    held.add(name)
    try {
      return await work({ name })
    } finally {
      held.delete(name)
    }
  }
  const query = async () => ({ held: [...held].map((name) => ({ name })) })
  const navigator = { storage: { getDirectory: async () => root }, locks: { request, query } }
  return { navigator, root, held }
}
