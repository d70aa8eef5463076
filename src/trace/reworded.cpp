#include "trace/reworded.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "text/fold.h"
#include "text/utf8.h"
#include "trace/copies.h"

namespace hearsay::tracing {
namespace {

constexpr std::size_t kLeastDetails = 8;
constexpr double kLeastInOrder = 0.7;    // of the details
constexpr double kLeastShare = 0.15;     // of the shorter page's words
constexpr double kSameText = 0.5;        // pages with so much in common count as one
constexpr std::size_t kMostPages = 300;  // of a pile; pairs of them are compared

/// Where each telling word of a page stands first.
using Details = std::map<std::string, Span>;

bool is_number(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool tells(PartOfSpeech tag) {
  return tag == PartOfSpeech::NOUN || tag == PartOfSpeech::PROPN || tag == PartOfSpeech::ADJ ||
         tag == PartOfSpeech::NUM;
}

void add_detail(Details& details, std::string word, Span span) {
  if (word.size() < 4 && !is_number(word)) return;
  details.try_emplace(std::move(word), span);
}

// Nouns, names, adjectives and numbers, by their lemmas; of a page without tags, its longer words.
Details details_of(const Document& document) {
  Details details;
  const auto& tokens = document.reading.segmentation.tokens;
  const auto& analyses = document.reading.annotation.words;
  if (!tokens.empty() && analyses.size() == tokens.size()) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!tells(analyses[i].tag)) continue;
      const std::string_view shown = words(document.article, tokens[i].span);
      add_detail(details, is_number(shown) ? std::string(shown) : text::fold(analyses[i].lemma),
                 tokens[i].span);
    }
    return details;
  }
  for (const std::string_view word : text::split(document.article.text)) {
    const auto begin = static_cast<std::uint32_t>(word.data() - document.article.text.data());
    add_detail(details, text::fold(word), {begin, begin + static_cast<std::uint32_t>(word.size())});
  }
  return details;
}

// Everybody whom a page gives by name, and the outlets that it has text from; not who declines to
// say anything.
std::set<std::string> named_sources(const Document& document) {
  std::set<std::string> names;
  for (const Attribution& each : document.reading.attributions.attributions) {
    if (each.modality == Modality::decline) continue;
    const bool named = each.source_kind != SourceKind::unnamed &&
                       each.source_kind != SourceKind::unspecified &&
                       each.source_kind != SourceKind::collective;
    if (named && !each.source_name.empty() && !is_pronoun(each.source_name)) {
      names.insert(name_key(each.source_name));
    }
  }
  for (const Relay& relay : document.reading.attributions.relays)
    names.insert(name_key(relay.name));
  return names;
}

std::size_t longest_rise(const std::vector<std::uint32_t>& places) {
  std::vector<std::uint32_t> ends;  // the least end of a rising sequence of each length
  for (const std::uint32_t place : places) {
    const auto at = std::ranges::lower_bound(ends, place);
    if (at == ends.end()) {
      ends.push_back(place);
    } else {
      *at = place;
    }
  }
  return ends.size();
}

class Finder {
 public:
  explicit Finder(const Pile& pile) : pile_(pile) {
    for (const Document* document : pile.documents()) {
      if (pages_.size() == kMostPages) break;
      pages_.push_back({document, details_of(*document), named_sources(*document)});
      for (const auto& [word, span] : pages_.back().details) {
        holders_[word].push_back(pages_.size() - 1);
      }
    }
  }

  std::vector<Reworded> run() const {
    std::vector<Reworded> found;
    for (std::size_t to = 0; to < pages_.size(); ++to) {
      if (!may_be_copy(pages_[to])) continue;
      std::optional<Reworded> best;
      for (std::size_t from = 0; from < pages_.size(); ++from) {
        auto each = compared(from, to);
        if (each && (!best || each->details.size() > best->details.size())) best = std::move(each);
      }
      if (best) found.push_back(*std::move(best));
    }
    return found;
  }

 private:
  struct Page {
    const Document* document = nullptr;
    Details details;
    std::set<std::string> sources;  // by name
  };

  // Whoever credits another page, or names a source, has said where it is from.
  static bool may_be_copy(const Page& page) { return page.sources.empty(); }

  [[nodiscard]] std::optional<Reworded> compared(std::size_t a, std::size_t b) const {
    const Page& from = pages_[a];
    const Page& to = pages_[b];
    if (!surely_before(*from.document, *to.document) || !from.sources.empty()) return {};
    if (same_outlet(from.document->article.publisher, to.document->article.publisher)) return {};
    if (pile_.reuse(from.document->article.id, to.document->article.id) != nullptr) return {};
    Reworded found{from.document, to.document, {}, {}, 0};
    for (const auto& [word, span] : to.details) {
      const auto there = from.details.find(word);
      if (there != from.details.end() && is_odd(word, a, b)) {
        found.details.emplace_back(there->second, span);
      }
    }
    if (found.details.size() < kLeastDetails || !has_others(a, b)) return {};
    std::ranges::sort(found.details, {}, [](const auto& pair) { return pair.second; });
    std::vector<std::uint32_t> places;
    for (const auto& pair : found.details) places.push_back(pair.first.begin);
    const auto count = static_cast<double>(found.details.size());
    const double in_order = static_cast<double>(longest_rise(places)) / count;
    const double share =
        count / static_cast<double>(std::min(from.details.size(), to.details.size()));
    if (in_order < kLeastInOrder || share < kLeastShare) return {};
    found.reason = fmt::format(
        "{} details that no other page here has, {:.0f} % of them in its order; no source is named",
        found.details.size(), 100 * in_order);
    found.confidence = std::min(0.9, 0.4 + share);
    return found;
  }

  // No third page has the word, but for other prints of one of the two.
  [[nodiscard]] bool is_odd(const std::string& word, std::size_t a, std::size_t b) const {
    return std::ranges::all_of(holders_.at(word),
                               [&](std::size_t other) { return is_one_of_two(other, a, b); });
  }

  [[nodiscard]] bool has_others(std::size_t a, std::size_t b) const {
    for (std::size_t other = 0; other < pages_.size(); ++other) {
      if (!is_one_of_two(other, a, b)) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_one_of_two(std::size_t other, std::size_t a, std::size_t b) const {
    return other == a || other == b || is_print_of(other, a) || is_print_of(other, b);
  }

  [[nodiscard]] bool is_print_of(std::size_t one, std::size_t other) const {
    const Reuse* reuse =
        pile_.reuse(pages_[one].document->article.id, pages_[other].document->article.id);
    return reuse != nullptr && reuse->containment >= kSameText;
  }

  const Pile& pile_;
  std::vector<Page> pages_;
  std::map<std::string, std::vector<std::size_t>> holders_;  // by word
};

}  // namespace

std::vector<Reworded> find_reworded(const Pile& pile) { return Finder(pile).run(); }

}  // namespace hearsay::tracing
