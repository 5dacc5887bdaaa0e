/**
 * Traffic as a sum of waves that can be integrated exactly.
 *
 * Every rate in the lab is a weighted sum of one fixed set of functions: a constant, the day, half a day, and a
 * handful of shorter periods that together look like noise. Its integral has a closed form, so the bytes that
 * passed between any two instants are known without stepping through time, and the sum of two rates is the sum of
 * their weights: a core router's port costs as much to read as a tower's. Random walks were rejected because the
 * counter at an instant would depend on when it had been read before.
 */
import type { Random } from './random.ts';

/** Weights over the basis functions; rates in units per second. */
export type RateVector = readonly number[];

/** Day and half day shape the curve; the others are the noise, incommensurate so that it never repeats. */
const periodsS = [86_400, 43_200, 9_973, 2_411, 661, 173, 61, 23];
const noiseFrom = 2;
export const waveCount = 1 + 2 * periodsS.length;

/** The busy hour and how far the evening rises above the mean; together with the noise the sum stays below 1. */
const peakHour = 20.5;
const dayAmplitude = 0.42;
const halfDayAmplitude = 0.12;
const noiseAmplitudeMax = 0.36;
/** Local time of the simulated country, hours from UTC. */
const utcOffsetHours = -3;

/**
 * A rate with the given mean that follows the daily curve, its peak moved by at most an hour, with noise of its
 * own. Never negative.
 */
export function createRate(meanPerS: number, random: Random): RateVector {
  const vector = new Array<number>(waveCount).fill(0);
  vector[0] = meanPerS;
  const peakMs = (peakHour - utcOffsetHours + random.between(-1, 1)) * 3_600_000;
  setWave(vector, 0, meanPerS * dayAmplitude, phaseAt(peakMs, 0));
  setWave(vector, 1, meanPerS * halfDayAmplitude, phaseAt(peakMs, 1));
  const shares = periodsS.map((_, index) => (index < noiseFrom ? 0 : random.between(0.3, 1)));
  const shareSum = shares.reduce((sum, share) => sum + share, 0);
  const noise = random.between(0.12, noiseAmplitudeMax);
  for (let index = noiseFrom; index < periodsS.length; index++) {
    const amplitude = (meanPerS * noise * (shares[index] ?? 0)) / shareSum;
    setWave(vector, index, amplitude, random.between(0, 2 * Math.PI));
  }
  return vector;
}

function setWave(vector: number[], index: number, amplitude: number, phase: number): void {
  vector[1 + 2 * index] = amplitude * Math.cos(phase);
  vector[2 + 2 * index] = amplitude * Math.sin(phase);
}

export function scaleRate(vector: RateVector, factor: number): RateVector {
  return vector.map((weight) => weight * factor);
}

export function sumRates(vectors: readonly RateVector[]): RateVector {
  const sum = new Array<number>(waveCount).fill(0);
  for (const vector of vectors) for (let i = 0; i < waveCount; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0);
  return sum;
}

/** The rate at an instant, units per second. */
export function rateAt(vector: RateVector, atMs: number): number {
  let rate = vector[0] ?? 0;
  for (let index = 0; index < periodsS.length; index++) {
    const angle = phaseAt(atMs, index);
    rate += (vector[1 + 2 * index] ?? 0) * Math.cos(angle) + (vector[2 + 2 * index] ?? 0) * Math.sin(angle);
  }
  return rate;
}

/** Antiderivatives of the basis functions at an instant; only differences of them mean something. */
export type Basis = readonly number[];

/** @param originMs start of the world: keeps the constant's integral small, so that sums stay exact below 2^53. */
export function basisAt(atMs: number, originMs: number): Basis {
  const basis = new Array<number>(waveCount).fill(0);
  basis[0] = (atMs - originMs) / 1_000;
  for (let index = 0; index < periodsS.length; index++) {
    const angle = phaseAt(atMs, index);
    const perRadianS = (periodsS[index] ?? 1) / (2 * Math.PI);
    basis[1 + 2 * index] = Math.sin(angle) * perRadianS;
    basis[2 + 2 * index] = -Math.cos(angle) * perRadianS;
  }
  return basis;
}

/** What a rate adds up to between two instants. */
export function integrate(vector: RateVector, from: Basis, to: Basis): number {
  let sum = 0;
  for (let i = 0; i < waveCount; i++) sum += (vector[i] ?? 0) * ((to[i] ?? 0) - (from[i] ?? 0));
  return sum;
}

/** Reduced modulo the period first: an angle of 10^8 radians would lose the milliseconds. */
function phaseAt(atMs: number, index: number): number {
  const periodMs = (periodsS[index] ?? 1) * 1_000;
  return ((atMs % periodMs) / periodMs) * 2 * Math.PI;
}
