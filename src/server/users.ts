// The command `npm run users`.
import { userInfo } from 'node:os'
import { readPassword, runUsersCommand } from './auth/users-command.ts'
import { loadEnvFiles } from './env.ts'

/** Returns the name of the operating system's user, who may have none in a container. */
function operatorName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.()}`
  }
}

loadEnvFiles()
const { USERS_FILE, AUTH } = process.env
process.exitCode = await runUsersCommand(process.argv.slice(2), {
  path: USERS_FILE?.trim() || 'users.json',
  auth: AUTH?.trim().toLowerCase(),
  operator: operatorName(),
  readPassword,
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  now: Date.now,
})
