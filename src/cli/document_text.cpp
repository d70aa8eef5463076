#include "cli/document_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/references.h"
#include "cli/words.h"
#include "text/utf8.h"

namespace hearsay::cli {
namespace {

/// Records are counted from one outside: "a1".
template <typename Index>
std::string outside(char kind, Index index) {
  return fmt::format("{}{}", kind, static_cast<std::uint32_t>(index) + 1);
}

std::string confidence(const Basis& basis) {
  return fmt::format("{} {:.2f}", basis.rule.empty() ? "no rule named" : basis.rule,
                     basis.confidence);
}

void field(Screen& screen, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  screen.paragraph(pad(name, 13), std::string(13, ' '), {value});
}

std::string amount(std::optional<double> value) {
  return value ? fmt::format("{:g}", *value) : std::string("open");
}

std::string text_of(const Quantity& quantity) {
  if (!quantity.low && !quantity.high) return fmt::format("some {}", quantity.unit);
  const std::string about = quantity.approximate ? "about " : "";
  if (quantity.low == quantity.high) {
    return fmt::format("{}{} {}", about, amount(quantity.low), quantity.unit);
  }
  return fmt::format("{}{} to {} {}", about, amount(quantity.low), amount(quantity.high),
                     quantity.unit);
}

template <typename Record, typename Index>
const Record* get(const std::vector<Record>& records, Index index) {
  const auto at = static_cast<std::size_t>(index);
  return at < records.size() ? &records[at] : nullptr;
}

void print_metadata(Screen& screen, const Article& article) {
  screen.paragraph("", "", {article.title.empty() ? "(no title)" : article.title, Look::strong});
  field(screen, "id", article.id);
  field(screen, "publisher", article.publisher.empty() ? "unknown" : article.publisher);
  field(screen, "authors", fmt::format("{}", fmt::join(article.authors, ", ")));
  field(screen, "published", article.published.empty() ? "unknown" : day(article.published));
  for (const DocumentDate& date : article.dates) {
    field(screen, "", fmt::format("{} {} (from {})", word(date.kind), date.value, word(date.from)));
  }
  field(screen, "address", article.url);
  if (article.canonical_url != article.url) field(screen, "canonical", article.canonical_url);
  field(screen, "file", article.path);
  field(screen, "input id", article.input_id);
  field(screen, "language", article.language);
  if (article.kind != PageKind::article) field(screen, "kind", std::string(word(article.kind)));
  field(screen, "sha256", article.sha256);
  for (const SyndicationSignal& signal : article.syndication) {
    field(screen, "from", fmt::format("{} {}", signal.field, signal.value));
  }
  for (const Embedded& embedded : article.embedded) {
    field(screen, "holds",
          fmt::format("another document: {}, {}, {}",
                      embedded.title.empty() ? "(no title)" : embedded.title,
                      embedded.publisher.empty() ? "unknown publisher" : embedded.publisher,
                      day(embedded.published)));
  }
  for (const std::string& note : article.notes) field(screen, "note", note);
}

void print_decided(Screen& screen, const Decided& decided) {
  for (const OwnValue& own : decided.overruled) {
    field(screen, "set",
          fmt::format("{}; the page has {}", own.field,
                      own.value.empty() ? "none" : in_quotes(own.value)));
  }
}

void print_relays(Screen& screen, const Document& document, bool explain) {
  for (const Relay& relay : document.reading.attributions.relays) {
    std::string words = fmt::format("{} ({}, {})", relay.name, word(relay.kind), word(relay.how));
    if (relay.span)
      words += " by the words " + in_quotes(hearsay::words(document.article, *relay.span));
    words += relay.scope == document.article.body
                 ? ", for the whole text"
                 : fmt::format(", for {}", counted(relay.scope.size(), "passage"));
    if (explain) words += fmt::format("  [{}]", confidence(relay.basis));
    field(screen, "text from", words);
  }
}

std::string sentence_words(const Document& document, const Sentence& sentence) {
  return text::printable(words(document.article, sentence.span));
}

ParagraphRole role_of(const Segmentation& segmentation, const Sentence& sentence) {
  const Paragraph* paragraph = get(segmentation.paragraphs, sentence.paragraph);
  return paragraph == nullptr ? ParagraphRole::body : paragraph->role;
}

void print_numbered(Screen& screen, const Document& document, std::size_t index, Look look) {
  const Sentence& sentence = document.reading.segmentation.sentences[index];
  screen.paragraph(fmt::format("{:>4}  ", index + 1), "      ",
                   {sentence_words(document, sentence), look});
}

void print_sentences(Screen& screen, const Document& document) {
  const Segmentation& segmentation = document.reading.segmentation;
  std::optional<ParagraphIndex> paragraph;
  for (std::size_t i = 0; i < segmentation.sentences.size(); ++i) {
    const Sentence& sentence = segmentation.sentences[i];
    if (paragraph && *paragraph != sentence.paragraph) screen.blank();
    paragraph = sentence.paragraph;
    const ParagraphRole role = role_of(segmentation, sentence);
    const Look look = role == ParagraphRole::boilerplate ? Look::faint
                      : role == ParagraphRole::headline  ? Look::strong
                                                         : Look::plain;
    print_numbered(screen, document, i, look);
  }
}

std::string conllu_text(std::string_view text) {
  std::string clean = text::printable(text);
  return clean.empty() ? std::string("_") : clean;
}

/// FORM may hold no blanks at its ends and no tabs; a blank inside is allowed by CoNLL-U v2.
std::string conllu_form(std::string_view text) { return conllu_text(text::trim(text)); }

/// Whether token `index` and the next are written as one word, as in "do" + "n't": Universal
/// Dependencies then adds a line for the whole.
bool runs_on(const Document& document, const Sentence& sentence, std::uint32_t index) {
  const auto& tokens = document.reading.segmentation.tokens;
  if (index + 1 >= sentence.end || tokens[index + 1].space_before) return false;
  const std::string_view left = words(document.article, tokens[index].span);
  const std::string_view right = words(document.article, tokens[index + 1].span);
  if (left.empty() || right.empty()) return false;
  if (!text::is_letter(text::decode_before(left, left.size()).code_point)) return false;
  const text::Decoded first = text::decode_at(right, 0);
  if (text::is_letter(first.code_point)) return true;
  const bool apostrophe = first.code_point == '\'' || first.code_point == 0x2019;
  return apostrophe && right.size() > first.size &&
         text::is_letter(text::decode_at(right, first.size).code_point);
}

std::string space_after(const Document& document, const Sentence& sentence, std::uint32_t index) {
  const auto& tokens = document.reading.segmentation.tokens;
  return index + 1 < sentence.end && !tokens[index + 1].space_before ? "SpaceAfter=No" : "_";
}

/// One word; `part`: of a token with several.
void append_word(std::string& out, const Document& document, const Sentence& sentence,
                 std::uint32_t index, bool part) {
  const Word* word = get(document.reading.annotation.words, index);
  std::string head = "_";
  std::string relation = "_";
  if (word != nullptr && !word->relation.empty()) {
    relation = word->relation;
    head = word->head ? std::to_string(static_cast<std::uint32_t>(*word->head) - sentence.begin + 1)
                      : std::string("0");
  }
  const Token& token = document.reading.segmentation.tokens[index];
  out += fmt::format("{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{}\n", index - sentence.begin + 1,
                     conllu_form(words(document.article, token.span)),
                     word == nullptr ? "_" : conllu_text(word->lemma),
                     word == nullptr ? "_" : cli::word(word->tag),
                     word == nullptr || word->features.empty() ? "_" : word->features, head,
                     relation, part ? "_" : space_after(document, sentence, index));
}

/// A token with all its words; returns the word after them.
std::uint32_t append_token(std::string& out, const Document& document, const Sentence& sentence,
                           std::uint32_t index) {
  std::uint32_t last = index;
  while (runs_on(document, sentence, last)) ++last;
  const auto& tokens = document.reading.segmentation.tokens;
  if (last > index) {
    const Span whole{tokens[index].span.begin, tokens[last].span.end};
    out += fmt::format("{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", index - sentence.begin + 1,
                       last - sentence.begin + 1, conllu_form(words(document.article, whole)),
                       space_after(document, sentence, last));
  }
  for (std::uint32_t i = index; i <= last; ++i) {
    append_word(out, document, sentence, i, last > index);
  }
  return last + 1;
}

}  // namespace

std::string words_of(const Article& article, const Spans& spans) {
  std::string out;
  for (const Span& span : spans) {
    if (!out.empty()) out += " … ";
    out += text::trim(words(article, span));
  }
  return text::printable(out);
}

void print_attribution(Screen& screen, const Document& document, AttributionIndex index,
                       bool explain) {
  const Attribution* it = get(document.reading.attributions.attributions, index);
  if (it == nullptr) return;
  const std::size_t sentence =
      sentence_number(document, hull(it->cue.empty() ? it->content : it->cue));
  std::string source = words_of(document.article, it->source);
  if (source.empty()) source = "(nobody named)";
  std::string what = fmt::format("{} ", source);
  if (!it->source_name.empty() && it->source_name != source) {
    what += fmt::format("= {} ", it->source_name);
  }
  what += fmt::format("({}{}{}) ", word(it->source_kind), it->affiliation.empty() ? "" : ", ",
                      it->affiliation);
  what += fmt::format(
      "{} {}: {}", word(it->modality),
      it->cue.empty() ? std::string("(no cue)") : in_quotes(words_of(document.article, it->cue)),
      words_of(document.article, it->content));
  const std::string lead =
      fmt::format("  {:<5}{:<5}", outside('a', index), fmt::format("[{}]", sentence));
  const std::string below(12, ' ');
  screen.paragraph(lead, below, {what});
  std::string more = fmt::format("{}; {}", word(it->quote), word(it->access));
  if (it->parent) more += "; inside " + outside('a', *it->parent);
  if (!it->said_begin.empty()) more += "; said " + days(it->said_begin, it->said_end);
  const auto& rejected = document.decided.rejected;
  if (std::binary_search(rejected.begin(), rejected.end(), index)) more += "; REJECTED";
  if (explain) {
    const auto told_by = [&](std::string_view field, const std::optional<Span>& by) {
      if (by) more += fmt::format("; {} by {}", field, in_quotes(words(document.article, *by)));
    };
    told_by("kind", it->kind_words);
    told_by("access", it->access_words);
    more += fmt::format("; {}", confidence(it->basis));
  }
  screen.paragraph(below, below, {more, Look::faint});
}

void print_claim(Screen& screen, const Document& document, ClaimIndex index, bool explain) {
  const Claim* it = get(document.reading.claims.claims, index);
  if (it == nullptr) return;
  const std::string lead = fmt::format("  {:<5}{:<5}", outside('c', index),
                                       fmt::format("[{}]", sentence_number(document, it->span)));
  const std::string below(12, ' ');
  screen.paragraph(lead, below, {in_quotes(words(document.article, it->span))});
  std::string more;
  if (it->polarity == Polarity::negative) more += "not ";
  more += it->predicate;
  for (const RoleFiller& filler : it->roles) {
    more += fmt::format("; {}: {}", word(filler.role), words(document.article, filler.span));
  }
  const Groundings& groundings = document.reading.groundings;
  for (const PlaceIndex place : it->places) {
    if (const Place* found = get(groundings.places, place)) {
      more += "; place: " + found->name;
      if (!found->country.empty()) more += ", " + found->country;
    }
  }
  for (const TimeIndex time : it->times) {
    if (const Time* found = get(groundings.times, time)) {
      more += "; time: " + (found->begin.empty() ? found->value : days(found->begin, found->end));
    }
  }
  for (const QuantityIndex quantity : it->quantities) {
    if (const Quantity* found = get(groundings.quantities, quantity)) {
      more += "; quantity: " + text_of(*found);
    }
  }
  if (it->modality != ClaimModality::fact) more += fmt::format("; {}", word(it->modality));
  std::vector<std::string> chain;
  for (const AttributionIndex link : it->chain) {
    chain.push_back(outside('a', link));
  }
  more += fmt::format("; {}", word(it->voice));
  if (!chain.empty()) more += fmt::format(" ({})", fmt::join(chain, " > "));
  if (explain) more += fmt::format("; {}", confidence(it->basis));
  screen.paragraph(below, below, {text::printable(more), Look::faint});
}

void print_entity(Screen& screen, const Document& document, EntityIndex index) {
  const Entity* it = get(document.reading.annotation.entities, index);
  if (it == nullptr) return;
  std::string what = fmt::format("{} ({})", it->name, word(it->type));
  if (!it->description.empty()) what += ", " + it->description;
  if (!it->aliases.empty()) what += fmt::format("; also {}", fmt::join(it->aliases, ", "));
  std::string where;
  std::size_t last = 0;
  for (const Mention& mention : document.reading.annotation.mentions) {
    if (mention.entity != index) continue;
    const std::size_t sentence = sentence_number(document, mention.span);
    if (sentence != last) where += fmt::format("{}{}", where.empty() ? "" : " ", sentence);
    last = sentence;
  }
  screen.paragraph(fmt::format("  {:<5}", outside('e', index)), "       ",
                   {fmt::format("{}  [{}]", what, where)});
}

/// Each mention of an entity, its sentence, and what made it one.
void print_mentions(Screen& screen, const Document& document, EntityIndex index) {
  const std::string lead(7, ' ');
  for (const Mention& mention : document.reading.annotation.mentions) {
    if (mention.entity != index) continue;
    const std::string line =
        fmt::format("[{}] {}; {}", sentence_number(document, mention.span),
                    in_quotes(words(document.article, mention.span)), confidence(mention.basis));
    screen.paragraph(lead, lead + "    ", {text::printable(line), Look::faint});
  }
}

/// "[3] 2 counted  VERB count; root" for each word: the number in its sentence, its tag and lemma,
/// its relation to its head.
void print_words(Screen& screen, const Document& document) {
  const Segmentation& segmentation = document.reading.segmentation;
  for (std::size_t i = 0; i < segmentation.sentences.size(); ++i) {
    const Sentence& sentence = segmentation.sentences[i];
    if (role_of(segmentation, sentence) == ParagraphRole::boilerplate) continue;
    for (std::uint32_t at = sentence.begin; at < sentence.end; ++at) {
      const Word* word = get(document.reading.annotation.words, at);
      if (word == nullptr) continue;
      const std::string_view form = words(document.article, segmentation.tokens[at].span);
      std::string line =
          fmt::format("{:>3} {} {} {}", at - sentence.begin + 1, pad(text::printable(form), 20),
                      pad(cli::word(word->tag), 5), pad(text::printable(word->lemma), 20));
      line += " " + word->relation;
      if (word->head) {
        const auto head = static_cast<std::uint32_t>(*word->head);
        line += fmt::format(" of {} {}", head - sentence.begin + 1,
                            words(document.article, segmentation.tokens[head].span));
      }
      screen.line(fmt::format("  {:<5}{}", fmt::format("[{}]", i + 1), line));
    }
  }
}

void print_document(Screen& screen, const Document& document, const DocumentView& view) {
  print_metadata(screen, document.article);
  print_decided(screen, document.decided);
  print_relays(screen, document, view.explain);
  if (view.sentences) {
    screen.blank();
    print_sentences(screen, document);
  }
  const Reading& reading = document.reading;
  if (!reading.attributions.attributions.empty()) {
    screen.blank();
    screen.line({{"WHO SAYS WHAT", Look::strong}, {"  [sentence]"}});
    for (std::size_t i = 0; i < reading.attributions.attributions.size(); ++i) {
      print_attribution(screen, document, static_cast<AttributionIndex>(i), view.explain);
    }
  }
  if (!reading.claims.claims.empty()) {
    screen.blank();
    screen.line({{"CLAIMS", Look::strong}});
    for (std::size_t i = 0; i < reading.claims.claims.size(); ++i) {
      print_claim(screen, document, static_cast<ClaimIndex>(i), view.explain);
    }
  }
  if (!reading.annotation.entities.empty()) {
    screen.blank();
    screen.line({{"NAMES", Look::strong}});
    for (std::size_t i = 0; i < reading.annotation.entities.size(); ++i) {
      print_entity(screen, document, static_cast<EntityIndex>(i));
      if (view.explain) print_mentions(screen, document, static_cast<EntityIndex>(i));
    }
  }
  if (view.explain && view.sentences && !reading.segmentation.sentences.empty()) {
    screen.blank();
    screen.line({{"WORDS", Look::strong}, {"  [sentence] tag, lemma, relation to the head"}});
    print_words(screen, document);
  }
}

bool print_sentence(Screen& screen, const Document& document, std::size_t number) {
  const std::size_t count = document.reading.segmentation.sentences.size();
  if (number == 0 || number > count) return false;
  for (std::size_t i = number >= 2 ? number - 2 : 0; i < std::min(number + 1, count); ++i) {
    print_numbered(screen, document, i, i + 1 == number ? Look::strong : Look::faint);
  }
  return true;
}

std::string conllu(const Document& document) {
  std::string out = "# newdoc id = " + conllu_text(document.article.id) + "\n";
  const Segmentation& segmentation = document.reading.segmentation;
  for (std::size_t i = 0; i < segmentation.sentences.size(); ++i) {
    const Sentence& sentence = segmentation.sentences[i];
    const bool opens = i == 0 || segmentation.sentences[i - 1].paragraph != sentence.paragraph;
    if (opens) out += "# newpar\n";
    out += fmt::format("# sent_id = {}-{}\n# text = {}\n", document.article.id, i + 1,
                       sentence_words(document, sentence));
    for (std::uint32_t word = sentence.begin; word < sentence.end;) {
      word = append_token(out, document, sentence, word);
    }
    out += '\n';
  }
  return out;
}

}  // namespace hearsay::cli
