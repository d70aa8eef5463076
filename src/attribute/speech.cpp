#include "attribute/speech.h"

#include <algorithm>
#include <utility>

namespace hearsay::attribute {
namespace {

constexpr std::uint32_t fewest_words = 4;  // less are scare quotes and titles

class Carrier {
 public:
  Carrier(const Page& page, std::vector<Found>& found) : page_(page), found_(found) {
    owner_.assign(page.rows().size(), none);
    is_part_.assign(page.rows().size(), false);
    for (std::size_t at = 0; at < found.size(); ++at) note(at);
  }

  void run() {
    const auto& quotations = page_.segmentation().quotations;
    for (const Quotation& quotation : quotations) {
      if (quotation.parent || quotation.block) continue;
      const TokenRange range = page_.tokens(quotation.outside);
      if (range.end - range.begin < fewest_words || !is_free(range)) continue;
      std::size_t speaker = none;
      if (quotation.continues) {
        const auto before = static_cast<std::size_t>(*quotation.continues);
        if (before < quotations.size())
          speaker = owner_of(page_.tokens(quotations[before].outside));
      }
      if (speaker == none) speaker = before_in_paragraph(range);
      if (speaker != none && !found_[speaker].cue.empty()) {
        extend(speaker, range);
      } else if (fills_paragraph(range) && follows_speech(range)) {
        add(range);
      }
    }
  }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  void note(std::size_t at) {
    const Found& each = found_[at];
    if (each.parent) return;
    for (const TokenRange piece : each.content) {
      for (std::uint32_t token = piece.begin; token < piece.end; ++token) owner_[token] = at;
    }
    for (std::uint32_t token = each.cue.begin; token < each.cue.end; ++token)
      is_part_[token] = true;
    for (const TokenRange piece : each.source) {
      for (std::uint32_t token = piece.begin; token < piece.end; ++token) is_part_[token] = true;
    }
  }

  [[nodiscard]] bool is_free(TokenRange range) const {
    if (!page_.is_read(page_.rows()[range.begin].sentence)) return false;
    for (std::uint32_t token = range.begin; token < range.end; ++token) {
      if (owner_[token] != none || is_part_[token]) return false;
    }
    return true;
  }

  [[nodiscard]] std::size_t owner_of(TokenRange range) const {
    return range.empty() ? none : owner_[range.end - 1];
  }

  // "“One,” Weiss said. “Two.”": whoever has the quotation before it in the same paragraph, where
  // nothing but a full stop stands between, or the sentence begins with it.
  [[nodiscard]] std::size_t before_in_paragraph(TokenRange range) const {
    const auto& rows = page_.rows();
    const TokenRange sentence = tokens_of_sentence(rows[range.begin].sentence);
    if (sentence.begin != range.begin || range.begin == 0) return none;
    const std::uint32_t paragraph = rows[range.begin].paragraph;
    for (std::uint32_t token = range.begin; token > 0;) {
      --token;
      if (rows[token].paragraph != paragraph) break;
      if (owner_[token] != none) return page_.quoted(token) ? owner_[token] : none;
      if (rows[token].sentence + 1 < rows[range.begin].sentence) return none;
    }
    return none;
  }

  [[nodiscard]] TokenRange tokens_of_sentence(std::uint32_t sentence) const {
    const Sentence& record = page_.segmentation().sentences[sentence];
    return {record.begin, record.end};
  }

  [[nodiscard]] bool fills_paragraph(TokenRange range) const {
    const auto& rows = page_.rows();
    const std::uint32_t paragraph = rows[range.begin].paragraph;
    const bool first = range.begin == 0 || rows[range.begin - 1].paragraph != paragraph;
    const bool last = range.end == rows.size() || rows[range.end].paragraph != paragraph;
    return first && last;
  }

  // Whether the paragraph before ends in speech or holds its source.
  [[nodiscard]] bool follows_speech(TokenRange range) const {
    const auto& rows = page_.rows();
    const std::uint32_t paragraph = rows[range.begin].paragraph;
    for (std::uint32_t token = range.begin; token-- > 0;) {
      if (rows[token].paragraph + 1 < paragraph) return false;
      if (owner_[token] != none) return true;
    }
    return false;
  }

  void extend(std::size_t speaker, TokenRange range) {
    Found& each = found_[speaker];
    each.content.push_back(range);
    std::ranges::sort(each.content);
    count(each, range);
    own(range, speaker);
  }

  void add(TokenRange range) {
    Found each;
    each.cue = {range.begin, range.begin};
    each.content = {range};
    each.confidence = 0.5F;
    count(each, range);
    found_.push_back(std::move(each));
    own(range, found_.size() - 1);
  }

  void own(TokenRange range, std::size_t speaker) {
    for (std::uint32_t token = range.begin; token < range.end; ++token) owner_[token] = speaker;
  }

  void count(Found& each, TokenRange range) const {
    for (std::uint32_t token = range.begin; token < range.end; ++token) {
      if (page_.rows()[token].shape == "p") continue;
      ++each.words;
      ++each.quoted;
    }
  }

  const Page& page_;
  std::vector<Found>& found_;
  std::vector<std::size_t> owner_;  // by token: the attribution in whose content it stands
  std::vector<bool> is_part_;       // by token: in a cue or source
};

}  // namespace

void carry_quotations(const Page& page, std::vector<Found>& found) { Carrier(page, found).run(); }

}  // namespace hearsay::attribute
