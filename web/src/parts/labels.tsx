// What a page itself calls its text ("Satire", "Opinion", "Sponsored"): its own words, never ours.

import { wordsHref } from './basics';
import type { Annotated } from '../lib/types';

export const Labels = ({ labels }: { labels: string[] | undefined }) => (
  <>
    {labels?.map((words) => (
      <span key={words} class="tag label" title={`The page calls itself so: “${words}”`}>
        {words}
      </span>
    ))}
  </>
);

/** With where it says so; what stands in its mark-up alone has no place in the text. */
export function OwnLabels({ document }: { document: Annotated }) {
  if (!document.labels?.length) return null;
  return (
    <p class="own-labels">
      The page calls itself{' '}
      {document.labels.map(({ words, span }, index) => (
        <span key={index}>
          {index > 0 && ', '}
          {span ? <a class="tag label" href={wordsHref(document.id, span, words)}>{words}</a> : <><span class="tag label">{words}</span> <small>in its mark-up</small></>}
        </span>
      ))}
    </p>
  );
}
