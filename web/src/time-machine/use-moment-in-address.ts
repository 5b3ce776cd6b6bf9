import { useEffect, useRef } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { travelTo, useMoment } from '../api/travel.ts';

/** The parameter that every address carries while somebody looks back, so that a link leads to the same moment. */
const parameter = 'world';

/**
 * Keeps the moment looked at and the address alike: an address that names another one leads there, one that names none
 * (links within the product) is given it.
 */
export const useMomentInAddress = (): void => {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const moment = useMoment();
  const named = params.get(parameter);
  const known = useRef<string | null>(null);
  useEffect(() => {
    const arrived = named !== known.current;
    known.current = named;
    if (arrived && named !== null && named !== moment) return travelTo(named);
    if (named === moment) return;
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (moment === null) next.delete(parameter);
        else next.set(parameter, moment);
        return next;
      },
      { replace: true, preventScrollReset: true, state },
    );
  }, [named, moment, setParams, state]);
};
