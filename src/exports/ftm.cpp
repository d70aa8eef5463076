// FollowTheMoney entities, one a line: documents, the people and bodies named in them, who stands
// in which document, and claims as notes on both.
#include <fmt/format.h>

#include "exports/names.h"
#include "exports/walk.h"
#include "text/utf8.h"

namespace hearsay::exports {
namespace {

class Properties {
 public:
  /// Empty values are left out. The standard's values hold no control characters.
  Properties& add(const char* name, const std::string& value) {
    const std::string clean(text::trim(text::printable(value)));
    if (!clean.empty()) out_[name].push_back(clean);
    return *this;
  }
  [[nodiscard]] Json take() { return std::move(out_); }

 private:
  Json out_ = Json::object();
};

void write(Output& output, const std::string& id, std::string_view schema, Properties& properties) {
  output.write(json::dump(Json{{"id", id}, {"schema", schema}, {"properties", properties.take()}}) +
               "\n");
}

std::string_view schema_of(EntityType type) {
  switch (type) {
    case EntityType::person:
      return "Person";
    case EntityType::organisation:
      return "Organization";
    case EntityType::group:
      return "LegalEntity";
    default:
      return {};
  }
}

/// A date as precise as it is given, without what the standard does not read.
std::string date(const std::string& iso) {
  const std::string at = instant(iso);
  return at.empty() ? std::string() : iso.size() <= 10 ? iso : at.substr(0, 19);
}

class FollowTheMoney {
 public:
  FollowTheMoney(const Engine& engine, Output& output, const Grouping& grouping)
      : engine_(engine), output_(output) {
    for (const EntityGroup& group : grouping.entities) {
      for (const EntityId& member : group.members) groups_[member] = &group;
    }
  }

  void document(const Document& document) {
    const Article& article = document.article;
    Properties about;
    about.add("title", article.title)
        .add("fileName", article.path)
        .add("publisher", article.publisher)
        .add("publishedAt", date(article.published))
        .add("retrievedAt", date(article.captured))
        .add("sourceUrl", web_address(article.url))
        .add("description", "SHA-256 " + article.sha256);
    if (article.title.empty() && article.path.empty()) about.add("fileName", article.id);
    for (const std::string& author : article.authors) about.add("author", author);
    if (const auto original = engine_.original(article.id)) {
      about.add("contentHash", sha1_hex(original->source.bytes));
    }
    write(output_, article.id, "Article", about);
    entities(document);
    for (std::size_t i = 0; i < document.reading.claims.claims.size(); ++i) claim(document, i);
  }

  /// Those that stand for several documents' entities.
  void entity(const EntityGroup& group) {
    const std::string_view schema = schema_of(group.type);
    if (schema.empty()) return;
    Properties about;
    about.add("name", group.name);
    for (const std::string& alias : group.aliases) about.add("alias", alias);
    write(output_, group_id(group), schema, about);
  }

  void narrative(const Narrative& narrative) {
    Properties about;
    about.add("name", narrative.label).add("keywords", "narrative");
    for (const std::string& id : narrative.documents) about.add("proof", id);
    write(output_, narrative.id, "Note", about);
  }

 private:
  static std::string group_id(const EntityGroup& group) { return named(group.id); }

  /// Ids of the standard hold no '#'.
  static std::string named(std::string id) {
    for (char& c : id) {
      if (c == '#') c = '.';
    }
    return id;
  }

  /// Empty where it is neither a person nor a body.
  std::string entity_id(const Document& document, EntityIndex index) const {
    const auto& entities = document.reading.annotation.entities;
    if (static_cast<std::size_t>(index) >= entities.size()) return {};
    const EntityId id{document.article.id, index};
    const auto group = groups_.find(id);
    if (group != groups_.end()) {
      return schema_of(group->second->type).empty() ? std::string() : group_id(*group->second);
    }
    const bool is_one = !schema_of(entities[static_cast<std::size_t>(index)].type).empty();
    return is_one ? named(json::text_of(id)) : std::string();
  }

  void entities(const Document& document) {
    const auto& entities = document.reading.annotation.entities;
    for (std::size_t i = 0; i < entities.size(); ++i) {
      const auto index = static_cast<EntityIndex>(i);
      const std::string id = entity_id(document, index);
      if (id.empty()) continue;
      if (groups_.count({document.article.id, index}) == 0) {
        Properties about;
        about.add("name", entities[i].name).add("description", entities[i].description);
        for (const std::string& alias : entities[i].aliases) about.add("alias", alias);
        write(output_, id, schema_of(entities[i].type), about);
      }
      Properties link;
      link.add("document", document.article.id).add("entity", id).add("role", "named in it");
      write(output_, named(json::text_of(EntityId{document.article.id, index})) + ".in",
            "Documentation", link);
    }
  }

  void claim(const Document& document, std::size_t index) {
    const Claim& claim = document.reading.claims.claims[index];
    const SourceSpan bytes = source_span(document.article.origin, claim.span);
    Properties about;
    about.add("name", fmt::format("Claim in bytes {}-{} of the original", bytes.begin, bytes.end))
        .add("description", std::string(words(document.article, claim.span)))
        .add("keywords", std::string(json::name_of(claim.voice)))
        .add("proof", document.article.id)
        .add("entity", document.article.id);
    const Attribution* said = attribution_of(document, claim);
    if (said != nullptr) {
      if (!said->source_name.empty()) about.add("summary", "Source: " + said->source_name);
      if (said->source_entity) about.add("entity", entity_id(document, *said->source_entity));
    }
    write(output_, named(json::text_of(claim_id(document, index))), "Note", about);
  }

  const Engine& engine_;
  Output& output_;
  std::map<EntityId, const EntityGroup*> groups_;
};

}  // namespace

Result<void> write_ftm(const Engine& engine, Output& output) {
  const auto grouping = engine.collection().grouping();
  if (!grouping) return tl::unexpected(grouping.error());
  FollowTheMoney writer(engine, output, **grouping);
  const auto done =
      each_document(engine, output, [&](const Document& document) { writer.document(document); });
  if (!done) return done;
  for (const EntityGroup& each : (*grouping)->entities) writer.entity(each);
  for (const Narrative& each : (*grouping)->narratives) writer.narrative(each);
  return {};
}

}  // namespace hearsay::exports
