#include "annotate/rereading.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace hearsay::annotate {
namespace {

using enum PartOfSpeech;

constexpr std::size_t first = 100;  // the sentence stands somewhere in an article

struct Row {
  std::string_view word;
  PartOfSpeech tag;
  int head;  // of the sentence's words; -1 for the root
  std::string_view relation;
  std::string_view features = "";
};

/// The sentence's words as "word<head:relation".
std::string reread_of(const std::vector<Row>& rows) {
  std::vector<Word> words;
  for (const Row& row : rows) {
    Word word{row.tag, std::string(row.word), std::nullopt, std::string(row.relation),
              std::string(row.features)};
    if (row.head >= 0) {
      word.head = static_cast<TokenIndex>(first + static_cast<std::size_t>(row.head));
    }
    words.push_back(std::move(word));
  }
  reread(words, first);
  std::string out;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string head =
        words[at].head ? std::to_string(static_cast<std::size_t>(*words[at].head) - first) : "-";
    out += (at > 0 ? " " : "") + std::string(rows[at].word) + "<" + head + ":" +
           std::string(words[at].relation);
  }
  return out;
}

TEST(Reread, ANumberBehindADayCountsWhatFollows) {
  EXPECT_EQ(reread_of({{"on", ADP, 1, "case"},
                       {"28", NUM, 6, "obl"},
                       {"May", PROPN, 1, "nmod:unmarked"},
                       {"40", NUM, 1, "nummod"},
                       {"tired", ADJ, 5, "amod"},
                       {"envoys", NOUN, 6, "nsubj", "Number=Plur"},
                       {"left", VERB, -1, "root", "VerbForm=Fin"}}),
            "on<1:case 28<6:obl May<1:nmod:unmarked 40<5:nummod tired<5:amod envoys<6:nsubj "
            "left<-:root");
}

TEST(Reread, AMonthsDayCountsNothing) {
  EXPECT_EQ(reread_of({{"May", PROPN, 3, "obl"},
                       {"28", NUM, 0, "nummod"},
                       {"envoys", NOUN, 3, "nsubj", "Number=Plur"},
                       {"left", VERB, -1, "root", "VerbForm=Fin"}}),
            "May<3:obl 28<0:nummod envoys<3:nsubj left<-:root");
}

TEST(Reread, APrepositionLeadsToWhatIsCounted) {
  EXPECT_EQ(reread_of({{"strike", NOUN, 5, "nsubj"},
                       {"by", ADP, 2, "case"},
                       {"40", NUM, 0, "nmod"},
                       {"tired", ADJ, 0, "amod"},
                       {"envoys", NOUN, 5, "nsubj", "Number=Plur"},
                       {"shut", VERB, -1, "root", "VerbForm=Fin"}}),
            "strike<5:nsubj by<4:case 40<4:nummod tired<4:amod envoys<0:nmod shut<-:root");
}

TEST(Reread, AFiniteVerbDescribesNoNoun) {
  // Beside what opens the line.
  EXPECT_EQ(reread_of({{"Shock", NOUN, -1, "root"},
                       {":", PUNCT, 3, "punct"},
                       {"the", DET, 3, "det"},
                       {"board", NOUN, 0, "appos"},
                       {"left", VERB, 0, "amod", "VerbForm=Fin"}}),
            "Shock<-:root :<3:punct the<3:det board<4:nsubj left<0:parataxis");
  // The first of two subjects of one verb.
  EXPECT_EQ(reread_of({{"envoys", NOUN, 4, "nsubj", "Number=Plur"},
                       {"left", VERB, 0, "ccomp", "VerbForm=Fin"},
                       {",", PUNCT, 4, "punct"},
                       {"Pint", PROPN, 4, "nsubj"},
                       {"said", VERB, -1, "root", "VerbForm=Fin"}}),
            "envoys<1:nsubj left<4:ccomp ,<4:punct Pint<4:nsubj said<-:root");
  // The noun is the root.
  EXPECT_EQ(reread_of({{"envoys", NOUN, -1, "root", "Number=Plur"},
                       {"left", VERB, 0, "acl", "VerbForm=Fin"}}),
            "envoys<1:nsubj left<-:root");
}

TEST(Reread, LeavesWhatMayBeSo) {
  // A participle, and the only subject of a verb.
  EXPECT_EQ(reread_of({{"envoys", NOUN, 2, "nsubj", "Number=Plur"},
                       {"seen", VERB, 0, "acl", "VerbForm=Part"},
                       {"left", VERB, -1, "root", "VerbForm=Fin"}}),
            "envoys<2:nsubj seen<0:acl left<-:root");
  EXPECT_EQ(reread_of({{"envoys", NOUN, 2, "nsubj", "Number=Plur"},
                       {"shot", VERB, 0, "acl", "VerbForm=Fin"},
                       {"left", VERB, -1, "root", "VerbForm=Fin"}}),
            "envoys<2:nsubj shot<0:acl left<-:root");
}

}  // namespace
}  // namespace hearsay::annotate
