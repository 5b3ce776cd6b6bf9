/** Pino's number for what ends a process. */
const fatal = 60;

/** Why a service ended, from the last of what it wrote: its fatal lines, or what Node itself said of an error. */
export const faultsIn = (said: string): readonly string[] => {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const logged = lines.flatMap((line) => fatalLine(line) ?? []);
  return logged.length > 0 ? logged : lines.filter((line) => /^\w*Error\b/.test(line)).slice(-1);
};

const fatalLine = (line: string): string | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line);
    if (level !== fatal) return undefined;
    return err?.message ? `${msg} (${err.message})` : String(msg);
  } catch {
    return undefined; // the first line kept may have lost its beginning
  }
};
