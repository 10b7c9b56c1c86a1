import type { en } from './en.ts'

/** The same keys with any words: what a language must provide. */
type Words<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : Words<Source[Key]>
}

export type Messages = Words<typeof en>
