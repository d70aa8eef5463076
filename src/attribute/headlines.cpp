#include "attribute/headlines.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

#include "attribute/speech_clauses.h"
#include "attribute/utterances.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_line = 24;  // tokens
constexpr std::uint32_t longest_name = 6;
constexpr float mark_confidence = 0.5F;

class Headlines {
 public:
  Headlines(const Page& page, std::vector<Found>& found) : page_(page), found_(found) {
    for (const Found& each : found) cues_.insert(each.cue.begin);
    named_.assign(rows().size(), false);
    for (const Mention& mention : page.annotation().mentions) {
      const bool speaks =
          mention.type == EntityType::person || mention.type == EntityType::organisation;
      if (mention.form != MentionForm::name || !speaks) continue;
      const TokenRange range = page.tokens(mention.span);
      for (std::uint32_t at = range.begin; at < range.end; ++at) named_[at] = true;
    }
  }

  void add() {
    const auto size = static_cast<std::uint32_t>(rows().size());
    for (std::uint32_t begin = 0; begin < size;) {
      std::uint32_t end = begin;
      while (end < size && rows()[end].paragraph == rows()[begin].paragraph) ++end;
      if (is_line({begin, end})) read({begin, end});
      begin = end;
    }
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return page_.rows(); }

  [[nodiscard]] bool is_line(TokenRange line) const {
    if (line.end - line.begin > longest_line || !page_.is_read(rows()[line.begin].sentence)) {
      return false;
    }
    for (std::uint32_t at = line.begin; at < line.end; ++at) {
      if (page_.quoted(at) || ends_sentence(page_, at)) return false;
    }
    return true;
  }

  // A name with what stands before it ("Prime Minister Weiss"), and nothing else.
  [[nodiscard]] bool is_name(TokenRange words) const {
    if (words.empty() || words.end - words.begin > longest_name) return false;
    if (!named_[words.end - 1]) return false;
    for (std::uint32_t at = words.begin; at < words.end; ++at) {
      const std::string_view tag = rows()[at].tag;
      const bool nominal = tag == "PROPN" || tag == "NOUN" || tag == "ADJ" || tag == "DET";
      if (!named_[at] && !nominal) return false;
    }
    return true;
  }

  void read(TokenRange line) {
    for (std::uint32_t at = line.begin + 1; at + 1 < line.end; ++at) {
      const bool apart = page_.segmentation().tokens[at + 1].space_before;
      if (rows()[at].word == ":" && apart) {
        take(at, {line.begin, at}, {at + 1, line.end});
        return;
      }
      const bool dash = rows()[at].word == "-" || is_dash(rows()[at].word);
      if (dash && apart && page_.segmentation().tokens[at].space_before) {
        take(at, {at + 1, line.end}, {line.begin, at});
      }
    }
  }

  void take(std::uint32_t mark, TokenRange name, TokenRange words) {
    if (cues_.contains(mark) || !is_name(name) || !holds_clause(page_, words)) return;
    Found each;
    each.cue = {mark, mark + 1};
    each.source = {name};
    each.content = {words};
    each.words = words.end - words.begin;
    each.confidence = mark_confidence;
    found_.push_back(std::move(each));
  }

  const Page& page_;
  std::vector<Found>& found_;
  std::set<std::uint32_t> cues_;
  std::vector<bool> named_;  // by token: in the name of a person or body
};

}  // namespace

void add_headlines(const Page& page, std::vector<Found>& found) { Headlines(page, found).add(); }

}  // namespace hearsay::attribute
