import type { ExportPlan } from '../plan.ts'
import { exportsFolder } from './private-files.ts'

/** In the folder of an export that is not done: what it is. */
export const PLAN_FILE = 'plan.json'

/** The lock that is held by who works on an export. */
export const lockOf = (id: string) => `callboard-export ${id}`

/** An export that a closed tab, or a failure, has left behind. */
export async function findLeftExport(): Promise<ExportPlan | null> {
  const folder = await exportsFolder()
  if (!folder) return null
  const { held = [] } = await navigator.locks.query()
  const busy = new Set(held.map(({ name }) => name))
  for await (const id of folder.keys()) {
    if (busy.has(lockOf(id))) continue
    try {
      const own = await folder.getDirectoryHandle(id)
      const file = await (await own.getFileHandle(PLAN_FILE)).getFile()
      return JSON.parse(await file.text()) as ExportPlan
    } catch {
      // it is done, or was never begun
    }
  }
  return null
}

/** Removes all that is kept of an export that nobody works on. */
export async function dropLeftExport(id: string): Promise<void> {
  const folder = await exportsFolder()
  await folder?.removeEntry(id, { recursive: true }).catch(() => undefined) // another tab was first
}
