import { ApiError } from '../api-error.ts';
export const notYet = (): never => {
  throw new ApiError('overloaded', 'Not built yet.');
};
