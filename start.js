// Builds, and then becomes the server. npm forwards SIGTERM and SIGINT to the process it started,
// so the server must be that process: package.json starts this file by `exec`, which the shell of
// Windows lacks.
import { spawnSync } from 'node:child_process'

const { status } = spawnSync('npm run --silent build', {
  shell: true,
  stdio: 'inherit',
  cwd: import.meta.dirname,
})
if (status !== 0) process.exit(status ?? 1)
await import('./dist/server/main.js')
