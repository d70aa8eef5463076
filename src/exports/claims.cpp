// schema.org Claim as JSON-LD: what is claimed, who is said to claim it, and where it appears, the
// earliest in this pile first. Never a rating: nothing here says what is true.
#include <algorithm>
#include <tuple>

#include "exports/walk.h"

namespace hearsay::exports {
namespace {

void set(Json& out, const char* name, const std::string& value) {
  if (!value.empty()) out[name] = value;
}

Json reference(const std::string& id) { return Json{{"@id", id}}; }

Json named(std::string_view type, const std::string& name) {
  return Json{{"@type", type}, {"name", name}};
}

Json article_of(const Article& article) {
  Json out{{"@id", urn(article.id)}, {"@type", "NewsArticle"}};
  set(out, "headline", article.title);
  set(out, "url", web_address(article.url));
  set(out, "datePublished", article.published);
  set(out, "inLanguage", article.language);
  if (!article.publisher.empty()) out["publisher"] = named("Organization", article.publisher);
  for (const std::string& author : article.authors)
    out["author"].push_back(named("Person", author));
  out["identifier"] =
      Json{{"@type", "PropertyValue"}, {"propertyID", "SHA-256"}, {"value", article.sha256}};
  return out;
}

/// Who is said to claim it, where that is somebody with a name.
Json claimant(const Attribution* said) {
  if (said == nullptr || said->source_name.empty()) return {};
  if (said->source_kind == SourceKind::named_person) return named("Person", said->source_name);
  if (said->source_kind == SourceKind::named_organisation) {
    return named("Organization", said->source_name);
  }
  if (said->source_kind == SourceKind::state) {
    return named("GovernmentOrganization", said->source_name);
  }
  return {};
}

/// The words of one telling.
Json quotation(const Document& document, std::size_t index) {
  const Claim& claim = document.reading.claims.claims[index];
  Json out{{"@id", urn(claim_id(document, index))},
           {"@type", "Quotation"},
           {"text", std::string(words(document.article, claim.span))},
           {"isPartOf", reference(urn(document.article.id))}};
  set(out, "datePublished", document.article.published);
  Json who = claimant(attribution_of(document, claim));
  if (!who.is_null()) out["spokenByCharacter"] = std::move(who);
  return out;
}

/// An allegation with its tellings, by date, undated ones last.
class Telling {
 public:
  explicit Telling(const Engine& engine) : engine_(engine) {}

  Result<Json> write(const Allegation& allegation) {
    Json out{{"@id", urn(allegation.id)}, {"@type", "Claim"}, {"name", allegation.label}};
    std::vector<std::tuple<bool, std::string, ClaimId>> order;
    for (const ClaimId& id : allegation.claims) {
      const auto document = engine_.collection().document(id.document);
      if (!document) return tl::unexpected(document.error());
      const auto index = static_cast<std::size_t>(id.claim);
      if (index >= (*document)->reading.claims.claims.size()) continue;
      const std::string& day = (*document)->article.published;
      order.emplace_back(day.empty(), day, id);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [undated, day, id] : order) {
      const auto document = engine_.collection().document(id.document);
      if (!document) return tl::unexpected(document.error());
      add(**document, static_cast<std::size_t>(id.claim), undated, out);
    }
    return out;
  }

 private:
  static void add(const Document& document, std::size_t index, bool undated, Json& out) {
    const Claim& claim = document.reading.claims.claims[index];
    if (!out.contains("text")) out["text"] = std::string(words(document.article, claim.span));
    Json who = claimant(attribution_of(document, claim));
    if (!who.is_null()) {
      auto& all = out["author"];
      if (std::find(all.begin(), all.end(), who) == all.end()) all.push_back(std::move(who));
    }
    if (!undated && !out.contains("firstAppearance")) {
      out["firstAppearance"] = reference(urn(claim_id(document, index)));
    }
    out["appearance"].push_back(quotation(document, index));
  }

  const Engine& engine_;
};

/// A claim that no other document makes.
Json lone(const Document& document, std::size_t index) {
  const Claim& claim = document.reading.claims.claims[index];
  Json out{{"@id", urn(claim_id(document, index)) + ":claim"},
           {"@type", "Claim"},
           {"text", std::string(words(document.article, claim.span))}};
  Json who = claimant(attribution_of(document, claim));
  if (!who.is_null()) out["author"] = Json::array({std::move(who)});
  out["appearance"] = Json::array({quotation(document, index)});
  return out;
}

}  // namespace

Result<void> write_claims(const Engine& engine, Output& output) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  const Groups groups(**grouping);
  output.write(R"({"@context":{"@vocab":"https://schema.org/","url":{"@type":"@id"}},"@graph":[)");
  Items items(output);
  const auto done = each_document(engine, output, [&](const Document& document) {
    items.add(article_of(document.article));
    for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) {
      if (groups.allegation(claim_id(document, i)) == nullptr) items.add(lone(document, i));
    }
  });
  if (!done) return done;
  Telling telling(engine);
  for (const Allegation& each : (*grouping)->allegations) {
    if (output.stopped()) break;
    const auto item = telling.write(each);
    if (!item) return tl::unexpected(item.error());
    items.add(*item);
  }
  output.write("\n]}\n");
  return {};
}

}  // namespace hearsay::exports
