import type { FlowProtocol } from '#network/models.ts';
import { createIpfixEncoder } from './ipfix.ts';
import { createNetflow5Encoder } from './netflow5.ts';
import { createNetflow9Encoder } from './netflow9.ts';
import type { EncoderOptions, FlowEncoder } from './packet.ts';

export function createEncoder(protocol: FlowProtocol, options: EncoderOptions): FlowEncoder {
  switch (protocol) {
    case 'netflow5':
      return createNetflow5Encoder(options);
    case 'netflow9':
      return createNetflow9Encoder(options);
    case 'ipfix':
      return createIpfixEncoder(options);
  }
}
