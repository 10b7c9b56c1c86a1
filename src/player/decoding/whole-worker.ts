import { answerDecoded } from './answer-decoded.ts'

/** The decoded recording; `null` where it cannot be had. */
export type WholeAnswer = Blob | null

/** @param address of the decoded recording */
async function decode(address: string): Promise<WholeAnswer> {
  const response = await answerDecoded(new Request(address), (input, init) => fetch(input, init))
  return response.ok ? response.blob() : null
}

addEventListener('message', ({ data }: MessageEvent<string>) => {
  decode(data).then(
    (answer) => postMessage(answer),
    () => postMessage(null),
  )
})
