#include "attribute/holders.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "attribute/name_patterns.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// What is published: "the website of", "a press release by".
constexpr std::string_view publication =
    R"((?:archives?|articles?|broadcasts?|bulletins?|columns?|communiqués?|copy|dispatch(?:es)?|editions?|issues?|letters?|newsletters?|notices?|pages?|pieces?|posts?|releases?|reports?|reporting|service|site|statements?|stor(?:y|ies)|supplement|texts?|transcripts?|web ?sites?|wires?))";

constexpr std::string_view state_word =
    R"((?:administration|army|authority|cabinet|city|coastguard|commissariat|consulate|council|court|customs|department|directorate|embassy|fire brigade|fire service|force|government|inspectorate|ministry|municipality|navy|office|parliament|police|prefecture|presidency|senate|treasury))";

// Reads a phrase from its beginning on.
class PhraseReader {
 public:
  PhraseReader(const RelayList& relays, Span where) : relays_(relays), at_(where) {}

  std::optional<Holder> read() {
    skip_articles();
    static const RE2 part("^(?:[\\w'’\\-]+\\s){0,4}?" + std::string(publication) +
                          "\\s(?:of|by|from|in|on|at)\\s");
    for (int count = 0; count < 3 && skip(part); ++count) skip_articles();
    const Span phrase = at_;
    const std::string generic = skip_generic();
    if (auto holder = named(generic)) return holder;
    at_ = phrase;
    if (auto holder = public_body()) return holder;
    return unnamed();
  }

 private:
  [[nodiscard]] std::optional<Span> match(const RE2& pattern) const {
    const std::string_view text = relays_.article().text;
    const re2::StringPiece input(text.data() + at_.begin, at_.size());
    re2::StringPiece groups[2];
    if (!pattern.Match(input, 0, input.size(), RE2::ANCHOR_START, groups, 2)) return std::nullopt;
    const re2::StringPiece found = groups[1].data() ? groups[1] : groups[0];
    const auto begin = static_cast<std::uint32_t>(found.data() - text.data());
    return Span{begin, begin + static_cast<std::uint32_t>(found.size())};
  }

  bool skip(const RE2& pattern) {
    const auto found = match(pattern);
    if (found) at_.begin = found->end;
    return found && !found->empty();
  }

  void skip_articles() {
    static const RE2 articles(
        R"((?:[\s"“‘'«(\[]*(?i:the|an?|our|its|his|her|this|last)\s|[\s"“‘'«(\[]+|(?i:today|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]s\s){0,3})");
    if (start_ == 0) start_ = at_.begin;
    skip(articles);
  }

  /// "the Lettian daily Rannaleht", "the news agency MWA": what it is, before its name.
  std::string skip_generic() {
    const std::string_view text = relays_.article().text;
    std::uint32_t end = at_.begin;
    for (int words = 0; words < 4; ++words) {
      const std::size_t blank = text.find(' ', end);
      if (blank == std::string_view::npos || blank >= at_.end) return {};
      const std::string_view one = text.substr(end, blank - end);
      if (one.find_first_of(".,;:()") != std::string_view::npos) return {};
      end = static_cast<std::uint32_t>(blank + 1);
      const std::string so_far = text::lower(text.substr(at_.begin, blank - at_.begin));
      const bool small = !one.empty() && text::is_lower(text::decode_at(one, 0).code_point);
      const bool name_follows =
          end < at_.end && text::is_upper(text::decode_at(text, end).code_point);
      if (small && name_follows && relays_.names().ends_generic(so_far)) {
        at_.begin = end;
        return so_far;
      }
    }
    return {};
  }

  std::optional<Holder> named(const std::string& generic) {
    static const RE2 described(with_name(R"((?:[a-z\-]+\s){0,3}?)"));
    static const RE2 more(R"(\s()" + std::string(state_word) + R"()\b)");
    std::optional<Span> found = match(described);
    if (!found) return std::nullopt;
    static const RE2 within(
        R"(\b(?:at|for|from|in|of|on|with)\s)");  // "a nurse at the Hill clinic"
    if (!hits_of(within, relays_.article().text, {at_.begin, found->begin}).empty() &&
        !relays_.names().is_plainly_outlet(relays_.page().text(*found))) {
      return std::nullopt;
    }
    found->end = first_of_two(*found);
    at_.begin = found->end;
    if (const auto body = match(more)) found->end = body->end;
    const std::string_view words = relays_.page().text(*found);
    const std::string name = relays_.names().cleaned(words);
    if (name.empty() || relays_.names().is_calendar(name)) return std::nullopt;
    return kind_of({*found, name, RelayKind::outlet, false}, generic);
  }

  /// "MWA and Hill Press": where the first of two outlets ends.
  [[nodiscard]] std::uint32_t first_of_two(Span name) const {
    const std::string_view words = relays_.page().text(name);
    const std::size_t joint = words.find(" and ");
    if (joint == std::string_view::npos) return name.end;
    const std::string_view first = words.substr(0, joint);
    const bool outlet = is_acronym(first) || relays_.names().is_outlet(first);
    return outlet ? name.begin + static_cast<std::uint32_t>(joint) : name.end;
  }

  [[nodiscard]] std::optional<Holder> kind_of(Holder holder, const std::string& generic) const {
    const std::string_view type = relays_.type_of(holder.span);
    const auto kind = relays_.names().kind(holder.name);
    const bool agency = has_phrase(generic, "agency") || has_phrase(generic, "newswire");
    if (!generic.empty() || kind) {
      holder.kind = agency ? RelayKind::agency : kind.value_or(RelayKind::outlet);
      holder.plain = true;
    } else if (is_public_body(holder.name)) {
      holder.kind = RelayKind::state;
      holder.plain = true;
    } else if (is_acronym(holder.name)) {
      holder.kind = RelayKind::agency;
      holder.plain = true;
    } else if (relays_.looks_like_person(holder.span)) {
      holder.kind = RelayKind::person;
    } else if (type == "loc" || type == "grp" || type == "evt") {
      holder.place = true;
    }
    return holder;
  }

  /// "the county police", "the ministry of roofs".
  std::optional<Holder> public_body() {
    static const RE2 body(R"(((?:[a-z\-]+\s){0,3}?)" + std::string(state_word) +
                          R"((?:\sof\s(?:the\s)?[\w\-]+(?:\s[A-Z][\w\-]+){0,3})?)\b)");
    const auto found = match(body);
    if (!found) return std::nullopt;
    return Holder{*found, std::string(relays_.page().text(*found)), RelayKind::state, true};
  }

  /// "a reader who asked not to be named", from its article on.
  std::optional<Holder> unnamed() {
    static const RE2 phrase(
        R"re(\s*((?i:an?|one|some|two|three|several|our|another)\s[a-z][^.,;:()"“”\n]{2,80}))re");
    at_.begin = start_;
    const auto found = match(phrase);
    if (!found) return std::nullopt;
    return Holder{*found, std::string(text::trim(relays_.page().text(*found))), RelayKind::unnamed,
                  false};
  }

  const RelayList& relays_;
  Span at_;
  std::uint32_t start_ = 0;
};

}  // namespace

bool is_public_body(std::string_view name) {
  static const RE2 word("(?i:\\b" + std::string(state_word) + "\\b)");
  return RE2::PartialMatch({name.data(), name.size()}, word);
}

std::optional<Holder> holder_at(const RelayList& relays, Span where) {
  return PhraseReader(relays, where).read();
}

std::vector<Holder> holders_at(const RelayList& relays, Span where) {
  static const RE2 took(
      R"(^[^.;:]{0,40}?\b(?:which|who|itself|in turn|having|and)\s(?:[a-z]+\s){0,2}?(?:took|got|had|has|have|received|credits?|credited|cites?|cited|quotes?|quoted|picked|borrowed|lifted|copied)\s(?:(?:it|this|the story|the report|the text|them|up|its report)\s){0,2}(?:up\s)?(?:from|to|off)?\s?)");
  std::vector<Holder> holders;
  const std::string_view text = relays.article().text;
  for (int count = 0; count < 4 && !where.empty(); ++count) {
    const auto holder = holder_at(relays, where);
    if (!holder) break;
    holders.push_back(*holder);
    const Span rest{std::max(where.begin, holder->span.end), where.end};
    const std::vector<Hit> hits = hits_of(took, text, rest);
    if (hits.empty()) {
      for (const Span name : further_names(text, rest.begin, rest.end)) {
        const auto next = holder_at(relays, {name.begin, where.end});
        const bool via =
            has_phrase(text::lower(text.substr(rest.begin, name.begin - rest.begin)), "via");
        if (next && next->plain) holders.insert(via ? holders.begin() : holders.end(), *next);
      }
      break;
    }
    where.begin = hits.front().whole.end;
  }
  return holders;
}

}  // namespace hearsay::attribute
