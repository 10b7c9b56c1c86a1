import type { Page } from '@playwright/test'

/** The peaks of the first call that the page keeps, for each side; sizes from 0 to 255. */
export async function keptLanes(page: Page): Promise<number[][] | undefined> {
  return page.evaluate(async () => {
    const asked = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await asked(indexedDB.open('callboard-waveforms'))
    const peaks = database.transaction('peaks').objectStore('peaks')
    const sounds = await asked(peaks.getAll(IDBKeyRange.bound('call:', 'call;')))
    return sounds.map(({ peaks }) => peaks.lanes.map((lane: Uint8Array) => [...lane]))[0]
  })
}
