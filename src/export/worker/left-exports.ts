import type { ExportPlan } from '../plan.ts'
import { exportsFolder, type PrivateFolder } from './private-files.ts'

/** In the folder of an export that is not done: what it is. */
export const PLAN_FILE = 'plan.json'

/** The lock that is held by who works on an export. */
export const lockOf = (id: string) => `callboard-export ${id}`

/** What is there of exports that are not done. */
export interface LeftExports {
  /** The first that a closed tab, or a failure, has left behind. */
  plan: ExportPlan | null
  /** Ids of all that can go on, or do. */
  ids: readonly string[]
}

/** Looks for exports that are not done. */
export async function findLeftExports(): Promise<LeftExports> {
  const folder = await exportsFolder()
  if (!folder) return { plan: null, ids: [] }
  const { held = [] } = await navigator.locks.query()
  const busy = new Set(held.map(({ name }) => name))
  const ids: string[] = []
  let first: ExportPlan | null = null
  for await (const id of folder.keys()) {
    const plan = await planIn(folder, id)
    if (plan) ids.push(id)
    if (!busy.has(lockOf(id))) first ??= plan
  }
  return { plan: first, ids }
}

/** What an export is that is not done. @returns `null` where it is, or was never begun */
export async function planIn(folder: PrivateFolder, id: string): Promise<ExportPlan | null> {
  try {
    const own = await folder.getDirectoryHandle(id)
    const file = await (await own.getFileHandle(PLAN_FILE)).getFile()
    return JSON.parse(await file.text()) as ExportPlan
  } catch {
    return null
  }
}

/**
 * Removes all that is kept of an export that nobody works on.
 * @returns whether nobody did
 */
export async function dropLeftExport(id: string): Promise<boolean> {
  const folder = await exportsFolder()
  if (!folder) return true
  return await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
    if (!lock) return false
    await folder.removeEntry(id, { recursive: true }).catch(() => undefined) // another tab was first
    return true
  })
}
