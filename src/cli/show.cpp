// hearsay show: one document, or a sentence, claim, attribution or name in it, an allegation, a
// narrative.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/document_text.h"
#include "cli/look_up.h"
#include "cli/references.h"
#include "cli/trace_text.h"
#include "cli/words.h"

namespace hearsay::cli {
namespace {

/// What is shown of an allegation or a narrative.
struct GroupView {
  json::Json json;
  std::vector<std::string> documents;
  std::string label;
  std::vector<ClaimId> claims;
  std::vector<std::pair<std::string, std::string>> parts;  ///< id and label of its allegations
};

template <typename Record>
const Record* find(const std::vector<Record>& records, const std::string& id) {
  const auto found =
      std::find_if(records.begin(), records.end(), [&](const Record& it) { return it.id == id; });
  return found == records.end() ? nullptr : &*found;
}

GroupView view_of(const Grouping& grouping, const Found& found) {
  GroupView view;
  if (const Allegation* it = find(grouping.allegations, found.id)) {
    view = {json::row(*it), it->documents, it->label, it->claims, {}};
  } else if (const Narrative* narrative = find(grouping.narratives, found.id)) {
    view = {json::row(*narrative), narrative->documents, narrative->label, {}, {}};
    for (const std::string& id : narrative->allegations) {
      const Allegation* part = find(grouping.allegations, id);
      view.parts.emplace_back(id, part == nullptr ? "" : part->label);
    }
  }
  return view;
}

void print_group(const Program& program, const Collection& collection, const GroupView& view,
                 const std::string& id) {
  Screen screen = program.screen();
  const References references(collection, view.documents);
  screen.paragraph("", "", {view.label, Look::strong});
  screen.sides({counted(view.documents.size(), "article")}, {id, Look::faint});
  print_with_legend(screen, references, [&](Screen& to) {
    for (const auto& [part, label] : view.parts) to.sides({"  " + label}, {part, Look::faint});
    for (const ClaimId& claim : view.claims) {
      const Claim* held = references.claim(claim);
      const Document* document = references.document(claim.document);
      if (held == nullptr || document == nullptr) continue;
      const std::string at = fmt::format("  {:<8}", references.at(claim));
      to.paragraph(at, std::string(10, ' '), {in_quotes(words(document->article, held->span))});
      to.line({{std::string(10, ' ') + json::text_of(claim), Look::faint}});
    }
    if (view.claims.empty()) {
      to.paragraph("  in ", "     ", {references.list(view.documents, view.documents.size())});
    }
  });
}

int show_group(const Program& program, const Collection& collection, const Found& found,
               Format format) {
  const auto grouping = collection.grouping();
  if (!grouping) return program.fail_with(grouping.error());
  const GroupView view = view_of(**grouping, found);
  if (format == Format::text) {
    print_group(program, collection, view, found.id);
  } else if (format == Format::csv) {
    csv_row(program.out(), {"document"});
    for (const std::string& id : view.documents) csv_row(program.out(), {id});
  } else {
    program.print(view.json, format == Format::json);
  }
  return kDone;
}

std::string_view member_of(Kind kind) {
  switch (kind) {
    case Kind::claim:
      return "claims";
    case Kind::attribution:
      return "attributions";
    case Kind::entity:
      return "entities";
    default:
      return "sentences";
  }
}

void print_sentences_csv(std::ostream& out, const Document& document) {
  csv_row(out, {"sentence", "text"});
  std::size_t number = 0;
  for (const Sentence& sentence : document.reading.segmentation.sentences) {
    csv_row(out, {std::to_string(++number), std::string(words(document.article, sentence.span))});
  }
}

/// A claim with all that its words hang on.
void print_part(Screen& screen, const Document& document, const Found& found) {
  if (found.kind == Kind::entity) {
    print_entity(screen, document, static_cast<EntityIndex>(found.part));
    return;
  }
  Span where;
  const Reading& reading = document.reading;
  if (found.kind == Kind::claim) {
    const auto& claim = reading.claims.claims[found.part];
    where = claim.span;
    print_claim(screen, document, static_cast<ClaimIndex>(found.part), true);
    for (const AttributionIndex link : claim.chain) print_attribution(screen, document, link, true);
  } else {
    const auto& attribution = reading.attributions.attributions[found.part];
    where = hull(attribution.cue.empty() ? attribution.content : attribution.cue);
    print_attribution(screen, document, static_cast<AttributionIndex>(found.part), true);
  }
  screen.blank();
  print_sentence(screen, document, sentence_number(document, where));
}

std::size_t count_of(const Document& document, Kind kind) {
  switch (kind) {
    case Kind::claim:
      return document.reading.claims.claims.size();
    case Kind::attribution:
      return document.reading.attributions.attributions.size();
    case Kind::entity:
      return document.reading.annotation.entities.size();
    default:
      return document.reading.segmentation.sentences.size() + 1;  // counted from one
  }
}

/// Who has to do with an entity, in all documents.
void print_related(Screen& screen, const Grouping& grouping, const EntityId& member) {
  for (const EntityGroup& group : grouping.entities) {
    if (!std::ranges::binary_search(group.members, member)) continue;
    for (const RelatedEntity& each : group.related) {
      const EntityGroup* other = find(grouping.entities, each.id);
      if (other == nullptr) continue;
      const std::string line =
          fmt::format("related: {} [{}]; {}", other->name, other->id, each.reason);
      screen.paragraph("       ", "           ", {line});
    }
  }
}

int show_in_document(const Program& program, const Collection& collection, const Document& document,
                     const Found& found, Format format) {
  if (found.part >= count_of(document, found.kind) ||
      (found.kind == Kind::sentence && found.part == 0)) {
    return program.fail_with(
        {ErrorKind::not_found, fmt::format("document {} has no such one of its {}",
                                           document.article.id, member_of(found.kind))});
  }
  Screen screen = program.screen();
  if (format == Format::text) {
    screen.line({{document.article.title.empty() ? document.article.path : document.article.title,
                  Look::strong}});
    screen.sides({fmt::format("{}, {}",
                              document.article.publisher.empty() ? "unknown publisher"
                                                                 : document.article.publisher,
                              day(document.article.published))},
                 {document.article.id, Look::faint});
    screen.blank();
    if (found.kind == Kind::sentence) {
      print_sentence(screen, document, found.part);
    } else {
      print_part(screen, document, found);
    }
    if (found.kind == Kind::entity) {
      const auto grouping = collection.grouping();
      if (!grouping) return program.fail_with(grouping.error());
      print_related(screen, **grouping,
                    {document.article.id, static_cast<EntityIndex>(found.part)});
    }
    return kDone;
  }
  const std::size_t index = found.kind == Kind::sentence ? found.part - 1 : found.part;
  const json::Json whole = json::annotated_document(document, true);
  const json::Json& part = whole.at(std::string(member_of(found.kind))).at(index);
  if (format == Format::csv) {
    csv_row(program.out(), {"value"});
    csv_row(program.out(), {json::dump(part)});
  } else {
    program.print(part, format == Format::json);
  }
  return kDone;
}

int show_document(const Program& program, const Document& document, Format format) {
  if (format == Format::text) {
    Screen screen = program.screen();
    print_document(screen, document, {});
  } else if (format == Format::csv) {
    print_sentences_csv(program.out(), document);
  } else {
    program.print(json::annotated_document(document), format == Format::json);
  }
  return kDone;
}

int show(const Program& program, const std::string& id) {
  const Result<Format> format =
      program.format({Format::text, Format::json, Format::jsonl, Format::csv}, Format::text);
  if (!format) return program.fail_with(format.error());
  const auto engine = program.open_store();
  if (!engine) return program.fail_with(engine.error());
  const Collection& collection = (*engine)->collection();
  const Result<Found> found = look_up(collection, id);
  if (!found) return program.fail_with(found.error());
  if (found->kind == Kind::allegation || found->kind == Kind::narrative) {
    return show_group(program, collection, *found, *format);
  }
  const auto document = collection.document(found->id);
  if (!document) return program.fail_with(document.error());
  if (found->kind == Kind::document) return show_document(program, **document, *format);
  return show_in_document(program, collection, **document, *found, *format);
}

}  // namespace

void add_show(Program& program) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = program.add("show", "Show a document, or what an id stands for",
                                  [&program, id] { return show(program, *id); });
  command
      ->add_option("ID", *id,
                   "A document (the start of its id will do), a sentence of it (ID:12), a claim, "
                   "attribution or name in it (ID#c1, ID#a1, ID#e1), an allegation (g…) or a "
                   "narrative (n…)")
      ->required()
      ->type_name("");
  program.offer_store(command);
  program.offer_format(command, "text|json|jsonl|csv", "text");
}

}  // namespace hearsay::cli
