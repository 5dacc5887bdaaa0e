import { describe, expect, test } from 'vitest';
import { box, type PictureNode, placePicture } from './picture.ts';

const node = (key: string, children: PictureNode[] = [], more = 0): PictureNode => ({
  ...{ key, type: 'site', name: key, href: `/${key}`, children, more },
});

describe('placePicture', () => {
  test('a node stands in the middle of what hangs on it', () => {
    const { nodes, lines } = placePicture(node('a', [node('b'), node('c'), node('d')]));
    const y = (key: string) => nodes.find((placed) => placed.node.key === key)?.y;
    expect(y('a')).toBe(y('c'));
    expect(lines).toHaveLength(3);
  });

  test('no two boxes overlap, and all lie within the picture', () => {
    const { nodes, width, height } = placePicture(
      node('a', [node('b', [node('e'), node('f')], 3), node('c'), node('d', [node('g')])]),
    );
    for (const [index, one] of nodes.entries()) {
      expect(one.x + box.width).toBeLessThanOrEqual(width);
      expect(one.y + box.height).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(index + 1)) {
        expect(one.x !== other.x || Math.abs(one.y - other.y) >= box.height).toBe(true);
      }
    }
  });

  test('what is not drawn is counted, with room of its own', () => {
    const { more, width } = placePicture(node('a', [], 12));
    expect(more).toMatchObject([{ count: 12, href: '/a' }]);
    expect(more[0]?.x).toBeLessThan(width);
  });

  test('a node alone', () => {
    expect(placePicture(node('a'))).toMatchObject({ lines: [], width: box.width, height: box.height });
  });
});
