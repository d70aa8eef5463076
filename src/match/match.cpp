#include "match/match.h"

#include <fstream>
#include <iterator>

#include "match/align.h"
#include "match/lexicon.h"
#include "match/link.h"
#include "match/parts.h"
#include "match/sketch.h"
#include "match/word_vectors.h"

namespace hearsay {

Result<Matcher> Matcher::load(const std::string& directory) {
  const std::string path = directory + "/data/word_frequency.tsv";
  std::ifstream file(path, std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return fail(ErrorKind::model, "cannot read the word table " + path);
  Result<matching::Lexicon> lexicon = matching::Lexicon::parse(table);
  if (!lexicon) return fail(ErrorKind::model, path + ": " + lexicon.error().message);
  auto vectors = matching::WordVectors::open(directory + "/models/word_vectors.safetensors");
  if (!vectors) return tl::unexpected<Error>(vectors.error());
  return Matcher(std::make_shared<const matching::Lexicon>(*std::move(lexicon)),
                 std::make_shared<const matching::WordVectors>(*std::move(vectors)));
}

Sketch Matcher::sketch(const Document& document) const {
  return matching::make_sketch(document, *lexicon_);
}

Outline Matcher::outline(const Document& document, const Sketch& sketch) const {
  return matching::make_outline(document, sketch, *lexicon_);
}

struct Comparable::Parts {
  std::shared_ptr<const Document> document;
  Sketch sketch;
  Outline outline;
  matching::HashedWords words;
  std::vector<matching::ClaimView> claims;  // views into `sketch`, so never moved
};

const std::shared_ptr<const Document>& Comparable::document() const { return parts_->document; }

Comparable Matcher::prepare(std::shared_ptr<const Document> document, Sketch sketch,
                            Outline outline) const {
  auto parts = std::make_shared<Comparable::Parts>();
  parts->document = std::move(document);
  parts->sketch = std::move(sketch);
  parts->outline = std::move(outline);
  parts->words = matching::HashedWords(matching::body_words(parts->document->article));
  parts->claims = matching::views_of(parts->sketch, *lexicon_);
  return Comparable(std::move(parts));
}

PairMatch Matcher::match_pair(const Comparable& a, const Comparable& b) const {
  const Comparable::Parts& first = *a.parts_;
  const Comparable::Parts& second = *b.parts_;
  if (second.document->article.id < first.document->article.id) return match_pair(b, a);
  PairMatch match;
  match.first = first.document->article.id;
  match.second = second.document->article.id;
  match.reuse = matching::find_reuse(*first.document, first.words, *second.document, second.words);
  match.claims = matching::link_claims(first.sketch, first.claims, second.sketch, second.claims);
  for (ClaimLink& link : match.claims) {
    link.passing =
        link.score >= matching::kPassing &&
        matching::share_more_than_place(first.outline, link.a.claim, second.outline, link.b.claim);
  }
  match.parts = matching::part_likeness(first.outline, second.outline, match.reuse);
  return match;
}

PairMatch Matcher::match_pair(const Document& a, const Sketch& sketch_a, const Document& b,
                              const Sketch& sketch_b) const {
  // Lent for the time of this call.
  const std::shared_ptr<const Document> lent_a(std::shared_ptr<void>(), &a);
  const std::shared_ptr<const Document> lent_b(std::shared_ptr<void>(), &b);
  return match_pair(prepare(lent_a, sketch_a, outline(a, sketch_a)),
                    prepare(lent_b, sketch_b, outline(b, sketch_b)));
}

}  // namespace hearsay
