#include "annotate/references.h"

#include <algorithm>

namespace hearsay::annotate {
namespace {

using MaybeEntity = std::optional<EntityIndex>;

/// The entity of each mention whose head stands in a name.
std::vector<MaybeEntity> named(const std::vector<SeenMention>& seen, const std::vector<Name>& names,
                               const std::vector<EntityIndex>& of_name) {
  std::vector<MaybeEntity> out;
  std::size_t next = 0;
  for (const SeenMention& mention : seen) {
    while (next < names.size() && names[next].end <= mention.head) ++next;
    const bool is_name = next < names.size() && names[next].begin <= mention.head;
    out.push_back(is_name ? MaybeEntity(of_name[next]) : std::nullopt);
  }
  return out;
}

/// A person is no place, whatever links them.
bool types_agree(EntityType entity, EntityType mention) {
  const auto kind = [](EntityType type) {
    if (type == EntityType::person) return 0;
    return type == EntityType::place || type == EntityType::facility ? 1 : 2;
  };
  return kind(entity) == kind(mention) || (kind(entity) != 0 && kind(mention) != 0);
}

/// Along its links each mention comes to the name before it, else to the first name behind it.
std::vector<MaybeEntity> linked(const std::vector<SeenMention>& seen,
                                const std::vector<MaybeEntity>& own) {
  std::vector<MaybeEntity> out = own;
  std::vector<std::size_t> group(seen.size());
  std::vector<MaybeEntity> first(seen.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    group[i] = seen[i].antecedent ? group[*seen[i].antecedent] : i;
    if (!out[i] && seen[i].antecedent) out[i] = out[*seen[i].antecedent];
    if (own[i] && !first[group[i]]) first[group[i]] = own[i];
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!out[i]) out[i] = first[group[i]];
  }
  return out;
}

bool is_read(const Page& page, std::uint32_t token) {
  const auto& sentences = page.segmentation.sentences;
  const auto sentence = std::ranges::partition_point(
      sentences, [&](const Sentence& each) { return each.end <= token; });
  if (sentence == sentences.end()) return false;
  const auto paragraph = static_cast<std::size_t>(sentence->paragraph);
  const ParagraphRole role = page.segmentation.paragraphs[paragraph].role;
  return role == ParagraphRole::body || role == ParagraphRole::headline;
}

}  // namespace

std::vector<Mention> find_references(const Page& page, const std::vector<SeenMention>& seen,
                                     const std::vector<Name>& names,
                                     const std::vector<EntityIndex>& of_name,
                                     const std::vector<Entity>& entities) {
  const std::vector<MaybeEntity> own = named(seen, names, of_name);
  const std::vector<MaybeEntity> all = linked(seen, own);
  std::vector<Mention> out;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const SeenMention& mention = seen[i];
    if (own[i] || !all[i] || !is_read(page, mention.head)) continue;
    const Entity& entity = entities[static_cast<std::size_t>(*all[i])];
    if (!types_agree(entity.type, mention.type)) continue;
    const bool pronoun = mention.form == MentionForm::pronoun;
    out.push_back({page.span(mention.begin, mention.end),
                   entity.type,
                   mention.form,
                   *all[i],
                   {pronoun ? "linked-pronoun" : "linked-nominal", mention.confidence}});
  }
  return out;
}

}  // namespace hearsay::annotate
