#include "ground/unit_words.h"

#include <array>
#include <utility>

namespace hearsay {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t size>
std::optional<std::string_view> find(const std::array<Pair, size>& table, std::string_view word) {
  if (word.empty()) return std::nullopt;
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

constexpr std::array<Pair, 62> measures = {{
    {"km", "km"},
    {"kms", "km"},
    {"kilometre", "km"},
    {"kilometres", "km"},
    {"kilometer", "km"},
    {"kilometers", "km"},
    {"m", "m"},
    {"metre", "m"},
    {"metres", "m"},
    {"meter", "m"},
    {"meters", "m"},
    {"cm", "cm"},
    {"centimetre", "cm"},
    {"centimetres", "cm"},
    {"centimeter", "cm"},
    {"centimeters", "cm"},
    {"mm", "mm"},
    {"millimetre", "mm"},
    {"millimetres", "mm"},
    {"millimeter", "mm"},
    {"millimeters", "mm"},
    {"mile", "mile"},
    {"miles", "mile"},
    {"yard", "yard"},
    {"yards", "yard"},
    {"foot", "foot"},
    {"feet", "foot"},
    {"ft", "foot"},
    {"inch", "inch"},
    {"inches", "inch"},
    {"kg", "kg"},
    {"kilo", "kg"},
    {"kilos", "kg"},
    {"kilogram", "kg"},
    {"kilograms", "kg"},
    {"kilogramme", "kg"},
    {"kilogrammes", "kg"},
    {"gram", "g"},
    {"grams", "g"},
    {"tonne", "tonne"},
    {"tonnes", "tonne"},
    {"ton", "ton"},
    {"tons", "ton"},
    {"pound", "pound"},
    {"lb", "pound"},
    {"lbs", "pound"},
    {"ounce", "ounce"},
    {"ounces", "ounce"},
    {"litre", "litre"},
    {"litres", "litre"},
    {"liter", "litre"},
    {"liters", "litre"},
    {"gallon", "gallon"},
    {"gallons", "gallon"},
    {"barrel", "barrel"},
    {"barrels", "barrel"},
    {"hectare", "hectare"},
    {"hectares", "hectare"},
    {"acre", "acre"},
    {"acres", "acre"},
    {"mph", "mph"},
    {"kph", "km/h"},
}};

constexpr std::array<Pair, 8> signs = {{{"$", "USD"},
                                        {"€", "EUR"},
                                        {"£", "GBP"},
                                        {"¥", "JPY"},
                                        {"₹", "INR"},
                                        {"₽", "RUB"},
                                        {"₺", "TRY"},
                                        {"₪", "ILS"}}};

constexpr std::array<Pair, 43> currencies = {{
    {"dollar", "USD"},   {"dollars", "USD"}, {"usd", "USD"},      {"euro", "EUR"},
    {"euros", "EUR"},    {"eur", "EUR"},     {"pounds", "GBP"},   {"gbp", "GBP"},
    {"sterling", "GBP"}, {"yen", "JPY"},     {"jpy", "JPY"},      {"yuan", "CNY"},
    {"renminbi", "CNY"}, {"cny", "CNY"},     {"rupee", "INR"},    {"rupees", "INR"},
    {"inr", "INR"},      {"rouble", "RUB"},  {"roubles", "RUB"},  {"ruble", "RUB"},
    {"rubles", "RUB"},   {"rub", "RUB"},     {"lira", "TRY"},     {"liras", "TRY"},
    {"shekel", "ILS"},   {"shekels", "ILS"}, {"franc", "CHF"},    {"francs", "CHF"},
    {"chf", "CHF"},      {"hryvnia", "UAH"}, {"hryvnias", "UAH"}, {"uah", "UAH"},
    {"lev", "BGN"},      {"leva", "BGN"},    {"levs", "BGN"},     {"zloty", "PLN"},
    {"zlotys", "PLN"},   {"peso", "MXN"},    {"pesos", "MXN"},    {"rand", "ZAR"},
    {"cent", "cent"},    {"cents", "cent"},  {"dlrs", "USD"},
}};

constexpr std::array<Pair, 34> irregular = {{
    {"people", "person"},       {"persons", "person"},      {"men", "man"},
    {"women", "woman"},         {"children", "child"},      {"feet", "foot"},
    {"teeth", "tooth"},         {"mice", "mouse"},          {"lives", "life"},
    {"wives", "wife"},          {"knives", "knife"},        {"leaves", "leaf"},
    {"halves", "half"},         {"thieves", "thief"},       {"wolves", "wolf"},
    {"shelves", "shelf"},       {"policemen", "policeman"}, {"firemen", "fireman"},
    {"gunmen", "gunman"},       {"fishermen", "fisherman"}, {"countrymen", "countryman"},
    {"spokesmen", "spokesman"}, {"lawmen", "lawman"},       {"crises", "crisis"},
    {"analyses", "analysis"},   {"criteria", "criterion"},  {"media", "medium"},
    {"series", "series"},       {"species", "species"},     {"headquarters", "headquarters"},
    {"buses", "bus"},           {"gases", "gas"},           {"viruses", "virus"},
    {"campuses", "campus"},
}};

std::string regular_singular(std::string_view word) {
  const auto without = [&](std::size_t count) {
    return std::string(word.substr(0, word.size() - count));
  };
  if (word.size() <= 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") ||
      word.ends_with("is")) {
    return std::string(word);
  }
  if (word.ends_with("ies") && word.size() > 4) return without(3) + "y";
  for (const std::string_view ending : {"ches", "shes", "sses", "xes", "zes", "oes"}) {
    if (word.ends_with(ending) && word != "shoes" && word != "axes") return without(2);
  }
  return without(1);
}

}  // namespace

std::optional<Measure> measure_at(std::string_view word, std::string_view next) {
  if ((word == "square" || word == "sq" || word == "cubic") && !next.empty()) {
    const auto base = find(measures, next);
    if (!base) return std::nullopt;
    static constexpr std::array<Pair, 6> square = {{{"km", "km²"},
                                                    {"m", "m²"},
                                                    {"mile", "square mile"},
                                                    {"foot", "square foot"},
                                                    {"yard", "square yard"},
                                                    {"inch", "square inch"}}};
    const auto unit = word == "cubic" ? std::optional<std::string_view>("m³") : find(square, *base);
    if (!unit) return std::nullopt;
    return Measure{*unit, 2};
  }
  if ((word == "degrees" || word == "degree") && (next == "celsius" || next == "fahrenheit")) {
    return Measure{next == "celsius" ? "°C" : "°F", 2};
  }
  const auto unit = find(measures, word);
  if (!unit) return std::nullopt;
  return Measure{*unit, 1};
}

std::optional<std::string_view> currency_sign(std::string_view mark) { return find(signs, mark); }

std::optional<std::string_view> currency_named(std::string_view word) {
  return find(currencies, word);
}

std::string singular(std::string_view word, const Word* analysis) {
  if (const auto known = find(irregular, word)) return std::string(*known);
  if (analysis != nullptr && !analysis->lemma.empty() && analysis->lemma != word &&
      analysis->tag == PartOfSpeech::NOUN) {
    return analysis->lemma;
  }
  return regular_singular(word);
}

}  // namespace hearsay
