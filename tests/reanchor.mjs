// Finds the selectors of a Web Annotation page again with Apache Annotator's matchers:
// node reanchor.mjs PACKAGE PAGE.jsonld TEXTS.json, where TEXTS maps "urn:sha256:…" to texts.
// Prints what is not found where it should be, a line each, and last how many targets there were.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, pagePath, textsPath] = process.argv.slice(2);
const { textPositionSelectorMatcher, textQuoteSelectorMatcher } =
  await import(pathToFileURL(join(folder, "lib", "index.js")));
const page = JSON.parse(readFileSync(pagePath, "utf8"));
const texts = JSON.parse(readFileSync(textsPath, "utf8"));

// The whole text is one piece.
const chunker = (text) => {
  const chunk = { data: text, equals: (other) => other === chunk };
  return () => ({ currentChunk: chunk, nextChunk: () => null, previousChunk: () => null,
                  readNext: () => null, readPrevious: () => null,
                  precedesCurrentChunk: () => false });
};

async function matches(matcher, text) {
  const found = [];
  for await (const range of matcher(chunker(text)())) found.push([range.startIndex, range.endIndex]);
  return found;
}

let targets = 0;
for (const item of page.items) {
  for (const target of item.target) {
    ++targets;
    const text = texts[target.source["dc:identifier"]];
    const [position, quote] = target.selector;
    const [placed] = await matches(textPositionSelectorMatcher(position), text);
    if (!placed || text.slice(...placed) !== quote.exact) {
      console.log(`${target.id}: position ${position.start}-${position.end} is not "${quote.exact}"`);
      continue;
    }
    const quoted = await matches(textQuoteSelectorMatcher(quote), text);
    if (!quoted.some(([begin, end]) => begin === placed[0] && end === placed[1])) {
      console.log(`${target.id}: "${quote.exact}" is not found there by its words`);
    }
  }
}
console.log(`${targets} targets`);
