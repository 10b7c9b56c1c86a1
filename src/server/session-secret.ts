import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomSecret } from './recordings/sealed-url.ts'

const MIN_LENGTH = 16

/** Returns the secret of a file; `null` if there is none, or one that was cut off. */
function readSecret(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    return secret.length >= MIN_LENGTH ? secret : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * Returns the secret kept in the file `path`. If there is none, it makes one and keeps it there,
 * readable by this user alone.
 * @throws Error of the file system if it can be neither read nor kept
 */
export function keptSecret(path: string): string {
  const kept = readSecret(path)
  if (kept !== null) return kept
  const draft = `${path}.${process.pid}`
  try {
    writeFileSync(draft, `${randomSecret()}\n`, { mode: 0o600 })
    // A link puts the whole file in place and replaces none, so processes that start at once agree.
    try {
      linkSync(draft, path)
    } catch {
      // Another process was first, a cut-off file is in the way, or links do not exist here.
    }
    if (readSecret(path) === null) renameSync(draft, path)
    return readSecret(path) ?? randomSecret()
  } finally {
    rmSync(draft, { force: true })
  }
}
