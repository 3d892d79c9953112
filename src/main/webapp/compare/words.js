/** What is to be seen, in figures and in words. */

import { counted, formatCount, formatDelay } from '../common/format.js';

/** @typedef {import('./way.js').Way} Way */

export const FIGURES = [
  'Requests',
  'Answers without a price',
  'Prices shown',
  'Bytes',
  'Bytes a price',
  'Delay, median',
  'Delay, longest',
  'Behind',
  'Missed',
  'Twice',
];

/** @param {Way} way @returns {string[]} in that order */
export function figuresOf(way) {
  const { meter, told, delays, twice } = way;
  const { behind, missed } = way.lack();
  const perPrice = told ? formatCount(Math.round(meter.bytes / told)) : '–';
  const counts = [meter.requests, meter.empty, told, meter.bytes].map(formatCount);
  const times = [delays.median, delays.longest].map(formatDelay);
  return [...counts, perPrice, ...times, ...[behind, missed, twice].map(formatCount)];
}

/**
 * @param {{ v1: Way, v2: Way, v3: import('./way.js').LiveWay }} ways
 * @returns {string[]} sentences
 */
export function tell({ v1, v2, v3 }) {
  const none = v1.told + v2.told + v3.told === 0;
  const asked = v1.meter.requests + v2.meter.requests;
  return [
    none
      ? `No price has come since. v1 and v2 have asked ${times(asked)} all the same.`
      : `v1 asked ${times(v1.meter.requests)} for ${counted(v1.told, 'price')}, v2 ${times(v2.meter.requests)} for ${formatCount(v2.told)}, v3 ${times(v3.meter.requests)} for ${formatCount(v3.told)}.`,
    ...delaysOf({ v1, v2, v3 }),
    ...lacksOf([v1, v2, v3]),
    ...(v3.resets ? [`v3 was told ${times(v3.resets)} that what it had missed can’t be replayed, and has read the table anew.`] : []),
    ...(v3.again ? [`v3 told of ${counted(v3.again, 'change')} of rows that were shown before: changed, deleted or truncated. v1 and v2 are never told that, and go on showing what was.`] : []),
  ];
}

/** @param {Record<string, Way>} ways */
function delaysOf(ways) {
  const known = Object.entries(ways).filter(([, { delays }]) => delays.median !== undefined);
  if (known.length < 2) return [];
  return [`Half of the prices were on the screen within ${known.map(([name, { delays }]) => `${formatDelay(delays.median)} (${name})`).join(', ')}.`];
}

/** @param {Way[]} ways */
function lacksOf(ways) {
  return ways.flatMap((way) => {
    const { behind, missed } = way.lack();
    const sentences = [];
    if (behind > 1) sentences.push(`${way.name} is ${counted(behind, 'price')} behind${way.name === 'v1' ? '; an answer of v1 has one price at most' : ''}.`);
    if (missed) sentences.push(`${way.name} has missed ${counted(missed, 'price')} and will never show ${missed === 1 ? 'it' : 'them'}${way.name === 'v3' ? '.' : ': committed, or found, after one with a higher id, and it asks by id.'}`);
    if (way.twice) sentences.push(`${way.name} was told ${counted(way.twice, 'price')} twice.`);
    return sentences;
  });
}

/** @param {number} count */
const times = (count) => (count === 1 ? 'once' : `${formatCount(count)} times`);
