#include "ground/places_named.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ground/ground.h"
#include "ground/places_weights.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

constexpr std::size_t longest_name = 6;  // words

bool is_capitalised(std::string_view word) {
  return !word.empty() && text::is_upper(text::decode_at(word, 0).code_point);
}

bool is_all_capitals(std::string_view word) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < word.size();) {
    const auto decoded = text::decode_at(word, at);
    if (text::is_lower(decoded.code_point)) return false;
    capitals += text::is_upper(decoded.code_point) ? 1 : 0;
    at += decoded.size;
  }
  return capitals > 1;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A run of tokens, and what the gazetteer says of it.
struct Run {
  std::size_t begin = 0;  // tokens
  std::size_t end = 0;
  std::vector<PlaceCandidate> places;
};

class Finder {
 public:
  Finder(const Article& article, const Segmentation& segmentation, const Annotation& annotation,
         const Gazetteer& gazetteer)
      : article_(article),
        tokens_(segmentation.tokens),
        annotation_(annotation),
        gazetteer_(gazetteer) {
    for (const Token& token : tokens_) lower_case_.insert(std::string(words_of(token.span)));
    for (const Mention& mention : annotation.mentions) {
      if (mention.form != MentionForm::name) continue;
      mentions_.push_back(&mention);
      if (mention.type == EntityType::place) {
        place_mentions_.insert(std::string(words_of(mention.span)));
      }
    }
  }

  std::vector<NamedCandidate> find(const Segmentation& segmentation) {
    std::map<Span, Run> runs;
    for (const Sentence& sentence : segmentation.sentences) add_known(sentence, runs);
    add_mentions(runs);
    // How far those that the gazetteer has reach, by where they begin.
    std::map<std::uint32_t, std::uint32_t> longest;
    for (const auto& [span, run] : runs) {
      if (!run.places.empty()) longest[span.begin] = std::max(longest[span.begin], span.end);
    }
    std::vector<NamedCandidate> out;
    std::uint32_t reached = 0;  // by those that begin before
    std::uint32_t begin = 0;
    for (const auto& [span, run] : runs) {
      if (span.begin != begin) reached = std::max(reached, longest[begin]);
      begin = span.begin;
      const bool covered = reached >= span.end || longest[begin] > span.end;
      out.push_back({span, features(span, run, covered)});
    }
    return out;
  }

 private:
  [[nodiscard]] std::string_view words_of(Span span) const { return words(article_, span); }

  // All runs of words, the first capitalised, that the gazetteer has just so.
  void add_known(const Sentence& sentence, std::map<Span, Run>& runs) const {
    for (std::size_t begin = sentence.begin; begin < sentence.end; ++begin) {
      if (!is_capitalised(words_of(tokens_[begin].span))) continue;
      const std::size_t last = std::min<std::size_t>(sentence.end, begin + longest_name);
      for (std::size_t end = begin + 1; end <= last; ++end) {
        const Span span{tokens_[begin].span.begin, tokens_[end - 1].span.end};
        if (words_of(span).find('\n') != std::string_view::npos) break;
        if (!is_capitalised(words_of(tokens_[end - 1].span))) continue;
        auto places = gazetteer_.named(words_of(span));
        if (!places.empty()) runs[span] = {begin, end, std::move(places)};
      }
    }
  }

  void add_mentions(std::map<Span, Run>& runs) const {
    for (const Mention* mention : mentions_) {
      const bool may_be = mention->type == EntityType::place ||
                          mention->type == EntityType::facility ||
                          mention->type == EntityType::organisation;
      if (!may_be || runs.count(mention->span) > 0) continue;
      const auto begin = std::lower_bound(
          tokens_.begin(), tokens_.end(), mention->span.begin,
          [](const Token& token, std::uint32_t at) { return token.span.end <= at; });
      auto end = begin;
      while (end != tokens_.end() && end->span.begin < mention->span.end) ++end;
      if (begin == end) continue;
      runs[mention->span] = {static_cast<std::size_t>(begin - tokens_.begin()),
                             static_cast<std::size_t>(end - tokens_.begin()),
                             gazetteer_.lookup(words_of(mention->span))};
    }
  }

  void add_mention_features(Span span, NamedFeatures& f) const {
    constexpr std::uint32_t longest_mention = 300;  // bytes; no name is longer
    bool inside = false;
    auto at = std::lower_bound(
        mentions_.begin(), mentions_.end(), span.begin - std::min(span.begin, longest_mention),
        [](const Mention* mention, std::uint32_t from) { return mention->span.begin < from; });
    for (; at != mentions_.end() && (*at)->span.begin < span.end; ++at) {
      const Mention* mention = *at;
      if (!mention->span.overlaps(span)) continue;
      const EntityType type = mention->type;
      if (mention->span == span) {
        f[is_place_mention] = type == EntityType::place;
        f[is_facility_mention] = type == EntityType::facility;
        f[is_organisation_mention] = type == EntityType::organisation;
        f[is_group_mention] = type == EntityType::group;
        f[is_other_mention] = f[is_place_mention] + f[is_facility_mention] +
                                  f[is_organisation_mention] + f[is_group_mention] ==
                              0;
        f[mention_confidence] = static_cast<double>(mention->basis.confidence);
        inside = true;
        continue;
      }
      if (!mention->span.contains(span)) {
        f[across_mention] = 1;
        continue;
      }
      inside = true;
      f[in_person] = type == EntityType::person;
      f[in_place] = type == EntityType::place;
      f[in_facility] = type == EntityType::facility;
      f[in_organisation] = type == EntityType::organisation;
      f[in_group] = type == EntityType::group;
      f[in_other_mention] =
          type == EntityType::event || type == EntityType::product || type == EntityType::other;
      f[opens_mention] = mention->span.begin == span.begin;
      f[closes_mention] = mention->span.end == span.end;
    }
    f[in_nothing] = !inside;
  }

  static void add_gazetteer_features(const std::vector<PlaceCandidate>& places, NamedFeatures& f) {
    bool place = false;
    for (const PlaceCandidate& c : places) {
      if (c.kind == NameKind::demonym) {
        f[is_demonym] = 1;
        continue;
      }
      place = true;
      if (c.level <= PlaceLevel::country) f[names_wide_place] = 1;
      if (c.level == PlaceLevel::division) f[names_division] = 1;
      if (c.level == PlaceLevel::district) f[names_district] = 1;
      if (c.level == PlaceLevel::feature) f[names_feature] = 1;
      if (c.kind == NameKind::main) f[by_main_name] = 1;
      f[people] = std::max(f[people], std::log10(1.0 + c.population) / 8);
    }
    if (place) f[is_demonym] = 0;
    f[not_in_gazetteer] = places.empty();
  }

  void add_word_features(Span span, const Run& run, NamedFeatures& f) const {
    const std::string_view name = words_of(span);
    f[one_word] = run.end == run.begin + 1;
    f[three_letters] = name.size() <= 3;
    f[all_capitals] = is_all_capitals(name);
    const auto tag = [&](std::size_t token) { return annotation_.words[token].tag; };
    if (run.end <= annotation_.words.size()) {
      f[has_proper_tag] = tag(run.end - 1) == PartOfSpeech::PROPN;
      f[has_adjective_tag] = tag(run.end - 1) == PartOfSpeech::ADJ;
    }
    if (run.end < annotation_.words.size()) {
      const bool noun = tag(run.end) == PartOfSpeech::NOUN;
      f[before_proper] = tag(run.end) == PartOfSpeech::PROPN;
      f[demonym_before_noun] = f[is_demonym] > 0 && noun;
      f[organisation_before_noun] = f[is_organisation_mention] > 0 && noun;
      const std::string_view next = words_of(tokens_[run.end].span);
      f[before_comma] = next == ",";
      f[in_capitals] = f[all_capitals] > 0 && is_all_capitals(next);
    }
    if (run.begin > 0) {
      const std::string_view before = words_of(tokens_[run.begin - 1].span);
      f[follows_place_preposition] =
          one_of(before, {"in", "at", "from", "to", "near", "across", "outside", "into", "In"});
      f[follows_of] = before == "of";
      f[in_capitals] = f[in_capitals] > 0 || (f[all_capitals] > 0 && is_all_capitals(before));
    }
    f[demonym_plural] = f[is_demonym] > 0 && name.ends_with('s');
    f[also_place_mention] =
        f[is_place_mention] == 0 && place_mentions_.count(std::string(name)) > 0;
    f[also_lower_case] = f[one_word] > 0 && lower_case_.count(text::lower(name)) > 0;
    f[demonym_in_organisation] = f[is_demonym] > 0 && f[in_organisation] > 0;
    f[town_in_nothing] = f[in_nothing] > 0 && f[is_demonym] == 0 && f[names_wide_place] == 0 &&
                         f[names_division] == 0;
  }

  [[nodiscard]] NamedFeatures features(Span span, const Run& run, bool covered) const {
    NamedFeatures f{};
    f[named_bias] = 1;
    add_mention_features(span, f);
    add_gazetteer_features(run.places, f);
    add_word_features(span, run, f);
    f[part_of_longer] = covered;
    return f;
  }

  const Article& article_;
  const std::vector<Token>& tokens_;
  const Annotation& annotation_;
  const Gazetteer& gazetteer_;
  std::vector<const Mention*> mentions_;
  std::set<std::string, std::less<>> place_mentions_;
  std::set<std::string, std::less<>> lower_case_;
};

}  // namespace

std::vector<NamedCandidate> named_candidates(const Article& article,
                                             const Segmentation& segmentation,
                                             const Annotation& annotation,
                                             const Gazetteer& gazetteer) {
  return Finder(article, segmentation, annotation, gazetteer).find(segmentation);
}

double score(const NamedFeatures& features) {
  double sum = 0;
  for (std::size_t i = 0; i < named_feature_count; ++i) {
    sum += places_weights::named[i] * features[i];
  }
  return sum;
}

Spans places_named(const Article& article, const Segmentation& segmentation,
                   const Annotation& annotation, const Gazetteer& gazetteer) {
  std::vector<std::pair<double, Span>> likely;
  for (const auto& each : named_candidates(article, segmentation, annotation, gazetteer)) {
    const double odds = score(each.features);
    if (odds > 0) likely.emplace_back(odds, each.span);
  }
  // The likeliest first, and nothing that overlaps it; of equals the longest, then the first.
  std::sort(likely.begin(), likely.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    if (a.second.size() != b.second.size()) return a.second.size() > b.second.size();
    return a.second.begin < b.second.begin;
  });
  std::map<std::uint32_t, Span> taken;  // by end
  for (const auto& [odds, span] : likely) {
    const auto after = taken.upper_bound(span.begin);
    if (after != taken.end() && after->second.begin < span.end) continue;
    taken.emplace(span.end, span);
  }
  Spans out;
  for (const auto& [end, span] : taken) out.push_back(span);
  return out;
}

}  // namespace hearsay
