#include "cli/references.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <tuple>

#include "cli/words.h"
#include "text/utf8.h"

namespace hearsay::cli {
namespace {

constexpr std::size_t kShortest = 8;

std::size_t shared_start(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  return at;
}

std::string title_of(const Article& article) {
  if (!article.title.empty()) return article.title;
  return article.path.empty() ? article.url : article.path;
}

/// Whether `number` ("d3") stands in `shown` as a word of its own.
bool names(std::string_view shown, std::string_view number) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (auto at = shown.find(number); at != std::string_view::npos;
       at = shown.find(number, at + 1)) {
    const std::size_t end = at + number.size();
    const bool begins = at == 0 || !is_part(shown[at - 1]);
    if (begins && (end == shown.size() || !is_part(shown[end]))) return true;
  }
  return false;
}

}  // namespace

References::References(const Collection& collection, std::vector<std::string> documents)
    : all_(collection.document_ids().value_or(std::vector<std::string>{})) {
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  for (const std::string& id : documents) {
    if (auto document = collection.document(id)) documents_.emplace(id, std::move(*document));
  }
  ordered_ = std::move(documents);
  std::sort(ordered_.begin(), ordered_.end(), [&](const std::string& a, const std::string& b) {
    const std::string day_a = published(a);
    const std::string day_b = published(b);
    return std::tuple(day_a.empty(), std::string_view(day_a), std::string_view(a)) <
           std::tuple(day_b.empty(), std::string_view(day_b), std::string_view(b));
  });
  for (std::size_t i = 0; i < ordered_.size(); ++i) numbers_[ordered_[i]] = i + 1;
}

std::string References::number(const std::string& document) const {
  const auto found = numbers_.find(document);
  return found == numbers_.end() ? short_id(document) : fmt::format("d{}", found->second);
}

std::string References::at(const std::string& document, Span span) const {
  const Document* held = this->document(document);
  const std::size_t sentence = held == nullptr ? 0 : sentence_number(*held, span);
  return sentence == 0 ? number(document) : fmt::format("{}:{}", number(document), sentence);
}

std::string References::at(const Evidence& evidence) const {
  return at(evidence.document, evidence.span);
}

std::string References::at(const ClaimId& claim) const {
  const Claim* held = this->claim(claim);
  return held == nullptr ? number(claim.document) : at(claim.document, held->span);
}

std::string References::list(const std::vector<std::string>& documents, std::size_t most) const {
  std::vector<std::string> ids = documents;
  std::sort(ids.begin(), ids.end(),
            [&](const std::string& a, const std::string& b) { return before(a, b); });
  std::string out;
  for (std::size_t i = 0; i < ids.size() && i < most; ++i) {
    out += fmt::format("{}{}", i == 0 ? "" : " ", number(ids[i]));
  }
  if (ids.size() > most) out += fmt::format(" +{}", ids.size() - most);
  return out;
}

const Document* References::document(const std::string& id) const {
  const auto found = documents_.find(id);
  return found == documents_.end() ? nullptr : found->second.get();
}

const Claim* References::claim(const ClaimId& id) const {
  const Document* held = document(id.document);
  const auto index = static_cast<std::size_t>(id.claim);
  if (held == nullptr || index >= held->reading.claims.claims.size()) return nullptr;
  return &held->reading.claims.claims[index];
}

std::string References::outlet(const std::string& id) const {
  const Document* held = document(id);
  if (held == nullptr) return "document " + short_id(id);
  return held->article.publisher.empty() ? "unknown publisher" : held->article.publisher;
}

std::string References::published(const std::string& id) const {
  const Document* held = document(id);
  return held == nullptr ? std::string() : held->article.published;
}

bool References::before(const std::string& a, const std::string& b) const {
  const auto rank = [&](const std::string& id) {
    const auto found = numbers_.find(id);
    return found == numbers_.end() ? numbers_.size() + 1 : found->second;
  };
  return std::tuple(rank(a), std::string_view(a)) < std::tuple(rank(b), std::string_view(b));
}

std::string References::short_id(const std::string& id) const {
  std::size_t needed = kShortest;
  const auto at = std::lower_bound(all_.begin(), all_.end(), id);
  if (at != all_.begin()) needed = std::max(needed, shared_start(*std::prev(at), id) + 1);
  const auto next = at != all_.end() && *at == id ? std::next(at) : at;
  if (next != all_.end()) needed = std::max(needed, shared_start(*next, id) + 1);
  return id.substr(0, needed);
}

void References::legend(Screen& screen, std::string_view shown) const {
  for (const std::string& id : ordered_) {
    if (!names(shown, number(id))) continue;
    const Document* held = document(id);
    const std::string what =
        held == nullptr ? std::string("not in this store")
                        : fmt::format("{}, {}: {}", outlet(id), day(published(id)),
                                      text::trim(text::printable(title_of(held->article))));
    const std::string lead = fmt::format("{:<5}{}  ", number(id), short_id(id));
    screen.line({{lead, Look::faint}, {fit(what, screen.width() - columns(lead))}});
  }
}

void print_with_legend(Screen& screen, const References& references,
                       const std::function<void(Screen&)>& answer) {
  // Foreign words may hold "d3" too: a line too much in the legend does no harm.
  std::ostringstream plain;
  Screen draft(plain, screen.width(), false);
  answer(draft);
  answer(screen);
  screen.blank();
  references.legend(screen, plain.str());
}

}  // namespace hearsay::cli
