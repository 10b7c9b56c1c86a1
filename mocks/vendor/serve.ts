import { parseArgs } from 'node:util'
import { type HttpBindings, serve } from '@hono/node-server'
import { pause } from './account/reply.ts'
import { createVendor, QUERY_PATH, RECORDINGS_ORIGIN } from './handler.ts'
import { readRecording } from './recording/read-recording.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    'recordings-origin': { type: 'string', default: RECORDINGS_ORIGIN },
    'time-zone': { type: 'string', default: 'Asia/Shanghai' },
    delay: { type: 'string', default: '0' },
  },
})

const delayMs = Number(values.delay)
const vendor = createVendor({
  now: Date.now,
  recordings: readRecording,
  timeZone: values['time-zone'],
  recordingsOrigin: values['recordings-origin'],
})

/** If the simulator refuses or drops a connection, the socket is destroyed. */
async function answer(request: Request, env: HttpBindings): Promise<Response> {
  if (delayMs > 0 && request.url.endsWith(QUERY_PATH)) await pause(delayMs, request.signal)
  return vendor(request).catch((error: unknown) => {
    env.incoming.socket.destroy()
    throw error
  })
}

const server = serve(
  {
    fetch: (request: Request, env: unknown) => answer(request, env as HttpBindings),
    hostname: '127.0.0.1',
    port: Number(values.port),
  },
  ({ address, port }) =>
    process.stdout.write(`The vendor simulator is at http://${address}:${port}\n`),
)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close()
    process.exit(0)
  })
}
