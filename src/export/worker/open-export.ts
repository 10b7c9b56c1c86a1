import { ExportHalt } from '../export-halt.ts'
import type { ExportPlan } from '../plan.ts'
import { lockOf, PLAN_FILE, planIn } from './left-exports.ts'
import { type Output, openBlobOutput, openFileOutput } from './open-output.ts'
import { openStage, type Stage } from './open-stage.ts'
import { exportsFolder, type PrivateFolder, writeAll } from './private-files.ts'

const STAGE_FILE = 'calls.jsonl'
/** A file that was handed over may still be on its way to the downloads for so long (ms). */
const LEAVING_MS = 600_000

/** What an export works with. */
export interface OpenedExport {
  /** `null` where nothing can be kept, or need be. */
  stage: Stage | null
  output: Output
  /** The file was handed over: only its own bytes stay, for a while. */
  finish: () => Promise<void>
  /** There is no file. @param keep whether what was read stays, to go on with */
  leave: (how: { keep: boolean }) => Promise<void>
}

/**
 * @param how whether it `goesOn` from what an earlier run has kept
 * @throws ExportHalt `elsewhere` or `gone`
 */
export type OpenExport = (
  plan: ExportPlan,
  extension: string,
  how: { goesOn: boolean },
) => Promise<OpenedExport>

/** Opens the place of an export on this computer; without such a place all is held by the browser. */
export const openExport: OpenExport = async (plan, extension, { goesOn }) => {
  const folder = await exportsFolder()
  if (!folder) {
    const output = openBlobOutput()
    const finish = async () => undefined
    return { stage: null, output, finish, leave: async () => output.close() }
  }
  const release = await hold(lockOf(plan.id))
  if (goesOn && !(await planIn(folder, plan.id))) {
    release()
    throw new ExportHalt('gone')
  }
  await sweep(folder, plan.id).catch(() => undefined) // another tab sweeps, or finishes, as well
  const own = await folder.getDirectoryHandle(plan.id, { create: true })
  const output = await openFileOutput(
    await own.getFileHandle(`file.${extension}`, { create: true }),
  )
  const isRead = 'query' in plan.source
  if (isRead) await write(own, PLAN_FILE, JSON.stringify(plan))
  const staged = isRead
    ? await (await own.getFileHandle(STAGE_FILE, { create: true })).createSyncAccessHandle()
    : null
  return {
    stage: staged && openStage(staged),
    output,
    async finish() {
      try {
        staged?.close()
        for (const name of isRead ? [PLAN_FILE, STAGE_FILE] : []) await own.removeEntry(name)
      } finally {
        release()
      }
    },
    async leave({ keep }) {
      try {
        staged?.close()
        output.close()
        if (!keep) await folder.removeEntry(plan.id, { recursive: true })
      } finally {
        release()
      }
    },
  }
}

/**
 * Tells other tabs that an export is being worked on.
 * @returns the function that ends it
 * @throws ExportHalt where another tab tells that already
 */
async function hold(name: string): Promise<() => void> {
  return await new Promise<() => void>((held, refused) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) throw new ExportHalt('elsewhere')
        return new Promise<void>((release) => held(release))
      })
      .catch(refused)
  })
}

/** Removes the files of exports that were handed over long ago. */
async function sweep(folder: PrivateFolder, own: string): Promise<void> {
  for await (const id of folder.keys()) {
    if (id === own) continue
    const other = await folder.getDirectoryHandle(id)
    let isLeft = false
    let latest = 0
    for await (const name of other.keys()) {
      isLeft ||= name === PLAN_FILE
      const file = await (await other.getFileHandle(name)).getFile()
      latest = Math.max(latest, file.lastModified)
    }
    if (isLeft || Date.now() - latest < LEAVING_MS) continue
    await folder.removeEntry(id, { recursive: true }).catch(() => undefined) // in use after all
  }
}

async function write(folder: PrivateFolder, name: string, text: string): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true })
  const file = await handle.createSyncAccessHandle()
  try {
    file.truncate(0)
    writeAll(file, new TextEncoder().encode(text), 0)
  } finally {
    file.close()
  }
}
