import type { CallRecord } from '../../../calls/call.ts'
import type { Sheet } from '../../sheet.ts'
import { pack } from '../../zip/pack.ts'
import { writeZip, type ZipEntry } from '../../zip/write-zip.ts'
import { type Bytes, encodeTexts, inTurns, type Texts } from '../byte-stream.ts'
import { type CallCursor, createCallCursor } from './call-cursor.ts'
import { createLinks } from './links.ts'
import {
  contentTypesXml,
  ROOT_RELATIONSHIPS,
  workbookRelationships,
  workbookXml,
} from './package-xml.ts'
import { createTimeStyles, stylesXml } from './styles.ts'
import { createWorksheetWriter } from './worksheet-texts.ts'

/** What a sheet can hold (Excel specifications and limits). */
const EXCEL = {
  /** With the header. */
  rows: 1_048_576,
  links: 65_530,
}

/** A part that is short. */
function shortPart(path: string, xml: string): ZipEntry {
  async function* texts(): Texts {
    yield [xml]
  }
  return { path, packed: pack(encodeTexts(texts())) }
}

async function* partsOf(
  calls: CallCursor,
  sheet: Sheet,
  limits: typeof EXCEL,
): AsyncGenerator<ZipEntry> {
  const styles = createTimeStyles()
  const writer = createWorksheetWriter(sheet, styles)
  const memory = inTurns()
  let sheets = 0
  do {
    sheets += 1
    const links = createLinks(limits.links)
    const name = `sheet${sheets}.xml`
    const texts = writer.texts(calls, limits.rows, links)
    yield { path: `xl/worksheets/${name}`, packed: pack(encodeTexts(texts, memory)) }
    if (links.areThere())
      yield { path: `xl/worksheets/_rels/${name}.rels`, packed: links.relationships() }
  } while (await calls.hasMore())
  yield shortPart('xl/styles.xml', stylesXml(styles.offsets()))
  yield shortPart('xl/workbook.xml', workbookXml(sheets))
  yield shortPart('xl/_rels/workbook.xml.rels', workbookRelationships(sheets))
  yield shortPart('_rels/.rels', ROOT_RELATIONSHIPS)
  yield shortPart('[Content_Types].xml', contentTypesXml(sheets))
}

/**
 * An XLSX workbook of calls. What is more than a sheet holds goes on another, with its own header;
 * a link that is more than a sheet may have is plain text.
 * @param limits of a sheet
 */
export async function* writeWorkbook(
  batches: AsyncIterable<readonly CallRecord[]>,
  sheet: Sheet,
  limits: typeof EXCEL = EXCEL,
): Bytes {
  const calls = createCallCursor(batches)
  try {
    yield* writeZip(partsOf(calls, sheet, limits), false)
  } finally {
    await calls.close()
  }
}
