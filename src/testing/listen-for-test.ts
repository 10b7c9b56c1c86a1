import { createServer, type RequestListener, type Server } from 'node:http'
import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import type { createApp } from '../server/app.ts'
import { createHttpServer } from '../server/http/http-server.ts'

/** Listens on a free loopback port until the test ends. */
export async function listenForTest(listener: RequestListener | Server): Promise<number> {
  const server = typeof listener === 'function' ? createServer(listener) : listener
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('Not a port')
  return address.port
}

/** Sends raw lines, and disconnects once `isEnough` has arrived. @returns the answer */
export function sendLines(
  port: number,
  lines: readonly string[],
  isEnough: (text: string) => boolean = () => false,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    let text = ''
    socket.on('data', (data) => {
      text += data.toString('latin1')
      if (isEnough(text)) socket.destroy()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

/** Serves `app` until the test ends. @returns the port */
export function serveForTest(app: ReturnType<typeof createApp>): Promise<number> {
  return listenForTest(
    createHttpServer(app, { hostname: '127.0.0.1', overrideGlobalObjects: false }),
  )
}
