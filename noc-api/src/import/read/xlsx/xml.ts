/** XML of a workbook's part as it streams by. Nothing outside the file is ever read: entities are XML's own five. */
import type { Readable } from 'node:stream';
import { isAppError } from '@fastisp/core/errors/app-error';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import * as errors from '../../errors.ts';

/** Characters between two tags; a cell of Excel has 32,767 at most. What is longer is made to fill our memory. */
const quietCharsMax = 2 * 1024 * 1024;

export interface XmlHandlers {
  /** Names come without their prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** After each chunk `yield`s, so that who asked can take what the handlers gathered, and stop. */
export async function* streamXml(source: Readable, handlers: XmlHandlers): AsyncGenerator<undefined> {
  const decoder = new TextDecoder('utf-8');
  const parser = new SaxesParser();
  let quietChars = 0;
  const heard = (): void => void (quietChars = 0);
  parser.on('error', (error) => {
    throw errors.workbookBroken(error);
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    heard();
    handlers.open(localName(name), attributes);
  });
  parser.on('text', (text) => handlers.text(text));
  parser.on('cdata', (text) => handlers.text(text));
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    heard();
    handlers.close(localName(name));
  });
  try {
    for await (const chunk of source) {
      quietChars += (chunk as Buffer).length; // yauzl's streams give buffers
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      if (quietChars > quietCharsMax) throw errors.workbookBroken();
      yield undefined;
    }
    parser.write(decoder.decode()).close();
    yield undefined;
  } catch (error) {
    throw isAppError(error) ? error : errors.workbookBroken(error);
  } finally {
    source.destroy();
  }
}

/** The whole part, for those that are small. */
export async function readXml(source: Readable, handlers: XmlHandlers): Promise<void> {
  for await (const _chunk of streamXml(source, handlers));
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
