#include "json/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>

#include "text/hash.h"
#include "text/utf8.h"

namespace hearsay::json {
namespace {

Json schema(const std::string& file) {
  std::ifstream in(HEARSAY_SOURCE_DIR "/schemas/" + file);
  return Json::parse(in);
}

/// Two sentences with an em dash before everything that is pinned, so that bytes and code points
/// differ: "— Ann Lee said forty pipes burst in Oruro on Monday."
Document small_document() {
  Document document;
  Article& article = document.article;
  article.id = "0123456789abcdef";
  article.sha256 = std::string(64, 'a');
  article.text = "— Ann Lee said forty pipes burst in Oruro on Monday.";
  article.path = "a.txt";
  article.published = "2015-05-05";
  article.body = {{0, 54}};
  article.origin = {{0, 10, 54, 54}};
  article.dates = {{DateKind::published, "2015-05-05", DateOrigin::json_ld, {}}};
  Reading& reading = document.reading;
  reading.segmentation.paragraphs = {{{0, 54}, 0, 1, ParagraphRole::body}};
  reading.segmentation.sentences = {{{0, 54}, 0, 0, ParagraphIndex{0}}};
  reading.annotation.entities = {{"Ann Lee", EntityType::person, {"Lee"}, ""},
                                 {"Oruro", EntityType::place, {}, ""}};
  reading.annotation.mentions = {
      {{4, 11}, EntityType::person, MentionForm::name, EntityIndex{0}, {"shape", 0.5F}},
      {{38, 43}, EntityType::place, MentionForm::name, EntityIndex{1}, {"shape", 0.75F}}};
  Attribution attribution;
  attribution.source = {{4, 11}};
  attribution.cue = {{12, 16}};
  attribution.content = {{17, 53}};
  attribution.source_kind = SourceKind::named_person;
  attribution.source_entity = EntityIndex{0};
  attribution.source_name = "Ann Lee";
  attribution.said_begin = attribution.said_end = "2015-05-04";
  attribution.basis = {"tagger", 0.875F};
  reading.attributions.attributions = {attribution};
  reading.attributions.relays = {
      {"Wire", RelayKind::agency, {}, {{0, 54}}, LinkBasis::stated, {"credit", 1}}};
  reading.groundings.places = {{MentionIndex{1},
                                {38, 43},
                                "Oruro",
                                "BO",
                                "",
                                -17.97,
                                -67.11,
                                "geonames:3909234",
                                "town",
                                {"only", 0.9F}}};
  reading.groundings.times = {
      {{47, 53}, TimexType::date, "2015-05-04", "2015-05-04", "2015-05-04", {}}};
  reading.groundings.quantities = {{{17, 22}, 40, {}, "pipe", false, {}}};
  Claim claim;
  claim.span = {17, 53};
  claim.attribution = AttributionIndex{0};
  claim.chain = {AttributionIndex{0}};
  claim.predicate = "burst";
  claim.predicate_span = {29, 34};
  claim.roles = {{Role::patient, {17, 28}, {}}, {Role::agent, {4, 11}, MentionIndex{0}}};
  claim.places = {PlaceIndex{0}};
  claim.times = {TimeIndex{0}};
  claim.quantities = {QuantityIndex{0}};
  claim.voice = Voice::attributed;
  reading.claims.claims = {claim};
  return document;
}

TEST(AnnotatedDocument, IsAsTheContractHasIt) {
  const Json json = annotated_document(small_document());
  const std::pair<const char*, const char*> rows[] = {
      {"/schema", "1"},
      {"/input_id", "null"},
      {"/publisher", "null"},
      {"/body", "[[0,52]]"},
      {"/source_map", "[[0,10,52,54]]"},
      {"/dates/0", R"({"kind":"published","value":"2015-05-05","from":"json-ld","span":null})"},
      {"/mentions/1/span", "[36,41]"},
      {"/mentions/1/entity", "\"e2\""},
      {"/places/0/mention", "\"m2\""},
      {"/places/0/lat", "-17.97"},
      {"/times/0/span", "[45,51]"},
      {"/quantities/0/low", "40.0"},
      {"/quantities/0/high", "null"},
      {"/attributions/0/id", "\"a1\""},
      {"/attributions/0/source", "[[2,9]]"},
      {"/attributions/0/parent", "null"},
      {"/attributions/0/source_entity", "\"e1\""},
      {"/attributions/0/modality", "\"assert\""},
      {"/attributions/0/said", R"(["2015-05-04","2015-05-04"])"},
      {"/attributions/0/confidence", "0.875"},
      {"/claims/0/id", "\"c1\""},
      {"/claims/0/attribution", "\"a1\""},
      {"/claims/0/chain", R"(["a1"])"},
      {"/claims/0/roles/agent", R"(["m1"])"},
      {"/claims/0/roles/patient", "[]"},
      {"/claims/0/place", R"(["m2"])"},
      {"/claims/0/time", "[0]"},
      {"/claims/0/voice", "\"attributed\""},
      {"/relay/0/basis", "\"stated\""},
  };
  for (const auto& [pointer, expected] : rows) {
    EXPECT_EQ(json.at(Json::json_pointer(pointer)).dump(), expected) << pointer;
  }
  EXPECT_FALSE(json["claims"][0].contains("rule"));
  EXPECT_EQ(annotated_document(small_document(), true)["mentions"][0]["rule"], "shape");
}

TEST(AnnotatedDocument, FitsItsSchema) {
  for (const bool explain : {false, true}) {
    EXPECT_EQ(schema_problems(schema("annotated-document.json"),
                              annotated_document(small_document(), explain), schema),
              std::vector<std::string>{});
  }
  Document blank;
  blank.article.id = "0123456789abcdef";
  EXPECT_EQ(schema_problems(schema("annotated-document.json"), annotated_document(blank), schema),
            std::vector<std::string>{});
}

TEST(Extracted, FitsItsSchema) {
  Article article = small_document().article;
  article.boilerplate = {{{0, 3}, BoilerplateKind::share}};
  const Json line = extracted(article);
  EXPECT_EQ(schema_problems(schema("extract-line.json"), line, schema), std::vector<std::string>{});
  EXPECT_EQ(line["boilerplate"].dump(), R"([{"span":[0,1],"kind":"share"}])");
}

TEST(Schema, ItsProblemsAreFound) {
  const std::pair<const char*, const char*> changes[] = {
      {"/schema", "2"},
      {"/id", "\"xyz\""},
      {"/body", "[[0]]"},
      {"/mentions/0/type", "\"animal\""},
      {"/claims/0/roles/agent", "[1]"},
      {"/attributions/0/confidence", "1.5"},
      {"/title", "7"},
  };
  for (const auto& [pointer, value] : changes) {
    Json json = annotated_document(small_document());
    json[Json::json_pointer(pointer)] = Json::parse(value);
    EXPECT_EQ(schema_problems(schema("annotated-document.json"), json, schema).size(), 1U)
        << pointer;
  }
  Json json = annotated_document(small_document());
  json.erase("claims");
  EXPECT_EQ(schema_problems(schema("annotated-document.json"), json, schema),
            std::vector<std::string>{"/ lacks \"claims\""});
}

/// A collection of one document.
class OneDocument final : public Collection {
 public:
  explicit OneDocument(Document document)
      : document_(std::make_shared<const Document>(std::move(document))) {}
  Result<std::vector<std::string>> document_ids() const override {
    return std::vector<std::string>{document_->article.id};
  }
  Result<std::shared_ptr<const Document>> document(std::string_view id) const override {
    if (id == document_->article.id) return document_;
    return fail(ErrorKind::not_found, "no such document");
  }
  Result<Sketch> sketch(std::string_view) const override { return Sketch{}; }
  Result<std::vector<std::pair<std::string, std::size_t>>> sharing(
      const std::vector<std::uint64_t>&, std::string_view, std::size_t) const override {
    return std::vector<std::pair<std::string, std::size_t>>{};
  }
  Result<std::vector<PairMatch>> pair_matches(const std::vector<std::string>&) const override {
    return std::vector<PairMatch>{};
  }
  Result<std::vector<PairMatch>> pair_matches() const override { return std::vector<PairMatch>{}; }
  Result<std::vector<Hit>> search(std::string_view, std::size_t) const override {
    return std::vector<Hit>{};
  }
  Result<std::shared_ptr<const Grouping>> grouping() const override {
    return std::make_shared<const Grouping>();
  }

 private:
  std::shared_ptr<const Document> document_;
};

Trace small_trace() {
  const std::string id = "0123456789abcdef";
  const ClaimId claim{id, ClaimIndex{0}};
  const std::vector<Evidence> evidence = {{id, {4, 11}, "Ann Lee"}};
  Trace trace;
  trace.query = "pipes";
  trace.narrative = {"n0", "pipes burst", {"g0"}, {id}, "2015-05-05", "2015-05-05", 1};
  trace.origins = {{"o1",
                    "Ann Lee",
                    SourceKind::named_person,
                    "",
                    {"Wire"},
                    Access::not_stated,
                    false,
                    "2015-05-05",
                    {claim},
                    {id}}};
  trace.independent_origins = {1, 1, 1, 1, 0, {}, {{{"o1"}, true, "same name", evidence}}};
  trace.allegations = {{"g0", "pipes burst", {id}, {"o1"}, trace.independent_origins}};
  trace.candidates = {{"n1", "other", 2, 0.5}};
  trace.nodes = {{"o1", NodeKind::origin, "Ann Lee", true}, {id, NodeKind::document, "a", true}};
  trace.edges = {{"o1", id, EdgeKind::says, LinkBasis::stated, "", evidence, 0.9}};
  trace.missing = {{"Wire", {id}, "", "2015-05-05", {"pipes"}}};
  trace.unsourced = {{claim, Voice::no_source_given, evidence}};
  trace.timeline = {{"g0", "", {id}, "first"}};
  trace.variants = {Variant{"g0", "quantity", true, {VariantValue{"40", {id}, evidence}}}};
  trace.drift = {Drift{"g0", "pipes", {VariantValue{"forty pipes", {id}, evidence}}}};
  trace.attribution_changes = {{id, "dropped", "said", "", "headline", evidence}};
  trace.contradictions = {{"g0", "denial", {claim, claim}, evidence}};
  trace.reuse = {{id, "fedcba9876543210", {{{0, 3}, {0, 3}}}, 0.5, 1, ReuseDirection::unknown, ""}};
  return trace;
}

TEST(TraceJson, IsAsTheContractHasIt) {
  const Json json = trace(small_trace(), OneDocument(small_document()));
  EXPECT_EQ(schema_problems(schema("trace.json"), json, schema), std::vector<std::string>{});
  const std::pair<const char*, const char*> rows[] = {
      {"/origins/0/claims", R"(["0123456789abcdef#c1"])"},
      {"/edges/0/evidence/0/span", "[2,9]"},
      {"/missing/0/between", R"([null,"2015-05-05"])"},
      {"/timeline/0/date", "null"},
      {"/drift/0/wordings/0/text", "\"forty pipes\""},
      {"/reuse/0/spans/0", R"({"from":[0,1],"to":null})"},
      {"/narrative/claims", "1"},
  };
  for (const auto& [pointer, expected] : rows) {
    EXPECT_EQ(json.at(Json::json_pointer(pointer)).dump(), expected) << pointer;
  }
}

DecisionRow small_decision() {
  DecisionRow row;
  row.decision = {1, Verb::set, {{}, {}}, "published", "2015-05-06", "it says so", "ann", "", 0};
  row.ids = {"0123456789abcdef", ""};
  row.undone_by = 2;
  return row;
}

TEST(Rows, FitTheirSchemas) {
  const std::string id = "0123456789abcdef";
  const std::pair<const char*, Json> rows[] = {
      {"narrative-line.json", row(small_trace().narrative)},
      {"claim-line.json", row(ClaimRow{{id, ClaimIndex{4}}, "pipes", "", "", "", "", {}})},
      {"source-line.json", row(SourceRow{"s:ann lee", "Ann Lee", {}, 2, {id}})},
      {"document-line.json", row(DocumentRow{id, "a", "", "", "", "", {}, 1, 2})},
      {"decision-line.json", row(small_decision())},
      {"add-report.json",
       row(AddReport{2, 1, 0, 0, 0, 0, 0, 1, {{"a", PageKind::home}}, 1, {{"b", Error{}}}})},
      {"audit-report.json", row(AuditReport{1, 2, {"x"}})},
  };
  for (const auto& [file, json] : rows) {
    EXPECT_EQ(schema_problems(schema(file), json, schema), std::vector<std::string>{}) << file;
  }
}

TEST(Dump, IsSafeOnTerminals) {
  const std::pair<std::string, std::string> rows[] = {
      {"plain — ünï", "\"plain — ünï\""},
      {"\x1b[31m", "\"\\u001b[31m\""},
      {"\x7f\xc2\x85\xc2\xa0", "\"\\u007f\\u0085\xc2\xa0\""},
      {"\xe2\x80\xae\xe2\x80\xa8\xd8\x9c\xd8\xa7", "\"\\u202e\\u2028\\u061c\xd8\xa7\""},
      {"\xe2\x81\xa6", "\"\\u2066\""},
      {"bad \xff\xc3", "\"bad \xef\xbf\xbd\xef\xbf\xbd\""},
      {"two\nlines", "\"two\\nlines\""},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(dump(Json(text)), expected);
}

RC_GTEST_PROP(Dump, IsValidUtf8AndReadsBack, (const std::string& bytes)) {
  const std::string line = dump(Json{{"key", bytes}});
  RC_ASSERT(text::is_valid(line));
  RC_ASSERT(line.find('\n') == std::string::npos);
  const Json read = Json::parse(line);
  if (text::is_valid(bytes)) RC_ASSERT(read["key"].get<std::string>() == bytes);
}

TEST(ClaimIds, ReadBack) {
  const ClaimId id{"0123456789abcdef", ClaimIndex{11}};
  EXPECT_EQ(text_of(id), "0123456789abcdef#c12");
  EXPECT_EQ(parse_claim_id(text_of(id)), id);
  for (const char* bad :
       {"", "#c1", "abc", "abc#c", "abc#c0", "abc#c-1", "abc#c1x", "abc#e1", "abc#c99999999999"}) {
    EXPECT_FALSE(parse_claim_id(bad)) << bad;
  }
}

/// Any document that keeps the stages' promises.
class DocumentMaker {
 public:
  explicit DocumentMaker(std::uint64_t seed) : random_(seed) {}

  Document make() {
    Document document;
    Article& article = document.article;
    const std::size_t length = below(60);
    for (std::size_t i = 0; i < length; ++i) {
      boundaries_.push_back(static_cast<std::uint32_t>(article.text.size()));
      text::append(article.text,
                   static_cast<char32_t>(below(3) == 0 ? 0x400 + below(99) : 32 + below(90)));
    }
    boundaries_.push_back(static_cast<std::uint32_t>(article.text.size()));
    head(article);
    reading(document.reading);
    decided(document);
    return document;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  template <typename T>
  T any(std::size_t bound) {
    return static_cast<T>(below(bound));
  }
  std::string word() {
    std::string out;
    for (std::size_t i = below(8); i > 0; --i) out += static_cast<char>(below(256));
    return out;
  }
  Span span() {
    const std::uint32_t a = boundaries_[below(boundaries_.size())];
    const std::uint32_t b = boundaries_[below(boundaries_.size())];
    return {std::min(a, b), std::max(a, b)};
  }
  Basis basis() { return {word(), static_cast<float>(below(1000)) / 1000}; }
  template <typename Make>
  auto some(const Make& make_one, std::size_t most = 4) {
    std::vector<decltype(make_one())> all;
    for (std::size_t i = below(most + 1); i > 0; --i) all.push_back(make_one());
    return all;
  }
  template <typename Make>
  auto maybe(const Make& make_one) -> std::optional<decltype(make_one())> {
    if (below(2) == 0) return {};
    return make_one();
  }
  Spans spans() {
    return some([&] { return span(); });
  }
  std::vector<std::string> words() {
    return some([&] { return word(); });
  }
  /// An index into a list; none where it is empty.
  template <typename Index>
  std::optional<Index> index(std::size_t size) {
    if (size == 0 || below(2) == 0) return {};
    return any<Index>(size);
  }

  void head(Article& article) {
    article.id = word();
    article.path = word();
    article.authors = words();
    article.published_span = maybe([&] { return span(); });
    article.headline = maybe([&] { return span(); });
    article.kind = any<PageKind>(5);
    article.body = spans();
    article.notes = words();
    article.dates = some([&] {
      return DocumentDate{any<DateKind>(5), word(), any<DateOrigin>(9),
                          maybe([&] { return span(); })};
    });
    article.boilerplate = some([&] { return Boilerplate{span(), any<BoilerplateKind>(9)}; });
    article.embedded = some([&] { return Embedded{span(), word(), word(), word()}; });
    article.blocks = some([&] { return Block{span(), any<BlockKind>(7)}; });
    article.links = some([&] { return Link{span(), word()}; });
    article.labels = some([&] { return PageLabel{word(), maybe([&] { return span(); })}; });
    article.syndication = some([&] { return SyndicationSignal{word(), word()}; });
    if (!article.text.empty()) {
      article.origin = {{0, random_(), static_cast<std::uint32_t>(article.text.size()), random_()}};
    }
  }

  void decided(Document& document) {
    document.decided.overruled = some([&] { return OwnValue{word(), word()}; });
    for (std::size_t i = 0; i < document.reading.attributions.attributions.size(); i += 2) {
      document.decided.rejected.push_back(static_cast<AttributionIndex>(i));
    }
  }

  void reading(Reading& reading) {
    auto& [segmentation, annotation, attributions, groundings, claims] = reading;
    segmentation.tokens = some([&] { return Token{span(), below(2) == 0}; });
    const std::size_t token_count = segmentation.tokens.size();
    segmentation.quotations =
        some([&] { return Quotation{span(), span(), {}, {}, below(2) == 0, below(2) == 0}; });
    annotation.words = std::vector<Word>(
        token_count,
        Word{any<PartOfSpeech>(17), word(), index<TokenIndex>(token_count), word(), word()});
    annotation.entities = some([&] { return Entity{word(), any<EntityType>(8), words(), word()}; });
    const std::size_t entity_count = annotation.entities.size();
    if (entity_count > 0) {
      annotation.mentions = some([&] {
        return Mention{span(), any<EntityType>(8), any<MentionForm>(3),
                       any<EntityIndex>(entity_count), basis()};
      });
    }
    attributions.attributions = some([&] {
      return Attribution{spans(),
                         spans(),
                         spans(),
                         {},
                         any<SourceKind>(8),
                         index<EntityIndex>(entity_count),
                         word(),
                         word(),
                         any<QuoteKind>(3),
                         any<Modality>(9),
                         any<Access>(5),
                         maybe([&] { return span(); }),
                         maybe([&] { return span(); }),
                         word(),
                         word(),
                         basis()};
    });
    attributions.relays = some([&] {
      return Relay{word(),  any<RelayKind>(5), maybe([&] { return span(); }),
                   spans(), any<LinkBasis>(3), basis()};
    });
    groundings.times =
        some([&] { return Time{span(), any<TimexType>(4), word(), word(), word(), basis()}; });
    groundings.quantities = some([&] {
      return Quantity{span(),
                      maybe([&] { return static_cast<double>(random_()) / 7; }),
                      maybe([&] { return -static_cast<double>(random_()); }),
                      word(),
                      below(2) == 0,
                      basis()};
    });
    claims.claims = some([&] {
      Claim claim;
      claim.span = span();
      claim.spans = spans();
      claim.attribution = index<AttributionIndex>(attributions.attributions.size());
      if (claim.attribution) claim.chain = {*claim.attribution};
      claim.predicate = word();
      claim.roles = some([&] {
        return RoleFiller{any<Role>(5), span(), index<MentionIndex>(annotation.mentions.size())};
      });
      claim.modality = any<ClaimModality>(5);
      claim.voice = any<Voice>(5);
      claim.basis = basis();
      return claim;
    });
  }

  std::mt19937_64 random_;
  std::vector<std::uint32_t> boundaries_;
};

RC_GTEST_PROP(Binary, DocumentsReadBack, (std::uint64_t seed)) {
  const Document document = DocumentMaker(seed).make();
  RC_ASSERT(check(document).has_value());
  const std::string bytes = encode_document(document);
  const auto read = decode_document(bytes);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == document);
  RC_ASSERT(encode_document(*read) == bytes);
  RC_ASSERT(text::is_valid(dump(annotated_document(document, true))));
}

RC_GTEST_PROP(Binary, DamageIsRefused, (std::uint64_t seed, std::uint32_t place, std::uint8_t by)) {
  std::string bytes = encode_document(DocumentMaker(seed).make());
  RC_ASSERT(!decode_document(std::string_view(bytes).substr(0, place % bytes.size())).has_value());
  RC_PRE(by != 0);
  bytes[place % bytes.size()] = static_cast<char>(bytes[place % bytes.size()] ^ by);
  RC_ASSERT(!decode_document(bytes).has_value());
}

/// Damage with the right hash, as only somebody who means it makes it: no crash.
RC_GTEST_PROP(Binary, ForgeriesDoNoHarm,
              (std::uint64_t seed, std::uint32_t place, std::uint8_t by)) {
  std::string bytes = encode_document(DocumentMaker(seed).make());
  bytes.resize(bytes.size() - 8);
  bytes[5 + place % (bytes.size() - 5)] = static_cast<char>(by);
  const std::uint64_t hash = text::hash64(bytes);
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>((hash >> (8 * i)) & 0xFF);
  if (const auto read = decode_document(bytes)) {
    RC_ASSERT(check(*read).has_value());
    RC_ASSERT(text::is_valid(dump(annotated_document(*read))));
  }
}

TEST(Binary, OtherRecordsReadBack) {
  Sketch sketch{"0123456789abcdef", "2015-05-05", {{~0ULL, {1, 9}}}, {}, {1, 1ULL << 63}};
  sketch.claims = {
      {ClaimIndex{3}, "burst", {"pipe"}, {}, {"ann lee"}, {"geonames:1"}, "", "", {}, {}, {}}};
  EXPECT_EQ(decode_sketch(encode_sketch(sketch)), sketch);
  PairMatch match{"a", "b", Reuse{"b", "a", {{{1, 2}, {3, 4}}}, 0.1, 1.0 / 3, {}, "because"}, {}};
  match.claims = {
      {{"a", ClaimIndex{0}}, {"b", ClaimIndex{1}}, ClaimRelation::widens, 0.3, "", true}};
  match.parts = {{0, 1, 0.5, 0.25, true}};
  EXPECT_EQ(decode_pair_match(encode_pair_match(match)), match);
  const Entity entity{"Ann", EntityType::person, {"A."}, "mayor"};
  EXPECT_EQ(decode_entity(encode_entity(entity)), entity);
  const EntityGroup group{"a#e1",
                          "Ann",
                          EntityType::person,
                          {},
                          {{"a", EntityIndex{0}}},
                          {"same"},
                          {{"b#e1", "Ann: \"mayor of B\""}}};
  EXPECT_EQ(decode_entity_group(encode_entity_group(group)), group);
  Outline outline{"a", "2015-05-05", true, {}, {}, {entity}};
  outline.parts = {{{{"pipe", 0.5F}},
                    {"geonames:1"},
                    {"geonames:1"},
                    {"oruro"},
                    "",
                    "",
                    {"ann"},
                    "Pipe bursts"}};
  outline.claims = {{sketch.claims.front(), "The pipe burst.", 0, true, false}};
  EXPECT_EQ(decode_outline(encode_outline(outline)), outline);
  EXPECT_FALSE(decode_sketch(encode_entity_group(group)));
  EXPECT_FALSE(decode_entity_group("hsyg"));
  EXPECT_EQ(decode_sketch("{}").error().message,
            "A stored sketch cannot be read: it is not in hearsay's form.");
}

TEST(Anchors, ReadBack) {
  const std::vector<Anchor> anchors = {
      {AnchorKind::attribution, std::string(64, 'a'), {{0, 3}, {0, 0}, {7, 9}}, "said \"no\"\n"},
      {AnchorKind::name, "", {}, "Ünion"}};
  const auto read = decode_anchors(encode_anchors(anchors));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, anchors);
  for (const char* damaged :
       {"", "{}", "[1]", "[{}]", R"([{"kind":"nothing","spans":[]}])", R"([{"kind":"claim"}])",
        R"([{"kind":"claim","spans":[[3,1]]}])", R"([{"kind":"claim","spans":[[-1,4]]}])",
        R"([{"kind":"claim","spans":[[0,4294967296]]}])"}) {
    const auto refused = decode_anchors(damaged);
    ASSERT_FALSE(refused) << damaged;
    EXPECT_EQ(refused.error().kind, ErrorKind::store);
  }
}

TEST(Check, NamesWhatIsWrong) {
  const auto problem = [](auto change) {
    Document document = small_document();
    change(document);
    const auto checked = check(document);
    return checked ? std::string() : checked.error().message;
  };
  EXPECT_EQ(problem([](Document&) {}), "");
  EXPECT_EQ(problem([](Document& d) { d.article.body[0].end = 55; }),
            "a body has a span outside the text: [0,55)");
  EXPECT_EQ(problem([](Document& d) { d.article.headline = Span{1, 4}; }),
            "a headline has a span that cuts a character: [1,4)");
  EXPECT_EQ(problem([](Document& d) { d.reading.annotation.mentions[0].entity = EntityIndex{2}; }),
            "a mention's entity is a record that is not there");
  EXPECT_EQ(problem([](Document& d) { d.reading.claims.claims[0].times = {TimeIndex{1}}; }),
            "a claim's time is a record that is not there");
  EXPECT_EQ(problem([](Document& d) { d.article.text[0] = '\xff'; }), "a text is not valid UTF-8");
}

}  // namespace
}  // namespace hearsay::json
