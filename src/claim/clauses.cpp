#include "claim/clauses.h"

#include <algorithm>
#include <initializer_list>

#include "text/fold.h"

namespace hearsay {
namespace {

using enum PartOfSpeech;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_be(const Item& item) {
  return item.lemma == "be" || is_one_of(item.lower, {"is", "are", "was", "were", "be", "been",
                                                      "being", "am", "'s", "'re", "’s", "’re"});
}

bool is_get(const Item& item) { return item.lemma == "get" && item.tag == AUX; }

bool is_have(const Item& item) {
  return item.lemma == "have" || is_one_of(item.lower, {"has", "have", "had", "'ve", "having"});
}

bool is_negation(const Item& item) {
  return is_one_of(item.lower,
                   {"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nt"});
}

bool is_participle(const Item& item) {
  if (item.features.find("VerbForm=Part") != std::string::npos) return true;
  return item.features.find("VerbForm=") == std::string::npos && item.lower != item.lemma &&
         !item.lower.ends_with("ing") && !item.lower.ends_with('s');
}

bool is_ing(const Item& item) { return item.tag == VERB && item.lower.ends_with("ing"); }

// Verbs that only say how a second verb is meant: "plans to close", "failed to repair".
bool means_plan(std::string_view lemma) {
  return is_one_of(lemma, {"plan", "intend", "want", "aim", "hope", "expect", "prepare", "schedule",
                           "set", "due", "agree", "decide", "seek", "propose", "go", "promise",
                           "vow", "pledge", "threaten"});
}
bool means_order(std::string_view lemma) {
  return is_one_of(lemma, {"order", "require", "oblige", "force", "instruct", "compel", "need",
                           "have", "ought"});
}
bool asks_for(std::string_view lemma) {
  return is_one_of(lemma, {"order", "require", "force", "instruct", "compel", "ask", "tell", "urge",
                           "allow", "forbid"});
}
bool means_failure(std::string_view lemma) {
  return is_one_of(lemma, {"fail", "refuse", "decline", "neglect"});
}
bool means_nothing_more(std::string_view lemma) {
  return is_one_of(lemma, {"begin", "start", "continue", "manage", "try", "attempt", "help", "seem",
                           "appear", "tend", "use", "come"});
}

bool takes_two_objects(std::string_view lemma) {
  return is_one_of(lemma, {"give",  "send", "offer",    "hand",    "pay",     "show",   "grant",
                           "award", "lend", "sell",     "bring",   "deliver", "supply", "owe",
                           "leave", "pass", "transfer", "provide", "ship",    "donate"});
}

bool uses_tools(std::string_view lemma) {
  return is_one_of(
      lemma, {"attack",  "hit",    "strike", "kill", "shoot",    "stab", "cut",   "break",  "open",
              "destroy", "bomb",   "shell",  "fill", "treat",    "seal", "cover", "repair", "fix",
              "wound",   "injure", "fire",   "beat", "threaten", "mark", "pay"});
}

// "carried out an attack": the noun is the event.
bool is_light(std::string_view lemma, std::string_view noun) {
  const bool event = is_one_of(
      noun, {"attack",  "inspection", "search",  "raid",      "strike",       "investigation",
             "survey",  "test",       "visit",   "decision",  "announcement", "repair",
             "study",   "review",     "protest", "operation", "arrest",       "execution",
             "assault", "audit",      "check",   "election",  "vote"});
  return event && is_one_of(lemma, {"carry", "make", "conduct", "launch", "stage", "commit",
                                    "mount", "perform", "undertake", "hold", "pay"});
}

bool never_passive(std::string_view lemma) {
  return is_one_of(lemma,
                   {"die",   "arrive", "happen", "collapse",  "explode", "resign", "flee",  "rise",
                    "fall",  "emerge", "erupt",  "disappear", "vanish",  "leak",   "crash", "end",
                    "start", "begin",  "return", "reopen",    "win",     "lose",   "vow",   "plead",
                    "agree", "remain", "stay",   "march",     "protest", "gather", "warn"});
}

bool is_clause_marker(const Item& item) {
  if (item.tag == SCONJ) return true;
  return is_one_of(item.lower, {"that", "because", "although", "though", "while", "if", "unless",
                                "when", "whether", "since", "until", "after", "before", "as",
                                "where", "whereas", "who", "which", "whom"}) &&
         item.tag != NOUN && item.tag != DET;
}

// --- noun phrases -------------------------------------------------------------------------------

bool is_possessive_pronoun(const Item& item) {
  return is_one_of(item.lower, {"his", "her", "its", "their", "our", "my", "your", "whose"});
}

bool is_relative(const Item& item) {
  return is_one_of(item.lower, {"who", "which", "whom"}) ||
         (item.lower == "that" && item.tag == PRON);
}

class Chunker {
 public:
  explicit Chunker(const std::vector<Item>& items) : items_(items) {}

  std::vector<NounPhrase> phrases() {
    std::vector<NounPhrase> out;
    for (std::uint32_t i = 0; i < items_.size();) {
      const std::uint32_t end = end_of_phrase(i);
      if (end == i) {
        ++i;
        continue;
      }
      if (const auto head = head_of({i, end})) out.push_back(phrase({i, end}, *head));
      i = end;
    }
    return joined_by_of(std::move(out));
  }

 private:
  const std::vector<Item>& items_;

  [[nodiscard]] bool can_stand_inside(std::uint32_t i) const {
    switch (items_[i].tag) {
      case DET:
      case ADJ:
      case NUM:
      case NOUN:
      case PROPN:
      case SYM:
        return true;
      default:
        return false;
    }
  }

  // Where a phrase that starts at `begin` ends; `begin` for none.
  [[nodiscard]] std::uint32_t end_of_phrase(std::uint32_t begin) const {
    if (items_[begin].tag == PRON && !is_possessive_pronoun(items_[begin])) return begin + 1;
    bool has_head = false;
    std::uint32_t i = begin;
    for (; i < items_.size(); ++i) {
      const Item& item = items_[i];
      const bool last = i + 1 >= items_.size();
      if (item.tag == DET && has_head) break;
      if (item.tag == PRON) {
        if (has_head || !is_possessive_pronoun(item)) break;
        continue;
      }
      if (can_stand_inside(i)) {
        has_head = has_head || item.tag == NOUN || item.tag == PROPN || item.tag == NUM;
        continue;
      }
      const bool next_inside = !last && can_stand_inside(i + 1);
      if (item.tag == PART && has_head && item.lower.ends_with('s') && next_inside) continue;
      if (item.tag == ADV && !has_head && !last &&
          (items_[i + 1].tag == ADJ || items_[i + 1].tag == NUM)) {
        continue;
      }
      if (item.tag == PUNCT && (item.lower == "-" || item.lower == "–") && i > begin &&
          next_inside) {
        continue;
      }
      // "damaged roof", "growing number": a participle inside the phrase.
      if (item.tag == VERB && i > begin && !has_head && next_inside && items_[i + 1].tag != DET &&
          (item.lower.ends_with("ed") || item.lower.ends_with("ing"))) {
        continue;
      }
      break;
    }
    // A lone adverb, or nothing that could be a head.
    return i;
  }

  [[nodiscard]] std::optional<std::uint32_t> head_of(Range range) const {
    if (items_[range.begin].tag == PRON && range.end == range.begin + 1) return range.begin;
    std::optional<std::uint32_t> number;
    for (std::uint32_t i = range.end; i-- > range.begin;) {
      if (items_[i].tag == NOUN || items_[i].tag == PROPN) return i;
      if (items_[i].tag == NUM && !number) number = i;
      if ((items_[i].tag == DET) && !number && range.end == range.begin + 1 &&
          is_one_of(items_[i].lower, {"this", "that", "these", "those", "all", "some", "both"})) {
        number = i;
      }
    }
    return number;
  }

  [[nodiscard]] NounPhrase phrase(Range range, std::uint32_t head) const {
    NounPhrase out;
    // "said that rain …": the tags may take "that" for an article.
    if (range.begin > 0 && range.begin < head && items_[range.begin].lower == "that" &&
        items_[range.begin - 1].tag == VERB) {
      ++range.begin;
    }
    take_in_bounds(range);
    out.range = range;
    out.head = head;
    out.pronoun = items_[head].tag == PRON;
    out.relative = out.pronoun && is_relative(items_[head]);
    const std::uint32_t before = range.begin - 1;
    if (range.begin > 0 && items_[before].tag == ADP && !is_particle(before)) {
      out.preposition = before;
    }
    return out;
  }

  // "at least 40 leaks", "more than 40 leaks", "up to 40 leaks": no preposition stands there.
  void take_in_bounds(Range& range) const {
    const auto is = [&](std::uint32_t back, std::string_view word) {
      return range.begin >= back && items_[range.begin - back].lower == word;
    };
    if (is_one_of(items_[range.begin].lower, {"least", "most"}) && is(1, "at")) {
      range.begin -= 1;
      return;
    }
    if (items_[range.begin].tag != NUM && items_[range.begin].lower != "a") return;
    const bool bounded = (is(1, "least") || is(1, "most")) && is(2, "at");
    const bool directed = is(1, "to") && (is(2, "up") || is(2, "close"));
    if (bounded || directed) {
      range.begin -= 2;
    } else if (is(1, "than") && (is(2, "more") || is(2, "fewer") || is(2, "less"))) {
      range.begin -= is(3, "no") ? 3 : 2;
    } else if (is(1, "about") || is(1, "around") || is(1, "over") || is(1, "under") ||
               is(1, "nearly") || is(1, "almost")) {
      range.begin -= 1;
    }
  }

  // "carried out an inspection", "shut down the plant".
  [[nodiscard]] bool is_particle(std::uint32_t i) const {
    return i > 0 && items_[i - 1].tag == VERB &&
           is_one_of(items_[i].lower, {"out", "up", "down", "off", "away", "back"});
  }

  // "the roof of the library", "40 of the leaks".
  [[nodiscard]] std::vector<NounPhrase> joined_by_of(std::vector<NounPhrase> all) const {
    std::vector<NounPhrase> out;
    for (NounPhrase& next : all) {
      const bool of = next.preposition && items_[*next.preposition].lower == "of";
      if (of && !out.empty() && out.back().range.end == *next.preposition && !out.back().pronoun) {
        out.back().range.end = next.range.end;
        // "40 of the leaks", "dozens of people": what is counted is the head.
        if (items_[out.back().head].tag == NUM) out.back().head = next.head;
        continue;
      }
      out.push_back(next);
    }
    return out;
  }
};

// --- verb groups --------------------------------------------------------------------------------

class Verbs {
 public:
  Verbs(const std::vector<Item>& items, const std::vector<bool>& is_cue, bool headline)
      : items_(items), is_cue_(is_cue), headline_(headline) {}

  std::vector<VerbGroup> groups() {
    std::vector<VerbGroup> out;
    for (std::uint32_t i = 0; i < items_.size();) {
      if (!starts(i)) {
        ++i;
        continue;
      }
      auto group = read(i);
      if (!group) {
        ++i;
        continue;
      }
      i = group->range.end;
      if (!out.empty() && merges(out.back(), *group)) {
        out.back() = merged(out.back(), std::move(*group));
      } else {
        out.push_back(std::move(*group));
      }
    }
    return out;
  }

 private:
  const std::vector<Item>& items_;
  const std::vector<bool>& is_cue_;
  bool headline_;

  [[nodiscard]] bool is_to(std::uint32_t i) const {
    return items_[i].lower == "to" && (items_[i].tag == PART || next_is_bare_verb(i + 1));
  }
  [[nodiscard]] bool next_is_bare_verb(std::uint32_t i) const {
    return i < items_.size() && (items_[i].tag == VERB || items_[i].tag == AUX) &&
           items_[i].lower == items_[i].lemma;
  }

  [[nodiscard]] bool starts(std::uint32_t i) const {
    const Item& item = items_[i];
    if (item.tag == AUX) return true;
    if (item.tag == VERB) return !is_inside_phrase(i);
    return is_to(i) && leads_to_verb(i + 1);
  }

  [[nodiscard]] bool leads_to_verb(std::uint32_t i) const {
    while (i < items_.size() && (items_[i].tag == ADV || items_[i].tag == PART)) ++i;
    return i < items_.size() && (items_[i].tag == VERB || items_[i].tag == AUX);
  }

  // "the damaged roof", "a growing number".
  [[nodiscard]] bool is_inside_phrase(std::uint32_t i) const {
    if (i == 0 || i + 1 >= items_.size()) return false;
    const PartOfSpeech before = items_[i - 1].tag;
    const PartOfSpeech after = items_[i + 1].tag;
    const bool opened = before == DET || before == NUM || before == ADJ ||
                        (before == PRON && is_possessive_pronoun(items_[i - 1]));
    return opened && (after == NOUN || after == PROPN || after == ADJ) &&
           (items_[i].lower.ends_with("ed") || items_[i].lower.ends_with("ing"));
  }

  [[nodiscard]] std::optional<VerbGroup> read(std::uint32_t begin) const {
    VerbGroup group;
    std::uint32_t i = begin;
    std::optional<std::uint32_t> main;
    std::optional<std::uint32_t> last_auxiliary;
    for (std::uint32_t j = begin; j > 0 && items_[j - 1].tag == ADV; --j) {
      group.negative = group.negative || is_negation(items_[j - 1]);
    }
    for (; i < items_.size(); ++i) {
      const Item& item = items_[i];
      if (item.tag == VERB) {
        main = i;
        ++i;
        break;
      }
      if (item.tag == AUX) {
        note_auxiliary(item, group);
        last_auxiliary = i;
        continue;
      }
      if (is_negation(item) && item.tag != DET) {
        group.negative = true;
        continue;
      }
      if (is_to(i) && !main && leads_to_verb(i + 1)) {
        if (i == begin) group.form = VerbForm::infinitive;
        if (last_auxiliary) note_to(items_[*last_auxiliary], group);
        last_auxiliary.reset();  // "is to close" is no passive
        continue;
      }
      if (item.tag == ADV && leads_to_verb(i + 1)) continue;
      break;
    }
    if (main) {
      finish(group, *main, last_auxiliary);
      group.range = {begin, i};
      return group;
    }
    // "has forty leaks": taggers take it for an auxiliary.
    if (last_auxiliary && is_have(items_[*last_auxiliary]) && opens_phrase(*last_auxiliary + 1)) {
      finish(group, *last_auxiliary, std::nullopt);
      group.range = {begin, *last_auxiliary + 1};
      return group;
    }
    if (!last_auxiliary || !is_be(items_[*last_auxiliary])) return std::nullopt;
    group.copula = true;
    group.verb = *last_auxiliary;
    group.predicate = "be";
    group.range = {begin, *last_auxiliary + 1};
    // "is not": the negation follows a copula.
    for (std::uint32_t j = group.range.end; j < items_.size() && j < group.range.end + 2; ++j) {
      if (items_[j].tag == ADV || items_[j].tag == PART) {
        group.negative = group.negative || is_negation(items_[j]);
        group.range.end = j + 1;
      } else {
        break;
      }
    }
    return group;
  }

  [[nodiscard]] bool opens_phrase(std::uint32_t i) const {
    while (i < items_.size() && items_[i].tag == ADV) ++i;
    return i < items_.size() &&
           (items_[i].tag == DET || items_[i].tag == NUM || items_[i].tag == ADJ ||
            items_[i].tag == NOUN || items_[i].tag == PROPN);
  }

  // "is to close", "has to close", "ought to close".
  static void note_to(const Item& auxiliary, VerbGroup& group) {
    if (is_be(auxiliary)) group.modality = ClaimModality::plan;
    if (is_have(auxiliary)) group.modality = ClaimModality::ordered;
  }

  static void note_auxiliary(const Item& item, VerbGroup& group) {
    if (is_one_of(item.lower, {"will", "'ll", "’ll", "shall", "wo", "would", "'d"})) {
      group.modality = ClaimModality::plan;
    } else if (is_one_of(item.lower, {"may", "might", "could", "can", "ca"})) {
      group.modality = ClaimModality::possible;
    } else if (is_one_of(item.lower, {"must", "should", "ought"})) {
      group.modality = ClaimModality::ordered;
    }
  }

  void finish(VerbGroup& group, std::uint32_t main, std::optional<std::uint32_t> auxiliary) const {
    const Item& verb = items_[main];
    group.verb = main;
    group.predicate = verb.lemma.empty() ? verb.lower : verb.lemma;
    if (is_be(verb)) {
      group.copula = true;
      group.predicate = "be";
      return;
    }
    const bool by_follows = main + 1 < items_.size() && items_[main + 1].lower == "by";
    if (auxiliary) {
      group.passive = (is_be(items_[*auxiliary]) || is_get(items_[*auxiliary])) && !is_ing(verb);
      return;
    }
    if (group.form == VerbForm::infinitive) return;
    if (is_ing(verb)) {
      group.form = VerbForm::gerund;
      return;
    }
    if (by_follows && is_participle(verb)) {
      group.form = VerbForm::participle;
      group.passive = true;
      return;
    }
    // "leaks found in the roof": a participle right after its noun; features tell, if anything.
    if (!headline_ && verb.features.find("VerbForm=Part") != std::string::npos && main > 0 &&
        (items_[main - 1].tag == NOUN || items_[main - 1].tag == PROPN)) {
      group.form = VerbForm::participle;
      group.passive = true;
    }
  }

  // "plans to close", "failed to repair", "is expected to open".
  [[nodiscard]] bool merges(const VerbGroup& first, const VerbGroup& second) const {
    if (second.form != VerbForm::infinitive || first.range.end != second.range.begin) return false;
    if (first.copula || is_cue_[first.verb]) return false;
    const std::string_view lemma = first.predicate;
    return means_plan(lemma) || means_order(lemma) || means_failure(lemma) ||
           means_nothing_more(lemma);
  }

  static VerbGroup merged(const VerbGroup& first, VerbGroup second) {
    const std::string_view lemma = first.predicate;
    second.range.begin = first.range.begin;
    second.form = first.form;
    second.negative = second.negative != (first.negative != means_failure(lemma));
    if (first.modality != ClaimModality::fact) {
      second.modality = first.modality;
    } else if (means_plan(lemma)) {
      second.modality = ClaimModality::plan;
    } else if (means_order(lemma)) {
      second.modality = ClaimModality::ordered;
    }
    return second;
  }
};

// --- clauses ------------------------------------------------------------------------------------

class Cutter {
 public:
  Cutter(const std::vector<Item>& items, const std::vector<bool>& is_cue, bool headline)
      : items_(items),
        is_cue_(is_cue),
        headline_(headline),
        phrases_(Chunker(items).phrases()),
        groups_(Verbs(items, is_cue, headline).groups()) {}

  std::vector<Clause> clauses() {
    keep_heads();
    std::vector<Clause> out;
    for (std::size_t g = 0; g < heads_.size(); ++g) {
      const VerbGroup& group = groups_[heads_[g]];
      Clause clause;
      clause.verbs = group;
      clause.range.begin = g == 0 ? 0 : out.back().range.end;
      clause.range.end = g + 1 < heads_.size() ? boundary(group.range.end, groups_[heads_[g + 1]])
                                               : static_cast<std::uint32_t>(items_.size());
      out.push_back(std::move(clause));
    }
    for (std::size_t g = 0; g < out.size(); ++g) fill(out, g);
    return out;
  }

 private:
  const std::vector<Item>& items_;
  const std::vector<bool>& is_cue_;
  bool headline_;
  std::vector<NounPhrase> phrases_;
  std::vector<VerbGroup> groups_;
  std::vector<std::size_t> heads_;  // groups that have a clause of their own

  [[nodiscard]] bool comma_before(std::uint32_t i) const {
    return i > 0 && items_[i - 1].tag == PUNCT && items_[i - 1].lower == ",";
  }

  // Finite verbs have clauses; so do "…, killing 40" and what follows a cue ("denied receiving").
  void keep_heads() {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const VerbGroup& group = groups_[g];
      const bool after_cue = g > 0 && is_cue_[groups_[g - 1].verb] &&
                             group.range.begin <= groups_[g - 1].range.end + 6;
      switch (group.form) {
        case VerbForm::finite:
        case VerbForm::participle:
          heads_.push_back(g);
          break;
        case VerbForm::gerund:
          if (comma_before(group.range.begin) || after_cue) heads_.push_back(g);
          break;
        case VerbForm::infinitive:
          // "asked not to be named" says how it was told, not what.
          if (group.passive && is_one_of(group.predicate, {"name", "identify", "quote"})) break;
          if (after_cue || follows_order(g)) heads_.push_back(g);
          break;
      }
    }
  }

  // "ordered the company to pay"
  [[nodiscard]] bool follows_order(std::size_t g) const {
    if (g == 0 || !asks_for(groups_[g - 1].predicate)) return false;
    const NounPhrase* between = phrase_ending_at(groups_[g].range.begin, 0);
    return between != nullptr && between->range.begin == groups_[g - 1].range.end;
  }

  // Where the clause of `next` begins: before its subject and what opens it.
  [[nodiscard]] std::uint32_t boundary(std::uint32_t from, const VerbGroup& next) const {
    std::uint32_t at = next.range.begin;
    if (next.form == VerbForm::gerund || next.form == VerbForm::infinitive ||
        next.form == VerbForm::participle) {
      return at;
    }
    while (at > from && items_[at - 1].tag == ADV) --at;
    if (at > from && comma_before(at)) return at;  // "The gunmen, who fled, killed …"
    // The nearest word that opens a clause wins, else the subject's phrase with its prepositions.
    for (std::uint32_t i = at; i-- > from;) {
      const Item& item = items_[i];
      if (item.tag == PUNCT && (item.lower == ";" || item.lower == ":")) return i + 1;
      if (is_clause_marker(item) || is_coordinator(i, from, at)) return i;
    }
    if (const NounPhrase* subject = phrase_before(at, from)) {
      return std::max(from, subject->range.begin);
    }
    return at;
  }

  // "and" that opens a clause: a subject, or the verb itself, follows it.
  [[nodiscard]] bool is_coordinator(std::uint32_t i, std::uint32_t from, std::uint32_t verb) const {
    if (items_[i].tag != CCONJ) return false;
    if (i + 1 >= verb) return true;
    // "closed the library and the museum": nothing tells; a comma before "and" does.
    if (i > from && comma_before(i)) return true;
    const NounPhrase* after = phrase_at(i + 1);
    if (after == nullptr) return false;
    // Two phrases joined before the verb are one subject, unless something stood before them.
    const NounPhrase* before = phrase_ending_at(i, from);
    return before == nullptr || before->range.begin > from || before->range.begin == from;
  }

  [[nodiscard]] const NounPhrase* phrase_at(std::uint32_t i) const {
    for (const NounPhrase& p : phrases_) {
      if (p.range.begin == i) return &p;
      if (p.range.begin > i) break;
    }
    return nullptr;
  }
  [[nodiscard]] const NounPhrase* phrase_ending_at(std::uint32_t i, std::uint32_t from) const {
    for (const NounPhrase& p : phrases_) {
      if (p.range.end == i && p.range.begin >= from) return &p;
      if (p.range.begin >= i) break;
    }
    return nullptr;
  }

  // The last phrase without a preposition in [from, before).
  [[nodiscard]] const NounPhrase* phrase_before(std::uint32_t before, std::uint32_t from) const {
    const NounPhrase* found = nullptr;
    for (const NounPhrase& p : phrases_) {
      if (p.range.begin >= before) break;
      if (p.range.begin < from || p.range.end > before) continue;
      // "after a roofer counted": no preposition where a clause follows.
      const bool opens = p.preposition && *p.preposition == from && p.range.end == before &&
                         is_clause_marker(items_[from]);
      if ((p.preposition && !opens) || is_object_of_infinitive(p)) continue;
      found = &p;
    }
    return found;
  }

  // "attempts to find money have failed": it is not the money that failed.
  [[nodiscard]] bool is_object_of_infinitive(const NounPhrase& p) const {
    return std::any_of(groups_.begin(), groups_.end(), [&](const VerbGroup& g) {
      return g.form == VerbForm::infinitive && g.range.end == p.range.begin;
    });
  }

  // --- roles ------------------------------------------------------------------------------------

  static void add(Clause& clause, Role role, const NounPhrase& phrase) {
    clause.roles.push_back({role, phrase.range, phrase.head});
  }

  void fill(std::vector<Clause>& all, std::size_t index) const {
    Clause& clause = all[index];
    note_condition(clause);
    note_hedge(clause);
    const auto subject = subject_of(all, index);
    const auto [object, second] = objects_of(clause);
    place(clause, subject, object, second);
    add_phrases_with_prepositions(clause);
    if (clause.verbs.form == VerbForm::infinitive && controlled(clause, 0) &&
        clause.verbs.modality == ClaimModality::fact) {
      clause.verbs.modality = ClaimModality::ordered;
    }
    add_purpose(clause);
    use_event_noun(clause, subject, object);
    note_negation_in_phrases(clause);
    trim(clause);
  }

  void note_condition(Clause& clause) const {
    for (std::uint32_t i = clause.range.begin; i < clause.verbs.range.begin; ++i) {
      if (is_one_of(items_[i].lower, {"if", "unless"})) clause.conditional = true;
    }
    if (clause.conditional) clause.verbs.modality = ClaimModality::conditional;
  }

  // "will probably close"; "was planned".
  void note_hedge(Clause& clause) const {
    VerbGroup& verbs = clause.verbs;
    if (verbs.modality != ClaimModality::fact && verbs.modality != ClaimModality::plan) return;
    for (std::uint32_t i = verbs.range.begin; i < verbs.range.end; ++i) {
      if (is_one_of(items_[i].lower, {"probably", "possibly", "perhaps", "likely", "maybe",
                                      "presumably", "conceivably", "potentially"})) {
        verbs.modality = ClaimModality::possible;
        return;
      }
    }
    if (verbs.passive && is_one_of(verbs.predicate, {"plan", "schedule", "intend"})) {
      verbs.modality = ClaimModality::plan;
    }
  }

  // The phrase whose verb it is; a phrase between commas is passed over.
  [[nodiscard]] std::optional<NounPhrase> subject_of(std::vector<Clause>& all,
                                                     std::size_t index) const {
    Clause& clause = all[index];
    std::uint32_t at = clause.verbs.range.begin;
    const std::uint32_t from = clause.range.begin;
    if (clause.verbs.form == VerbForm::participle) {
      for (auto p = phrases_.rbegin(); p != phrases_.rend(); ++p) {
        if (p->range.end <= at) {
          clause.has_own_subject = true;
          return *p;
        }
      }
    }
    while (at > from && items_[at - 1].tag == ADV) --at;
    const NounPhrase* found = phrase_before(at, from);
    if (found != nullptr && comma_before(at) && found->range.begin > from &&
        comma_before(found->range.begin)) {
      if (const NounPhrase* earlier = phrase_before(found->range.begin - 1, from)) found = earlier;
    }
    if (found != nullptr && clause.verbs.form == VerbForm::finite && !found->relative) {
      clause.has_own_subject = true;
      return *found;
    }
    if (found != nullptr && found->relative) {  // "who", "which": the phrase before it
      for (auto p = phrases_.rbegin(); p != phrases_.rend(); ++p) {
        if (p->range.end <= found->range.begin) {
          clause.has_own_subject = true;
          return *p;
        }
      }
    }
    if (const auto object = controlled(clause, from)) {
      clause.has_own_subject = true;
      return object;
    }
    if (const auto antecedent = antecedent_before(all, index)) {
      clause.has_own_subject = true;
      return antecedent;
    }
    return inherited(all, index);
  }

  // "ordered the company to pay": the company pays.
  [[nodiscard]] std::optional<NounPhrase> controlled(const Clause& clause,
                                                     std::uint32_t from) const {
    if (clause.verbs.form != VerbForm::infinitive || clause.verbs.range.begin == 0) {
      return std::nullopt;
    }
    const NounPhrase* before = phrase_ending_at(clause.verbs.range.begin, 0);
    if (before == nullptr || before->relative) return std::nullopt;
    const bool after_verb = std::any_of(groups_.begin(), groups_.end(), [&](const VerbGroup& g) {
      return g.range.end == before->range.begin;
    });
    if (!after_verb && before->range.begin < from) return std::nullopt;
    return *before;
  }

  // "The gunmen, who attacked the depot, killed …", "The library, built in 1926, was closed": what
  // stands before the comma that opens the insertion.
  [[nodiscard]] std::optional<NounPhrase> antecedent_before(const std::vector<Clause>& all,
                                                            std::size_t index) const {
    const Clause& clause = all[index];
    if (index == 0 || clause.verbs.form != VerbForm::finite ||
        !comma_before(clause.verbs.range.begin)) {
      return std::nullopt;
    }
    const std::uint32_t before = all[index - 1].verbs.range.begin;
    for (std::size_t i = phrases_.size(); i-- > 0;) {
      const NounPhrase& p = phrases_[i];
      if (p.range.end >= before || p.preposition) continue;
      if (items_[p.range.end].tag == PUNCT && items_[p.range.end].lower == ",") return p;
    }
    return std::nullopt;
  }

  // "closed and sealed", "…, killing 40": the subject of the clause before.
  [[nodiscard]] std::optional<NounPhrase> inherited(const std::vector<Clause>& all,
                                                    std::size_t index) const {
    if (index == 0) return std::nullopt;
    const Clause& before = all[index - 1];
    const Role wanted = before.verbs.passive ? Role::patient : Role::agent;
    for (const RolePhrase& role : before.roles) {
      if (role.role != wanted) continue;
      NounPhrase phrase;
      phrase.range = role.range;
      phrase.head = role.head;
      return phrase;
    }
    return std::nullopt;
  }

  // The first phrases after the verb that have no preposition.
  [[nodiscard]] std::pair<std::optional<NounPhrase>, std::optional<NounPhrase>> objects_of(
      const Clause& clause) const {
    std::optional<NounPhrase> first;
    for (const NounPhrase& p : phrases_) {
      if (p.range.begin < clause.verbs.range.end) continue;
      if (p.range.begin >= clause.range.end) break;
      if (p.preposition || p.relative) {
        if (!first && p.range.begin > clause.verbs.range.end + 3) break;
        continue;
      }
      if (!first) {
        // Not behind a comma or a second verb: "…, a spokesman said".
        if (stops_between(clause.verbs.range.end, p.range.begin)) break;
        if (is_time_phrase(p)) continue;
        first = p;
        continue;
      }
      if (p.range.begin == first->range.end && !is_time_phrase(p)) return {first, p};
      break;
    }
    return {first, std::nullopt};
  }

  [[nodiscard]] bool stops_between(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin; i < end; ++i) {
      const Item& item = items_[i];
      if (item.tag == VERB || item.tag == SCONJ) return true;
      if (item.tag == PUNCT &&
          (item.lower == "," || item.lower == ";" || item.lower == ":" || item.lower == "—")) {
        return true;
      }
    }
    return false;
  }

  // "last week", "Tuesday": no object.
  [[nodiscard]] bool is_time_phrase(const NounPhrase& p) const {
    return is_one_of(items_[p.head].lower,
                     {"monday",  "tuesday",   "wednesday", "thursday", "friday",    "saturday",
                      "sunday",  "today",     "yesterday", "tomorrow", "week",      "month",
                      "year",    "morning",   "evening",   "night",    "afternoon", "tonight",
                      "weekend", "january",   "february",  "april",    "june",      "july",
                      "august",  "september", "october",   "november", "december"});
  }

  void place(Clause& clause, const std::optional<NounPhrase>& subject,
             const std::optional<NounPhrase>& object,
             const std::optional<NounPhrase>& second) const {
    VerbGroup& verbs = clause.verbs;
    // Headlines leave "is" out: "Library closed over leaks".
    if (headline_ && verbs.form == VerbForm::finite && !verbs.copula && !object && subject &&
        verbs.range.begin == verbs.verb && items_[verbs.verb].lower.ends_with("ed") &&
        !never_passive(verbs.predicate)) {
      verbs.passive = true;
    }
    if (verbs.copula) {
      const bool there = subject && items_[subject->head].lower == "there";
      if (subject && !there) add(clause, Role::agent, *subject);
      if (object) add(clause, Role::patient, *object);
      if (!object) use_adjective(clause);
      return;
    }
    const bool two = takes_two_objects(verbs.predicate);
    if (verbs.passive) {
      const bool given = two && object;  // "was given a report"
      if (subject) add(clause, given ? Role::recipient : Role::patient, *subject);
      if (given) add(clause, Role::patient, *object);
      return;
    }
    if (subject) add(clause, Role::agent, *subject);
    if (two && object && second) {
      add(clause, Role::recipient, *object);
      add(clause, Role::patient, *second);
    } else if (object) {
      add(clause, Role::patient, *object);
    }
  }

  // "The roof is unsafe": the adjective says what is claimed.
  void use_adjective(Clause& clause) const {
    for (std::uint32_t i = clause.verbs.range.end; i < clause.range.end; ++i) {
      const Item& item = items_[i];
      if (item.tag == ADJ) {
        clause.verbs.predicate = item.lemma.empty() ? item.lower : item.lemma;
        clause.verbs.verb = i;
        clause.verbs.range.end = i + 1;
        return;
      }
      if (item.tag != ADV && item.tag != DET) return;
    }
  }

  void add_phrases_with_prepositions(Clause& clause) const {
    const VerbGroup& verbs = clause.verbs;
    for (const NounPhrase& p : phrases_) {
      if (p.range.begin < verbs.range.end || !p.preposition) continue;
      if (p.range.begin >= clause.range.end) break;
      const std::string& preposition = items_[*p.preposition].lower;
      if (preposition == "by" && verbs.passive && !has(clause, Role::agent)) {
        add(clause, Role::agent, p);
      } else if (preposition == "to" && takes_two_objects(verbs.predicate) &&
                 !has(clause, Role::recipient)) {
        add(clause, Role::recipient, p);
      } else if (preposition == "with" && uses_tools(verbs.predicate) &&
                 !has(clause, Role::instrument)) {
        add(clause, Role::instrument, p);
      }
    }
    add_using(clause);
  }

  // "using mortars", "by means of …".
  void add_using(Clause& clause) const {
    for (const VerbGroup& group : groups_) {
      if (group.range.begin < clause.verbs.range.end) continue;
      if (group.range.begin >= clause.range.end) break;
      if (items_[group.verb].lower != "using" || has(clause, Role::instrument)) continue;
      if (const NounPhrase* tool = phrase_at(group.range.end)) add(clause, Role::instrument, *tool);
    }
  }

  static bool has(const Clause& clause, Role role) {
    return std::any_of(clause.roles.begin(), clause.roles.end(),
                       [&](const RolePhrase& r) { return r.role == role; });
  }

  // "to protect its readers", "in order to …".
  void add_purpose(Clause& clause) const {
    for (const VerbGroup& group : groups_) {
      if (group.form != VerbForm::infinitive || group.range.begin < clause.verbs.range.end)
        continue;
      if (group.range.begin >= clause.range.end) break;
      std::uint32_t end = clause.range.end;
      for (std::uint32_t i = group.range.end; i < clause.range.end; ++i) {
        if (items_[i].tag == PUNCT) {
          end = i;
          break;
        }
      }
      clause.roles.push_back({Role::purpose, {group.range.begin, end}, group.verb});
      return;
    }
  }

  // "carried out an attack on the depot": attack, of the depot.
  void use_event_noun(Clause& clause, const std::optional<NounPhrase>& subject,
                      const std::optional<NounPhrase>& object) const {
    if (clause.verbs.passive && subject) {  // "An inspection was carried out"
      const Item& event = items_[subject->head];
      const std::string& lemma = event.lemma.empty() ? event.lower : event.lemma;
      if (is_light(clause.verbs.predicate, lemma)) clause.verbs.predicate = lemma;
      return;
    }
    if (!object || clause.verbs.copula) return;
    const Item& noun = items_[object->head];
    if (!is_light(clause.verbs.predicate, noun.lemma.empty() ? noun.lower : noun.lemma)) return;
    clause.verbs.predicate = noun.lemma.empty() ? noun.lower : noun.lemma;
    std::erase_if(clause.roles, [&](const RolePhrase& r) {
      return r.role == Role::patient && r.head == object->head;
    });
    for (const NounPhrase& p : phrases_) {
      if (p.range.begin <= object->range.begin || !p.preposition) continue;
      if (p.range.begin >= clause.range.end) break;
      if (is_one_of(items_[*p.preposition].lower, {"on", "against", "of"})) {
        add(clause, Role::patient, p);
        return;
      }
    }
  }

  // "No patient died", "found no leaks".
  void note_negation_in_phrases(Clause& clause) const {
    for (const RolePhrase& role : clause.roles) {
      if (role.role == Role::purpose || role.role == Role::instrument) continue;
      if (role.range.end > clause.range.end || role.range.begin < clause.range.begin) continue;
      const std::string& first = items_[role.range.begin].lower;
      if (is_one_of(first, {"no", "none", "nobody", "nothing", "neither"})) {
        clause.verbs.negative = true;
      }
    }
  }

  // Without what opens it and without marks at its ends.
  void trim(Clause& clause) const {
    Range& range = clause.range;
    while (range.begin < clause.verbs.range.begin) {
      const Item& item = items_[range.begin];
      const bool opens = item.tag == PUNCT || item.tag == CCONJ ||
                         (is_clause_marker(item) && !is_relative(item) && item.lower != "if");
      if (!opens) break;
      ++range.begin;
    }
    while (range.end > clause.verbs.range.end && items_[range.end - 1].tag == PUNCT) --range.end;
  }
};

}  // namespace

std::vector<Item> items_of(const Article& article, const Segmentation& segmentation,
                           const Annotation& annotation, const Sentence& sentence) {
  std::vector<Item> items;
  const std::size_t end =
      std::min<std::size_t>({sentence.end, segmentation.tokens.size(), annotation.words.size()});
  for (std::size_t i = sentence.begin; i < end; ++i) {
    Item item;
    item.span = segmentation.tokens[i].span;
    item.lower = text::lower(words(article, item.span));
    item.tag = annotation.words[i].tag;
    item.lemma = annotation.words[i].lemma;
    item.features = annotation.words[i].features;
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<Clause> clauses_of(const std::vector<Item>& items, const std::vector<bool>& is_cue,
                               bool headline) {
  return Cutter(items, is_cue, headline).clauses();
}

}  // namespace hearsay
