#include "segment/lexicon.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hearsay::segmenting {
namespace {

// Sorted, so that looking up is a binary search; the test checks the order.
template <std::size_t N>
constexpr bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

template <std::size_t N>
constexpr std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}

// Titles and the like, always before a name.
constexpr auto never = sorted(std::to_array<std::string_view>(
    {"Adm",    "Amb",  "Asst",   "Atty", "Att'y", "Brig", "Capt", "Cmdr", "Col",  "Cpl",  "Dr",
     "Drs",    "Esq",  "Fr",     "Ft",   "Gen",   "Gov",  "Govs", "Hon",  "Insp", "Lt",   "Maj",
     "Messrs", "Mlle", "Mme",    "Mr",   "Mrs",   "Ms",   "Msgr", "Mt",   "Mx",   "Pfc",  "Pres",
     "Prof",   "Pvt",  "Rep",    "Reps", "Rev",   "Sen",  "Sens", "Sgt",  "Spc",  "Spec", "St",
     "Ste",    "Supt", "approx", "ca",   "cf",    "eg",   "ie",   "viz",  "vs"}));

constexpr auto maybe = sorted(std::to_array<std::string_view>(
    {"Ala",  "Apr",  "Ariz", "Ark",  "Aug", "Ave",  "Blvd", "Bros", "Calif", "Cia",   "Co",
     "Colo", "Conn", "Corp", "Dec",  "Del", "Dept", "Feb",  "Fla",  "Fri",   "Ga",    "Hwy",
     "Inc",  "Jan",  "Jr",   "Jul",  "Jun", "Kan",  "Ky",   "Lit",  "Ltd",   "Mass",  "Mich",
     "Minn", "Mon",  "Mont", "Neb",  "Nev", "Nov",  "Oct",  "Okla", "Ore",   "Pa",    "Ph.D",
     "Que",  "Rd",   "Sept", "Sep",  "Sr",  "Tenn", "Tex",  "Thu",  "Thur",  "Thurs", "Tue",
     "Tues", "Va",   "Vt",   "Wash", "Wed", "Wis",  "Wyo",  "al",   "bn",    "dept",  "ed",
     "esp",  "est",  "etc",  "ext",  "ft",  "hr",   "hrs",  "inc",  "kg",    "km",    "lb",
     "lbs",  "mph",  "oz",   "pct",  "sq",  "yrs"}));

constexpr auto number = sorted(
    std::to_array<std::string_view>({"Art", "Fig", "Figs", "Mar", "No", "Nos", "Para", "Sat", "Sec",
                                     "Sun", "Vol", "art", "fig", "no", "nos", "p", "pp", "vol"}));

constexpr auto prefixes = sorted(std::to_array<std::string_view>(
    {"anti",  "arch",  "bi",    "co",    "counter", "cross",  "de",    "dis",  "e",
     "ex",    "extra", "hyper", "inter", "intra",   "macro",  "mega",  "meta", "micro",
     "mid",   "mini",  "mis",   "mono",  "multi",   "neo",    "non",   "over", "para",
     "post",  "pre",   "pro",   "proto", "pseudo",  "psycho", "quasi", "re",   "semi",
     "socio", "sub",   "super", "supra", "trans",   "tri",    "ultra", "un"}));

constexpr auto suffixes = sorted(std::to_array<std::string_view>({"esque", "fold", "ish", "wise"}));

constexpr auto units = sorted(std::to_array<std::string_view>(
    {"am", "bn", "cm", "gb", "kg", "km", "kph", "mb", "mg", "ml", "mm", "mph", "pm", "tn"}));

constexpr auto contractions = std::to_array<std::pair<std::string_view, std::size_t>>(
    {{"cannot", 3}, {"gimme", 3}, {"gonna", 3}, {"gotta", 3}, {"lemme", 3}, {"wanna", 3}});

constexpr auto clipped = sorted(std::to_array<std::string_view>(
    {"bout", "cause", "em", "n", "round", "til", "till", "tis", "twas"}));

constexpr auto openers = sorted(std::to_array<std::string_view>(
    {"a",     "after",   "all",    "also",  "although", "an",    "and",       "another", "as",
     "at",    "because", "before", "both",  "but",      "by",    "during",    "each",    "even",
     "for",   "from",    "he",     "her",   "here",     "his",   "how",       "however", "i",
     "if",    "in",      "it",     "its",   "last",     "many",  "meanwhile", "most",    "my",
     "no",    "not",     "now",    "on",    "one",      "or",    "our",       "she",     "since",
     "so",    "some",    "still",  "such",  "that",     "the",   "their",     "then",    "there",
     "these", "they",    "this",   "those", "to",       "under", "we",        "what",    "when",
     "where", "while",   "who",    "why",   "with",     "yet",   "you"}));

constexpr auto sayings = sorted(std::to_array<std::string_view>(
    {"added",     "adds",     "agreed",    "announced", "answered", "argued",   "asked",
     "asks",      "claimed",  "continued", "cried",     "declared", "demanded", "exclaimed",
     "explained", "insisted", "joked",     "quipped",   "replied",  "said",     "says",
     "shouted",   "stated",   "told",      "tweeted",   "warned",   "went",     "wondered",
     "writes",    "wrote",    "yelled"}));

}  // namespace

Abbreviation abbreviation_of(std::string_view word) {
  if (holds(never, word)) return Abbreviation::never;
  if (holds(maybe, word)) return Abbreviation::maybe;
  if (holds(number, word)) return Abbreviation::number;
  return Abbreviation::none;
}

bool is_joined_prefix(std::string_view part) { return holds(prefixes, part); }
bool is_joined_suffix(std::string_view part) { return holds(suffixes, part); }
bool is_unit(std::string_view letters) { return holds(units, letters); }
bool is_clipped(std::string_view word) { return holds(clipped, word); }
bool is_sentence_opener(std::string_view word) { return holds(openers, word); }
bool is_verb_of_saying(std::string_view word) { return holds(sayings, word); }

std::size_t contraction_split(std::string_view word) {
  for (const auto& [whole, at] : contractions) {
    if (whole == word) return at;
  }
  return 0;
}

}  // namespace hearsay::segmenting
