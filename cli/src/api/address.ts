import { Unusable } from '../unusable.ts';

/** The address of a CRM, taken from that of any of its pages. @throws Unusable where it is none */
export const serverAddress = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Unusable(`--url ${text} is not an address such as http://localhost:8080`);
  return url.origin;
};
