import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fifo } from './fifo.ts';

test('behaves like an array that is shifted', () => {
  const step = fc.oneof(
    fc.record({ push: fc.nat(3_000) }),
    fc.record({ drop: fc.nat(3_000) }),
    fc.constant({ shift: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const fifo = new Fifo<number>();
      let model: number[] = [];
      let next = 0;
      for (const action of steps) {
        if ('push' in action) {
          for (let i = 0; i < action.push; i += 1) {
            fifo.push(next);
            model.push(next++);
          }
        } else if ('drop' in action) {
          fifo.drop(action.drop);
          model = model.slice(action.drop);
        } else expect(fifo.shift()).toBe(model.shift());
        expect(fifo.length).toBe(model.length);
        for (const index of [0, 1, model.length - 1, model.length]) expect(fifo.at(index)).toBe(model[index]);
      }
    }),
  );
});
