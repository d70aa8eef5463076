#include "match/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "match/align.h"
#include "match/cluster.h"
#include "match/days.h"
#include "match/lexicon.h"
#include "match/link.h"
#include "match/names.h"
#include "match/parts.h"
#include "text/hash.h"

namespace hearsay {
namespace {

using matching::words_in;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<matching::Passage> shared_passages(const std::string& a, const std::string& b) {
  return matching::shared_passages(matching::HashedWords(words_in(a)),
                                   matching::HashedWords(words_in(b)));
}

const Matcher& matcher() {
  static const Matcher loaded_matcher = [] {
    Result<Matcher> loaded = Matcher::load(HEARSAY_DATA_DIRECTORY);
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return *loaded;
  }();
  return loaded_matcher;
}

/// A document of sentences, each of them one claim without a source.
class Story {
 public:
  Story(const std::string& id, const std::string& title, const std::string& published) {
    document_.article.id = id;
    document_.article.title = title;
    document_.article.published = published;
  }
  /// The title stands above the sentences that follow; a town in it is found by `in_headline`.
  Story& headed() {
    document_.article.text = document_.article.title;
    document_.article.headline = Span{0, static_cast<std::uint32_t>(document_.article.text.size())};
    return *this;
  }
  Story& in_headline(const std::string& place, const std::string& id) {
    place_at(document_.article.text.find(place), place, id);
    return *this;
  }
  Story& says(const std::string& sentence) {
    std::string& text = document_.article.text;
    if (!text.empty()) text += ' ';
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += sentence;
    const Span span{begin, static_cast<std::uint32_t>(text.size())};
    document_.reading.segmentation.sentences.push_back({span, 0, 0, {}});
    Claim claim;
    claim.span = span;
    document_.reading.claims.claims.push_back(claim);
    return *this;
  }
  /// Words of the last sentence that it gives to a source.
  Story& says_also(const std::string& words) {
    const auto begin = static_cast<std::uint32_t>(document_.article.text.rfind(words));
    Claim claim;
    claim.span = {begin, static_cast<std::uint32_t>(begin + words.size())};
    document_.reading.attributions.attributions.emplace_back();
    claim.attribution = AttributionIndex{0};
    document_.reading.claims.claims.push_back(claim);
    return *this;
  }
  Story& at(const std::string& place, const std::string& id) {
    place_at(document_.article.text.rfind(place), place, id);
    claim().places.push_back(
        static_cast<PlaceIndex>(document_.reading.groundings.places.size() - 1));
    return *this;
  }
  Story& on(const std::string& day) {
    document_.reading.groundings.times.push_back(
        {claim().span, TimexType::date, day, day, day, {}});
    claim().times.push_back(static_cast<TimeIndex>(document_.reading.groundings.times.size() - 1));
    return *this;
  }
  Story& amount(std::optional<double> low, std::optional<double> high, const std::string& unit) {
    document_.reading.groundings.quantities.push_back({claim().span, low, high, unit, false, {}});
    claim().quantities.push_back(
        static_cast<QuantityIndex>(document_.reading.groundings.quantities.size() - 1));
    return *this;
  }
  Story& negative() {
    claim().polarity = Polarity::negative;
    return *this;
  }
  Story& names(const std::string& name, EntityType type, const std::string& description = "") {
    Entity entity;
    entity.name = name;
    entity.type = type;
    entity.description = description;
    document_.reading.annotation.entities.push_back(entity);
    return *this;
  }
  /// The last sentence is a paragraph of its own, and most of it is from that paper.
  Story& from(const std::string& paper) {
    const Span span = claim().span;
    document_.reading.segmentation.paragraphs.push_back({span, 0, 0, ParagraphRole::body});
    Relay relay;
    relay.name = paper;
    relay.kind = RelayKind::outlet;
    relay.scope = {{span.begin, span.end - 12}};
    document_.reading.attributions.relays.push_back(std::move(relay));
    return *this;
  }
  Story& published_by(const std::string& publisher) {
    document_.article.publisher = publisher;
    return *this;
  }
  [[nodiscard]] Document make() const {
    Document document = document_;
    document.article.body = {{0, static_cast<std::uint32_t>(document.article.text.size())}};
    return document;
  }

 private:
  void place_at(std::size_t where, const std::string& place, const std::string& id) {
    Place record;
    record.span = {static_cast<std::uint32_t>(where),
                   static_cast<std::uint32_t>(where + place.size())};
    record.gazetteer = id;
    record.level = "town";
    document_.reading.groundings.places.push_back(record);
  }

  Claim& claim() { return document_.reading.claims.claims.back(); }
  Document document_;
};

PairMatch matched(const Story& a, const Story& b) {
  const Document first = a.make();
  const Document second = b.make();
  return matcher().match_pair(first, matcher().sketch(first), second, matcher().sketch(second));
}

Grouping grouped(const std::vector<Story>& stories) {
  std::vector<Document> documents;
  std::vector<Sketch> sketches;
  std::vector<Outline> outlines;
  for (const Story& story : stories) {
    documents.push_back(story.make());
    sketches.push_back(matcher().sketch(documents.back()));
    outlines.push_back(matcher().outline(documents.back(), sketches.back()));
  }
  std::vector<PairMatch> matches;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (std::size_t j = i + 1; j < documents.size(); ++j) {
      matches.push_back(matcher().match_pair(documents[i], sketches[i], documents[j], sketches[j]));
    }
  }
  return group(outlines, matches);
}

constexpr const char* kRain =
    "Rain was coming through the ceiling of the main reading room when the engineers of the "
    "inspectorate visited the library on Monday evening.";
constexpr const char* kOther =
    "The council has bought three new buses for the line between the station and the harbour.";

// ---- words -----------------------------------------------------------------------------------

TEST(Words, AreCutAndFoldedTheSameInEverySpelling) {
  const auto folded = [](std::string_view text) {
    std::vector<std::string> words;
    for (const auto& word : words_in(text)) words.push_back(word.folded);
    return words;
  };
  EXPECT_THAT(folded("The Ministry\xE2\x80\x99s 1,200 men don't"),
              ElementsAre("the", "ministry", "1200", "men", "dont"));
  EXPECT_THAT(folded("Al-\xE1\xB8\xA4"
                     "asakah"),
              ElementsAre("al", "hasakah"));
  EXPECT_THAT(folded("\xE5\x9B\xBE\xE4\xB9\xA6"), SizeIs(2));
  EXPECT_THAT(folded("\xFF\xFE --- ..."), IsEmpty());
}

TEST(Words, FormsOfOneWordAreOneTermAndFunctionWordsWeighNothing) {
  const auto lexicon = matching::Lexicon::parse(
      "# passages\t100\nthe\t99\tf\t\nsaid\t40\tc\tsay\nsay\t20\tc\t\nleaks\t2\tc\tleak\n");
  ASSERT_TRUE(lexicon.has_value());
  const auto terms = lexicon->terms("The leak, leaks leaking; said say Zhelyazkov");
  EXPECT_EQ(terms[0].weight, 0);
  EXPECT_EQ(terms[1].term, terms[2].term);
  EXPECT_EQ(terms[2].term, terms[3].term);
  EXPECT_EQ(terms[4].term, terms[5].term);
  EXPECT_LT(terms[4].weight, terms[1].weight);
  EXPECT_EQ(terms[6].weight, 1);
  EXPECT_FALSE(matching::Lexicon::parse("").has_value());
  EXPECT_FALSE(matching::Lexicon::parse("word\tmany\tc\t").has_value());
}

TEST(Lexicon, OrdinaryWordsOfOtherLanguagesTellLittle) {
  const auto lexicon = matching::Lexicon::parse(
      "# passages\t1000\nthe\t900\tf\t\nroof\t2\tc\t\n# terms\nnicht\t500\ntejado\t3\n");
  ASSERT_TRUE(lexicon.has_value());
  EXPECT_LT(lexicon->weight("nicht"), 0.2F);
  EXPECT_GT(lexicon->weight("roof"), 0.7F);
  EXPECT_EQ(lexicon->weight("tejado"), 1.0F);  // rare: as telling as a name
  EXPECT_EQ(lexicon->weight("weiss"), 1.0F);
}

TEST(Days, AreReadFromIso) {
  EXPECT_EQ(matching::day_number("1970-01-02"), 1);
  EXPECT_EQ(matching::day_number("2015-02-30"), std::nullopt);
  EXPECT_EQ(matching::day_number("2015"), std::nullopt);
  EXPECT_EQ(matching::instant("1970-01-01T02:00:00+01:00"), 3600);
  EXPECT_EQ(matching::instant("1970-01-01T02:00Z"), 7200);
  EXPECT_EQ(matching::instant("1970-01-01T02:00:00"), std::nullopt);
}

// ---- names -----------------------------------------------------------------------------------

TEST(Names, SpellingsOfOneNameAreAlike) {
  const std::vector<std::pair<std::string, std::string>> same{
      {"Tsvetan Zhelyazkov", "Cvetan Jeliazkov"}, {"Aurelio Quispe", "A. Quispe"},
      {"Mohamed Aziz", "Mohammed Azeez"},         {"the Ministry of Health", "Ministry of Health"},
      {"World Health Organization", "WHO"},       {"Al Hasakah", "Alhasakah"}};
  const std::vector<std::pair<std::string, std::string>> other{
      {"Ministry of Health", "Ministry of Culture"},
      {"Karl Smith", "Jane Smith"},
      {"Aurelio Quispe", "Nayra Condori"},
      {"North Korea", "South Korea"}};
  for (const auto& [a, b] : same) EXPECT_GE(name_similarity(a, b), 0.84) << a << " | " << b;
  for (const auto& [a, b] : other) EXPECT_LT(name_similarity(a, b), 0.86) << a << " | " << b;
}

TEST(Names, SimilarityIsSymmetricAndBounded) {
  EXPECT_TRUE(rc::check([](const std::string& a, const std::string& b) {
    const double forward = name_similarity(a, b);
    RC_ASSERT(forward >= 0 && forward <= 1);
    RC_ASSERT(std::abs(forward - name_similarity(b, a)) < 1e-9);
  }));
}

// ---- reuse -----------------------------------------------------------------------------------

TEST(Reuse, AWholeCopyIsFoundWithItsSpans) {
  const PairMatch match = matched(Story("aa", "Rain", "2015-05-05").says(kRain),
                                  Story("bb", "Rain", "2015-05-06").says(kOther).says(kRain));
  ASSERT_TRUE(match.reuse.has_value());
  EXPECT_EQ(match.reuse->from, "aa");
  EXPECT_EQ(match.reuse->direction, ReuseDirection::earlier_to_later);
  EXPECT_GT(match.reuse->containment, 0.95);
  EXPECT_LT(match.reuse->similarity, 0.7);
  ASSERT_THAT(match.reuse->spans, SizeIs(1));
  const Document copy = Story("bb", "Rain", "2015-05-06").says(kOther).says(kRain).make();
  const std::string_view words = hearsay::words(copy.article, match.reuse->spans.front().second);
  EXPECT_EQ(words.substr(0, 8), "Rain was");
}

TEST(Reuse, LightEditsDoNotBreakAPassage) {
  std::string edited(kRain);
  edited.replace(edited.find("main reading room"), 17, "big room");
  const PairMatch match = matched(Story("aa", "", "2015-05-05").says(kRain),
                                  Story("bb", "", "2015-05-06").says(edited));
  ASSERT_TRUE(match.reuse.has_value());
  EXPECT_THAT(match.reuse->spans, SizeIs(1));
}

TEST(Reuse, DirectionFollowsTheDates) {
  const auto from = [](const std::string& date_a, const std::string& date_b) {
    const PairMatch match =
        matched(Story("aa", "", date_a).says(kRain), Story("bb", "", date_b).says(kRain));
    const bool known = match.reuse->direction == ReuseDirection::earlier_to_later;
    return known ? match.reuse->from : "?" + match.reuse->reason;
  };
  EXPECT_EQ(from("2015-05-05", "2015-05-06"), "aa");
  EXPECT_EQ(from("2015-05-06", "2015-05-05"), "bb");
  EXPECT_EQ(from("2015-05-06T10:00:00Z", "2015-05-06T09:00:00Z"), "bb");
  EXPECT_EQ(from("2015-05-06", "2015-05-06"), "?both are of the same day");
  EXPECT_EQ(from("", "2015-05-06"), "?one of them is undated");
}

TEST(Reuse, OtherTextSharesNothing) {
  EXPECT_FALSE(matched(Story("aa", "", "").says(kRain), Story("bb", "", "").says(kOther)).reuse);
}

// The fast way finds every run that the obvious way finds.
TEST(Reuse, EveryLongSharedRunIsFound) {
  EXPECT_TRUE(rc::check("fingerprints miss no run of eight words", [] {
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "alpha", "beta", "gamma", "delta", "eps", "zeta", "eta", "theta"));
    const auto run = *rc::gen::container<std::vector<std::string>>(
        12, rc::gen::element<std::string>("one", "two", "three", "four", "five", "six", "seven"));
    std::string shared;
    for (const std::string& word : run) shared += word + " ";
    std::string a;
    for (const std::string& word : words) a += word + " ";
    const std::string b = shared + a;
    a += shared;
    const auto passages = shared_passages(a, shared);
    RC_ASSERT(!passages.empty());
    for (const auto& passage : shared_passages(a, b)) {
      RC_ASSERT(passage.equal <= passage.first.size());
      RC_ASSERT(passage.first.end <= words_in(a).size());
      RC_ASSERT(passage.second.end <= words_in(b).size());
    }
  }));
}

TEST(Reuse, RepetitiveTextCostsNoMore) {
  std::string again;
  for (int i = 0; i < 40000; ++i) again += i % 7 == 0 ? "rain fell " : "and ";
  const auto begin = std::chrono::steady_clock::now();
  (void)shared_passages(again, again);
  std::string numbers;
  for (int i = 0; i < 40000; ++i) numbers += std::to_string(i % 900) + " ";
  (void)shared_passages(numbers, numbers);
  const auto taken = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(std::chrono::duration<double>(taken).count(), 10);
}

// ---- keys ------------------------------------------------------------------------------------

bool meet(const Document& a, const Document& b) {
  const std::vector<std::uint64_t> keys_a = matcher().sketch(a).keys;
  const std::vector<std::uint64_t> keys_b = matcher().sketch(b).keys;
  std::vector<std::uint64_t> shared;
  std::set_intersection(keys_a.begin(), keys_a.end(), keys_b.begin(), keys_b.end(),
                        std::back_inserter(shared));
  return !shared.empty();
}

Document plain(const std::string& id, const std::string& text) {
  return Story(id, "", "").says(text).make();
}

struct Meeting {
  const char* why;
  const char* a;
  const char* b;
  bool meet;
};

TEST(Keys, WhoMeetsWhom) {
  for (const Meeting& row : std::vector<Meeting>{
           {"a name and a thing", "Cracks were found in the bridge of Zelmarin.",
            "Zelmarin keeps its bridge open, whatever the papers say.", true},
           {"two ordinary words", "The government opened a new school by the river.",
            "A school was flooded, the government said, when the river rose.", false},
           {"ordinary words of another language",
            "Die Regierung hat am Montag nicht gesagt, warum.",
            "Am Dienstag hat die Regierung es nicht mehr gesagt.", false},
           {"a phrase that anybody writes", "At the end of the day it was all the same to him.",
            "The shops close at the end of the day, as it was before.", false},
           {"a sentence taken over", "Divers recovered the brass propeller near the sunken pier.",
            "Yesterday divers recovered the brass propeller near the sunken pier.", true},
       }) {
    EXPECT_EQ(meet(plain("aa", row.a), plain("bb", row.b)), row.meet) << row.why;
  }
}

TEST(Keys, ALongDocumentHasNoMore) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "Zelmarin" + std::to_string(i) + " stood idle. ";
  EXPECT_LT(matcher().sketch(plain("aa", text)).keys.size(), 600U);
}

// ---- links -----------------------------------------------------------------------------------

struct Linked {
  std::size_t count;
  ClaimRelation relation;
};

ClaimRelation relation(const Story& a, const Story& b) {
  const PairMatch match = matched(a, b);
  EXPECT_THAT(match.claims, SizeIs(1));
  return match.claims.empty() ? ClaimRelation::same : match.claims.front().relation;
}

TEST(Links, SlotsDecideTheRelation) {
  const auto leaks = [](const std::string& id) {
    return Story(id, "", "2015-05-05")
        .says("A roofer counted leaks in the roof of the Drenov Library.");
  };
  EXPECT_EQ(relation(leaks("aa"), leaks("bb")), ClaimRelation::same);
  EXPECT_EQ(relation(leaks("aa").amount(40, 40, "leak"), leaks("bb").amount(400, 400, "leak")),
            ClaimRelation::contradicts);
  EXPECT_EQ(relation(leaks("aa").amount(40, 40, "leak"), leaks("bb").amount(40, {}, "leak")),
            ClaimRelation::refines);
  EXPECT_EQ(relation(leaks("aa").amount(30, {}, "leak"), leaks("bb").amount(40, 50, "leak")),
            ClaimRelation::widens);
  EXPECT_EQ(relation(leaks("aa").negative(), leaks("bb")), ClaimRelation::denies);
  EXPECT_EQ(relation(leaks("aa"), leaks("bb").negative()), ClaimRelation::contradicts);
  EXPECT_EQ(relation(leaks("aa").on("2015-05-03"), leaks("bb").on("2015-05-04")),
            ClaimRelation::contradicts);
}

TEST(Links, AnotherMonthOrTownIsAnotherEvent) {
  const auto leaks = [](const std::string& id, const std::string& town) {
    return Story(id, "", "2015-05-05")
        .says("A roofer counted forty leaks in the roof of the library in " + town + ".");
  };
  EXPECT_THAT(
      matched(leaks("aa", "Vidin").on("2015-05-03"), leaks("bb", "Vidin").on("2014-11-03")).claims,
      IsEmpty());
  EXPECT_THAT(
      matched(leaks("aa", "Vidin").at("Vidin", "g:1"), leaks("bb", "Lom").at("Lom", "g:2")).claims,
      IsEmpty());
}

TEST(Links, UnrelatedClaimsAreNotLinked) {
  EXPECT_THAT(matched(Story("aa", "", "").says(kRain), Story("bb", "", "").says(kOther)).claims,
              IsEmpty());
}

TEST(Links, TheOrderInWhichTwoAreGivenDoesNotMatter) {
  const Document a = Story("aa", "Rain", "2015-05-05").says(kRain).make();
  const Document b = Story("bb", "Rain", "2015-05-06").says(kOther).says(kRain).make();
  const Sketch sketch_a = matcher().sketch(a);
  const Sketch sketch_b = matcher().sketch(b);
  EXPECT_EQ(matcher().match_pair(a, sketch_a, b, sketch_b),
            matcher().match_pair(b, sketch_b, a, sketch_a));
}

TEST(Keys, CopiesAndRetellingsShareSomeAndOthersNone) {
  const auto keys = [](const Story& story) { return matcher().sketch(story.make()).keys; };
  const auto shared = [&](const Story& a, const Story& b) {
    const auto first = keys(a);
    const auto second = keys(b);
    std::vector<std::uint64_t> both;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                          std::back_inserter(both));
    return both.size();
  };
  const Story rain = Story("aa", "Rain shuts the Drenov Library", "").says(kRain);
  EXPECT_GT(shared(rain, Story("bb", "", "").says(kRain)), 0U);
  EXPECT_GT(
      shared(rain,
             Story("bb", "Drenov Library closed", "").says("Leaks in the ceiling closed it.")),
      0U);
  EXPECT_EQ(shared(rain, Story("bb", "Buses", "").says(kOther)), 0U);
}

// ---- groups ----------------------------------------------------------------------------------

Story leaking(const std::string& id, const std::string& town, const std::string& place,
              const std::string& day) {
  return Story(id, "Library in " + town + " closed over a leaking roof", day)
      .says("The library in " + town + " was closed after rain came through the leaking roof.")
      .at(town, place)
      .on(day)
      .says("A roofer counted forty leaks in the roof of the library.");
}

// The same mayor of the same town is told of in many stories.
TEST(Parts, NamesCountNoMoreThanWords) {
  const auto telling = [](const std::string& id, float common) {
    Outline outline;
    outline.document = id;
    OutlinePart part;
    part.terms = {{"common", common}, {"of " + id, std::sqrt(1 - common * common)}};
    part.places = {"g:1"};
    part.actors = {"hana brezov"};
    outline.parts = {part};
    return outline;
  };
  const auto story = [&](float common) {
    return matching::part_likeness(telling("aa", common), telling("bb", common), {}).front();
  };
  EXPECT_FALSE(story(0.3F).strong);
  EXPECT_LT(story(0.3F).story, 0.19);
  EXPECT_TRUE(story(0.6F).strong);
  EXPECT_GT(story(0.6F).story, 0.36 + 0.2) << "both count in full";
}

TEST(Groups, AnotherTownIsAnotherAllegationOfOneNarrative) {
  const Grouping grouping = grouped(
      {leaking("aa", "Vidin", "g:1", "2015-05-05"), leaking("bb", "Vidin", "g:1", "2015-05-06"),
       leaking("cc", "Lom", "g:2", "2014-11-19"),
       Story("dd", "New buses for the harbour line", "2015-05-05").says(kOther)});
  ASSERT_THAT(grouping.narratives, SizeIs(2));
  EXPECT_THAT(grouping.narratives[0].documents, ElementsAre("aa", "bb", "cc"));
  EXPECT_THAT(grouping.narratives[0].allegations, SizeIs(2));
  EXPECT_EQ(grouping.narratives[0].first_seen, "2014-11-19");
  EXPECT_THAT(grouping.narratives[1].documents, ElementsAre("dd"));
}

// One of two accounts names the district, the other the town.
TEST(Groups, AnotherTownInTheTextPartsNoAccountsOfOneEvent) {
  const auto story = [](const std::string& id, const std::string& town, const std::string& place) {
    return Story(id, "Library closed over a leaking roof", "2015-05-05")
        .says("The library in " + town + " was closed after rain came through the leaking roof.")
        .at(town, place)
        .on("2015-05-05")
        .says("A roofer counted forty leaks in the roof of the library.");
  };
  const auto allegations = [](const std::vector<Story>& stories) {
    return grouped(stories).allegations.size();
  };
  EXPECT_EQ(allegations({story("aa", "Vidin", "g:1"), story("bb", "Kaleto", "g:2")}), 1U);
  // Headlines that name towns are sure of theirs.
  const auto headed = [](const std::string& id, const std::string& town, const std::string& place) {
    return Story(id, "Library in " + town + " closed over a leaking roof", "2015-05-05")
        .headed()
        .in_headline(town, place)
        .says("A library was closed after rain came through the leaking roof.")
        .on("2015-05-05");
  };
  EXPECT_EQ(allegations({headed("aa", "Vidin", "g:1"), headed("bb", "Kaleto", "g:2")}), 2U);
}

TEST(Groups, ATownAloneMakesNoStory) {
  const Grouping grouping =
      grouped({leaking("aa", "Zagrazhden", "g:1", "2015-05-05"),
               Story("bb", "Swans hatch in Zagrazhden", "2015-05-05")
                   .says("Five cygnets hatched on the pond in Zagrazhden on Tuesday.")
                   .at("Zagrazhden", "g:1")
                   .on("2015-05-05")});
  EXPECT_THAT(grouping.narratives, SizeIs(2));
}

// Whose town an allegation of these documents is set in is told by who else is in it.
std::vector<std::string> told_with(const std::vector<Story>& stories, const std::string& id) {
  std::set<std::string> others;
  for (const Allegation& allegation : grouped(stories).allegations) {
    const auto& all = allegation.documents;
    if (std::find(all.begin(), all.end(), id) != all.end()) others.insert(all.begin(), all.end());
  }
  others.erase(id);
  return {others.begin(), others.end()};
}

const Story& buses() {
  static const Story story = Story("cc", "Three buses for the harbour", "2015-05-05").says(kOther);
  return story;
}

TEST(Groups, EachPassageOfADigestJoinsItsOwnStory) {
  const auto in_brief = [](const std::string& first, const std::string& second) {
    return Story("dd", "In brief", "2015-05-07")
        .says("A roofer counted forty leaks in the roof of the library of Vidin, the Echo wrote.")
        .at("Vidin", "g:1")
        .from(first)
        .says("The council bought three new buses for the line to the harbour, the Post wrote.")
        .from(second);
  };
  const Story rain = leaking("aa", "Vidin", "g:1", "2015-05-05");
  EXPECT_THAT(told_with({rain, buses(), in_brief("Echo", "Post")}, "dd"), ElementsAre("aa", "cc"));
  // A page that comes back to one paper is no digest, nor is one whose own paper is credited.
  EXPECT_THAT(told_with({rain, buses(), in_brief("Echo", "Echo")}, "dd"), SizeIs(1));
  EXPECT_THAT(told_with({rain, buses(), in_brief("Echo", "Post").published_by("Post")}, "dd"),
              SizeIs(1));
}

TEST(Groups, WhatAPageBeginsWithIsWhatItIsAbout) {
  const auto later = [](const std::string& id, const std::string& day) {
    return Story(id, "Library in Vidin: roof leaked", "2015-09-20")
        .says("Forty leaks were counted in the roof of the library in Vidin.")
        .at("Vidin", "g:1")
        .on(day)
        .says("The library said that the roofer had been paid.");
  };
  const Story first = later("aa", "2015-05-05");
  EXPECT_THAT(told_with({first, later("bb", "2015-05-06")}, "bb"), ElementsAre("aa"));
  EXPECT_THAT(told_with({first, later("bb", "2015-05-06").on("2015-09-19")}, "bb"),
              ElementsAre("aa"));
  EXPECT_THAT(told_with({first, later("bb", "2015-09-18")}, "bb"), IsEmpty());
  // When it was said is not when it was.
  Story interview("bb", "Library in Vidin: roof leaked", "2015-09-20");
  interview
      .says(
          "In an interview on Saturday a roofer said forty leaks were in the library roof in "
          "Vidin.")
      .on("2015-09-19")
      .says_also("forty leaks were in the library roof")
      .at("Vidin", "g:1")
      .on("2015-05-06");
  EXPECT_THAT(told_with({first, interview}, "bb"), ElementsAre("aa"));
  EXPECT_THAT(grouped({first, interview}).allegations, SizeIs(1));
}

TEST(Groups, APageWithoutATimeIsAboutTheWeeksBeforeIt) {
  const auto denial = [](const std::string& published) {
    return Story("bb", "No leaks in the library of Vidin", published)
        .says("The roof of the library in Vidin leaked nowhere, a roofer said.")
        .at("Vidin", "g:1");
  };
  const Story rain = leaking("aa", "Vidin", "g:1", "2015-05-05");
  EXPECT_THAT(told_with({rain, denial("2015-07-05")}, "bb"), ElementsAre("aa"));
  EXPECT_THAT(told_with({rain, denial("2015-11-05")}, "bb"), IsEmpty());
}

TEST(Groups, TheOrderOfTheInputDoesNotMatter) {
  std::vector<Story> stories{leaking("aa", "Vidin", "g:1", "2015-05-05"),
                             leaking("bb", "Vidin", "g:1", "2015-05-06"),
                             leaking("cc", "Lom", "g:2", "2014-11-19"),
                             Story("dd", "New buses", "2015-05-05").says(kOther)};
  const Grouping first = grouped(stories);
  std::reverse(stories.begin(), stories.end());
  EXPECT_EQ(first, grouped(stories));
}

TEST(Groups, NamesJoinAcrossDocumentsWithTheirReason) {
  const auto people = [](const std::string& id, const std::string& name,
                         EntityType type = EntityType::person) {
    return Story(id, "Rain", "2015-05-05").says(kRain).names(name, type);
  };
  const auto groups = [&](const std::string& a, const std::string& b,
                          EntityType type = EntityType::person) {
    return grouped({people("aa", a, type), people("bb", b, type)}).entities.size();
  };
  EXPECT_EQ(groups("Tsvetan Zhelyazkov", "Cvetan Jeliazkov"), 1U);
  EXPECT_EQ(groups("Aurelio Quispe", "A. Quispe"), 1U);
  EXPECT_EQ(groups("Aurelio Quispe", "Quispe"), 1U);
  EXPECT_EQ(groups("Aurelio Quispe", "Nayra Quispe"), 2U);
  EXPECT_EQ(groups("John Smith", "Jane Smith"), 2U);
  EXPECT_EQ(groups("Ministry of Health", "Ministry of Culture", EntityType::organisation), 2U);
  EXPECT_EQ(groups("World Health Organization", "WHO", EntityType::organisation), 1U);
  const Grouping grouping = grouped({people("aa", "Aurelio Quispe"), people("bb", "A. Quispe")});
  EXPECT_EQ(grouping.entities.front().name, "Aurelio Quispe");
  EXPECT_THAT(grouping.entities.front().reasons, SizeIs(1));
}

// Which bodies the descriptions of "Ann Lee" in one story make her related to.
std::string related(const std::string& description, const std::string& body,
                    const std::string& text = kRain) {
  const Grouping grouping =
      grouped({Story("aa", "Rain", "2015-05-05")
                   .says(kRain)
                   .names("Ann Lee", EntityType::person, description),
               Story("bb", "Rain", "2015-05-06").says(text).names(body, EntityType::organisation)});
  std::string out;
  for (const EntityGroup& group : grouping.entities) {
    for (const RelatedEntity& each : group.related) {
      out += group.name + " > " + each.id + ": " + each.reason + "\n";
    }
  }
  return out;
}

TEST(Groups, AMinisterIsRelatedToTheMinistryAndNotIt) {
  EXPECT_EQ(related("the culture minister", "Ministry of Culture"),
            "Ann Lee > bb#e1: Ann Lee: \"the culture minister\"\n"
            "Ministry of Culture > aa#e1: Ann Lee: \"the culture minister\"\n");
  EXPECT_NE(related("a spokeswoman for the Ministry of Culture", "Ministry of Culture"), "");
  EXPECT_NE(related("who leads the Guard", "Guard"), "");
  EXPECT_EQ(related("a guard at the gate", "Guard"), "");
  EXPECT_EQ(related("the finance minister", "Ministry of Culture"), "");
  EXPECT_EQ(related("the minister", "Ministry of Culture"), "");
  EXPECT_EQ(related("", "Ministry of Culture"), "");
  // Elsewhere there are ministries too.
  EXPECT_EQ(related("the culture minister", "Ministry of Culture", kOther), "");
}

TEST(Clusters, DoNotChain) {
  const std::vector<matching::Similarity> chain{{0, 1, 0.9}, {1, 2, 0.9}, {2, 3, 0.9}};
  const auto labels = matching::average_link(4, chain, 0.5);
  EXPECT_EQ(labels[0], labels[1]);
  EXPECT_NE(labels[0], labels[3]);
  const auto apart = matching::average_link(2, {{0, 1, 0.9}}, 0.5,
                                            [](std::uint32_t, std::uint32_t) { return true; });
  EXPECT_NE(apart[0], apart[1]);
}

TEST(Clusters, TwoCloseGroupsStayApartAndALooseOneHoldsTogether) {
  // Items 0-2 and 3-5, alike by `inside`; those of the one and of the other by `between`.
  const auto clusters = [](double inside, double between) {
    std::vector<matching::Similarity> pairs;
    for (std::uint32_t a = 0; a < 6; ++a) {
      for (std::uint32_t b = a + 1; b < 6; ++b) {
        pairs.push_back({a, b, a / 3 == b / 3 ? inside : between});
      }
    }
    const auto labels = matching::average_link(6, pairs, 0.2, {}, 0.65);
    return std::set<std::uint32_t>(labels.begin(), labels.end()).size();
  };
  EXPECT_EQ(clusters(0.6, 0.3), 2U);
  EXPECT_EQ(clusters(0.4, 0.3), 1U);
  EXPECT_EQ(clusters(0.6, 0.5), 1U);
}

TEST(Texts, HeadlinesAndCopiesCompare) {
  EXPECT_GT(
      matcher().sentence_similarity("Drug lord captured by marines", "Marines capture drug lord"),
      0.8);
  EXPECT_LT(
      matcher().sentence_similarity("Drug lord captured by marines", "New buses for the harbour"),
      0.2);
  const std::string copy = std::string("Share this page. ") + kRain + " All rights reserved.";
  const auto clusters = matcher().cluster_copies({kRain, kOther, copy});
  EXPECT_EQ(clusters[0], clusters[2]);
  EXPECT_NE(clusters[0], clusters[1]);
  EXPECT_EQ(matcher().text_reuse(kRain, kRain), "cut");
  EXPECT_EQ(matcher().text_reuse(kRain, kOther), "non");
  EXPECT_EQ(matcher().stance("Rain closes the library", kOther), "unrelated");
}

TEST(Texts, ASentenceThatNegatesAClaimDisagrees) {
  const char* claim = "The roof of the library leaks";
  EXPECT_EQ(matcher().stance(claim, "The library's roof leaks in many places."), "agree");
  EXPECT_EQ(matcher().stance(claim, "The library's roof doesn't leak."), "disagree");
  EXPECT_EQ(matcher().stance("The library's roof never leaks", claim), "disagree");
  EXPECT_EQ(matcher().stance("The library's roof never leaks", "No roof of a library leaks."),
            "agree");
  EXPECT_EQ(matcher().stance(claim, "Buses do not run on Sunday."), "unrelated");
}

TEST(Texts, ARetellingInOtherFormsIsMoreAlikeThanTheSameTemplate) {
  const auto alike = [](const char* a, const char* b) {
    return matcher().sentence_similarity(a, b);
  };
  EXPECT_GT(alike("Ferry sinks off Lom", "Ferry sinking near Lom"),
            alike("Ferry sinks off Lom", "Bus burns near Lom"));
  EXPECT_GT(alike("40 leaks found in library roof", "Library roof has 40 leaks"),
            alike("40 leaks found in library roof", "Library roof has 7 leaks"));
  EXPECT_GT(alike(kRain, kRain), 0.9);
}

TEST(Texts, AddressesAreNoWordsAndTagsAreTakenApart) {
  const auto alike = [](const char* a, const char* b) {
    return matcher().sentence_similarity(a, b);
  };
  const double same = alike("Rain over Lom again", "Rain over Lom again");
  EXPECT_DOUBLE_EQ(alike("#RainOverLom again", "Rain over Lom again"), same);
  EXPECT_DOUBLE_EQ(alike("Rain over Lom again https://example.org/a.b?c", "Rain over Lom again"),
                   same);
  EXPECT_DOUBLE_EQ(alike("Rain over Lom again pic.example.org/Xy9", "Rain over Lom again"), same);
  EXPECT_LT(alike("Rain/snow.storm over Lom again", "Rain over Lom again"), same);
  EXPECT_LT(alike("RainOverLom again", "Rain over Lom again"), same);
}

TEST(Texts, APostFindsTheClaimThatItRepeats) {
  const std::vector<std::string> claims{
      "The town of Lom will charge residents for collecting rain water.",
      "A photograph shows a shark on a flooded motorway.",
      "A photograph shows a flooded motorway near Vidin in 1997.",
      "The price of bread will double in May."};
  const std::vector<std::string> posts{
      "Unbelievable!! they now want residents of Lom to pay a charge on rainwater you collect",
      "look at this SHARK swimming on the motorway after the flood",
      "nothing in common whatsoever"};
  const auto found = matcher().retrieve_claims(posts, claims, 2);
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0].front().first, 0U);
  EXPECT_EQ(found[1].front().first, 1U);
  EXPECT_LE(found[1].size(), 2U);
  EXPECT_GT(found[1].front().second, found[1].back().second);
  for (const auto& [claim, chance] : found[2]) EXPECT_LT(chance, 0.01);
}

TEST(Texts, APostFindsTheClaimThatItRepeatsInOtherWords) {
  const std::vector<std::string> claims{"A dog was found on the roof of the town hall.",
                                        "The vessel foundered in heavy seas, with no survivors."};
  const auto found =
      matcher().retrieve_claims({"boat sank during a storm, everyone dead"}, claims, 2);
  ASSERT_THAT(found.front(), SizeIs(2));
  EXPECT_EQ(found.front().front().first, 1U);
}

TEST(Texts, AnyTwoAreAsAlikeAsTheyAreTurnedRound) {
  EXPECT_TRUE(rc::check("likeness is symmetric and bounded",
                        [](const std::string& a, const std::string& b, bool with_words) {
                          const std::string first = with_words ? a + " leaks in 40 roofs" : a;
                          const double likeness = matcher().sentence_similarity(first, b);
                          RC_ASSERT(likeness >= 0 && likeness <= 1);
                          RC_ASSERT(likeness == matcher().sentence_similarity(b, first));
                        }));
}

TEST(Keys, ThePhrasesOfTheTradeAndAnOutletsOwnNameAreNone) {
  const auto keys_of = [](const Story& story, const std::string& outlet) {
    Document document = story.make();
    document.article.publisher = outlet;
    return matcher().sketch(document).keys;
  };
  const auto shared = [](const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::vector<std::uint64_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
  };
  const Story rain =
      Story("aa", "", "2015-05-05").says("A roofer who spoke on condition of anonymity sighed.");
  const Story wine =
      Story("bb", "", "2015-05-06").says("Her vintner who spoke on condition of anonymity laughs.");
  EXPECT_EQ(shared(keys_of(rain, ""), keys_of(wine, "")), 0U);
  const Story first =
      Story("aa", "", "2015-05-05").says("Leaks grow, the Velzin Courier was told.");
  const Story second =
      Story("bb", "", "2015-05-06").says("The Velzin Courier is told of cheap wine.");
  EXPECT_GT(shared(keys_of(first, ""), keys_of(second, "")), 0U);
  EXPECT_EQ(shared(keys_of(first, "Velzin Courier"), keys_of(second, "Velzin Courier")), 0U);
  // A copied sentence is found all the same.
  const Story copy =
      Story("cc", "", "2015-05-07")
          .says("By our staff. A roofer who spoke on condition of anonymity sighed.");
  EXPECT_GT(shared(keys_of(rain, ""), keys_of(copy, "")), 0U);
}

TEST(AnyText, HasTheSameWordsAsHashes) {
  const auto hashes_of_words = [](const std::string& text) {
    std::vector<std::uint64_t> hashes;
    for (const matching::TextWord& word : matching::words_in(text)) {
      hashes.push_back(text::hash64(word.folded));
    }
    return hashes;
  };
  matching::FoldedWords known;  // one for all, so that what it remembers counts too
  EXPECT_TRUE(rc::check("words and hashes of words agree", [&] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "don", "T", "'s", "\xE2\x80\x99", "\xC3\x89", "\xD9\x85", "\xE6\x9D\xB1", "4", ".5", ", ",
        " ", "\xE2\x80", "\xFF", "-", "\xEF\xB7\xBA"));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    RC_ASSERT(matching::word_hashes(text, known) == hashes_of_words(text));
  }));
  EXPECT_EQ(matching::word_hashes("Zo\xC3\xAB\xE2\x80\x99s don\xE2\x80\x99t", known),
            hashes_of_words("zoe dont"));
}

TEST(Texts, CopiesAreCountedByTheWordsThatTheyShare) {
  // As many fingerprints of one text twice as once, and the order of the texts is nothing to them.
  const std::string twice = std::string(kRain) + " " + kRain;
  EXPECT_EQ(matcher().cluster_copies({kOther, twice, kRain}), (std::vector<std::size_t>{0, 1, 1}));
  EXPECT_EQ(matcher().cluster_copies({kRain, kOther, twice, ""}),
            (std::vector<std::size_t>{0, 1, 0, 3}));
  EXPECT_TRUE(matcher().cluster_copies({}).empty());
}

TEST(AnyText, MakesNoTrouble) {
  EXPECT_TRUE(rc::check(
      "any bytes are sketched and matched", [](const std::string& a, const std::string& b) {
        const PairMatch match = matched(Story("aa", a, b).says(a), Story("bb", b, a).says(b));
        RC_ASSERT(match.first == "aa");
        (void)grouped({Story("aa", a, "").says(b), Story("bb", b, "2015-05-05").says(a)});
      }));
}

}  // namespace
}  // namespace hearsay
