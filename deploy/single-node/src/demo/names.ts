/** Names of people, companies and streets, put together by chance: none is meant. */
import type { Random } from '@fastisp/lab/network/random';

const givenNames = [
  'María', 'José', 'Ana', 'Luis', 'Carmen', 'Juan', 'Rosa', 'Carlos', 'Lucía', 'Jorge', 'Elena', 'Miguel', 'Sofía',
  'Andrés', 'Valeria', 'Diego', 'Gabriela', 'Fernando', 'Patricia', 'Raúl', 'Daniela', 'Óscar', 'Verónica', 'Hugo',
  'Silvia', 'Marcelo', 'Claudia', 'Iván', 'Beatriz', 'Rubén', 'Noelia', 'Gonzalo', 'Teresa', 'Wálter', 'Camila',
]; // prettier-ignore
const surnames = [
  'Quispe', 'Mamani', 'Rojas', 'Flores', 'Vargas', 'Gutiérrez', 'Condori', 'Fernández', 'Choque', 'Rodríguez',
  'Mendoza', 'Camacho', 'Salazar', 'Zambrana', 'Peña', 'Villarroel', 'Arce', 'Montaño', 'Terrazas', 'Claros',
  'Ibáñez', 'Núñez', 'Orellana', 'Pinto', 'Rocha', 'Soria', 'Torrico', 'Ugarte', 'Veizaga', 'Balderrama',
]; // prettier-ignore
const trades = [
  'Farmacia', 'Ferretería', 'Clínica', 'Colegio', 'Panadería', 'Hotel', 'Taller', 'Imprenta', 'Cooperativa',
  'Distribuidora', 'Librería', 'Constructora',
]; // prettier-ignore
const tradeNames = [
  'El Molle', 'La Colina', 'San Gabriel', 'Tres Lagunas', 'El Ceibo', 'Santa Inés', 'La Cantera', 'Los Sauces',
  'Alborada', 'El Alfarero', 'Valle Hermoso', 'La Retama', 'Jacarandá', 'El Portal', 'Nueva Luz',
]; // prettier-ignore
const streets = [
  'Av. de los Molles', 'Calle Jacarandá', 'Av. del Valle', 'Calle Los Ceibos', 'Pasaje Las Retamas', 'Calle Junín',
  'Av. Libertad', 'Calle Sucre', 'Av. de la Laguna', 'Calle Los Alfareros', 'Calle Ayacucho', 'Av. Petrolera',
]; // prettier-ignore

export interface PersonName {
  readonly given: string;
  readonly family: string;
  /** As it is read. */
  readonly full: string;
}

export function personName(random: Random): PersonName {
  const given = random.pick(givenNames);
  const family = random.pick(surnames);
  return { given, family, full: `${given} ${family} ${random.pick(surnames)}` };
}

export const companyName = (random: Random): string => `${random.pick(trades)} ${random.pick(tradeNames)} S.R.L.`;

export const streetAddress = (random: Random): string => `${random.pick(streets)} ${random.integer(10, 1_990)}`;
