#include "attribute/running_relays.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "attribute/holders.h"
#include "attribute/name_patterns.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::attribute {
namespace {

// Words that pass on from an outlet, and whether the outlet stands behind another that cites it.
struct RunningPattern {
  RE2 expression;
  bool cited;
  bool by_verb = false;     // only outlets do so
  bool in_passing = false;  // "a survey that X described": no more than its sentence
  bool told = false;        // stands behind one that quotes it
};

const std::array<RunningPattern, 13>& running_patterns() {
  static const std::string generic =
      R"((?:(?i:(?:state |private |local |independent )?(?:news agency|newswire|news website|news site|news portal|newspaper|broadcaster|television channel|tv channel|radio station|tabloid|magazine|website))|daily|weekly|agency))";
  static const std::string report =
      R"((?:(?:[a-z]+\s){0,3}?(?:reports?|story|stories|articles?|accounts?|interviews?)\s(?:by|in|from|on|with|to)\s)?)";
  static const std::string before =
      R"(\s)" + report + R"((?:(?i:the)\s)?(?:(?:[\w\-]+\s){0,2}?)" + generic + R"(\s)?)";
  static const std::string verb =
      R"((?i:reports|reported|wrote|writes|published|quoted|cited|broadcast|carried|printed|aired|showed|says|said|has learned|learned)\b)";
  static const std::array<RunningPattern, 13> patterns = {{
      {RE2(with_name(R"(\b(?i:citing|quoting|with reference to|referring to))" + before)), true},
      {RE2(with_name(
           R"(\b(?i:(?:reported|published|carried|quoted|cited|obtained|broadcast)(?: as (?:saying|having said|telling reporters))? (?:by|in|on)))" +
           before)),
       false},
      {RE2(with_name(R"(\b(?i:according to|per|via|wrote in|writing (?:in|for)))" + before)),
       false},
      {RE2(with_name(
           R"(\b(?i:told|interview (?:with|to|on)|seen by|(?:appearing|speaking|talking) (?:in|on|to)|spoke (?:on|to)|(?:comments|remarks|statement) to))" +
           before)),
       false, false, false, true},
      {RE2(with_name(
           R"(\b(?i:(?:has|had|have|took|got)\s(?:it|this|the (?:story|report|news|account))\sfrom))" +
           before)),
       true},
      {RE2(with_name("", R"((?:['’]s)?\s)" + generic + R"((?:\s[^.!?\n]{0,40}?)?\s)" + verb)),
       false},
      {RE2(with_name(R"(\b)" + generic + R"(\s)",
                     R"((?:,[^,.!?\n]{0,60},)?\s(?:(?:has|had|have|also|first|later)\s)?)" + verb)),
       false},
      {RE2(with_name("", R"(,\s(?:an?|the)\s(?:[\w\-]+\s){0,3}?)" + generic +
                             R"((?:\s[^,.!?\n]{0,40})?,\s)" + verb)),
       false},
      {RE2(with_name("", R"(\s(?:has it|had it that)\b)")), false},
      {RE2(with_name("", R"(,\s(?:citing|quoting)\s[^,.!?\n]{1,60},\s[a-z]+\b)")), false, true,
       true},
      {RE2(with_name(  // what has numbers is an outlet
           R"(\bin\s(?:the|its)\s(?:[\w\-]+\s){0,2}?(?:number|issue|edition)\sof\s(?:(?i:the)\s)?)")),
       false, true},
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

class RunningReader {
 public:
  RunningReader(RelayList& relays, const std::vector<Attribution>& attributions)
      : relays_(relays), page_(relays.page()), attributions_(attributions) {}

  void run() {
    each_sentence([&](const Sentence& sentence) { read_sentence(sentence, false); });
    each_sentence([&](const Sentence& sentence) { read_sentence(sentence, true); });
    each_sentence([&](const Sentence& sentence) { read_state_media(sentence.span); });
    for (const Attribution& attribution : attributions_) {
      if (!attribution.source.empty() && !relays_.in_quotation(attribution.source.front())) {
        read_source(attribution);
      }
      read_told(attribution);
    }
    each_sentence([&](const Sentence& sentence) { read_again(sentence); });
  }

 private:
  template <typename Read>
  void each_sentence(const Read& read) {
    const auto& sentences = page_.segmentation().sentences;
    for (const Paragraph* paragraph : relays_.body()) {
      for (std::uint32_t at = paragraph->begin; at < paragraph->end && at < sentences.size();
           ++at) {
        read(sentences[at]);
      }
    }
  }

  /// Names beside a generic word ("the X news agency", "the newspaper X"), or after words that only
  /// follow on from an outlet ("citing X", "first reported by X").
  void read_sentence(const Sentence& sentence, bool again) {
    for (const RunningPattern& pattern : running_patterns()) {
      for (const Hit& hit : hits_of(pattern.expression, relays_.article().text, sentence.span)) {
        if (relays_.in_quotation(hit.name)) continue;
        const Span name = without_person(before_content(hit.name));
        read_hit(pattern, {name, hit.whole}, sentence.span, again);
      }
    }
  }

  /// "told the Mill Today | 93 crates were sent": what is said is no part of the name, nor is a
  /// number of what is named behind it.
  [[nodiscard]] Span before_content(Span name) const {
    for (const Attribution& attribution : attributions_) {
      for (const Span content : attribution.content) {
        if (name.begin < content.begin && content.begin < name.end) name.end = content.begin;
      }
    }
    const TokenRange tokens = page_.tokens(name);
    const std::vector<Word>& words = page_.annotation().words;
    if (tokens.end <= words.size() && tokens.end > tokens.begin + 1) {
      const Word& last = words[tokens.end - 1];
      const bool counts = last.tag == PartOfSpeech::NUM && last.relation == "nummod" && last.head &&
                          static_cast<std::uint32_t>(*last.head) >= tokens.end;
      if (counts) name.end = page_.span({tokens.begin, tokens.end - 1}).end;
    }
    while (name.end > name.begin + 1 && page_.text(name).back() == ' ') --name.end;
    return name;
  }

  /// "confirmed [to the Mill Daily] by telephone": whom it is said to, by whatever verb.
  void read_told(const Attribution& attribution) {
    static const RunningPattern pattern{
        RE2(with_name(
            R"(^\sto\s(?:the\s)?(?:(?:[\w\-]+\s){0,2}?(?:news agency|newspaper|broadcaster)\s)?)")),
        false, false, false, true};
    if (attribution.cue.empty() || relays_.in_quotation(attribution.cue.back())) return;
    const Spans around = relays_.sentences_around(attribution.cue.back());
    if (around.empty()) return;
    const Span behind{attribution.cue.back().end, around.back().end};
    if (behind.begin >= behind.end) return;
    for (const Hit& hit : hits_of(pattern.expression, relays_.article().text, behind)) {
      read_hit(pattern, {before_content(hit.name), hit.whole}, around.back(), false);
    }
  }

  /// "told [Jane Roe of] Hill Radio".
  [[nodiscard]] Span without_person(Span name) const {
    const std::string_view words = page_.text(name);
    for (const std::string_view joint : {" of ", " for the ", " for "}) {
      const std::size_t at = words.find(joint);
      if (at == std::string_view::npos) continue;
      const auto middle = name.begin + static_cast<std::uint32_t>(at);
      const Span rest{middle + static_cast<std::uint32_t>(joint.size()), name.end};
      if (relays_.is_person({name.begin, middle}) && relays_.names().is_outlet(page_.text(rest))) {
        return rest;
      }
    }
    return name;
  }

  void read_hit(const RunningPattern& pattern, const Hit& hit, Span sentence, bool again) {
    const OutletNames& names = relays_.names();
    const std::string_view name = page_.text(hit.name);
    const std::uint32_t end = relays_.boundary(std::min(sentence.end, hit.name.end + 24));
    const std::string beside = text::lower(page_.text({hit.whole.begin, hit.name.begin})) + "|" +
                               names.generic_start(page_.text({hit.name.end, end})) + "|" +
                               apposition(hit);
    const bool plain =
        names.has_generic(beside) || names.is_plainly_outlet(name) ||
        (pattern.by_verb && !names.is_institution(name) && !is_described(hit.name, sentence));
    if (again ? plain || !relays_.is_known(name) : !plain) return;
    const bool one_word = name.find(' ') == std::string_view::npos;
    if (one_word && is_short_name(name)) return;
    const bool told = (pattern.by_verb && one_word) || !apposition(hit).empty();
    const bool with_article = hit.whole.begin + 4 <= hit.name.begin &&
                              page_.text({hit.name.begin - 4, hit.name.begin}) == "the ";
    if (relays_.is_person(hit.name) && !told && !with_article) return;
    RelayKind kind = relays_.kind_of(name, RelayKind::outlet);
    if (has_phrase(beside, "agency") || has_phrase(beside, "newswire")) kind = RelayKind::agency;
    if (has_phrase(beside, "state")) kind = RelayKind::state;
    RelayFound* const found = relays_.add(
        name, hit.name, relays_.within_body(sentence), kind,
        pattern.cited
            ? Place{"citing", Nearness::cited, 0.7F}
            : Place{"reported-by", pattern.told ? Nearness::cited : Nearness::running, 0.7F});
    if (found) found->wide = !pattern.in_passing;
  }

  /// "Roe", where the page has a Jane Roe.
  [[nodiscard]] bool is_short_name(std::string_view word) const {
    return std::ranges::any_of(page_.annotation().mentions, [&](const Mention& mention) {
      const std::string_view name = page_.text(mention.span);
      return mention.type == EntityType::person && mention.form == MentionForm::name &&
             name.size() > word.size() && name.ends_with(word) &&
             name[name.size() - word.size() - 1] == ' ';
    });
  }

  /// "Dachblatt, [a Karnish daily,] reports": what is said of it behind its name.
  [[nodiscard]] std::string apposition(const Hit& hit) const {
    const std::string_view after =
        page_.text({hit.name.end, std::max(hit.name.end, hit.whole.end)});
    return after.starts_with(", ") ? text::lower(after) : std::string();
  }

  /// "Karnish state television said", "quoting state radio".
  void read_state_media(Span sentence) {
    static const std::string media =
        R"((\b(?:[A-Z][\w\-]+\s)?(?i:state)(?:[ \-](?:run|owned|controlled|backed))?\s(?:news\s)?(?:media|television|tv|TV|radio|broadcaster|press|newspapers?|news agency)))";
    static const std::string has = R"((?:\s(?:has|have|had|also|first|later)){0,2})";
    static const RE2 says(
        media + has +
        R"(\s(?:said|says?|reported|reports?|quoted|quotes?|cited|cites?|showed|shows?|broadcast|aired|claimed|claims?|announced|wrote)\b)");
    static const RE2 cited(
        R"(\b(?i:citing|quoting|quoted by|according to|told|reported by|said on|carried by|broadcast (?:by|on)|shown on|aired on|on)\s(?:the\s)?)" +
        media + R"((?:\W|$))");
    for (const auto& [pattern, nearness] :
         {std::pair(&says, Nearness::running), std::pair(&cited, Nearness::cited)}) {
      for (const Hit& hit : hits_of(*pattern, relays_.article().text, sentence)) {
        if (relays_.in_quotation(hit.name)) continue;
        relays_.add_unnamed(page_.text(hit.name), hit.name, relays_.within_body(sentence),
                            RelayKind::state, {"state-media", nearness, 0.7F});
      }
    }
  }

  /// "the monitoring service Eyeline reported": what it is says that it is no outlet.
  [[nodiscard]] bool is_described(Span name, Span sentence) const {
    const TokenRange tokens = page_.tokens(name);
    if (tokens.empty() || tokens.begin == 0) return false;
    const auto& rows = page_.rows();
    const Row& before = rows[tokens.begin - 1];
    // "the Committee for a [Responsible Roof]".
    if (tokens.begin > 2 && before.tag == "DET" && rows[tokens.begin - 2].tag == "ADP" &&
        rows[tokens.begin - 3].tag == "PROPN") {
      return true;
    }
    return page_.segmentation().tokens[tokens.begin - 1].span.begin >= sentence.begin &&
           before.tag == "NOUN" && !relays_.names().ends_generic(before.lower);
  }

  /// "he told the agency": the outlet named last in the running text.
  void read_again(const Sentence& sentence) {
    static const RE2 again(
        R"((?i:\b(?:told|according to|reported by|quoted by|cited by|interview with)\s(the (?:news agency|agency|newspaper|paper|daily|broadcaster|channel|magazine|website))\b))");
    const std::vector<Hit> hits = hits_of(again, relays_.article().text, sentence.span);
    if (hits.empty() || relays_.in_quotation(hits.front().name)) return;
    add_to_known(hits.front().name.begin, relays_.within_body(sentence.span));
  }

  bool add_to_known(std::uint32_t at, const Spans& scope) {
    RelayFound* const known = relays_.named_before(at);
    if (!known) return false;
    known->relay.scope.insert(known->relay.scope.end(), scope.begin(), scope.end());
    return true;
  }

  /// Verbs of outlets: who "reports" or "writes" and is no person is one.
  [[nodiscard]] bool reports(const Attribution& attribution) const {
    static constexpr auto verbs =
        std::to_array<std::string_view>({"report", "reports", "reported", "reporting", "writes",
                                         "wrote", "written", "broadcast", "published"});
    return std::ranges::any_of(attribution.cue, [&](Span cue) {
      const std::string lower = text::lower(page_.text(cue));
      return std::ranges::any_of(verbs,
                                 [&](std::string_view verb) { return has_phrase(lower, verb); });
    });
  }

  [[nodiscard]] Spans scope_of(const Attribution& attribution) const {
    Spans parts = attribution.content;
    parts.insert(parts.end(), attribution.cue.begin(), attribution.cue.end());
    parts.push_back(attribution.source.front());
    return relays_.sentences_around(hull(parts));
  }

  /// "The Mill Daily reported that …"; "a local newspaper wrote"; "state media said".
  void read_source(const Attribution& attribution) {
    const std::string_view words = page_.text(attribution.source.front());
    const std::string lower = text::lower(words);
    if (is_small(attribution.source.front()) && names_no_outlet(lower)) {
      read_unnamed(attribution, lower);
    } else if (!read_published(attribution, lower)) {
      read_named(attribution, lower);
    }
  }

  /// No name: "state television", also where it begins a sentence.
  [[nodiscard]] bool is_small(Span source) const {
    const std::string_view words = page_.text(source);
    if (text::lower(words.substr(1)) != words.substr(1)) return false;
    const TokenRange tokens = page_.tokens(source);
    return text::lower(words) == words ||
           (!tokens.empty() && page_.rows()[tokens.begin].tag != "PROPN");
  }

  /// "a local newspaper", "state media"; not "his website" nor "media reports".
  [[nodiscard]] bool names_no_outlet(const std::string& lower) const {
    static const RE2 media(R"(\b(?:media|press)(?: outlets?| organi[sz]ations?)?$)");
    return RE2::PartialMatch(lower, media) || relays_.names().ends_generic(lower);
  }

  void read_unnamed(const Attribution& attribution, const std::string& lower) {
    static const RE2 owned(R"(^(?:his|her|its|their|my|our)\b|['’]s\s)");
    static const RE2 gap(R"(^(?:the |some |several )?(?:media|press)$|\bsocial media)");
    static const RE2 state(
        R"(\bstate(?:[ \-]\w+)?\s(?:news )?(?:media|television|tv|radio|broadcaster|press)$)");
    if (RE2::PartialMatch(lower, owned) || RE2::PartialMatch(lower, gap)) return;
    if (RE2::PartialMatch(lower, state)) return;  // read by their words alone
    const Span source = attribution.source.front();
    const Spans scope = scope_of(attribution);
    const bool again = lower.starts_with("the ") &&
                       relays_.names().generic_start(lower.substr(4)) == lower.substr(4);
    // "The newspaper": the one named before.
    if (again && (add_to_known(source.begin, scope) || add_named_before(attribution, scope)))
      return;
    if (!is_plainly_unnamed(lower)) return;
    const RelayKind kind = has_phrase(lower, "state") ? RelayKind::state : RelayKind::unnamed;
    relays_.add_unnamed(page_.text(source), source, scope, kind,
                        {"unnamed-outlet", nearness(attribution), 0.6F});
  }

  /// "The Morning Bell revealed …" and then "according to the newspaper": so it is one.
  bool add_named_before(const Attribution& attribution, const Spans& scope) {
    const std::uint32_t at = attribution.source.front().begin;
    const Attribution* before = nullptr;
    for (const Attribution& each : attributions_) {
      const bool named = each.source_kind == SourceKind::named_organisation && !each.source.empty();
      if (named && each.source.front().begin < at) before = &each;
    }
    if (!before || is_small(before->source.front()) || is_other_body(before->source.front()) ||
        relays_.names().is_institution(before->source_name)) {
      return false;
    }
    RelayFound* const found =
        relays_.add(before->source_name, before->source.front(), scope_of(*before),
                    relays_.kind_of(before->source_name, RelayKind::outlet),
                    {"reports", nearness(*before), 0.6F});
    if (!found) return false;
    found->relay.scope.insert(found->relay.scope.end(), scope.begin(), scope.end());
    return true;
  }

  /// "the environment agency", "the website", "the Channel" may be no outlets at all.
  [[nodiscard]] static bool is_plainly_unnamed(const std::string& lower) {
    static const RE2 vague(R"(\b(?:agency|paper|website|web site|portal|outlet|channel|blog)$)");
    static const RE2 plain(
        R"(\b(?:news|press|tv|television|media|local|regional|national|foreign|opposition|independent|private|state)\b)");
    return !RE2::PartialMatch(lower, vague) || RE2::PartialMatch(lower, plain);
  }

  /// "a report in the Mill Daily", "the story by Hill Radio"; not "a paper in a journal".
  bool read_published(const Attribution& attribution, const std::string& lower) {
    static const RE2 published(
        R"(\b(?:reports?|stor(?:y|ies)|articles?|columns?|dispatch(?:es)?|pieces?|broadcasts?)\s(?:in|by|on|from|of)\s)");
    static const RE2 research(
        R"(\b(?:paper (?:in|by|published)|stud(?:y|ies)|survey|research|journal|poll)\b)");
    if (RE2::PartialMatch(lower, research)) return true;
    const Span source = attribution.source.front();
    const std::vector<Hit> hits = hits_of(published, relays_.article().text, source);
    if (hits.empty()) return false;
    const auto holder = holder_at(relays_, {hits.front().whole.end, source.end});
    if (holder && holder->plain && holder->kind != RelayKind::state) {
      relays_.add(holder->name, source, scope_of(attribution), holder->kind,
                  {"reports", nearness(attribution), 0.7F});
    }
    return true;
  }

  void read_named(const Attribution& attribution, const std::string& lower) {
    if (attribution.source_kind != SourceKind::named_organisation) return;
    const OutletNames& names = relays_.names();
    const Span source = attribution.source.front();
    // Of the two wordings the one that names an outlet.
    const bool own_words = !names.is_plainly_outlet(attribution.source_name) &&
                           names.is_plainly_outlet(page_.text(source));
    const std::string name = own_words ? std::string(page_.text(source)) : attribution.source_name;
    const bool outlet = names.is_plainly_outlet(name);
    const bool by_verb =
        reports(attribution) && !is_other_body(source) && !names.is_institution(name);
    if (!outlet && !by_verb && !relays_.is_known(name)) return;
    const RelayKind otherwise = has_phrase(lower, "agency") ? RelayKind::agency : RelayKind::outlet;
    relays_.add(name, source, scope_of(attribution), relays_.kind_of(name, otherwise),
                {"reports", nearness(attribution), 0.7F * attribution.basis.confidence + 0.2F});
  }

  /// A noun of the source that is none for an outlet: "the monitoring service Eyeline".
  [[nodiscard]] bool is_other_body(Span source) const {
    const TokenRange tokens = page_.tokens(source);
    bool other = false;
    for (std::uint32_t at = tokens.begin; at < tokens.end; ++at) {
      const Row& row = page_.rows()[at];
      if (row.tag != "NOUN" || !row.name.empty()) continue;
      if (relays_.names().ends_generic(row.lower)) return false;
      other = true;
    }
    return other;
  }

  static Nearness nearness(const Attribution& attribution) {
    return attribution.parent ? Nearness::cited : Nearness::running;
  }

  RelayList& relays_;
  const Page& page_;
  const std::vector<Attribution>& attributions_;
};

}  // namespace

void read_running_text(RelayList& relays, const std::vector<Attribution>& attributions) {
  RunningReader(relays, attributions).run();
}

}  // namespace hearsay::attribute
