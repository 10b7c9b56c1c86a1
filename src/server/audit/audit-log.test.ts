import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import type { AuditEntry } from '../../calls/audit.ts'
import { auditCommand } from './audit-command.ts'
import { openAuditFile, readAuditLine, streamAuditLog } from './audit-log.ts'

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-audit-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'audit.jsonl')
}

const entry = (details: Record<string, unknown> = {}): AuditEntry => ({
  what: 'searched',
  who: 'Sue',
  from: '192.0.2.1',
  details,
})

const options = { now: () => 0, onLoss: () => {} }

function writeLog(path: string, count: number): void {
  const log = openAuditFile(path, options)
  for (let index = 0; index < count; index += 1) expect(log.write(entry({ index }))).toBe(true)
  log.close()
}

async function verify(path: string) {
  const printed: string[] = []
  const status = await auditCommand(['verify', path], undefined, (line) => printed.push(line))
  return { status, printed }
}

const linesOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n')

describe('the audit log in a file', () => {
  it('goes on after a restart, and only its owner can read it', async () => {
    const path = newPath()
    writeLog(path, 3)
    writeLog(path, 2)
    expect(linesOf(path)).toHaveLength(5)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(await verify(path)).toEqual({
      status: 0,
      printed: [`${path}: all 5 lines fit together`],
    })
  })

  test.each([
    ['a changed line', (lines: string[]) => lines.with(1, lines[1]?.replace('Sue', 'Eve') ?? '')],
    ['a missing line', (lines: string[]) => lines.toSpliced(1, 1)],
    ['a missing first line', (lines: string[]) => lines.slice(1)],
    ['an added line', (lines: string[]) => lines.toSpliced(2, 0, lines[1] ?? '')],
    ['lines that changed places', ([a = '', b = '', ...rest]: string[]) => [b, a, ...rest]],
    ['a line that is no JSON', (lines: string[]) => lines.toSpliced(2, 0, 'hello')],
    ['an empty line', (lines: string[]) => lines.toSpliced(2, 0, '')],
  ])('shows %s', async (_, change) => {
    const path = newPath()
    writeLog(path, 5)
    writeFileSync(path, `${change(linesOf(path)).join('\n')}\n`)
    expect((await verify(path)).status).toBe(1)
  })

  it('goes on after a line that a crash cut off, which it shows', async () => {
    const path = newPath()
    writeLog(path, 2)
    appendFileSync(path, '{"at":"2026-03-10T0')
    writeLog(path, 2)
    expect(linesOf(path)).toHaveLength(5)
    expect(await verify(path)).toMatchObject({
      status: 1,
      printed: ['line 3: it is cut off, or no line of the log', expect.any(String)],
    })
  })

  it('holds any value in one line', () => {
    const path = newPath()
    const log = openAuditFile(path, options)
    let count = 0
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (who, value) => {
        log.write({ ...entry({ value }), who })
        count += 1
        const lines = linesOf(path)
        expect(lines).toHaveLength(count)
        expect(readAuditLine(lines.at(-1) ?? '')).toMatchObject({ details: { value } })
      }),
      { numRuns: 200, examples: [['Eve\n{"at":"x"}', '\u2028\r\n']] },
    )
    log.close()
  })
})

test('a line that cannot be written is counted, and reported once a minute', () => {
  const reported: string[] = []
  let now = 0
  let isFull = false
  const lines: string[] = []
  const log = streamAuditLog((text) => !isFull && lines.push(text) > 0, {
    now: () => now,
    onLoss: (line) => reported.push(line),
  })
  expect(log.write(entry())).toBe(true)
  isFull = true
  for (const second of [0, 30, 59, 60, 90]) {
    now = second * 1_000
    expect(log.write(entry())).toBe(false)
  }
  expect(log.lost()).toBe(5)
  expect(reported.map((line) => /\d+ events/.exec(line)?.[0])).toEqual(['1 events', '4 events'])
  isFull = false
  expect(log.write(entry())).toBe(true)
  expect(lines.map((line) => readAuditLine(line)?.after)).toEqual([
    expect.any(String),
    expect.any(String),
  ])
})

test.skipIf(process.platform === 'win32')('a full disk leaves no part of a line', async () => {
  const path = newPath()
  const program = `
    const { openAuditFile } = await import(process.argv[1])
    const log = openAuditFile(process.argv[2], { now: Date.now, onLoss: console.log })
    const entry = { what: 'searched', who: 'Sue', from: '', details: { filters: 'x'.repeat(300) } }
    let written = 0
    for (let n = 0; n < 10; n += 1) if (log.write(entry)) written += 1
    console.log(JSON.stringify({ written, lost: log.lost() }))`
  const module = new URL('audit-log.ts', import.meta.url).href
  // A limit on the size of files (blocks of 512 bytes) fails as a full disk does.
  const limited = 'ulimit -f 4; trap "" XFSZ; exec "$@"'
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program]
  const output = execFileSync('sh', ['-c', limited, 'sh', process.execPath, ...args, module, path])
  const [loss, counts] = output.toString().trim().split('\n')
  expect(loss).toContain('the audit log cannot be written (EFBIG)')
  const { written, lost } = JSON.parse(counts ?? '')
  expect([written > 0, lost > 0, written + lost]).toEqual([true, true, 10])
  expect(await verify(path)).toMatchObject({ status: 0 })
})

test.each([
  [[], undefined, 2],
  [['verify'], undefined, 2],
  [['verify', 'no-such-file'], undefined, 2],
  [['erase'], 'audit.jsonl', 2],
])('auditCommand(%j) with AUDIT_FILE=%s ends with %d', async (args, file, status) => {
  const printed: string[] = []
  expect(await auditCommand(args, file, (line) => printed.push(line))).toBe(status)
  expect(printed).toHaveLength(1)
})
