import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { verifyLines } from './audit-log.ts'

const USAGE = 'usage: npm run audit -- verify [FILE]'

/**
 * Checks the audit log in a file.
 * @param args the words after `npm run audit --`
 * @param auditFile the setting `AUDIT_FILE`, the default of FILE
 * @returns the exit status: 0 if no line was changed or is missing
 */
export async function auditCommand(
  args: readonly string[],
  auditFile: string | undefined,
  print: (line: string) => void,
): Promise<number> {
  const [command, path = auditFile, ...rest] = args
  if (command !== 'verify' || rest.length > 0 || !path) {
    print(command === 'verify' && !path ? 'AUDIT_FILE is not set; name the file' : USAGE)
    return 2
  }
  try {
    const input = createReadStream(path)
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
    const { lines: count, breaks } = await verifyLines(lines)
    for (const { line, why } of breaks)
      print(
        why === 'broken'
          ? `line ${line}: the line before it was changed, or lines are missing here`
          : `line ${line}: it is cut off, or no line of the log`,
      )
    print(
      breaks.length === 0
        ? `${path}: all ${count} lines fit together`
        : `${path}: ${breaks.length} of ${count} lines do not fit`,
    )
    return breaks.length === 0 ? 0 : 1
  } catch (error) {
    print(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return 2
  }
}
