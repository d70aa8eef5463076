// A STIX 2.1 bundle: documents are files with their hashes, sources and outlets identities,
// allegations groupings of notes that hold the exact words. No indicators, no judgement.
#include <fmt/format.h>

#include "exports/names.h"
#include "exports/walk.h"

namespace hearsay::exports {
namespace {

// STIX wants a time of making for each object; what has none of its own has this one, so that the
// same store gives the same bytes.
constexpr std::string_view kNoTime = "1970-01-01T00:00:00.000Z";

std::string time_of(const Article& article) {
  for (const std::string& each : {article.published, article.captured}) {
    std::string at = instant(each);
    if (!at.empty()) return at.substr(0, 19) + ".000Z";
  }
  return std::string(kNoTime);
}

Json object(std::string_view type, const std::string& name, const std::string& time) {
  return Json{{"type", type},
              {"spec_version", "2.1"},
              {"id", fmt::format("{}--{}", type, uuid_of(fmt::format("{}:{}", type, name)))},
              {"created", time},
              {"modified", time}};
}

std::string id_of(std::string_view type, const std::string& name) {
  return fmt::format("{}--{}", type, uuid_of(fmt::format("{}:{}", type, name)));
}

/// The file's id follows from its hash alone, as the standard wants it: equal bytes are one file.
std::string file_id(const Article& article) {
  return "file--" + uuid_of_observable("{\"hashes\":{\"SHA-256\":\"" + article.sha256 + "\"}}");
}

std::string_view identity_class(SourceKind kind) {
  switch (kind) {
    case SourceKind::named_person:
    case SourceKind::author:
      return "individual";
    case SourceKind::named_organisation:
    case SourceKind::state:
      return "organization";
    case SourceKind::collective:
      return "group";
    default:
      return "unknown";
  }
}

class Stix {
 public:
  explicit Stix(Items& items) : items_(items) {}

  void document(const Document& document) {
    const Article& article = document.article;
    const std::string file = file_id(article);
    if (written_.insert(file).second) {
      items_.add(Json{{"type", "file"},
                      {"spec_version", "2.1"},
                      {"id", file},
                      {"hashes", Json{{"SHA-256", article.sha256}}}});
    }
    about(article, file);
    for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) {
      claim(document, i, file);
    }
  }

  void allegation(const Allegation& allegation) {
    Json out = object("grouping", allegation.id, std::string(kNoTime));
    out["name"] = allegation.label.empty() ? allegation.id : allegation.label;
    out["context"] = "unspecified";
    for (const ClaimId& claim : allegation.claims) {
      out["object_refs"].push_back(id_of("note", json::text_of(claim)));
    }
    if (out.contains("object_refs")) items_.add(out);
  }

  void narrative(const Narrative& narrative) {
    Json out = object("grouping", narrative.id, std::string(kNoTime));
    out["name"] = narrative.label.empty() ? narrative.id : narrative.label;
    out["context"] = "unspecified";
    for (const std::string& id : narrative.allegations) {
      out["object_refs"].push_back(id_of("grouping", id));
    }
    if (out.contains("object_refs")) items_.add(out);
  }

 private:
  /// What is known of a document, as a note on its file.
  void about(const Article& article, const std::string& file) {
    Json out = object("note", article.id, time_of(article));
    out["abstract"] = article.title.empty() ? article.id : article.title;
    out["content"] =
        fmt::format("Document {} of {}, {}", article.id,
                    article.publisher.empty() ? "unknown publisher" : article.publisher,
                    article.published.empty() ? "undated" : article.published);
    if (!article.authors.empty()) out["authors"] = article.authors;
    const std::string address = web_address(article.url);
    if (!address.empty()) {
      out["external_references"] =
          Json::array({Json{{"source_name", article.publisher.empty() ? "web" : article.publisher},
                            {"url", address},
                            {"hashes", Json{{"SHA-256", article.sha256}}}}});
    }
    out["object_refs"] = Json::array({file});
    if (!article.publisher.empty()) {
      out["object_refs"].push_back(identity(article.publisher, "organization"));
    }
    items_.add(out);
  }

  void claim(const Document& document, std::size_t index, const std::string& file) {
    const Claim& claim = document.reading.claims.claims[index];
    const std::string id = json::text_of(claim_id(document, index));
    Json out = object("note", id, time_of(document.article));
    const SourceSpan bytes = source_span(document.article.origin, claim.span);
    out["abstract"] = fmt::format("Claim {}, {}; bytes {}-{} of the original", id,
                                  json::name_of(claim.voice), bytes.begin, bytes.end);
    out["content"] = std::string(words(document.article, claim.span));
    out["object_refs"] = Json::array({file, id_of("note", document.article.id)});
    const Attribution* said = attribution_of(document, claim);
    if (said != nullptr && !said->source_name.empty()) {
      const bool is_named = said->source_kind == SourceKind::named_person ||
                            said->source_kind == SourceKind::named_organisation ||
                            said->source_kind == SourceKind::state;
      // An unnamed source is nobody else's: it is known within its document only.
      const std::string of = is_named ? std::string() : document.article.id;
      out["object_refs"].push_back(
          identity(said->source_name, identity_class(said->source_kind), of));
    }
    items_.add(out);
  }

  std::string identity(const std::string& name, std::string_view kind, const std::string& of = {}) {
    const std::string key = fmt::format("{}:{}:{}", kind, of, name);
    Json out = object("identity", key, std::string(kNoTime));
    const std::string id = out["id"];
    if (!written_.insert(id).second) return id;
    out["name"] = name;
    out["identity_class"] = kind;
    items_.add(out);
    return id;
  }

  Items& items_;
  std::set<std::string> written_;  ///< ids of files and identities
};

}  // namespace

Result<void> write_stix(const Engine& engine, Output& output) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  const auto ids = engine.collection().document_ids();
  if (!ids) return tl::unexpected(ids.error());
  std::string all;
  for (const std::string& id : *ids) all += id;
  output.write(fmt::format("{{\"type\":\"bundle\",\"id\":\"bundle--{}\"", uuid_of(all)));
  if (ids->empty()) {
    output.write("}\n");
    return {};
  }
  output.write(",\"objects\":[");
  Items items(output);
  Stix stix(items);
  const auto done =
      each_document(engine, output, [&](const Document& document) { stix.document(document); });
  if (!done) return done;
  for (const Allegation& each : (*grouping)->allegations) stix.allegation(each);
  for (const Narrative& each : (*grouping)->narratives) stix.narrative(each);
  output.write("\n]}\n");
  return {};
}

}  // namespace hearsay::exports
