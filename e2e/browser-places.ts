/** What Chromium is called where a PATH has it, the plainest first. */
export const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
] as const

/** Where a Mac keeps it, which is on no PATH. */
const MAC_APPS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
] as const

/** Every place a Chromium may be on this machine, in the order they are tried. */
export function browserPlaces(path: string, platform: NodeJS.Platform): string[] {
  const [separator, ending] = platform === 'win32' ? [';', '.exe'] : [':', '']
  const folders = path.split(separator).filter((folder) => folder !== '')
  return [
    ...COMMANDS.flatMap((command) => folders.map((folder) => `${folder}/${command}${ending}`)),
    ...(platform === 'darwin' ? MAC_APPS : []),
  ]
}
