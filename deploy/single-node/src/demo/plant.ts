/** The optical plant of the OLTs down to the second splitter; subscribers take its outputs one after another. */
import type { DevicePlan } from '@fastisp/lab/network/plan';
import { placeOf } from './places.ts';
import { type Position, type Row, type Rows, scatter, streamOf } from './row.ts';

const cardsOfOlt = 2;
const portsOfCard = 8;
const portsOfOlt = cardsOfOlt * portsOfCard;
/** 1:8 behind 1:8: 64 subscribers on a GPON port. */
const outputsOfSplitter = 8;
/** Most that one OLT of this shape serves. */
export const oltOutputsMax = portsOfOlt * outputsOfSplitter * outputsOfSplitter;

/** An output of a second splitter, where the subscriber's drop begins. */
export interface FibreOutput extends Position {
  readonly splitterId: string;
  readonly outputNumber: number;
}

export function plantRows(olts: readonly DevicePlan[]): Rows[] {
  const cards: Row[] = [];
  const ports: Row[] = [];
  const feeders: Row[] = [];
  const splitters: Row[] = [];
  for (const olt of olts) {
    for (let slot = 1; slot <= cardsOfOlt; slot++) {
      cards.push({ externalId: `${olt.name}/${slot}`, name: `GPON ${slot}`, deviceId: olt.name, slot, model: 'GPHF' });
    }
    for (let n = 0; n < portsOfOlt; n++) {
      const slot = 1 + Math.floor(n / portsOfCard);
      const number = n % portsOfCard;
      const port = portIdOf(olt, n);
      const place = { deviceId: olt.name, cardId: `${olt.name}/${slot}` };
      ports.push({ externalId: port, name: `0/${slot}/${number}`, ...place, number, technology: 'gpon' });
      const lengthM = streamOf(`${port}/feeder`).integer(800, 4_200);
      feeders.push({ externalId: `${port}/F`, name: `Troncal ${port}`, ponPortId: port, lengthM });
      splitters.push(...splittersOf(olt, n));
    }
  }
  return [
    { plural: 'cards', rows: cards },
    { plural: 'pon-ports', rows: ports },
    { plural: 'feeders', rows: feeders },
    { plural: 'splitters', rows: splitters },
  ];
}

function splittersOf(olt: DevicePlan, port: number): Row[] {
  const portId = portIdOf(olt, port);
  const first = { externalId: `${portId}/S`, name: `Divisor ${portId}`, feederId: `${portId}/F`, parentId: null };
  const rows: Row[] = [{ ...first, outputs: outputsOfSplitter, ...cabinetOf(olt, port) }];
  for (let n = 0; n < outputsOfSplitter; n++) {
    const below = { externalId: `${portId}/S${n + 1}`, name: `Caja ${portId}-${n + 1}`, feederId: null };
    rows.push({ ...below, parentId: first.externalId, outputs: outputsOfSplitter, ...boxOf(olt, port, n) });
  }
  return rows;
}

/** The n-th of an OLT's outputs, spread evenly over its ports and boxes. */
export function fibreOutput(olt: DevicePlan, n: number): FibreOutput {
  const port = n % portsOfOlt;
  const box = Math.floor(n / portsOfOlt) % outputsOfSplitter;
  const outputNumber = 1 + Math.floor(n / (portsOfOlt * outputsOfSplitter));
  return { splitterId: `${portIdOf(olt, port)}/S${box + 1}`, outputNumber, ...boxOf(olt, port, box) };
}

const portIdOf = (olt: DevicePlan, n: number): string =>
  `${olt.name}/${1 + Math.floor(n / portsOfCard)}/${n % portsOfCard}`;

const cabinetOf = (olt: DevicePlan, port: number): Position =>
  scatter(placeOf(olt), 2.5, streamOf(`${portIdOf(olt, port)}/cabinet`));

const boxOf = (olt: DevicePlan, port: number, box: number): Position =>
  scatter(cabinetOf(olt, port), 0.4, streamOf(`${portIdOf(olt, port)}/box/${box}`));
