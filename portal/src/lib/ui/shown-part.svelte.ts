/** A list that came whole, shown in parts so that a long one does not hold the page up. */

const partSize = 50;

export interface ShownPart<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  showMore(): void;
}

export function pagesOf<Item>(all: () => readonly Item[]): ShownPart<Item> {
  let parts = $state(1);
  return {
    get items() {
      return all().slice(0, parts * partSize);
    },
    get total() {
      return all().length;
    },
    showMore: () => void (parts += 1),
  };
}
