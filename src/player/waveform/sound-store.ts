import { createSoundStore } from './create-sound-store.ts'

/** What the page keeps of how calls sound; one, so that who is reading knows when it is cleared. */
export const soundStore = createSoundStore()
