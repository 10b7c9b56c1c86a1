import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'

const SOURCES = ['src', 'mocks', 'public', 'index.html', 'package.json', 'vite.config.ts']
const RESULTS = ['dist/client/index.html', 'dist/server/main.js']

/** When something was last changed, in ms since the epoch; a folder with all that is in it. */
function changedAt(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(`${path}/${name}`)))
}

/** Builds the page and the server where they are missing or older than their sources. */
export function ensureBuilt(): void {
  const built = Math.min(...RESULTS.map(changedAt))
  if (built > Math.max(...SOURCES.map(changedAt))) return
  process.stderr.write('Building first: npm run build\n')
  const { status } = spawnSync('npm run --silent build', { shell: true, stdio: 'inherit' })
  if (status !== 0) throw new Error('The build failed; there is nothing to measure.')
}
