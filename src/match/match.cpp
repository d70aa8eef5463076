#include "match/match.h"

#include <fstream>
#include <iterator>

#include "match/lexicon.h"
#include "match/link.h"
#include "match/sketch.h"

namespace hearsay {

Result<Matcher> Matcher::load(const std::string& directory) {
  const std::string path = directory + "/data/word_frequency.tsv";
  std::ifstream file(path, std::ios::binary);
  const std::string table{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return fail(ErrorKind::model, "cannot read the word table " + path);
  Result<matching::Lexicon> lexicon = matching::Lexicon::parse(table);
  if (!lexicon) return fail(ErrorKind::model, path + ": " + lexicon.error().message);
  return Matcher(std::make_shared<const matching::Lexicon>(*std::move(lexicon)));
}

Sketch Matcher::sketch(const Document& document) const {
  return matching::make_sketch(document, *lexicon_);
}

Outline Matcher::outline(const Document& document, const Sketch& sketch) const {
  return matching::make_outline(document, sketch, *lexicon_);
}

PairMatch Matcher::match_pair(const Document& a, const Sketch& sketch_a, const Document& b,
                              const Sketch& sketch_b) const {
  if (b.article.id < a.article.id) return match_pair(b, sketch_b, a, sketch_a);
  PairMatch match;
  match.first = a.article.id;
  match.second = b.article.id;
  match.reuse = matching::find_reuse(a, b);
  match.claims = matching::link_claims(sketch_a, sketch_b, *lexicon_);
  return match;
}

}  // namespace hearsay
