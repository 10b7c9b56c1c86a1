import { httpStatus, scriptedFetch } from './scripted-fetch.ts'
import { createTestApp, recordingPath } from './test-app.ts'

export const TEST_SOURCE = 'https://rec.example/calls/call.wav'
export const TEST_WAV = new TextEncoder().encode('RIFF....WAVEfmt and then the sound')

interface Source {
  status?: number
  body?: BodyInit | null
  headers?: Record<string, string>
}

/** A source of recordings for tests: as a rule one that sends audio. */
export function source({
  status = 200,
  body = TEST_WAV,
  headers = { 'Content-Type': 'audio/x-wav' },
}: Source = {}) {
  return () => new Response(body, { status, headers })
}

export function redirect(location: string, status = 302) {
  return httpStatus(status, { Location: location })
}

/** Asks the app for the recording at TEST_SOURCE, whose source takes these steps. */
export async function askRecording(
  steps: Parameters<typeof scriptedFetch>,
  init: RequestInit = {},
  search = '',
) {
  const fetch = scriptedFetch(...steps)
  const path = recordingPath(TEST_SOURCE) + search
  return { response: await createTestApp(fetch).app.request(path, init), calls: fetch.calls }
}

/** The HTTP status and the code of a failure. */
export async function failureOf(response: Response): Promise<[number, unknown]> {
  const { code } = await response.json()
  return [response.status, code]
}
