#include "attribute/relays.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "attribute/outlet_names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// A name as RE2 sees it: capitalised words, joined by small ones; or a domain. `first` group.
// Letters are plain ranges that hold some more: Unicode's own classes make RE2's programs ten times
// as large.
constexpr std::string_view name_pattern =
    R"(((?:[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d@][A-Za-z\x{C0}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3040}-\x{D7FF}\d.&'’\-]*(?:[ \x{a0}](?:(?:of|the|and|de|del|la|le|el|for|&|al|di|da|y|des|du|der|die)[ \x{a0}]){0,2}[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d&][A-Za-z\x{C0}-\x{1FFF}\x{2C00}-\x{2DFF}\x{3040}-\x{D7FF}\d.&'’\-]*){0,6})|(?:[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)*\.[a-z]{2,12})))";

std::string with_name(std::string_view before, std::string_view after = "") {
  return std::string(before) + std::string(name_pattern) + std::string(after);
}

// Where a pattern's name stands in the article's text.
struct Hit {
  Span name;
  Span whole;
};

// All hits of `pattern` in a stretch of the text, which is all that "^" and "$" see. Linear: RE2
// has no backtracking, and hits don't overlap.
std::vector<Hit> hits_of(const RE2& pattern, std::string_view text, Span where) {
  std::vector<Hit> hits;
  const re2::StringPiece input(text.data() + where.begin, where.size());
  re2::StringPiece groups[2];
  std::size_t at = 0;
  const auto span_of = [&](const re2::StringPiece& group) {
    const auto begin = static_cast<std::uint32_t>(group.data() - text.data());
    return Span{begin, begin + static_cast<std::uint32_t>(group.size())};
  };
  while (at <= input.size() && pattern.Match(input, at, input.size(), RE2::UNANCHORED, groups, 2)) {
    hits.push_back({span_of(groups[1]), span_of(groups[0])});
    at = std::max<std::size_t>(hits.back().whole.end - where.begin, at + 1);
    while (at < input.size() && !text::is_boundary(text, where.begin + at)) ++at;
  }
  return hits;
}

// "Source: A, B and C": the names that go on after the first.
std::vector<Span> further_names(std::string_view text, std::uint32_t from, std::uint32_t end) {
  static const RE2 next(with_name(R"(^\s*(?:,|/|;|\||&|and|via|\+)\s*(?:(?i:and|via|the)\s)?)"));
  std::vector<Span> names;
  while (from < end && names.size() < 8) {
    const re2::StringPiece rest(text.data() + from, end - from);
    re2::StringPiece groups[2];
    if (!next.Match(rest, 0, rest.size(), RE2::UNANCHORED, groups, 2)) break;
    const auto begin = static_cast<std::uint32_t>(groups[1].data() - text.data());
    names.push_back({begin, begin + static_cast<std::uint32_t>(groups[1].size())});
    from = names.back().end;
  }
  return names;
}

struct CreditPattern {
  RE2 expression;
  std::string_view rule;
  float confidence;
  bool outlets_only;
};

const std::array<CreditPattern, 8>& credit_patterns() {
  static const std::array<CreditPattern, 8> patterns = {{
      {RE2(with_name(
           R"(^\W*(?i:sources?|via|credit|agency|original|first published)\s*:\s*(?:(?i:the)\s)?)")),
       "credit-line", 0.9F, false},
      {RE2(with_name(
           R"(\b(?i:(?:first|originally|previously|initially) (?:appeared|published|ran|printed|posted|aired|reported|broadcast|carried|released)(?: online)? (?:by|in|on|at|with))\s(?:(?i:the)\s)?)")),
       "first-published", 0.9F, false},
      {RE2(with_name(
           R"(\b(?i:(?:article|story|report|piece|text|item|interview|dispatch|post) (?:was |is )?(?:appeared|published|ran|printed|posted|provided|supplied|produced|distributed)(?: first| originally)? (?:by|in|on|at|with))\s(?:(?i:the)\s)?)")),
       "first-published", 0.85F, false},
      {RE2(with_name(
           R"(\b(?i:(?:republished|reprinted|reproduced|reposted|syndicated|adapted|excerpted|abridged|taken)(?: here)?(?: with (?:the )?(?:kind )?permission)? (?:from|of|by|via|courtesy of))\s(?:(?i:the)\s)?)")),
       "republished", 0.9F, false},
      {RE2(with_name(
           R"(\b(?i:(?:translated from|courtesy of|provided by|supplied by|distributed by|original (?:text |article |story )?(?:in|on|at|by)))\s(?:(?i:the)\s)?)")),
       "credit-line", 0.8F, true},
      {RE2(with_name(R"(^\W*(?i:via|from)\s(?:(?i:the)\s)?)", R"(\W*$)")), "credit-line", 0.7F,
       true},
      {RE2(with_name(R"(^(?:[(\[/]|—|–|-)\s*(?:(?i:the)\s)?)", R"(\s*[)\]/]?\.?\s*$)")),
       "end-credit", 0.7F, true},
      {RE2(with_name(
           R"(\b(?i:(?:reporting|material|files|information|input) (?:from|by))\s(?:(?i:the)\s)?)")),
       "with-material-from", 0.5F, true},
  }};
  return patterns;
}

struct Credit {
  Span name;
  const CreditPattern* pattern = nullptr;
};

// The names that a credit line credits.
std::vector<Credit> credits_in(std::string_view text, Span line, const OutletNames& names) {
  std::vector<Credit> credits;
  const auto take = [&](Span name, const CreditPattern& pattern) {
    const std::string_view words = text.substr(name.begin, name.size());
    if (pattern.outlets_only && !names.is_outlet(words) && !is_acronym(words)) return;
    const bool known = std::ranges::any_of(
        credits, [&](const Credit& credit) { return credit.name.overlaps(name); });
    if (!known) credits.push_back({name, &pattern});
  };
  for (const CreditPattern& pattern : credit_patterns()) {
    for (const Hit& hit : hits_of(pattern.expression, text, line)) {
      const std::vector<Span> more = further_names(text, hit.name.end, line.end);
      // "Source: the ministry, via Meadow Wire": the last hands on what the first said.
      const bool via =
          !more.empty() &&
          has_phrase(text::lower(text.substr(hit.name.end, more.front().begin - hit.name.end)),
                     "via");
      if (via) take(more.front(), pattern);
      take(hit.name, pattern);
      for (const Span name : more) take(name, pattern);
    }
  }
  return credits;
}

// "Meadow Wire staff" -> "Meadow Wire".
std::string_view without_staff(std::string_view name) {
  const std::string lower = text::lower(name);
  for (const std::string_view end :
       {" staff", " reporters", " correspondents", " correspondent", " reporter", " staff writer",
        " editors", " writers", " desk"}) {
    if (lower.ends_with(end)) return name.substr(0, name.size() - end.size());
  }
  return name;
}

// "ORURO, 5 May": names, numbers and small words of names only.
bool is_dateline_place(std::string_view words) {
  for (const std::string_view word : text::split(words)) {
    if (word.empty()) continue;
    const char32_t first = text::decode_at(word, 0).code_point;
    const bool small = word.size() <= 3 && text::is_lower(first);
    if (!text::is_upper(first) && !text::is_digit(first) && !text::is_punctuation(first) &&
        !small) {
      return false;
    }
  }
  return true;
}

// A relay on its way into the list. `rank`: metadata, credits, by-lines, datelines, running text.
struct Candidate {
  Relay relay;
  int rank = 0;
  std::uint32_t at = 0;
  std::size_t order = 0;  // of being found
  bool wide = true;       // may hold for its whole paragraph
};

class RelayFinder {
 public:
  RelayFinder(const Page& page, const Lexicon& lexicon,
              const std::vector<Attribution>& attributions)
      : page_(page), article_(page.article()), names_(page, lexicon), attributions_(attributions) {
    for (const Paragraph& paragraph : page.segmentation().paragraphs) {
      if (paragraph.role == ParagraphRole::body && !is_embedded(paragraph.span)) {
        body_.push_back(&paragraph);
      }
    }
  }

  std::vector<Relay> find() {
    read_metadata();
    read_credit_lines();
    read_bylines();
    read_datelines();
    read_end_credits();
    read_running_text();
    widen();
    return merged();
  }

 private:
  [[nodiscard]] bool is_embedded(Span span) const {
    return std::ranges::any_of(article_.embedded,
                               [&](const Embedded& each) { return each.span.overlaps(span); });
  }

  [[nodiscard]] Spans whole_body() const { return article_.body; }

  // The part of the body that paragraphs [first, last] take.
  [[nodiscard]] Spans passage(std::size_t first, std::size_t last) const {
    return within_body({body_[first]->span.begin, body_[last]->span.end});
  }

  [[nodiscard]] Spans within_body(Span span) const {
    Spans spans;
    for (const Span part : article_.body) {
      const Span both{std::max(part.begin, span.begin), std::min(part.end, span.end)};
      if (!both.empty()) spans.push_back(both);
    }
    return spans;
  }

  // First paragraph of the item that paragraph `at` ends: after the last heading before it.
  [[nodiscard]] std::size_t item_begin(std::size_t at, std::size_t from) const {
    for (std::size_t each = at; each > from; --each) {
      if (starts_item(each)) return each;
    }
    return from;
  }

  [[nodiscard]] bool starts_item(std::size_t paragraph) const {
    return std::ranges::any_of(article_.blocks, [&](const Block& block) {
      return block.kind == BlockKind::heading && block.span.overlaps(body_[paragraph]->span);
    });
  }

  struct Place {
    std::string_view rule;
    int rank = 0;
    float confidence = 0;
    LinkBasis how = LinkBasis::stated;
  };

  // Adds a relay under a cleaned name, unless it is the outlet itself or no name at all.
  void add(std::string_view raw, std::optional<Span> span, Spans scope, RelayKind kind,
           Place place) {
    std::string name = names_.cleaned(raw);
    if (name.empty() || names_.is_own(name) || scope.empty()) return;
    Candidate candidate;
    candidate.relay = {std::move(name),  kind,      span,
                       std::move(scope), place.how, {std::string(place.rule), place.confidence}};
    candidate.rank = place.rank;
    candidate.at = span ? span->begin : 0;
    found_.push_back(std::move(candidate));
  }

  [[nodiscard]] RelayKind kind_of(std::string_view name, RelayKind otherwise) const {
    return names_.kind(name).value_or(otherwise);
  }

  void read_metadata();
  void read_credit_lines();
  void add_credit(const Credit& credit, Span line, const Spans& scope);
  void read_bylines();
  void read_byline(Span line);
  void read_datelines();
  void read_end_credits();
  void read_running_text();
  void read_sentence(const Sentence& sentence, bool again);
  [[nodiscard]] bool is_known(std::string_view name) const;
  [[nodiscard]] bool is_person(Span span) const;
  void read_outlet_sources();
  void read_outlet_source(const Attribution& attribution);
  [[nodiscard]] bool reports(const Attribution& attribution) const;
  void read_known_again(const Sentence& sentence);
  Candidate* named_before(std::uint32_t at);
  void widen();
  [[nodiscard]] bool is_dateline_name(std::string_view words) const;
  [[nodiscard]] bool in_quotation(Span span) const;
  [[nodiscard]] Spans sentences_around(Span span) const;
  [[nodiscard]] std::uint32_t boundary(std::uint32_t at) const;
  std::vector<Relay> merged();

  const Page& page_;
  const Article& article_;
  OutletNames names_;
  const std::vector<Attribution>& attributions_;
  std::vector<const Paragraph*> body_;
  std::vector<Candidate> found_;
};

void RelayFinder::read_metadata() {
  const std::string here = site_of(article_.url);
  const auto add_value = [&](std::string_view field, std::string_view value) {
    const std::string site = site_of(value);
    const bool is_address = !site.empty();
    if (is_address && site == here) return;
    if (field == "canonical" && (!is_address || here.empty())) return;
    const std::string_view rule = field == "canonical" ? "canonical" : "metadata";
    const std::string name = is_address ? site : std::string(value);
    add(name, std::nullopt, whole_body(), kind_of(name, RelayKind::outlet), {rule, 0, 0.8F});
  };
  add_value("canonical", article_.canonical_url);
  for (const SyndicationSignal& signal : article_.syndication) {
    add_value(signal.field, signal.value);
  }
}

// Short lines that say where the text is from. Several among the paragraphs make a digest: each
// then holds for the item above it.
void RelayFinder::read_credit_lines() {
  static constexpr std::uint32_t longest = 300;
  std::vector<std::pair<std::size_t, std::vector<Credit>>> lines;
  for (std::size_t at = 0; at < body_.size(); ++at) {
    const Span span = body_[at]->span;
    if (span.size() > longest) continue;
    auto credits = credits_in(article_.text, span, names_);
    if (!credits.empty()) lines.emplace_back(at, std::move(credits));
  }
  const bool digest = lines.size() > 1 && lines.back().first - lines.front().first >= lines.size();
  std::size_t from = 0;
  for (const auto& [at, credits] : lines) {
    const Spans scope = digest ? passage(item_begin(at, from), at) : whole_body();
    for (const Credit& credit : credits) add_credit(credit, body_[at]->span, scope);
    from = at + 1;
  }
  for (const Paragraph& paragraph : page_.segmentation().paragraphs) {
    const bool aside =
        paragraph.role == ParagraphRole::byline || paragraph.role == ParagraphRole::boilerplate;
    if (!aside || paragraph.span.size() > longest) continue;
    for (const Credit& credit : credits_in(article_.text, paragraph.span, names_)) {
      add_credit(credit, paragraph.span, whole_body());
    }
  }
}

void RelayFinder::add_credit(const Credit& credit, Span line, const Spans& scope) {
  const std::string_view name = page_.text(credit.name);
  const LinkBasis how =
      credit.pattern->confidence <= 0.5F ? LinkBasis::inferred : LinkBasis::stated;
  add(name, line, scope, kind_of(name, RelayKind::outlet),
      {credit.pattern->rule, 1, credit.pattern->confidence, how});
}

void RelayFinder::read_bylines() {
  std::vector<Span> lines;
  if (article_.byline) lines.push_back(*article_.byline);
  for (const Paragraph& paragraph : page_.segmentation().paragraphs) {
    if (paragraph.role == ParagraphRole::byline) lines.push_back(paragraph.span);
  }
  static constexpr std::uint32_t longest = 120;
  for (std::size_t at = 0; at < std::min<std::size_t>(body_.size(), 2); ++at) {
    const Span span = body_[at]->span;
    const std::string_view words = page_.text(span);
    if (span.size() <= longest && (words.starts_with("By ") || words.starts_with("BY "))) {
      lines.push_back(span);
    }
  }
  for (const Span line : lines) read_byline(line);
  for (const std::string& author : article_.authors) {
    if (!names_.is_outlet(author)) continue;
    add(without_staff(author), std::nullopt, whole_body(), kind_of(author, RelayKind::agency),
        {"byline", 2, 0.8F});
  }
}

// "By Jane Roe, Meadow Wire": whoever of the line is an outlet, and not this one.
void RelayFinder::read_byline(Span line) {
  static const RE2 name(
      with_name(R"((?:^|[\s|/,(])(?:(?i:by|from|for|via|with)\s+)?(?:(?i:the)\s)?)"));
  static const RE2 agency_staff(
      R"((?i:\bby\s+((?:news\s+)?agency\s+(?:staff|reporters|correspondents)|agencies)\b))");
  for (const Hit& hit : hits_of(agency_staff, article_.text, line)) {
    add(page_.text(hit.name), line, whole_body(), RelayKind::unnamed, {"byline", 2, 0.7F});
  }
  for (const Hit& hit : hits_of(name, article_.text, line)) {
    const std::string_view words = without_staff(page_.text(hit.name));
    if (text::lower(words).starts_with("by ") || text::lower(words) == "agency") continue;
    const std::string_view before = text::trim(page_.text({line.begin, hit.name.begin}));
    const bool after_digit = !before.empty() && before.back() >= '0' && before.back() <= '9';
    if (!names_.is_outlet(words) && (!is_acronym(words) || after_digit)) continue;
    add(words, line, whole_body(), kind_of(words, RelayKind::agency), {"byline", 2, 0.85F});
  }
}

// "TOWN, 5 May (Meadow Wire) — …", "TOWN. May 5. /MEADOW/.", "(Meadow Wire) - …".
void RelayFinder::read_datelines() {
  static const RE2 brackets(
      R"(^(?:[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d][^()\[\]/\n:;!?]{0,60}?)?[(\[]([A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}][^()\[\]\n]{1,60}?)[)\]]\s*(?:—|–|-|:))");
  static const RE2 slashes(
      R"(^(?:[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}\d][^()\[\]/\n:;!?]{0,60}?)?/([A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}][^/()\n]{1,40}?)/\.?\s*(?:—|–|-|:|[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}]))");
  std::vector<std::pair<std::size_t, Span>> lines;
  for (std::size_t at = 0; at < body_.size(); ++at) {
    const Span span = body_[at]->span;
    const Span start{span.begin, boundary(std::min(span.end, span.begin + 160))};
    for (const RE2* dateline : {&brackets, &slashes}) {
      const std::vector<Hit> hits = hits_of(*dateline, article_.text, start);
      if (hits.empty()) continue;
      const std::string_view place = page_.text({span.begin, hits.front().name.begin - 1});
      const std::string_view name = page_.text(hits.front().name);
      if (!is_dateline_place(place) || !is_dateline_name(name)) continue;
      lines.emplace_back(at, hits.front().name);
      break;
    }
  }
  const bool whole = lines.size() == 1 && lines.front().first < 3;
  for (std::size_t each = 0; each < lines.size(); ++each) {
    const auto& [at, span] = lines[each];
    const std::size_t next = each + 1 < lines.size() ? lines[each + 1].first : body_.size();
    std::size_t last = at;
    while (last + 1 < next && !starts_item(last + 1)) ++last;
    const Spans scope = whole ? whole_body() : passage(at, last);
    for (std::string_view name : text::split(page_.text(span), '/')) {
      name = text::trim(name.substr(0, name.find(',')));
      add(name, span, scope, kind_of(name, RelayKind::agency), {"dateline", 3, 0.9F});
    }
  }
}

bool RelayFinder::is_dateline_name(std::string_view words) const {
  static const RE2 name(with_name(
      "^",
      R"((?:\s*/\s*[A-Z\x{C0}-\x{DE}\x{100}-\x{24F}\x{391}-\x{3AB}\x{400}-\x{42F}].*)?(?:,.*)?$)"));
  const re2::StringPiece input(words.data(), words.size());
  return RE2::PartialMatch(input, name) && words.size() >= 2;
}

// "… said the roofer. (Meadow Wire)": holds for its paragraph and those since the last credit.
void RelayFinder::read_end_credits() {
  static const RE2 credit(
      with_name(R"([.!?”"’»]\s*(?:[(\[]\s*|(?:—|–|--)\s?)(?:(?i:the)\s)?)", R"(\s*[)\]]?\.?\s*$)"));
  std::vector<std::pair<std::size_t, Span>> lines;
  for (std::size_t at = 0; at < body_.size(); ++at) {
    const Span span = body_[at]->span;
    if (span.size() < 60) continue;
    static constexpr std::uint32_t tail = 90;
    std::uint32_t begin = span.end - std::min(span.size(), tail);
    while (!text::is_boundary(article_.text, begin)) ++begin;
    for (const Hit& hit : hits_of(credit, article_.text, {begin, span.end})) {
      lines.emplace_back(at, hit.name);
    }
  }
  std::size_t from = 0;
  for (const auto& [at, span] : lines) {
    const std::string_view name = page_.text(span);
    const bool outlet = names_.is_outlet(name) || is_acronym(name) || lines.size() > 1;
    if (!outlet) continue;
    const bool whole = lines.size() == 1 && at + 1 == body_.size();
    const Spans scope = whole ? whole_body() : passage(item_begin(at, from), at);
    add(name, span, scope, kind_of(name, RelayKind::agency), {"end-credit", 1, 0.8F});
    from = at + 1;
  }
}

// First what is plainly an outlet, then again for those that are known by then under their names.
void RelayFinder::read_running_text() {
  const auto& sentences = page_.segmentation().sentences;
  const auto visit = [&](const auto& read) {
    for (const Paragraph* paragraph : body_) {
      for (std::uint32_t at = paragraph->begin; at < paragraph->end && at < sentences.size();
           ++at) {
        read(sentences[at]);
      }
    }
  };
  visit([&](const Sentence& sentence) { read_sentence(sentence, false); });
  visit([&](const Sentence& sentence) { read_sentence(sentence, true); });
  read_outlet_sources();
  visit([&](const Sentence& sentence) { read_known_again(sentence); });
}

// Words that pass on from an outlet, and whether the outlet stands behind another that cites it.
struct RunningPattern {
  RE2 expression;
  bool cited;
  bool by_verb = false;     // only outlets do so
  bool in_passing = false;  // "a survey that X described": no more than its sentence
};

const std::array<RunningPattern, 7>& running_patterns() {
  static const std::string generic =
      R"((?i:(?:state |private |local |independent )?(?:news agency|newswire|news website|news site|news portal|newspaper|broadcaster|television channel|tv channel|radio station|tabloid|magazine|website)))";
  static const std::string before = R"(\s(?:(?i:the)\s)?(?:)" + generic + R"(\s)?)";
  static const std::string verb =
      R"((?i:reports|reported|wrote|writes|published|quoted|cited|broadcast|says|said|has learned|learned)\b)";
  static const std::array<RunningPattern, 7> patterns = {{
      {RE2(with_name(R"(\b(?i:citing|quoting|with reference to|referring to))" + before)), true},
      {RE2(with_name(
           R"(\b(?i:(?:reported|published|carried|quoted|cited|obtained|broadcast) (?:by|in|on)))" +
           before)),
       false},
      {RE2(with_name(
           R"(\b(?i:according to|told|interview with|interview to|wrote in|writing in|seen by))" +
           before)),
       false},
      {RE2(with_name("", R"((?:['’]s)?\s)" + generic + R"((?:\s[^.!?\n]{0,40}?)?\s)" + verb)),
       false},
      {RE2(with_name(R"(\b)" + generic + R"(\s)")), false},
      {RE2(with_name(
           "",
           R"(\s(?:(?i:news )?agency\s|newspaper\s)?(?:has |had |have |also |first )?(?:reports|reported|writes|written)(?:\s(?:that|on|in|earlier|yesterday|today|last|citing|quoting)\b|\s?[,.:;“\"]))")),
       false, true},
      {RE2(with_name(
           "",
           R"(\s(?:agency\s)?(?:said|says|quoted|quotes|described|has|had|adds|added|wrote)\b)")),
       false, false, true},
  }};
  return patterns;
}

// Names beside a generic word ("the X news agency", "the newspaper X"), or after words that only
// follow on from an outlet ("citing X", "first reported by X").
void RelayFinder::read_sentence(const Sentence& sentence, bool again) {
  for (const RunningPattern& pattern : running_patterns()) {
    for (const Hit& hit : hits_of(pattern.expression, article_.text, sentence.span)) {
      if (in_quotation(hit.name)) continue;
      const std::string_view name = page_.text(hit.name);
      const std::uint32_t end = boundary(std::min(sentence.span.end, hit.name.end + 24));
      const std::string beside =
          text::lower(page_.text({hit.whole.begin, hit.name.begin})) + "|" +
          names_.generic_start(page_.text({hit.name.end, std::max(end, hit.name.end)}));
      const bool plain = names_.has_generic(beside) || names_.is_outlet(name) ||
                         (pattern.by_verb && !names_.is_institution(name));
      if (again ? plain || !is_known(name) : !plain) continue;
      const bool one_word = name.find(' ') == std::string_view::npos;
      if (is_person(hit.name) && !(pattern.by_verb && one_word)) continue;
      RelayKind kind = kind_of(name, RelayKind::outlet);
      if (has_phrase(beside, "agency") || has_phrase(beside, "newswire")) kind = RelayKind::agency;
      if (has_phrase(beside, "state")) kind = RelayKind::state;
      const int rank = pattern.cited ? 5 : 4;
      const std::size_t before = found_.size();
      add(name, hit.name, within_body(sentence.span), kind,
          {pattern.cited ? "citing" : "reported-by", rank, 0.7F});
      if (found_.size() > before) found_.back().wide = !pattern.in_passing;
    }
  }
}

// "he told the agency": the outlet named last in the running text.
void RelayFinder::read_known_again(const Sentence& sentence) {
  static const RE2 again(
      R"((?i:\b(?:told|according to|reported by|quoted by|cited by|interview with)\s(the (?:news agency|agency|newspaper|paper|daily|broadcaster|channel|magazine|website))\b))");
  const std::vector<Hit> hits = hits_of(again, article_.text, sentence.span);
  if (hits.empty() || in_quotation(hits.front().name)) return;
  Candidate* const known = named_before(hits.front().name.begin);
  if (!known) return;
  const Spans scope = within_body(sentence.span);
  known->relay.scope.insert(known->relay.scope.end(), scope.begin(), scope.end());
}

// The one of the running text that was named last before `at`; else one of the whole document.
Candidate* RelayFinder::named_before(std::uint32_t at) {
  Candidate* last = nullptr;
  for (Candidate& each : found_) {
    if (each.rank >= 4 && each.relay.kind == RelayKind::unnamed) continue;
    if (each.rank >= 4 && each.at >= at) continue;
    if (!last || each.at >= last->at) last = &each;
  }
  return last;
}

bool RelayFinder::is_known(std::string_view name) const {
  const std::string fold = text::fold(names_.cleaned(name));
  return std::ranges::any_of(found_, [&](const Candidate& each) {
    const std::string known = text::fold(each.relay.name);
    return known == fold || is_short_for(fold, known);
  });
}

bool RelayFinder::is_person(Span span) const {
  const TokenRange tokens = page_.tokens(span);
  return !tokens.empty() && page_.rows()[tokens.end - 1].name == "per" &&
         !names_.is_outlet(page_.text(span));
}

void RelayFinder::read_outlet_sources() {
  for (const Attribution& attribution : attributions_) {
    if (!attribution.source.empty() && !in_quotation(attribution.source.front())) {
      read_outlet_source(attribution);
    }
  }
}

// Verbs of outlets: who "reports" or "writes" and is no person is one.
bool RelayFinder::reports(const Attribution& attribution) const {
  static constexpr std::array<std::string_view, 9> verbs = {"report",    "reports",   "reported",
                                                            "reporting", "writes",    "wrote",
                                                            "written",   "broadcast", "published"};
  for (const Span cue : attribution.cue) {
    const std::string lower = text::lower(page_.text(cue));
    const auto stands = [&](std::string_view verb) { return has_phrase(lower, verb); };
    if (std::ranges::any_of(verbs, stands)) return true;
  }
  return false;
}

// "The Mill Daily reported that …"; "a local newspaper wrote"; "state media said".
void RelayFinder::read_outlet_source(const Attribution& attribution) {
  const Span source = attribution.source.front();
  const std::string_view words = page_.text(source);
  const std::string lower = text::lower(words);
  Spans parts = attribution.content;
  parts.insert(parts.end(), attribution.cue.begin(), attribution.cue.end());
  parts.push_back(source);
  const Spans scope = sentences_around(hull(parts));
  const int rank = attribution.parent ? 5 : 4;
  const bool media = has_phrase(lower, "media") || has_phrase(lower, "press");
  const bool generic = names_.ends_generic(lower);
  if (lower == words && (media || generic)) {
    const bool again = lower.starts_with("the ") && generic;
    Candidate* const known = again ? named_before(source.begin) : nullptr;
    if (known) {  // "the newspaper": the one named before
      known->relay.scope.insert(known->relay.scope.end(), scope.begin(), scope.end());
      return;
    }
    const RelayKind kind = has_phrase(lower, "state") ? RelayKind::state : RelayKind::unnamed;
    Candidate candidate{
        {std::string(words), kind, source, scope, LinkBasis::stated, {"unnamed-outlet", 0.6F}},
        rank,
        source.begin};
    found_.push_back(std::move(candidate));
    return;
  }
  if (attribution.source_kind != SourceKind::named_organisation) return;
  const bool outlet = names_.is_outlet(attribution.source_name) || names_.is_outlet(words);
  if (!outlet && !reports(attribution) && !is_known(attribution.source_name)) return;
  const RelayKind otherwise = has_phrase(lower, "agency") ? RelayKind::agency : RelayKind::outlet;
  add(attribution.source_name, source, scope, kind_of(attribution.source_name, otherwise),
      {"reports", rank, 0.7F * attribution.basis.confidence + 0.2F});
}

bool RelayFinder::in_quotation(Span span) const {
  const TokenRange tokens = page_.tokens(span);
  return !tokens.empty() && page_.quoted(tokens.begin);
}

Spans RelayFinder::sentences_around(Span span) const {
  const TokenRange tokens = page_.tokens(span);
  if (tokens.empty()) return {};
  const auto& sentences = page_.segmentation().sentences;
  const Span first = sentences[page_.rows()[tokens.begin].sentence].span;
  const Span last = sentences[page_.rows()[tokens.end - 1].sentence].span;
  return within_body({first.begin, last.end});
}

std::uint32_t RelayFinder::boundary(std::uint32_t at) const {
  while (!text::is_boundary(article_.text, at)) --at;
  return at;
}

// A relay in the running text holds for the paragraph that it stands in, unless another one stands
// there too: then each keeps to its sentences.
void RelayFinder::widen() {
  if (body_.size() < 2) return;  // nobody has made paragraphs
  const auto holder = [&](Span span) {
    return std::ranges::partition_point(
        body_, [&](const Paragraph* each) { return each->span.end <= span.begin; });
  };
  std::map<std::size_t, std::set<std::string>> names;  // by paragraph
  const auto each_paragraph = [&](const Candidate& each, const auto& visit) {
    for (const Span span : each.relay.scope) {
      const auto place = holder(span);
      if (place != body_.end()) visit(static_cast<std::size_t>(place - body_.begin()));
    }
  };
  for (const Candidate& each : found_) {
    if (each.rank < 4) continue;
    each_paragraph(each, [&](std::size_t at) { names[at].insert(text::fold(each.relay.name)); });
  }
  for (Candidate& each : found_) {
    if (each.rank < 4 || !each.wide) continue;
    Spans wider;
    each_paragraph(each, [&](std::size_t at) {
      if (names[at].size() > 1) return;
      const Spans all = passage(at, at);
      wider.insert(wider.end(), all.begin(), all.end());
    });
    each.relay.scope.insert(each.relay.scope.end(), wider.begin(), wider.end());
  }
}

Spans united(Spans spans) {
  std::ranges::sort(spans);
  Spans whole;
  for (const Span span : spans) {
    if (!whole.empty() && span.begin <= whole.back().end) {
      whole.back().end = std::max(whole.back().end, span.end);
    } else {
      whole.push_back(span);
    }
  }
  return whole;
}

// Nearest first: metadata, credits, by-lines, datelines; then the running text from its start,
// where whoever is cited in a sentence stands behind the one that cites. One relay a name.
std::vector<Relay> RelayFinder::merged() {
  const auto key = [&](const Candidate& each) {
    const TokenRange tokens = page_.tokens(each.relay.span.value_or(Span{}));
    const bool running = each.rank >= 4 && !tokens.empty();
    const std::uint32_t sentence = running ? page_.rows()[tokens.begin].sentence : 0;
    return std::tuple(std::min(each.rank, 4), sentence, each.rank, each.at, each.order);
  };
  for (std::size_t at = 0; at < found_.size(); ++at) found_[at].order = at;
  std::ranges::sort(found_, std::less<>{}, key);
  std::vector<Relay> relays;
  std::map<std::string, std::size_t> known;
  for (Candidate& each : found_) {
    const std::string fold = text::fold(each.relay.name);
    const auto longer =
        std::ranges::find_if(known, [&](const auto& one) { return is_short_for(fold, one.first); });
    const auto [place, is_new] =
        longer != known.end() ? std::pair(longer, false) : known.try_emplace(fold, relays.size());
    if (is_new) {
      relays.push_back(std::move(each.relay));
      continue;
    }
    Relay& first = relays[place->second];
    first.scope.insert(first.scope.end(), each.relay.scope.begin(), each.relay.scope.end());
    first.basis.confidence = std::max(first.basis.confidence, each.relay.basis.confidence);
    if (!first.span) first.span = each.relay.span;
  }
  for (Relay& relay : relays) relay.scope = united(std::move(relay.scope));
  return relays;
}

}  // namespace

std::vector<Relay> find_relays(const Page& page, const Lexicon& lexicon,
                               const std::vector<Attribution>& attributions) {
  return RelayFinder(page, lexicon, attributions).find();
}

}  // namespace hearsay::attribute
