import { AppError } from '@fastisp/core/errors/app-error';

/** Another process has taken the states over: what this one would save is out of date. */
export const stateFenced = (ours: number, current: number): AppError =>
  new AppError('STREAM_STATE_FENCED', `states belong to epoch ${current} now, not to ${ours}`, {
    params: { ours, current },
  });

/** The bus delivers again what was not handled: to us when we lead again, to our successor otherwise. */
export const stateNotLeading = (): AppError =>
  new AppError('STREAM_STATE_NOT_LEADING', 'this process does not lead the device states at the moment', {
    status: 503,
  });
