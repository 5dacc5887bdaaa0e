import type { Principal } from '#identity/principal.ts';
import type { Static } from 'typebox';
import type { eventList, eventListQuery, status } from './schemas.ts';

export type Status = Static<typeof status>;
export type EventList = Static<typeof eventList>;
export type EventListQuery = Static<typeof eventListQuery>;

export interface StatusReader {
  status(principal: Principal): Promise<Status>;
  events(principal: Principal, query: EventListQuery): Promise<EventList>;
}
