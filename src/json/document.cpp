// One document as the contract shows it: *Annotated document*, and the shorter line of `extract`.
#include <algorithm>
#include <string>

#include "json/json.h"
#include "json/write.h"

namespace hearsay::json {
namespace {

template <typename Index>
std::string numbered(char letter, Index index) {
  return letter + std::to_string(static_cast<std::uint64_t>(index) + 1);
}

template <typename Index>
Json numbered(char letter, const std::optional<Index>& index) {
  return index ? Json(numbered(letter, *index)) : Json();
}

class DocumentWriter {
 public:
  DocumentWriter(const Document& document, bool explain)
      : article_(document.article),
        reading_(document.reading),
        decided_(document.decided),
        explain_(explain),
        at_(document.article.text) {
    find_roles_before_names();
  }

  Json write() {
    Json out;
    head(out);
    out["text"] = article_.text;
    out["source_map"] = list(article_.origin, [this](const OriginRun& run) { return origin(run); });
    parts(out);
    out["relay"] =
        list(reading_.attributions.relays, [this](const Relay& each) { return relay(each); });
    out["dates"] = list(article_.dates, [this](const DocumentDate& each) { return date(each); });
    out["sentences"] = list(reading_.segmentation.sentences,
                            [this](const Sentence& each) { return at_.span(each.span); });
    names(out);
    grounds(out);
    statements(out);
    out["notes"] = article_.notes;
    return out;
  }

 private:
  void head(Json& out) const {
    out["schema"] = 1;
    out["id"] = article_.id;
    out["input_id"] = or_null(article_.input_id);
    out["path"] = or_null(article_.path);
    out["url"] = or_null(article_.url);
    out["canonical_url"] = or_null(article_.canonical_url);
    out["title"] = or_null(article_.title);
    out["authors"] = article_.authors;
    out["publisher"] = or_null(article_.publisher);
    out["published"] = or_null(article_.published);
    out["published_span"] = at_.span(article_.published_span);
    out["captured"] = or_null(article_.captured);
    out["language"] = or_null(article_.language);
    out["page"] = name_of(article_.kind);
    out["sha256"] = or_null(article_.sha256);
    out["charset"] = or_null(article_.charset);
  }

  [[nodiscard]] Json origin(const OriginRun& run) const {
    const std::uint32_t begin = at_.point(run.text_begin);
    const std::uint32_t end = at_.point(run.text_begin + run.text_length);
    return Json::array({begin, run.byte_begin, end - begin, run.byte_length});
  }

  void parts(Json& out) const {
    out["headline"] = at_.span(article_.headline);
    out["byline"] = at_.span(article_.byline);
    out["body"] = at_.spans(article_.body);
    out["boilerplate"] = list(article_.boilerplate, [this](const Boilerplate& each) {
      return Json{{"span", at_.span(each.span)}, {"kind", name_of(each.kind)}};
    });
    out["embedded"] = list(article_.embedded, [this](const Embedded& each) {
      return Json{{"span", at_.span(each.span)},
                  {"title", or_null(each.title)},
                  {"published", or_null(each.published)},
                  {"publisher", or_null(each.publisher)}};
    });
    out["syndication"] = list(article_.syndication, [](const SyndicationSignal& each) {
      return Json{{"field", each.field}, {"value", each.value}};
    });
    out["labels"] = list(article_.labels, [this](const PageLabel& each) {
      return Json{{"words", each.words}, {"span", at_.span(each.span)}};
    });
    if (decided_.overruled.empty()) return;
    out["overruled"] = list(decided_.overruled, [](const OwnValue& each) {
      return Json{{"field", each.field}, {"value", or_null(each.value)}};
    });
  }

  [[nodiscard]] Json relay(const Relay& each) const {
    Json out{{"name", each.name},
             {"kind", name_of(each.kind)},
             {"span", at_.span(each.span)},
             {"scope", at_.spans(each.scope)},
             {"basis", name_of(each.how)}};
    return with_basis(std::move(out), each.basis);
  }

  [[nodiscard]] Json date(const DocumentDate& each) const {
    return Json{{"kind", name_of(each.kind)},
                {"value", each.value},
                {"from", name_of(each.from)},
                {"span", at_.span(each.span)}};
  }

  void names(Json& out) const {
    out["mentions"] = Json::array();
    for (std::size_t i = 0; i < reading_.annotation.mentions.size(); ++i) {
      const Mention& each = reading_.annotation.mentions[i];
      out["mentions"].push_back(with_basis(Json{{"id", numbered('m', i)},
                                                {"span", at_.span(each.span)},
                                                {"type", name_of(each.type)},
                                                {"form", name_of(each.form)},
                                                {"entity", numbered('e', each.entity)}},
                                           each.basis));
    }
    out["entities"] = Json::array();
    for (std::size_t i = 0; i < reading_.annotation.entities.size(); ++i) {
      const Entity& each = reading_.annotation.entities[i];
      out["entities"].push_back(Json{{"id", numbered('e', i)},
                                     {"name", each.name},
                                     {"type", name_of(each.type)},
                                     {"aliases", each.aliases},
                                     {"description", or_null(each.description)}});
    }
  }

  void grounds(Json& out) const {
    const Groundings& groundings = reading_.groundings;
    out["places"] = list(groundings.places, [this](const Place& each) { return place(each); });
    out["place_disagreements"] = Json::array();
    for (const Place& each : groundings.places) {
      if (each.differs) out["place_disagreements"].push_back(disagreement(each));
    }
    out["times"] = list(groundings.times, [this](const Time& each) { return time(each); });
    out["quantities"] =
        list(groundings.quantities, [this](const Quantity& each) { return quantity(each); });
  }

  [[nodiscard]] Json place(const Place& each) const {
    const bool known = !each.gazetteer.empty();
    Json out{{"mention", numbered('m', each.mention)},
             {"span", at_.span(each.span)},
             {"name", each.name},
             {"country", or_null(each.country)},
             {"division", or_null(each.division)},
             {"lat", known ? Json(each.latitude) : Json()},
             {"lon", known ? Json(each.longitude) : Json()},
             {"gazetteer", or_null(each.gazetteer)},
             {"level", or_null(each.level)}};
    return with_basis(std::move(out), each.basis);
  }

  /// The text puts it elsewhere than the gazetteer does; nothing is moved.
  [[nodiscard]] Json disagreement(const Place& each) const {
    return Json{{"mention", numbered('m', each.mention)},
                {"span", at_.span(each.span)},
                {"name", each.name},
                {"text_has", words(article_, *each.differs)},
                {"text_span", at_.span(*each.differs)},
                {"gazetteer", each.gazetteer},
                {"gazetteer_has", each.division.empty() ? each.country : each.division}};
  }

  [[nodiscard]] Json time(const Time& each) const {
    Json out{{"span", at_.span(each.span)},
             {"type", name_of(each.type)},
             {"value", each.value},
             {"begin", or_null(each.begin)},
             {"end", or_null(each.end)}};
    return with_basis(std::move(out), each.basis);
  }

  [[nodiscard]] Json quantity(const Quantity& each) const {
    Json out{{"span", at_.span(each.span)},
             {"low", each.low ? Json(*each.low) : Json()},
             {"high", each.high ? Json(*each.high) : Json()},
             {"unit", or_null(each.unit)},
             {"approximate", each.approximate}};
    return with_basis(std::move(out), each.basis);
  }

  void statements(Json& out) const {
    out["attributions"] = Json::array();
    for (std::size_t i = 0; i < reading_.attributions.attributions.size(); ++i) {
      out["attributions"].push_back(attribution(i));
    }
    out["claims"] = Json::array();
    for (std::size_t i = 0; i < reading_.claims.claims.size(); ++i) {
      out["claims"].push_back(claim(i));
    }
  }

  /// The name with the role that the article gives, as it gives it: "Mayor Ines Weiss", "Ines
  /// Weiss, director of the institute".
  [[nodiscard]] std::string full_name(const Attribution& each) const {
    const bool person = each.source_kind == SourceKind::named_person;
    if (!person || each.source_name.empty()) return each.source_name;
    std::string role = each.affiliation;
    if (each.source_entity) {
      const auto entity = static_cast<std::size_t>(*each.source_entity);
      role = reading_.annotation.entities[entity].description;
    }
    if (role.empty()) return each.source_name;
    const bool before =
        each.source_entity && role_before_[static_cast<std::size_t>(*each.source_entity)];
    const bool joined = role.starts_with("of ") || role.starts_with("from ");
    if (joined) return each.source_name + " " + role;
    return before ? role + " " + each.source_name : each.source_name + ", " + role;
  }

  void find_roles_before_names() {
    const std::string_view text = article_.text;
    role_before_.assign(reading_.annotation.entities.size(), false);
    for (const Mention& mention : reading_.annotation.mentions) {
      const auto entity = static_cast<std::size_t>(mention.entity);
      if (mention.form != MentionForm::name || entity >= role_before_.size()) continue;
      const std::string& role = reading_.annotation.entities[entity].description;
      const std::size_t begin = mention.span.begin;
      if (role.empty() || begin < role.size() + 1) continue;
      if (text.substr(begin - role.size() - 1, role.size()) == role) role_before_[entity] = true;
    }
  }

  [[nodiscard]] Json attribution(std::size_t index) const {
    const Attribution& each = reading_.attributions.attributions[index];
    const bool dated = !each.said_begin.empty() || !each.said_end.empty();
    Json out{
        {"id", numbered('a', index)},
        {"source", at_.spans(each.source)},
        {"cue", at_.spans(each.cue)},
        {"content", at_.spans(each.content)},
        {"parent", numbered('a', each.parent)},
        {"source_kind", name_of(each.source_kind)},
        {"source_entity", numbered('e', each.source_entity)},
        {"source_name", or_null(full_name(each))},
        {"affiliation", or_null(each.affiliation)},
        {"quote", name_of(each.quote)},
        {"modality", name_of(each.modality)},
        {"access", name_of(each.access)},
        {"kind_span", each.kind_words ? at_.span(*each.kind_words) : Json()},
        {"access_span", each.access_words ? at_.span(*each.access_words) : Json()},
        {"said", dated ? Json::array({or_null(each.said_begin), or_null(each.said_end)}) : Json()}};
    const auto& rejected = decided_.rejected;
    const auto is_this = static_cast<AttributionIndex>(index);
    if (std::binary_search(rejected.begin(), rejected.end(), is_this)) out["rejected"] = true;
    return with_basis(std::move(out), each.basis);
  }

  [[nodiscard]] Json claim(std::size_t index) const {
    const Claim& each = reading_.claims.claims[index];
    Json out{{"id", numbered('c', index)},
             {"span", at_.span(each.span)},
             {"spans", at_.spans(each.spans)},
             {"attribution", numbered('a', each.attribution)},
             {"chain", list(each.chain, [](AttributionIndex a) { return numbered('a', a); })},
             {"predicate", each.predicate},
             {"predicate_span", at_.span(each.predicate_span)},
             {"roles", roles(each)},
             {"fillers", list(each.roles, [this](const RoleFiller& role) { return filler(role); })},
             {"place", list(each.places, [this](PlaceIndex place) { return mention_of(place); })},
             {"place_words", at_.spans(each.place_words)},
             {"time", list(each.times, [](TimeIndex i) { return static_cast<std::uint32_t>(i); })},
             {"quantity",
              list(each.quantities, [](QuantityIndex i) { return static_cast<std::uint32_t>(i); })},
             {"polarity", name_of(each.polarity)},
             {"modality", name_of(each.modality)},
             {"voice", name_of(each.voice)}};
    return with_basis(std::move(out), each.basis);
  }

  /// The mentions in each role; all five roles stand there, so that readers need not ask.
  [[nodiscard]] static Json roles(const Claim& claim) {
    Json out;
    for (const std::string_view name : names_of(Role{})) out[std::string(name)] = Json::array();
    for (const RoleFiller& filler : claim.roles) {
      if (!filler.mention) continue;
      out[std::string(name_of(filler.role))].push_back(numbered('m', *filler.mention));
    }
    return out;
  }

  /// The words in a role, also where no mention is their head.
  [[nodiscard]] Json filler(const RoleFiller& filler) const {
    return Json{{"role", name_of(filler.role)},
                {"span", at_.span(filler.span)},
                {"mention", numbered('m', filler.mention)}};
  }

  [[nodiscard]] std::string mention_of(PlaceIndex place) const {
    const auto index = static_cast<std::size_t>(place);
    if (index >= reading_.groundings.places.size()) return numbered('m', index);
    return numbered('m', reading_.groundings.places[index].mention);
  }

  [[nodiscard]] Json with_basis(Json out, const Basis& basis) const {
    out["confidence"] = rounded(basis.confidence);
    if (explain_) out["rule"] = basis.rule;
    return out;
  }

  const Article& article_;
  const Reading& reading_;
  const Decided& decided_;
  std::vector<bool> role_before_;  // by entity: "Mayor Weiss", not "Weiss, the mayor"
  bool explain_;
  SpanWriter at_;
};

std::string first_of(DateKind kind, const std::vector<DocumentDate>& dates) {
  for (const DocumentDate& date : dates) {
    if (date.kind == kind) return date.value;
  }
  return {};
}

}  // namespace

Json annotated_document(const Document& document, bool explain) {
  return DocumentWriter(document, explain).write();
}

Json extracted(const Article& article) {
  const SpanWriter at(article.text);
  Json out;
  out["schema"] = 1;
  out["path"] = or_null(article.path);
  out["url"] = or_null(article.url);
  out["input_id"] = or_null(article.input_id);
  out["title"] = or_null(article.title);
  out["authors"] = article.authors;
  out["publisher"] = or_null(article.publisher);
  out["published"] = or_null(article.published);
  out["modified"] = or_null(first_of(DateKind::modified, article.dates));
  out["language"] = or_null(article.language);
  out["page"] = name_of(article.kind);
  out["text"] = article.text;
  out["headline"] = at.span(article.headline);
  out["byline"] = at.span(article.byline);
  out["body"] = at.spans(article.body);
  out["boilerplate"] = list(article.boilerplate, [&at](const Boilerplate& each) {
    return Json{{"span", at.span(each.span)}, {"kind", name_of(each.kind)}};
  });
  out["notes"] = article.notes;
  return out;
}

}  // namespace hearsay::json
