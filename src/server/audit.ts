// The command `npm run audit`.
import { auditCommand } from './audit/audit-command.ts'
import { loadEnvFiles } from './env.ts'

loadEnvFiles()
const print = (line: string) => process.stdout.write(`${line}\n`)
process.exitCode = await auditCommand(process.argv.slice(2), process.env.AUDIT_FILE?.trim(), print)
