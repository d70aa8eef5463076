#include "trace/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "text/fold.h"
#include "text/utf8.h"
#include "trace/core.h"
#include "trace/sets.h"

namespace hearsay::tracing {
namespace {

// ---- values ----------------------------------------------------------------------------------

std::string number_text(double value) { return fmt::format("{:.15g}", value); }

std::string amount_text(const Quantity& quantity) {
  std::string text = quantity.approximate ? "about " : "";
  if (!quantity.low && !quantity.high) {
    text = "some";
  } else if (quantity.low && quantity.high && *quantity.low != *quantity.high) {
    text += number_text(*quantity.low) + "-" + number_text(*quantity.high);
  } else if (quantity.low && quantity.high) {
    text += number_text(*quantity.low);
  } else if (quantity.low) {
    text += "at least " + number_text(*quantity.low);
  } else if (quantity.high) {
    text += "at most " + number_text(*quantity.high);
  }
  return text;
}

bool apart(const Quantity& a, const Quantity& b) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double slack = a.approximate || b.approximate ? 0.15 : 0;
  const double low_a = a.low.value_or(-kInfinity);
  const double low_b = b.low.value_or(-kInfinity);
  // "More than 40" is not said of 400: an open end reaches to the double, that of "dozens" further
  // (as in matching).
  const auto open = [&](const Quantity& q) {
    return q.low && *q.low > 0 ? (q.approximate ? 5 : 2) * *q.low : kInfinity;
  };
  const double high_a = a.high.value_or(open(a));
  const double high_b = b.high.value_or(open(b));
  return high_a * (1 + slack) < low_b || high_b * (1 + slack) < low_a;
}

/// One value of one slot in one claim.
struct SlotValue {
  std::string slot;
  std::string of;     ///< what it is a value of: a unit, a predicate
  std::string value;  ///< as shown
  std::size_t statement = 0;
  Span span;
  Quantity quantity;
  std::string begin;  ///< days, for times
  std::string end;
  std::string place;  ///< gazetteer id
  std::string level;
};

bool conflicting(const SlotValue& a, const SlotValue& b) {
  if (a.slot == "quantity") return apart(a.quantity, b.quantity);
  if (a.slot == "time") return a.end < b.begin || b.end < a.begin;
  if (a.slot == "place") return a.level == "town" && b.level == "town" && a.place != b.place;
  return false;  // other words for one actor are no conflict by themselves
}

template <typename Index, typename Record>
const Record* at(const std::vector<Record>& records, Index index) {
  const auto i = static_cast<std::size_t>(index);
  return i < records.size() ? &records[i] : nullptr;
}

std::string_view role_name(Role role) {
  switch (role) {
    case Role::agent:
      return "agent";
    case Role::patient:
      return "patient";
    case Role::recipient:
      return "recipient";
    case Role::instrument:
      return "instrument";
    case Role::purpose:
      return "purpose";
  }
  return "agent";
}

std::vector<SlotValue> values_of(const Pile& pile, const Statement& statement, std::size_t index) {
  std::vector<SlotValue> values;
  const Reading& reading = statement.document->reading;
  const Claim& claim = *statement.claim;
  for (const QuantityIndex q : claim.quantities) {
    const Quantity* quantity = at(reading.groundings.quantities, q);
    if (quantity == nullptr || quantity->unit.empty()) continue;
    SlotValue value{"quantity",
                    text::fold(quantity->unit),
                    amount_of(*quantity),
                    index,
                    quantity->span,
                    *quantity,
                    {},
                    {},
                    {},
                    {}};
    values.push_back(std::move(value));
  }
  for (const TimeIndex t : claim.times) {
    const Time* time = at(reading.groundings.times, t);
    if (time == nullptr || time->begin.empty() || time->end.empty()) continue;
    if (time->type == TimexType::duration || time->type == TimexType::set) continue;
    SlotValue value{"time", claim.predicate, time->begin, index, time->span,
                    {},     time->begin,     time->end,   {},    {}};
    if (time->begin != time->end) value.value += "/" + time->end;
    values.push_back(std::move(value));
  }
  for (const PlaceIndex p : claim.places) {
    const Place* place = at(reading.groundings.places, p);
    if (place == nullptr || place->gazetteer.empty() || place->level != "town") continue;
    values.push_back({"place",
                      claim.predicate,
                      place->name,
                      index,
                      place->span,
                      {},
                      {},
                      {},
                      place->gazetteer,
                      place->level});
  }
  for (const RoleFiller& filler : claim.roles) {
    if (!filler.mention) continue;
    const Mention* mention = at(reading.annotation.mentions, *filler.mention);
    if (mention == nullptr) continue;
    const EntityGroup* group = pile.entity(statement.id.document, mention->entity);
    if (group == nullptr) continue;
    values.push_back({std::string(role_name(filler.role)),
                      claim.predicate,
                      group->name,
                      index,
                      filler.span,
                      {},
                      {},
                      {},
                      group->id,
                      {}});
  }
  return values;
}

// ---- cues ------------------------------------------------------------------------------------

// How far a cue vouches for what it introduces (Karttunen 1971 on factive verbs; Hyland 1998 on
// hedges): doubt, plain report, taken as fact.
constexpr std::array<std::string_view, 14> kDoubting{
    "claim",     "claims",     "claimed",   "claiming",  "allege",   "alleges",  "alleged",
    "allegedly", "reportedly", "purported", "suggested", "suggests", "believes", "believed"};
constexpr std::array<std::string_view, 26> kVouching{
    "reveal",     "reveals",   "revealed", "revealing", "confirm",     "confirms", "confirmed",
    "confirming", "admit",     "admits",   "admitted",  "prove",       "proves",   "proved",
    "show",       "shows",     "showed",   "expose",    "exposes",     "exposed",  "discovered",
    "discovers",  "uncovered", "found",    "finds",     "acknowledged"};

int strength(std::string_view cue) {
  const std::string folded = text::fold(cue);
  int strongest = 0;
  for (const std::string_view word : text::split(folded)) {
    if (std::find(kDoubting.begin(), kDoubting.end(), word) != kDoubting.end()) return -1;
    if (std::find(kVouching.begin(), kVouching.end(), word) != kVouching.end()) strongest = 1;
  }
  return strongest;
}

// The last word before the claim that vouches or doubts: "has revealed that", inside what an outlet
// reports.
std::string inner_cue(const Statement& statement) {
  const Span sentence = sentence_of(*statement.document, statement.claim->span);
  const Span before{sentence.begin, std::max(sentence.begin, statement.claim->span.begin)};
  std::string last;
  const std::string folded = text::fold(words(statement.document->article, before));
  for (const std::string_view word : text::split(folded)) {
    if (strength(word) != 0) last = word;
  }
  return last;
}

// Cues of headlines, beside those that doubt or vouch.
constexpr std::array<std::string_view, 13> kHeadlineCues{
    "say",    "says",    "said",  "tell", "tells",  "told",  "according",
    "accuse", "accuses", "warns", "deny", "denies", "blames"};

// ---- quotations ------------------------------------------------------------------------------

std::vector<std::string> folded_words(std::string_view text) {
  const std::string folded = text::fold(text);
  std::vector<std::string> words;
  for (const std::string_view word : text::split(folded)) words.emplace_back(word);
  return words;
}

// Length of the longest common subsequence, over at most 200 words each.
std::size_t common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  constexpr std::size_t kMost = 200;
  const std::size_t size_a = std::min(a.size(), kMost);
  const std::size_t size_b = std::min(b.size(), kMost);
  std::vector<std::size_t> row(size_b + 1, 0);
  for (std::size_t i = 0; i < size_a; ++i) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < size_b; ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = a[i] == b[j] ? diagonal + 1 : std::max(row[j + 1], row[j]);
      diagonal = above;
    }
  }
  return row[size_b];
}

bool contains(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

struct Quote {
  std::size_t origin = 0;
  const Allegation* allegation = nullptr;
  const Document* document = nullptr;
  Span span;
  std::vector<std::string> words;
};

// ---- the writer ------------------------------------------------------------------------------

class ChangeWriter {
 public:
  ChangeWriter(const Pile& pile, const Statements& statements, const Origins& origins, Trace& trace)
      : pile_(pile), all_(statements), origins_(origins), trace_(trace) {}

  void run() {
    for (const Allegation* allegation : pile_.allegations()) {
      write_variants(*allegation);
      write_contradictions(*allegation);
      write_drift(*allegation);
    }
    write_headlines();
    write_cues();
    write_labels();
  }

 private:
  [[nodiscard]] std::vector<std::size_t> statements_of(const Allegation& allegation) const {
    std::vector<std::size_t> list;
    for (const ClaimId& id : allegation.claims) {
      const std::size_t index = all_.find(id);
      if (index != Statements::kNone) list.push_back(index);
    }
    return list;
  }

  // Claims that links of at least `least` hold together are about one thing.
  [[nodiscard]] std::map<std::size_t, std::size_t> topics(const std::vector<std::size_t>& list,
                                                          double least) const {
    std::map<std::size_t, std::size_t> position;
    for (std::size_t i = 0; i < list.size(); ++i) position[list[i]] = i;
    Sets sets(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (const LinkEnd& link : pile_.links(all_.statements[list[i]].id)) {
        if (link.score < least) continue;
        const auto other = position.find(all_.find(link.other));
        if (other != position.end()) sets.join(i, other->second);
      }
    }
    std::map<std::size_t, std::size_t> topic;
    for (std::size_t i = 0; i < list.size(); ++i) topic[list[i]] = sets.root(i);
    return topic;
  }

  void write_variants(const Allegation& allegation) {
    const std::vector<std::size_t> list = statements_of(allegation);
    const std::map<std::size_t, std::size_t> topic = topics(list, 0.4);
    // Amounts of one unit compare across the allegation; other slots within one topic and
    // predicate.
    std::map<std::tuple<std::string, std::string, std::size_t>, std::vector<SlotValue>> slots;
    for (const std::size_t s : list) {
      for (SlotValue& value : values_of(pile_, all_.statements[s], s)) {
        const std::size_t part = value.slot == "quantity" ? 0 : topic.at(s);
        slots[{value.slot, value.of, part}].push_back(std::move(value));
      }
    }
    for (const auto& [key, values] : slots) {
      std::map<std::string, std::vector<const SlotValue*>> by_value;
      std::set<std::string> documents;
      for (const SlotValue& value : values) {
        by_value[value.value].push_back(&value);
        documents.insert(all_.statements[value.statement].id.document);
      }
      if (by_value.size() < 2 || documents.size() < 2) continue;
      if (std::get<0>(key) == "quantity" && !comparable(values)) continue;
      Variant variant = variant_of(allegation, std::get<0>(key), by_value);
      if (variant.slot == "quantity" && variant.conflict) add_conflict(allegation, values);
      trace_.variants.push_back(std::move(variant));
    }
  }

  // Amounts that cannot both hold, all claims that give one of the two in one contradiction.
  void add_conflict(const Allegation& allegation, const std::vector<SlotValue>& values) {
    std::map<std::string, std::set<ClaimId>> claims;
    std::map<std::string, const SlotValue*> sample;
    for (const SlotValue& value : values) {
      claims[value.value].insert(all_.statements[value.statement].id);
      sample.try_emplace(value.value, &value);
    }
    for (auto a = sample.begin(); a != sample.end(); ++a) {
      for (auto b = std::next(a); b != sample.end(); ++b) {
        if (!conflicting(*a->second, *b->second)) continue;
        auto& found = conflicts_[{allegation.id, a->first + " | " + b->first}];
        found.insert(claims[a->first].begin(), claims[a->first].end());
        found.insert(claims[b->first].begin(), claims[b->first].end());
      }
    }
  }

  // Amounts of a unit are of one thing where some of their claims are linked.
  [[nodiscard]] bool comparable(const std::vector<SlotValue>& values) const {
    std::set<ClaimId> ids;
    for (const SlotValue& value : values) ids.insert(all_.statements[value.statement].id);
    for (const ClaimId& id : ids) {
      for (const LinkEnd& link : pile_.links(id)) {
        if (ids.count(link.other) > 0) return true;
      }
    }
    return false;
  }

  [[nodiscard]] Variant variant_of(
      const Allegation& allegation, const std::string& slot,
      const std::map<std::string, std::vector<const SlotValue*>>& by_value) const {
    Variant variant;
    variant.allegation = allegation.id;
    variant.slot = slot;
    for (const auto& [text, values] : by_value) {
      VariantValue value;
      value.value = text;
      std::set<std::string> documents;
      for (const SlotValue* one : values) {
        const Statement& statement = all_.statements[one->statement];
        if (!documents.insert(statement.id.document).second) continue;
        value.evidence.push_back(evidence(*statement.document, one->span));
      }
      value.documents.assign(documents.begin(), documents.end());
      variant.values.push_back(std::move(value));
      for (const auto& [other_text, others] : by_value) {
        if (other_text != text && conflicting(*values.front(), *others.front()))
          variant.conflict = true;
      }
    }
    std::sort(variant.values.begin(), variant.values.end(),
              [](const VariantValue& a, const VariantValue& b) {
                return std::tuple(b.documents.size(), a.value) <
                       std::tuple(a.documents.size(), b.value);
              });
    return variant;
  }

  // ---- contradictions ------------------------------------------------------------------------

  static std::string kind_of(const ClaimLink& link) {
    for (const std::string_view kind : {"quantity", "time", "place", "actor"}) {
      if (link.reason.substr(0, kind.size()) == kind) return std::string(kind);
    }
    return "denial";
  }

  void write_contradictions(const Allegation& allegation) {
    // One contradiction for all pairs that put the same two values, or deny by the same claim.
    std::map<std::pair<std::string, std::string>, std::set<ClaimId>> found;
    std::set<ClaimId> answered;
    for (const ClaimId& id : allegation.claims) {
      for (const LinkEnd& link : pile_.links(id)) {
        const bool against =
            link.relation == ClaimRelation::contradicts || link.relation == ClaimRelation::denies;
        if (!against || link.link->a != id) continue;
        if (pile_.allegation_of(link.other) != &allegation) continue;
        const std::string kind = kind_of(*link.link);
        if (kind == "quantity" && has_conflict(allegation, id, link.other)) continue;
        const ClaimId denier = is_denial(id) ? id : link.other;
        const std::string key = kind == "denial" ? denial_key(denier) : link.link->reason;
        found[{kind, key}].insert({id, link.other});
        if (kind == "denial") answered.insert(denier);
      }
    }
    add_unanswered(allegation, answered, found);
    add_actors(allegation, found);
    for (const auto& [key, claims] : conflicts_) {
      if (key.first == allegation.id) found[{"quantity", key.second}] = claims;
    }
    for (const auto& [key, claims] : found) {
      Contradiction contradiction;
      contradiction.allegation = allegation.id;
      contradiction.kind = key.first;
      contradiction.claims.assign(claims.begin(), claims.end());
      for (const ClaimId& id : contradiction.claims) {
        const Claim* claim = pile_.claim(id);
        const Document* document = pile_.document(id.document);
        if (claim != nullptr) contradiction.evidence.push_back(evidence(*document, claim->span));
      }
      trace_.contradictions.push_back(std::move(contradiction));
    }
  }

  // The pair stands already in a conflict of values.
  [[nodiscard]] bool has_conflict(const Allegation& allegation, const ClaimId& a,
                                  const ClaimId& b) const {
    return std::any_of(conflicts_.begin(), conflicts_.end(), [&](const auto& conflict) {
      return conflict.first.first == allegation.id && conflict.second.count(a) > 0 &&
             conflict.second.count(b) > 0;
    });
  }

  // What is denied, in words: the clauses of one denial, and its reprints, are one.
  [[nodiscard]] std::string denial_key(const ClaimId& id) const {
    const Claim* claim = pile_.claim(id);
    const Document* document = pile_.document(id.document);
    if (claim == nullptr || document == nullptr) return {};
    Span span = claim->span;
    const auto& attributions = document->reading.attributions.attributions;
    for (const AttributionIndex index : claim->chain) {
      const auto i = static_cast<std::size_t>(index);
      if (i >= attributions.size() || attributions[i].modality != Modality::deny) continue;
      span = hull(attributions[i].content);
    }
    return text::fold(words(document->article, span));
  }

  [[nodiscard]] bool is_denial(const ClaimId& id) const {
    const std::size_t index = all_.find(id);
    if (index == Statements::kNone) return false;
    const Statement& statement = all_.statements[index];
    return statement.denial || statement.claim->polarity == Polarity::negative;
  }

  static bool in_one_sentence(const Statement& a, const Statement& b) {
    return a.document == b.document && sentence_of(*a.document, a.claim->span)
                                           .overlaps(sentence_of(*b.document, b.claim->span));
  }

  // A denial that no link leads from stands against the claim whose words are nearest.
  void add_unanswered(
      const Allegation& allegation, const std::set<ClaimId>& answered,
      std::map<std::pair<std::string, std::string>, std::set<ClaimId>>& found) const {
    const std::vector<std::size_t> list = statements_of(allegation);
    for (const std::size_t s : list) {
      const Statement& denial = all_.statements[s];
      if (!denial.denial || answered.count(denial.id) > 0) continue;
      const std::set<std::string> own = word_set(denial);
      std::size_t best = Statements::kNone;
      double most = 0;
      for (const std::size_t other : list) {
        const Statement& statement = all_.statements[other];
        if (statement.denial || statement.claim->polarity == Polarity::negative) continue;
        if (origins_.of_statement[other] == origins_.of_statement[s]) continue;
        if (in_one_sentence(denial, statement)) continue;
        const std::set<std::string> words = word_set(statement);
        std::size_t shared = 0;
        for (const std::string& word : own) shared += words.count(word);
        const double score =
            static_cast<double>(shared) /
            std::max<double>(1, static_cast<double>(std::min(own.size(), words.size())));
        if (score <= most) continue;
        most = score;
        best = other;
      }
      if (best == Statements::kNone || most < 0.15) continue;
      found[{"denial", denial_key(denial.id)}].insert({denial.id, all_.statements[best].id});
    }
  }

  // What one text has two sayers say of one deed, each with another doer: both cannot hold.
  void add_actors(const Allegation& allegation,
                  std::map<std::pair<std::string, std::string>, std::set<ClaimId>>& found) const {
    const std::vector<std::size_t> list = statements_of(allegation);
    for (auto a = list.begin(); a != list.end(); ++a) {
      for (auto b = std::next(a); b != list.end(); ++b) {
        const Statement& first = all_.statements[*a];
        const Statement& second = all_.statements[*b];
        if (first.document != second.document || !name_other_doers(*a, *b)) continue;
        std::set<std::string> doers;
        for (const Statement* statement : {&first, &second}) {
          std::string key;
          for (const std::string& word : role_words(*statement, Role::agent)) key += word + " ";
          doers.insert(key);
        }
        found[{"actor", first.claim->predicate + ": " + *doers.begin() + "| " + *doers.rbegin()}]
            .insert({first.id, second.id});
      }
    }
  }

  [[nodiscard]] bool name_other_doers(std::size_t a, std::size_t b) const {
    const Statement& first = all_.statements[a];
    const Statement& second = all_.statements[b];
    const bool sourced = first.end == End::sayer && second.end == End::sayer &&
                         first.claim->voice == Voice::attributed &&
                         second.claim->voice == Voice::attributed &&
                         origins_.of_statement[a] != origins_.of_statement[b];
    if (!sourced || first.claim->predicate != second.claim->predicate) return false;
    if (first.claim->polarity != second.claim->polarity) return false;
    const auto meet = [](const std::set<std::string>& x, const std::set<std::string>& y) {
      return std::any_of(x.begin(), x.end(),
                         [&](const std::string& word) { return y.count(word) > 0; });
    };
    const std::set<std::string> doer = role_words(first, Role::agent);
    const std::set<std::string> other = role_words(second, Role::agent);
    return !doer.empty() && !other.empty() && !meet(doer, other) &&
           meet(role_words(first, Role::patient), role_words(second, Role::patient));
  }

  static std::set<std::string> role_words(const Statement& statement, Role role) {
    std::set<std::string> all;
    for (const RoleFiller& filler : statement.claim->roles) {
      if (filler.role == role) all.merge(content_words(*statement.document, filler.span));
    }
    return all;
  }

  static std::set<std::string> word_set(const Statement& statement) {
    std::set<std::string> words;
    for (std::string& word :
         folded_words(hearsay::words(statement.document->article,
                                     sentence_of(*statement.document, statement.claim->span)))) {
      if (word.size() > 3) words.insert(std::move(word));
    }
    return words;
  }

  // ---- drift ---------------------------------------------------------------------------------

  // The words between quotation marks in a statement's sentence, of at least four words.
  [[nodiscard]] std::vector<Quote> quotes_of(const Allegation& allegation) const {
    std::vector<Quote> quotes;
    std::set<std::pair<const Document*, Span>> seen;
    for (const std::size_t s : statements_of(allegation)) {
      const Statement& statement = all_.statements[s];
      const std::size_t origin = origins_.of_statement[s];
      if (origin == Origins::kNone) continue;
      for (const Quotation& quotation : statement.document->reading.segmentation.quotations) {
        if (!quotation.inside.overlaps(statement.claim->span)) continue;
        if (!seen.insert({statement.document, quotation.inside}).second) continue;
        Quote quote{origin, &allegation, statement.document, quotation.inside,
                    folded_words(words(statement.document->article, quotation.inside))};
        if (quote.words.size() >= 4) quotes.push_back(std::move(quote));
      }
    }
    return quotes;
  }

  static bool one_utterance(const Quote& a, const Quote& b) {
    if (a.origin != b.origin) return false;
    const std::size_t least = std::min(a.words.size(), b.words.size());
    return common(a.words, b.words) * 10 >= least * 7;
  }

  static bool same_wording(const Quote& a, const Quote& b) {
    return contains(a.words, b.words) || contains(b.words, a.words);
  }

  void write_drift(const Allegation& allegation) {
    std::vector<Quote> quotes = quotes_of(allegation);
    constexpr std::size_t kMostQuotes = 400;  // pairs are compared word by word
    if (quotes.size() > kMostQuotes) quotes.resize(kMostQuotes);
    Sets utterances(quotes.size());
    Sets wordings(quotes.size());
    for (std::size_t i = 0; i < quotes.size(); ++i) {
      for (std::size_t j = i + 1; j < quotes.size(); ++j) {
        if (!one_utterance(quotes[i], quotes[j])) continue;
        utterances.join(i, j);
        if (same_wording(quotes[i], quotes[j])) wordings.join(i, j);
      }
    }
    std::map<std::size_t, std::map<std::size_t, std::vector<std::size_t>>> groups;
    for (std::size_t i = 0; i < quotes.size(); ++i) {
      groups[utterances.root(i)][wordings.root(i)].push_back(i);
    }
    for (const auto& [utterance, forms] : groups) {
      if (forms.size() < 2) continue;
      Drift drift;
      drift.allegation = allegation.id;
      for (const auto& [wording, members] : forms) {
        VariantValue value;
        std::set<std::string> documents;
        for (const std::size_t i : members) {
          const Evidence words = evidence(*quotes[i].document, quotes[i].span);
          if (words.text.size() > value.value.size()) value.value = words.text;
          documents.insert(quotes[i].document->article.id);
          value.evidence.push_back(words);
        }
        value.documents.assign(documents.begin(), documents.end());
        drift.wordings.push_back(std::move(value));
      }
      std::sort(drift.wordings.begin(), drift.wordings.end(),
                [&](const VariantValue& a, const VariantValue& b) {
                  return std::tuple(first_day(a), a.documents, a.value) <
                         std::tuple(first_day(b), b.documents, b.value);
                });
      drift.utterance =
          fmt::format("{}: {}", origins_.origins[quotes[utterance].origin].origin.name,
                      drift.wordings.front().value);
      trace_.drift.push_back(std::move(drift));
    }
  }

  [[nodiscard]] std::string first_day(const VariantValue& value) const {
    std::string first = "9";
    for (const std::string& id : value.documents) {
      const Document* document = pile_.document(id);
      const std::string day = document != nullptr ? day_of(document->article.published) : "";
      if (!day.empty() && day < first) first = day;
    }
    return first;
  }

  // ---- attribution ---------------------------------------------------------------------------

  // A headline that says as fact what the text below it gives to a source.
  void write_headlines() {
    for (const Document* document : pile_.documents()) {
      const Article& article = document->article;
      const std::vector<std::string> headline =
          folded_words(article.headline ? words(article, *article.headline) : article.title);
      if (headline.empty()) continue;
      if (article.headline ? is_attributed(*document, *article.headline) : has_cue(headline)) {
        continue;
      }
      const Statement* best = nullptr;
      std::size_t most = 1;
      for (const Statement& statement : all_.statements) {
        if (statement.document != document || statement.end != End::sayer) continue;
        const bool above = article.headline && article.headline->overlaps(statement.claim->span);
        if (above || statement.cue.empty()) continue;
        if (statement.denial) continue;
        const std::set<std::string> own = word_set(statement);
        std::size_t shared = 0;
        for (const std::string& word : headline) shared += own.count(word);
        if (shared <= most) continue;
        most = shared;
        best = &statement;
      }
      if (best == nullptr || names_source(*best, headline)) continue;
      // A title without a place in the text is taken where it says what the sentence says.
      const auto weighty = std::count_if(headline.begin(), headline.end(),
                                         [](const auto& word) { return word.size() > 3; });
      if (!article.headline && most * 3 < static_cast<std::size_t>(weighty) * 2) continue;
      AttributionChange change;
      change.document = article.id;
      change.kind = "dropped";
      change.from = best->cue;
      change.where = "headline";
      if (article.headline) change.evidence = {evidence(*document, *article.headline)};
      change.evidence.insert(change.evidence.end(), best->evidence.begin(), best->evidence.end());
      trace_.attribution_changes.push_back(std::move(change));
    }
  }

  static bool has_cue(const std::vector<std::string>& headline) {
    return std::any_of(headline.begin(), headline.end(), [](const std::string& word) {
      return strength(word) != 0 ||
             std::find(kHeadlineCues.begin(), kHeadlineCues.end(), word) != kHeadlineCues.end();
    });
  }

  static bool is_attributed(const Document& document, Span headline) {
    for (const Attribution& attribution : document.reading.attributions.attributions) {
      for (const Span cue : attribution.cue) {
        if (headline.contains(cue)) return true;
      }
    }
    // "Council: no report reached us" names its source before a colon.
    const std::string_view text = words(document.article, headline);
    const std::size_t colon = text.find(": ");
    return colon != std::string_view::npos && folded_words(text.substr(0, colon)).size() <= 4;
  }

  // "Roofer counts 40 leaks": the headline names him, if not by a cue.
  [[nodiscard]] bool names_source(const Statement& statement,
                                  const std::vector<std::string>& headline) const {
    if (statement.sayers.empty()) return false;
    const Sayer& sayer = all_.sayers[statement.sayers.front()];
    const std::set<std::string> asked(headline.begin(), headline.end());
    for (const std::string& word : folded_words(sayer.name)) {
      if (word.size() > 4 && asked.count(word) > 0) return true;
    }
    return false;
  }

  // Linked claims of one origin in an earlier and a later document: how the cue changed.
  void write_cues() {
    std::map<std::tuple<std::string, std::string, std::string, std::string>, AttributionChange>
        found;
    for (std::size_t s = 0; s < all_.statements.size(); ++s) {
      const Statement& later = all_.statements[s];
      const Statement* earlier = earliest_partner(s);
      if (earlier == nullptr) continue;
      AttributionChange change;
      change.document = later.id.document;
      change.where = later.document->article.headline &&
                             later.document->article.headline->overlaps(later.claim->span)
                         ? "headline"
                         : "body";
      change.from = cue_of(*earlier);
      change.to = cue_of(later);
      if (later.end == End::unsourced && later.claim->voice == Voice::no_source_given) {
        if (earlier->end != End::sayer || change.where == "headline") continue;
        if (has_words(later, *earlier)) continue;
        change.kind = "dropped";
      } else if (earlier->end == End::unsourced || later.end == End::unsourced) {
        continue;
      } else if (strength(change.to) > strength(change.from)) {
        if (is_as_careful(later, strength(change.from))) continue;
        change.kind = "strengthened";
      } else if (strength(change.to) < strength(change.from)) {
        change.kind = "weakened";
      } else {
        continue;
      }
      change.evidence = later.evidence;
      change.evidence.insert(change.evidence.end(), earlier->evidence.begin(),
                             earlier->evidence.end());
      found.try_emplace({change.document, change.kind, change.from, change.to}, std::move(change));
    }
    for (auto& [key, change] : found) trace_.attribution_changes.push_back(std::move(change));
  }

  // What a page calls itself ("Satire"), and a page that has its words from it does not say.
  void write_labels() {
    for (const Edge& edge : trace_.edges) {
      const Document* from = pile_.document(edge.from);
      const Document* to = pile_.document(edge.to);
      if (from == nullptr || to == nullptr || edge.kind == EdgeKind::cites) continue;
      for (const PageLabel& label : from->article.labels) {
        if (keeps(*to, label)) continue;
        AttributionChange change;
        change.document = edge.to;
        change.kind = "dropped";
        change.from = label.words;
        change.where = "body";
        if (label.span) change.evidence.push_back(evidence(*from, *label.span));
        change.evidence.insert(change.evidence.end(), edge.evidence.begin(), edge.evidence.end());
        change.of = "label";
        trace_.attribution_changes.push_back(std::move(change));
      }
    }
  }

  // By a label of its own, or by a word of its text: "a satirical page" for "Satire".
  static bool keeps(const Document& document, const PageLabel& label) {
    constexpr std::size_t kStem = 5;
    std::string stem;
    for (const std::string& word : folded_words(label.words)) {
      if (word.size() > stem.size()) stem = word;
    }
    stem.resize(std::min(stem.size(), kStem));
    const auto says = [&](std::string_view text) {
      const std::vector<std::string> words = folded_words(text);
      return std::ranges::any_of(words, [&](const auto& word) { return word.starts_with(stem); });
    };
    return says(document.article.text) || says(document.article.title) ||
           std::ranges::any_of(document.article.labels,
                               [&](const PageLabel& own) { return says(own.words); });
  }

  // Elsewhere in its body the page gives what is alleged by a cue that vouches no more: "says" for
  // short, and "claims" below it.
  [[nodiscard]] bool is_as_careful(const Statement& later, int least) const {
    return std::ranges::any_of(all_.statements, [&](const Statement& other) {
      if (other.document != later.document || other.allegation != later.allegation) return false;
      const auto& headline = other.document->article.headline;
      if (headline && headline->overlaps(other.claim->span)) return false;
      return other.end == End::sayer && !other.denial && !other.cue.empty() &&
             strength(cue_of(other)) <= least;
    });
  }

  // An outlet's cue ("the Ledger reports") says nothing of how the sayer's words were taken.
  [[nodiscard]] std::string cue_of(const Statement& statement) const {
    const bool own = statement.sayers.empty() ||
                     all_.sayers[statement.sayers.front()].document == statement.id.document;
    if (own) return statement.cue;
    const std::string inner = inner_cue(statement);
    return inner.empty() ? statement.cue : inner;
  }

  // The later page has the words by which the earlier one attributes it: nothing is dropped.
  static bool has_words(const Statement& later, const Statement& earlier) {
    return !earlier.evidence.empty() &&
           later.document->article.text.find(earlier.evidence.front().text) != std::string::npos;
  }

  [[nodiscard]] const Statement* earliest_partner(std::size_t s) const {
    const Statement& later = all_.statements[s];
    const Statement* best = nullptr;
    for (const LinkEnd& link : pile_.links(later.id)) {
      if (link.score < 0.55) continue;
      if (link.relation == ClaimRelation::denies) continue;
      const std::size_t index = all_.find(link.other);
      if (index == Statements::kNone) continue;
      const Statement& other = all_.statements[index];
      if (!surely_before(*other.document, *later.document) || other.cue.empty()) continue;
      const bool one = origins_.of_statement[index] == origins_.of_statement[s];
      const bool gap = later.end == End::unsourced && link.score >= 0.65;
      if (!one && !gap) continue;
      if (best == nullptr || surely_before(*other.document, *best->document)) best = &other;
    }
    return best;
  }

  const Pile& pile_;
  const Statements& all_;
  const Origins& origins_;
  Trace& trace_;
  std::map<std::pair<std::string, std::string>, std::set<ClaimId>> conflicts_;  // amounts
};

}  // namespace

std::string amount_of(const Quantity& quantity) {
  return amount_text(quantity) + " " + quantity.unit;
}

void write_changes(const Pile& pile, const Statements& statements, const Origins& origins,
                   Trace& trace) {
  ChangeWriter(pile, statements, origins, trace).run();
}

}  // namespace hearsay::tracing
