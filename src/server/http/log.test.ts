import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createLog, createLogDestination, createOutput } from './log.ts'

function stubStream(fd: number): NodeJS.WriteStream & { fd: number } {
  return Object.assign(Object.create(process.stdout), { fd, isTTY: false })
}

describe('createLogDestination', () => {
  test('counts dropped lines and writes their number once', () => {
    const written: string[] = []
    let works = true
    const destination = createLogDestination(
      (text) => works && written.push(text) > 0,
      (line) => line,
    )
    const log = pino({ level: 'info' }, destination)
    log.info('one')
    works = false
    for (const word of ['two', 'three', 'four']) log.info(word)
    works = true
    log.info('five')
    log.info('six')
    expect(written.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'one' },
      { level: 40, dropped: 3 },
      { msg: 'five' },
      { msg: 'six' },
    ])
  })

  test('writes the number of dropped lines on resume, without another line', () => {
    const written: string[] = []
    const output = vi.fn((text: string) => written.push(text) > 0).mockReturnValueOnce(false)
    const destination = createLogDestination(output, (line) => line)
    destination.resume()
    destination.write('lost\n')
    destination.resume()
    destination.resume()
    expect(written).toHaveLength(1)
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ dropped: 1 })
  })
})

describe('createOutput', () => {
  test('writes to a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'callboard-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = await open(join(folder, 'log'), 'a')
    const output = createOutput(stubStream(file.fd))
    expect([output('one\n'), output('two\n')]).toEqual([true, true])
    await file.close()
    expect(output('three\n')).toBe(false)
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('one\ntwo\n')
  })
})

test('the log has the level that was set', () => {
  expect(createLog('warn', false).isLevelEnabled('info')).toBe(false)
  expect(createLog('silent', false).isLevelEnabled('fatal')).toBe(false)
})
