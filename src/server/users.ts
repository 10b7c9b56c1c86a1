// The command `npm run users`.
import { readPassword, runUsersCommand } from './auth/users-command.ts'
import { loadEnvFiles } from './env.ts'

loadEnvFiles()
const { USERS_FILE, AUTH } = process.env
process.exitCode = await runUsersCommand(process.argv.slice(2), {
  path: USERS_FILE?.trim() || 'users.json',
  hasProvider: AUTH?.trim().toLowerCase() === 'oidc',
  readPassword,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  now: Date.now,
})
