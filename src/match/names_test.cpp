#include "match/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "match/match.h"

namespace hearsay::matching {
namespace {

struct Row {
  std::string a;
  std::string b;
  NameReason reason;
};

NameMatch compared(const std::string& a, const std::string& b) {
  return compare_names(prepare_name(a), prepare_name(b));
}

TEST(Names, OneNameInSeveralSpellings) {
  const std::vector<Row> rows{
      {"Dr. Nadia Haddad", "Nadia Haddad", NameReason::same},
      {"Tsvetan Zhelyazkov", "Cvetan Jeliazkov", NameReason::spellings},
      {"Владимир Кузнецов", "Vladimir Kuznetsov", NameReason::spellings},
      {"محمود درويش", "Mahmoud Darwish", NameReason::spellings},
      {"Gülsen Yılmaz", "Gulsen Yilmaz", NameReason::same},
      {"王小明", "Wang Xiaoming", NameReason::same},
      {"Xiaoming Wang", "Wang Xiaoming", NameReason::order},
      {"Nour Eddine Saidi", "Noureddine Saidi", NameReason::spellings},
      {"A. Quispe", "Aurelio Quispe", NameReason::initial},
      {"Pavel Ivanovich Orlov", "Pavel Orlov", NameReason::left_out},
      {"World Health Organization", "WHO", NameReason::acronym},
      {"W.H.O.", "World Health Organization (WHO)", NameReason::acronym},
      {"Norvella Ltd", "Norvella Limited", NameReason::same},
      {"Third Brigade", "3rd Brigade", NameReason::spellings},
  };
  for (const Row& row : rows) {
    const NameMatch match = compared(row.a, row.b);
    EXPECT_GE(match.similarity, kOneName) << row.a << " | " << row.b;
    EXPECT_EQ(words_of(match.reason), words_of(row.reason)) << row.a << " | " << row.b;
  }
}

TEST(Names, TwoThatLookAlikeStayApart) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"Karl Smith", "Jane Smith"},
      {"Ministry of Health", "Minister of Health"},
      {"Ministry of Health", "spokesman of the Ministry of Health"},
      {"Ministry of Health", "Ministry of Culture"},
      {"North Korea", "South Korea"},
      {"Leo XIII", "Leo XIV"},
      {"14th Brigade", "4th Brigade"},
      {"Harbour Bank", "Central Harbour Bank"},
      {"Orlov Bank AG", "Orlov Bank GmbH"},
      {"Anton Belov", "Antonina Belova"},
      {"Ivan Belov Jr.", "Ivan Belov Sr."},
      {"William G. Frost", "William W. Frost"},
      {"Quispe", "Aurelio Quispe"},
  };
  for (const auto& [a, b] : rows) EXPECT_LT(compared(a, b).similarity, kOneName) << a << " | " << b;
}

TEST(Names, SameNameIsOneAndOrderDoesNotMatter) {
  EXPECT_TRUE(rc::check("any bytes", [](const std::string& a, const std::string& b) {
    const NameMatch forward = compared(a, b);
    const NameMatch backward = compared(b, a);
    RC_ASSERT(forward.similarity == backward.similarity);
    RC_ASSERT(forward.reason == backward.reason);
    RC_ASSERT(forward.similarity >= 0 && forward.similarity <= 1);
    if (!prepare_name(a).words.empty()) RC_ASSERT(compared(a, a).similarity == 1);
  }));
  EXPECT_TRUE(rc::check("letters of three scripts", [] {
    const auto word =
        rc::gen::container<std::string>(rc::gen::element('a', 'e', 'k', 'h', 's', ' '));
    const std::string a = *word;
    const std::string b = *word + "ов الف";
    RC_ASSERT(compared(a, b).similarity == compared(b, a).similarity);
  }));
}

// What does not change a name does not change what it is taken for.
TEST(Names, TitlesCaseAndMarksDoNotMatter) {
  const std::vector<std::string> names{"Aurelio Quispe", "Tsvetan Zhelyazkov", "Nayra Condori",
                                       "Ivan Petrov",    "Hassan Aziz",        "Hussein Aziz"};
  const auto upper = [](std::string name) {
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return name;
  };
  for (const std::string& a : names) {
    for (const std::string& b : names) {
      const double plain = compared(a, b).similarity;
      EXPECT_EQ(compared("Dr. " + a, b).similarity, plain) << a << " | " << b;
      EXPECT_EQ(compared(upper(a), b).similarity, plain) << a << " | " << b;
      EXPECT_EQ(compared("  " + a + " ", b).similarity, plain) << a << " | " << b;
    }
  }
}

TEST(Names, LongNamesTakeNoTime) {
  std::string a;
  std::string b;
  for (int i = 0; i < 1000; ++i) {
    a += "Abcdefgh ";
    b += "Hgfedcba ав ";
  }
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) (void)compared(a, b);
  (void)compared(std::string(10000, 'a'), std::string(9999, 'a') + "b");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST(Names, EditsAreDamerau) {
  EXPECT_EQ(edits(u"", u"abc"), 3U);
  EXPECT_EQ(edits(u"abcd", u"abdc"), 1U);
  EXPECT_EQ(edits(u"kitten", u"sitting"), 3U);
}

TEST(Names, LettersKeepTheirScript) {
  const auto words = name_letters("Dr. Jean-Luc O’Neill, Žižek محمد حسین");
  std::vector<std::string> latin;
  for (const NameWord& word : words) latin.push_back(word.latin);
  EXPECT_THAT(latin,
              ::testing::ElementsAre("dr", "jean", "luc", "oneill", "zizek", "mhmd", "hsyn"));
  EXPECT_EQ(words[4].letters, u"žižek");
  EXPECT_EQ(words[6].letters, u"حسين");  // Persian ye is Arabic's
  EXPECT_EQ(words[5].script, Script::arabic);
}

}  // namespace
}  // namespace hearsay::matching
