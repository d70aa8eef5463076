#include "attribute/transcripts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "attribute/speech_clauses.h"

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t longest_label = 9;  // tokens, brackets and titles counted

struct Label {
  TokenRange name;
  std::uint32_t colon = 0;
  std::uint32_t paragraph = 0;
  std::string key;         // the name in lower case
  bool is_person = false;  // or a group, as far as can be seen
  bool heads_paragraph = false;
};

class Transcript {
 public:
  Transcript(const Page& page, const std::vector<Found>& found,
             const std::vector<Utterance>& quotations)
      : page_(page), found_(found) {
    const std::size_t size = page.rows().size();
    quoted_.assign(size, false);
    for (const Utterance& each : quotations) {
      for (std::uint32_t at = each.whole.begin; at < each.whole.end; ++at) quoted_[at] = true;
    }
    named_.assign(size, false);
    for (const Found& each : found) {
      if (!each.source.empty()) cues_.insert(each.cue.begin);
    }
    for (const Mention& mention : page.annotation().mentions) {
      if (mention.form == MentionForm::pronoun || mention.type == EntityType::place) continue;
      if (mention.type > EntityType::group) continue;
      const TokenRange range = page.tokens(mention.span);
      for (std::uint32_t at = range.begin; at < range.end; ++at) named_[at] = true;
    }
  }

  std::vector<Turn> read() {
    read_labels();
    if (is_transcript()) add_turns();
    add_set_off();
    return std::move(turns_);
  }

 private:
  [[nodiscard]] const std::vector<Row>& rows() const { return page_.rows(); }

  [[nodiscard]] bool begins_paragraph(std::uint32_t at) const {
    return at == 0 || rows()[at - 1].paragraph != rows()[at].paragraph;
  }

  void read_labels() {
    for (std::uint32_t at = 0; at < rows().size(); ++at) {
      if (begins_paragraph(at) || ends_sentence(page_, at - 1)) {
        if (auto label = label_at(at)) labels_.push_back(*label);
      }
    }
    for (std::size_t at = 1; at < labels_.size(); ++at) {  // "Mrs. Quill: Why? Engineer: …"
      Label& each = labels_[at];
      const Label& before = labels_[at - 1];
      if (!each.heads_paragraph && before.paragraph == each.paragraph && before.is_person) {
        each.is_person = true;
      }
    }
    std::erase_if(labels_,
                  [](const Label& each) { return !each.heads_paragraph && !each.is_person; });
    for (const Label& each : labels_) ++times_[each.key];
  }

  // "REED:", "Mr. Okoro (Lower Tarn):", "02:14 TOWER:".
  [[nodiscard]] std::optional<Label> label_at(std::uint32_t begin) const {
    if (!page_.is_read(rows()[begin].sentence) || quoted_[begin]) return std::nullopt;
    Label label;
    label.heads_paragraph = begins_paragraph(begin);
    label.paragraph = rows()[begin].paragraph;
    const std::uint32_t limit =
        std::min<std::uint32_t>(begin + longest_label, static_cast<std::uint32_t>(rows().size()));
    std::uint32_t at = begin;
    while (at < limit && rows()[at].shape == "d") ++at;  // the time
    label.name = {at, at};
    for (; at < limit && rows()[at].paragraph == label.paragraph; ++at) {
      if (rows()[at].word == ":") break;
      if (ends_clause(page_, at)) return std::nullopt;
      if (rows()[at].word == "," || rows()[at].word == "|" || quoted_[at]) return std::nullopt;
      if (rows()[at].tag == "VERB" && rows()[at].shape == "x") return std::nullopt;
    }
    label.name.end = label.colon = at;
    if (label.name.empty() || at + 1 >= rows().size() || rows()[at].word != ":")
      return std::nullopt;
    if (rows()[at + 1].paragraph != label.paragraph) return std::nullopt;
    if (!page_.segmentation().tokens[at + 1].space_before) return std::nullopt;
    for (std::uint32_t token = label.name.begin; token < at; ++token) {
      label.key += rows()[token].lower + " ";
      label.is_person = label.is_person || named_[token] || is_handle(token);
    }
    const Row& first = rows()[label.name.begin];
    if (first.shape == "p" || (first.shape == "x" && !is_handle(label.name.begin))) {
      return std::nullopt;
    }
    label.is_person = label.is_person || cues_.contains(label.colon);
    return label;
  }

  // "@marge", "Q".
  [[nodiscard]] bool is_handle(std::uint32_t token) const {
    const Row& row = rows()[token];
    return row.word.starts_with('@') || row.shape == "X1";
  }

  // Two speakers, at least, and one of them twice, or both of them persons.
  [[nodiscard]] bool is_transcript() const {
    if (times_.size() < 2) return false;
    const bool again =
        std::ranges::any_of(times_, [](const auto& each) { return each.second > 1; });
    const auto persons = std::ranges::count_if(labels_, &Label::is_person);
    const std::size_t paragraphs = labels_.back().paragraph - labels_.front().paragraph + 1U;
    return (again || persons >= 2) && 2 * labels_.size() >= paragraphs;
  }

  // From each label to the next one in the paragraph, or to its end and, where others speak again
  // later, over the paragraphs without a label.
  void add_turns() {
    for (std::size_t at = 0; at < labels_.size(); ++at) {
      const Label& label = labels_[at];
      const bool last = at + 1 == labels_.size();
      std::uint32_t limit = static_cast<std::uint32_t>(rows().size());
      if (!last) limit = labels_[at + 1].name.begin;
      while (limit > label.colon + 1 && rows()[limit - 1].shape == "d" && !last &&
             begins_paragraph(limit - 1)) {
        --limit;  // the time before the next label
      }
      TokenRange words{label.colon + 1, label.colon + 1};
      while (words.end < limit && goes_on(label, words.end, last)) ++words.end;
      if (words.empty()) continue;
      turns_.push_back({words, {label.colon, label.colon + 1}, label.name, no_utterance});
    }
  }

  [[nodiscard]] bool goes_on(const Label& label, std::uint32_t at, bool last) const {
    if (rows()[at].paragraph == label.paragraph) return true;
    if (!page_.is_read(rows()[at].sentence)) return false;
    return !begins_paragraph(at) || !last || is_first_person(at);
  }

  // Whether the paragraph that begins here speaks of "I" or "we" outside quotations.
  [[nodiscard]] bool is_first_person(std::uint32_t at) const {
    const std::uint32_t paragraph = rows()[at].paragraph;
    for (; at < rows().size() && rows()[at].paragraph == paragraph; ++at) {
      const std::string& word = rows()[at].lower;
      if (quoted_[at]) continue;
      if (word == "i" || word == "we" || word == "my" || word == "our" || word == "us" ||
          word == "me") {
        return true;
      }
    }
    return false;
  }

  // "She wrote:", and paragraphs of her words without marks.
  void add_set_off() {
    taken_.assign(rows().size(), false);
    for (const Turn& turn : turns_) take(turn.words);
    for (std::size_t at = 0; at < found_.size(); ++at) {
      const Found& each = found_[at];
      if (each.cue.empty()) continue;
      const auto colon = colon_behind(each.cue);
      if (!colon || !may_be_set_off(*colon + 1)) continue;
      TokenRange words{*colon + 1, *colon + 1};
      while (goes_on_set_off(words) && !taken_[words.end]) ++words.end;
      const bool runs_into_another = goes_on_set_off(words);
      if (!runs_into_another) turns_.push_back({words, {*colon, *colon + 1}, {}, at});
      take(words);
    }
  }

  // Whether the words set off so far go on: over their paragraph, and those of the first person.
  [[nodiscard]] bool goes_on_set_off(TokenRange words) const {
    const std::uint32_t at = words.end;
    if (at >= rows().size() || !page_.is_read(rows()[at].sentence)) return false;
    return at == words.begin || !begins_paragraph(at) || (is_first_person(at) && !quoted_[at]);
  }

  // What runs into a turn is taken as well, though by none: what begins in it runs into that turn
  // too, and need not be read again.
  void take(TokenRange words) {
    std::fill(taken_.begin() + words.begin, taken_.begin() + words.end, true);
  }

  // The colon that the paragraph of a cue ends with, where no clause ends between.
  [[nodiscard]] std::optional<std::uint32_t> colon_behind(TokenRange cue) const {
    constexpr std::uint32_t reach = 24;
    const std::uint32_t paragraph = rows()[cue.begin].paragraph;
    for (std::uint32_t at = cue.begin; at < rows().size() && at < cue.end + reach; ++at) {
      if (rows()[at].paragraph != paragraph || quoted_[at]) return std::nullopt;
      if (rows()[at].word == ":") {
        const bool ends = at + 1 < rows().size() && begins_paragraph(at + 1);
        return ends ? std::optional(at) : std::nullopt;
      }
      if (ends_clause(page_, at)) return std::nullopt;
    }
    return std::nullopt;
  }

  // Prose: no quotation (that is read by its marks), and no item of a list.
  [[nodiscard]] bool may_be_set_off(std::uint32_t begin) const {
    if (quoted_[begin] || rows()[begin].shape == "p" || rows()[begin].shape == "d") return false;
    std::uint32_t end = begin;
    while (end < rows().size() && rows()[end].paragraph == rows()[begin].paragraph) ++end;
    return ends_sentence(page_, end - 1);
  }

  const Page& page_;
  const std::vector<Found>& found_;
  std::vector<bool> quoted_, named_, taken_;  // by token
  std::set<std::uint32_t> cues_;              // first tokens of cues with a source
  std::vector<Label> labels_;
  std::map<std::string, std::size_t> times_;
  std::vector<Turn> turns_;
};

}  // namespace

std::vector<Turn> find_turns(const Page& page, const std::vector<Found>& found,
                             const std::vector<Utterance>& quotations) {
  return Transcript(page, found, quotations).read();
}

}  // namespace hearsay::attribute
