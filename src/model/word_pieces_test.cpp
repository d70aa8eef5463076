#include "model/word_pieces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace hearsay::model {
namespace {

using testing::ElementsAre;

const std::string vocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nroof\n##s\n##er\nle\n##ak\n.\n$\n4\n##0\ni\n屋\n根\ncafe\n["
    "\n]\n"
    "sep\n"
    "a\n##b\n-";

std::vector<std::string> lines() {
  std::vector<std::string> out;
  std::string line;
  for (const char c : vocabulary + "\n") {
    if (c == '\n') {
      out.push_back(line);
      line.clear();
    } else {
      line += c;
    }
  }
  return out;
}

/// "le+##ak" with the words of the text behind each.
std::string pieces_of(std::string_view text) {
  static const WordPieces pieces = WordPieces::from_vocabulary(vocabulary).value();
  std::string out;
  for (const WordPiece& piece : pieces.split(text)) {
    if (!out.empty()) out += ' ';
    out += lines()[piece.id] + "=" + std::string(text.substr(piece.span.begin, piece.span.size()));
  }
  return out;
}

TEST(WordPieces, AreThoseOfTheReference) {
  struct Row {
    std::string_view text, pieces;
  };
  for (const Row& row : std::vector<Row>{
           {"", ""},
           {" \n\t ", ""},
           {"The roofs leak.", "the=The roof=roof ##s=s le=le ##ak=ak .=."},
           {"ROOFER", "roof=ROOF ##er=ER"},
           {"$40", "$=$ 4=4 ##0=0"},
           {"the-roof", "the=the -=- roof=roof"},
           // Accents fall, composed or not; a composed letter is one letter of the text.
           {"Café", "cafe=Café"},
           {"Cafe\u0301 a", "cafe=Cafe a=a"},
           {"İ", "i=İ"},
           // Each ideograph is a word.
           {"屋根の", "屋=屋 根=根 [UNK]=の"},
           // What nobody sees is not there, and does not part words.
           {"ro\u200Bof\u00AD", "roof=ro\u200Bof"},
           {"the\u00A0roof\u2003the", "the=the roof=roof the=the"},
           // A word that cannot be spelled to its end is unknown as a whole.
           {"roofq the", "[UNK]=roofq the=the"},
           {"[SEP]", "[=[ sep=SEP ]=]"},
           {"\U0001F600 the", "[UNK]=\U0001F600 the=the"},
       }) {
    EXPECT_EQ(pieces_of(row.text), row.pieces) << row.text;
  }
}

TEST(WordPieces, AreNoneOfAWordWithoutEnd) {
  EXPECT_EQ(pieces_of("a" + std::string(99, 'b')).substr(0, 8), "a=a ##b=");
  EXPECT_EQ(pieces_of("a" + std::string(100, 'b')).substr(0, 6), "[UNK]=");
}

TEST(WordPieces, TellHowTheyAreWritten) {
  static const WordPieces pieces = WordPieces::from_vocabulary(vocabulary).value();
  struct Row {
    std::string_view text;
    Shape shape;
  };
  for (const Row& row : std::vector<Row>{{"roofs", Shape::lower},
                                         {"Roofs", Shape::title},
                                         {"I", Shape::title},
                                         {"ROOFS", Shape::upper},
                                         {"rOofs", Shape::mixed},
                                         {"RooFs", Shape::mixed},
                                         {"4th", Shape::digit},
                                         {"M4", Shape::digit},
                                         {"ǅ", Shape::title},
                                         {"屋", Shape::other},
                                         {".", Shape::other},
                                         {"École", Shape::title}}) {
    EXPECT_EQ(pieces.split(row.text).front().shape, row.shape) << row.text;
  }
  std::vector<Gap> gaps;
  for (const WordPiece& piece : pieces.split("\nroofs. a\n a \n\n a\ta")) gaps.push_back(piece.gap);
  EXPECT_THAT(gaps, ElementsAre(Gap::paragraph, Gap::inside, Gap::glued, Gap::space, Gap::line,
                                Gap::paragraph, Gap::space));
}

TEST(WordPieces, WantASoundVocabulary) {
  EXPECT_FALSE(WordPieces::from_vocabulary(""));
  EXPECT_FALSE(WordPieces::from_vocabulary("[PAD]\n[UNK]\n[CLS]\na"));
  EXPECT_FALSE(WordPieces::from_vocabulary(vocabulary + "\nroof"));
}

TEST(WordPieces, StandInOrderWhateverTheText) {
  static const WordPieces pieces = WordPieces::from_vocabulary(vocabulary).value();
  EXPECT_TRUE(rc::check("pieces lie in the text, in order, on characters", [] {
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "roof", "s", " ", "\n", "é", "\u0301", "屋", "\U0001F600", "\u200B", ".", "\0x", "İ", "ﬁ"));
    std::string text;
    for (const std::string& word : words) text += word;
    std::uint32_t end = 0;
    for (const WordPiece& piece : pieces.split(text)) {
      RC_ASSERT(piece.span.begin < piece.span.end);
      RC_ASSERT(piece.span.end <= text.size());
      // Two pieces may share a character that stands for several, as a ligature does.
      RC_ASSERT(piece.span.end >= end);
      RC_ASSERT((static_cast<unsigned char>(text[piece.span.begin]) & 0xC0U) != 0x80U);
      end = piece.span.end;
    }
  }));
}

}  // namespace
}  // namespace hearsay::model
