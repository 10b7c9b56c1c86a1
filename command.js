// Runs a command of the server: `node command.js users …` or `node command.js audit …`. It builds the
// server first if there is none.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const [name] = process.argv.splice(2, 1)
const built = new URL(`dist/server/${name}.js`, import.meta.url)
if (!existsSync(built)) {
  const { status } = spawnSync('npm run --silent build', {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    cwd: import.meta.dirname,
  })
  if (status !== 0) process.exit(status ?? 1)
}
await import(built.href)
