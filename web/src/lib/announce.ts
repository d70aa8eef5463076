// One line for what has just happened, also read out by screen readers.

import { useEffect, useState } from 'preact/hooks';

let tell: (text: string) => void = () => {};

export const announce = (text: string) => tell(text);

export function useAnnouncement(): [string, () => void] {
  const [text, setText] = useState('');
  useEffect(() => {
    tell = setText;
    return () => void (tell = () => {});
  }, []);
  return [text, () => setText('')];
}
