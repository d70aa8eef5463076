// The relays of a page on their way into one list: each reader of the page adds what it finds, with
// its passages; the list makes one of those that are one, in order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attribute/lexicon.h"
#include "attribute/outlet_names.h"
#include "attribute/page.h"
#include "hearsay/attribution.h"

namespace hearsay::attribute {

/// Where a relay was found: the nearest comes first.
enum class Nearness { metadata, credit, byline, dateline, running, cited };

struct Place {
  std::string_view rule;
  Nearness nearness = Nearness::credit;
  float confidence = 0;
  LinkBasis how = LinkBasis::stated;
};

struct RelayFound {
  Relay relay;
  OutletKey key;
  Nearness nearness = Nearness::credit;
  std::uint32_t at = 0;
  std::size_t order = 0;  ///< of being found
  bool wide = true;       ///< may hold for its whole paragraph
};

class RelayList {
 public:
  RelayList(const Page& page, const Lexicon& lexicon);

  [[nodiscard]] const Page& page() const { return page_; }
  [[nodiscard]] const Article& article() const { return page_.article(); }
  [[nodiscard]] const OutletNames& names() const { return names_; }
  [[nodiscard]] OutletNames& names() { return names_; }
  /// The body's paragraphs, without those of embedded documents.
  [[nodiscard]] const std::vector<const Paragraph*>& body() const { return body_; }
  /// Lines beside the body: by-lines and what the page has around its article.
  [[nodiscard]] const std::vector<const Paragraph*>& aside() const { return aside_; }

  [[nodiscard]] Spans whole_body() const { return article().body; }
  /// The part of the body that its paragraphs [first, last] take.
  [[nodiscard]] Spans passage(std::size_t first, std::size_t last) const;
  [[nodiscard]] Spans within_body(Span span) const;
  /// The sentences that a span touches.
  [[nodiscard]] Spans sentences_around(Span span) const;
  /// Whether a heading of the page stands at this paragraph.
  [[nodiscard]] bool starts_item(std::size_t paragraph) const;
  /// First paragraph of the item that paragraph `at` ends: after the last heading before it.
  [[nodiscard]] std::size_t item_begin(std::size_t at, std::size_t from) const;

  [[nodiscard]] bool in_quotation(Span span) const;
  [[nodiscard]] bool is_person(Span span) const;
  /// A person's name as far as one can see: no word of an outlet or a body in it.
  [[nodiscard]] bool looks_like_person(Span span) const;
  /// The type of the name that ends there, "per", as the annotation has it; empty for none.
  [[nodiscard]] std::string_view type_of(Span span) const;
  /// The next code point's beginning at or before `at`.
  [[nodiscard]] std::uint32_t boundary(std::uint32_t at) const;
  /// The kind that a name's words make it, else `otherwise`.
  [[nodiscard]] RelayKind kind_of(std::string_view name, RelayKind otherwise) const {
    return names_.kind(name, otherwise).value_or(otherwise);
  }

  /// Adds a relay under a cleaned name, unless it is the outlet itself, the page's label or no
  /// name. Null then; else valid until the next one is added.
  RelayFound* add(std::string_view raw, std::optional<Span> span, Spans scope, RelayKind kind,
                  Place place);
  /// As it stands, for those without a name.
  RelayFound* add_unnamed(std::string_view words, std::optional<Span> span, Spans scope,
                          RelayKind kind, Place place);
  [[nodiscard]] bool is_known(std::string_view name) const;
  /// The one of the running text that was named last before `at`; else one of the whole document.
  RelayFound* named_before(std::uint32_t at);

  /// Nearest first: metadata, credits, by-lines, datelines; then the running text from its start,
  /// where whoever is cited in a sentence stands behind the one that cites. One relay a name.
  std::vector<Relay> take();

 private:
  void widen();
  void leave_out_insertions();
  void leave_out_addition();
  void sort();
  [[nodiscard]] bool is_insertion(Span paragraph) const;

  const Page& page_;
  OutletNames names_;
  std::vector<const Paragraph*> body_;
  std::vector<const Paragraph*> aside_;
  std::vector<RelayFound> found_;
};

}  // namespace hearsay::attribute
