import { expect, test } from 'vitest'
import { browserPlaces, COMMANDS } from './browser-places.ts'

test('looks for every name in every folder of the PATH, an empty one left out', () => {
  const places = browserPlaces('/a::/b', 'linux')
  expect(places).toHaveLength(2 * COMMANDS.length)
  expect(places.slice(0, 3)).toEqual(['/a/chromium', '/b/chromium', '/a/chromium-browser'])
})

test('looks into the applications of a Mac after the PATH', () => {
  expect(browserPlaces('/a', 'darwin').at(-1)).toContain('/Applications/Microsoft Edge.app/')
})

test('takes a Windows PATH apart', () => {
  expect(browserPlaces('C:\\x;D:\\y', 'win32').slice(0, 2)).toEqual([
    'C:\\x/chromium.exe',
    'D:\\y/chromium.exe',
  ])
})
