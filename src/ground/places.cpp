#include "ground/places.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "ground/ground.h"
#include "ground/places_weights.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay {
namespace {

constexpr double pi = 3.14159265358979323846;

double kilometres(const PlaceCandidate& a, const PlaceCandidate& b) {
  const double p = a.latitude * pi / 180;
  const double q = b.latitude * pi / 180;
  const double turn = (b.longitude - a.longitude) * pi / 180;
  const double h = std::pow(std::sin((q - p) / 2), 2) +
                   std::cos(p) * std::cos(q) * std::pow(std::sin(turn / 2), 2);
  return 2 * 6371.0 * std::asin(std::sqrt(std::min(1.0, h)));
}

// What an article is about, as far as names tell: how much speaks for each country and division.
struct Context {
  std::map<std::string, double, std::less<>> countries;
  std::map<std::string, double, std::less<>> divisions;
  double country_total = 0;
  double division_total = 0;
  std::set<std::string, std::less<>> home;  // countries that the page's address points to
};

std::string division_key(const PlaceCandidate& c) {
  return std::string(c.country) + '/' + std::string(c.division);
}

double share(const std::map<std::string, double, std::less<>>& counts, std::string_view key,
             double own, double total) {
  const auto found = counts.find(key);
  const double with = found == counts.end() ? 0 : found->second;
  return (with - own) / std::max(1.0, total - own);
}

// A first guess without context.
double prior(const PlaceCandidate& c, const PlaceFeatures& features) {
  double level = 0;
  if (c.level == PlaceLevel::country) level = 3;
  if (c.level == PlaceLevel::continent || c.level == PlaceLevel::region) level = 3;
  if (c.level == PlaceLevel::division) level = 0.5;
  if (c.level == PlaceLevel::district) level = -1.5;
  return level + 8 * features[population] + features[main_name] + 2 * features[capital] +
         3 * features[containment] + 2 * features[kind_word] - 3 * features[against_kind];
}

std::vector<double> softmax(std::vector<double> scores) {
  if (scores.empty()) return scores;
  const double top = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& s : scores) sum += s = std::exp(s - top);
  for (double& s : scores) s /= sum;
  return scores;
}

// The name after a comma: "Paris, Texas", "Homs, in central Syria", or in brackets.
std::string_view after_comma(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at < text.size() && text[at] == ' ') ++at;
  if (at >= text.size() || (text[at] != ',' && text[at] != '(')) return {};
  ++at;
  while (at < text.size() && text[at] == ' ') ++at;
  const std::size_t begin = at;
  // Capitalised words that follow one another; at most four words and 40 bytes.
  std::size_t last = begin;
  for (int word = 0; word < 4 && at < text.size() && at - begin < 40; ++word) {
    if (!text::is_upper(text::decode_at(text, at).code_point)) break;
    while (at < text.size() && text[at] != ' ' && text[at] != ',' && text[at] != '\n' &&
           text[at] != ')' && text[at] != ';') {
      ++at;
    }
    last = at;
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == last) break;
  }
  return text.substr(begin, last - begin);
}

bool contains(const PlaceCandidate& outer, const PlaceCandidate& inner) {
  if (outer.country.empty() || outer.country != inner.country || outer.place == inner.place) {
    return false;
  }
  if (outer.level == PlaceLevel::country) return inner.level > PlaceLevel::country;
  if (outer.level == PlaceLevel::division) {
    return inner.level > PlaceLevel::division && inner.division == outer.name;
  }
  return false;
}

std::vector<PlaceCandidate> containers(std::string_view words, const Gazetteer& gazetteer) {
  // "Texas Gov. Smith": the longest run that is a place.
  while (!words.empty()) {
    std::string_view name = words;
    while (!name.empty() && (name.back() == '.' || name.back() == '\'')) {
      auto found = gazetteer.lookup(name);
      if (!found.empty()) return found;
      name.remove_suffix(1);
    }
    auto found = gazetteer.lookup(name);
    if (!found.empty()) return found;
    const std::size_t blank = words.rfind(' ');
    if (blank == std::string_view::npos) return {};
    words = words.substr(0, blank);
  }
  return {};
}

constexpr std::size_t reach = 60;  // bytes of text that are looked at behind a name

/// What the text says that a place lies in.
struct Told {
  std::vector<PlaceCandidate> places;
  Span span;  ///< the words that name it
};

// Words of a division or district: of what is called so no town is meant.
bool is_area_word(std::string_view word) {
  constexpr auto words = std::to_array<std::string_view>(
      {"province", "governorate", "state", "region", "oblast", "prefecture", "canton", "emirate",
       "county", "district", "department", "departement", "voivodeship"});
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What "X in northern Y" and "X, a village in Y province" say that X lies in. Between X and Y stand
// only small words, one of them "in", "of" or "near"; Y is the longest run that is a wide place.
Told told_after(std::string_view text, std::size_t end, const Gazetteer& gazetteer) {
  std::string_view rest = text.substr(end, reach);
  rest = rest.substr(0, std::min(rest.find_first_of(".;:\n!?()\""), rest.size()));
  bool within = false;
  bool area = false;
  int small_words = 0;
  while (!rest.empty()) {
    if (rest.front() == ' ' || rest.front() == ',') {
      rest.remove_prefix(1);
      continue;
    }
    if (text::is_upper(text::decode_at(rest, 0).code_point)) break;
    const std::string_view word = rest.substr(0, rest.find_first_of(" ,"));
    if (++small_words > 6) return {};
    within = within || word == "in" || word == "of" || word == "near" || word == "outside";
    area = area || is_area_word(word);
    if (word == "and" || word == "or" || word == "but" || word == "to" || word == "from") return {};
    rest.remove_prefix(word.size());
  }
  if (!within || rest.empty()) return {};
  std::size_t last = 0;
  for (int word = 0; word < 4 && last < rest.size(); ++word) {
    const std::size_t begin = last + (rest[last] == ' ' ? 1 : 0);
    if (begin >= rest.size() || !text::is_upper(text::decode_at(rest, begin).code_point)) break;
    last = std::min(rest.find_first_of(" ,'", begin), rest.size());
    if (last < rest.size() && rest[last] != ' ') break;
  }
  const auto begin = static_cast<std::uint32_t>(rest.data() - text.data());
  Told told{containers(rest.substr(0, last), gazetteer),
            {begin, begin + static_cast<std::uint32_t>(last)}};
  if (area) {  // "in the province of Y"
    std::erase_if(told.places, [](const PlaceCandidate& place) {
      return place.level != PlaceLevel::division && place.level != PlaceLevel::district;
    });
  }
  return told;
}

// Which level the name's own words call it: "Eastland County", "Aleppo province", "city of Homs".
// The word may stand just after the name ("Homs province" with the span on "Homs").
std::optional<PlaceLevel> level_said(std::string_view text, Span span) {
  static const std::map<std::string, PlaceLevel, std::less<>> words = {
      {"province", PlaceLevel::division},
      {"governorate", PlaceLevel::division},
      {"state", PlaceLevel::division},
      {"region", PlaceLevel::division},
      {"oblast", PlaceLevel::division},
      {"prefecture", PlaceLevel::division},
      {"canton", PlaceLevel::division},
      {"emirate", PlaceLevel::division},
      {"county", PlaceLevel::district},
      {"district", PlaceLevel::district},
      {"parish", PlaceLevel::district},
      {"township", PlaceLevel::district},
      {"municipality", PlaceLevel::district},
      {"borough", PlaceLevel::district},
      {"city", PlaceLevel::town},
      {"town", PlaceLevel::town},
      {"village", PlaceLevel::town}};
  const auto level_of = [&](std::string_view word) -> std::optional<PlaceLevel> {
    const auto found = words.find(text::lower(word));
    if (found == words.end()) return std::nullopt;
    return found->second;
  };
  const std::string_view name = text.substr(span.begin, span.size());
  const auto parts = text::split(name);
  if (parts.size() > 1) {
    if (const auto level = level_of(parts.back())) return level;
    if (const auto level = level_of(parts.front())) return level;
  }
  std::string_view after = text.substr(span.end, 20);
  if (after.starts_with(' ')) {
    after.remove_prefix(1);
    const std::size_t end = std::min(after.find_first_of(" ,.;:\n"), after.size());
    if (const auto level = level_of(after.substr(0, end))) return level;
  }
  std::string_view before = text.substr(0, span.begin);
  for (const std::string_view lead : {" of ", " "}) {
    if (!before.ends_with(lead)) continue;
    std::string_view rest = before.substr(0, before.size() - lead.size());
    const std::size_t begin = rest.find_last_of(" ,.;:\n(");
    rest = rest.substr(begin == std::string_view::npos ? 0 : begin + 1);
    if (rest.size() < 20) {
      if (const auto level = level_of(rest)) return level;
    }
  }
  return std::nullopt;
}

void set_own_features(Toponym& toponym, std::string_view text, const Gazetteer& gazetteer) {
  const auto outer = containers(after_comma(text, toponym.span.end), gazetteer);
  const Told told = told_after(text, toponym.span.end, gazetteer);
  const std::vector<PlaceCandidate>& within = told.places;
  const auto lies_in = [](const PlaceCandidate& c, const std::vector<PlaceCandidate>& places) {
    return std::any_of(places.begin(), places.end(),
                       [&](const PlaceCandidate& o) { return contains(o, c); });
  };
  toponym.told = within;
  toponym.told_span = told.span;
  std::uint32_t most_people = 0;
  for (const PlaceCandidate& c : toponym.candidates) {
    most_people = std::max(most_people, c.population);
  }
  const auto said = level_said(text, toponym.span);
  std::map<PlaceLevel, std::uint32_t> largest_of;
  for (const PlaceCandidate& c : toponym.candidates) {
    auto& most = largest_of[c.level];
    most = std::max(most, c.population);
  }
  for (const PlaceCandidate& c : toponym.candidates) {
    PlaceFeatures f{};
    f[population] = std::log10(1.0 + c.population) / 8;
    f[is_region] = c.level == PlaceLevel::region;
    f[is_continent] = c.level == PlaceLevel::continent;
    f[is_country] = c.level == PlaceLevel::country;
    f[is_division] = c.level == PlaceLevel::division;
    f[is_district] = c.level == PlaceLevel::district;
    f[is_feature] = c.level == PlaceLevel::feature;
    f[main_name] = c.kind == NameKind::main;
    f[capital] = c.capital;
    f[largest] = c.population == largest_of[c.level];
    f[largest_town] = c.level == PlaceLevel::town && c.population == most_people;
    // Districts are many, and what GeoNames has no people for are the small ones.
    f[unpeopled] = c.population == 0 && c.level != PlaceLevel::district;
    f[containment] = lies_in(c, outer);
    f[told_within] = lies_in(c, within);
    if (said) {
      // What one land calls a district another calls a county or a division.
      const bool part = *said != PlaceLevel::town;
      const bool fits = part ? c.level == PlaceLevel::division || c.level == PlaceLevel::district
                             : c.level == PlaceLevel::town;
      f[kind_word] = fits;
      f[against_kind] = !fits;
    }
    toponym.features.push_back(f);
  }
}

// Countries that the page's address points to: "…​.co.uk", "….bg".
void add_home(Context& context, const Article& article, const Gazetteer& gazetteer) {
  std::string_view url = article.url.empty() ? article.canonical_url : article.url;
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  const std::size_t dot = url.rfind('.');
  if (dot != std::string_view::npos && url.size() - dot == 3) {
    std::string code;
    for (const char c : url.substr(dot + 1)) {
      code += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 32) : c;
    }
    context.home.insert(code == "UK" ? "GB" : code);
  }
  for (const std::string_view word : text::split(article.publisher)) {
    for (const PlaceCandidate& c : gazetteer.demonym(word))
      context.home.insert(std::string(c.country));
    for (const PlaceCandidate& c : gazetteer.lookup(word)) {
      if (c.level == PlaceLevel::country && c.kind == NameKind::main) {
        context.home.insert(std::string(c.country));
      }
    }
  }
}

void add_demonyms(Context& context, const Article& article, const Segmentation& segmentation,
                  const Gazetteer& gazetteer) {
  std::map<std::string, int, std::less<>> counts;
  for (const Token& token : segmentation.tokens) {
    const std::string_view word = words(article, token.span);
    if (word.size() < 4 || !text::is_upper(text::decode_at(word, 0).code_point)) continue;
    ++counts[std::string(word)];
  }
  for (const auto& [word, count] : counts) {
    const auto found = gazetteer.demonym(word);
    for (const PlaceCandidate& c : found) {
      const double weight = (1 + std::log2(count)) / static_cast<double>(found.size());
      if (c.country.empty()) continue;
      context.countries[std::string(c.country)] += weight;
      context.country_total += weight;
      if (c.division.empty()) continue;
      context.divisions[division_key(c)] += weight;
      context.division_total += weight;
    }
  }
}

// The toponyms of one spelling are one place unless the words around one say otherwise, so context
// counts each spelling once, a little more when it is repeated.
struct Spelling {
  std::vector<std::size_t> toponyms;  // indexes
  std::vector<double> likely;         // of the candidates of the first
};

double weight_of(const Spelling& spelling) {
  return 1 + std::log2(static_cast<double>(spelling.toponyms.size()));
}

// What a spelling itself gave to the context, by country and by division.
class Own {
 public:
  Own(const Toponym& toponym, const Spelling& spelling) {
    const double weight = weight_of(spelling);
    for (std::size_t i = 0; i < toponym.candidates.size() && i < spelling.likely.size(); ++i) {
      const PlaceCandidate& c = toponym.candidates[i];
      shares_[std::string(c.country)] += weight * spelling.likely[i];
      shares_[division_key(c)] += weight * spelling.likely[i];
    }
  }
  [[nodiscard]] double of(std::string_view key) const {
    const auto found = shares_.find(key);
    return found == shares_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double, std::less<>> shares_;
};

void set_context_features(std::vector<Toponym>& all, const Context& base,
                          const std::map<std::string, Spelling>& spellings) {
  Context context = base;
  for (const auto& [key, spelling] : spellings) {
    const Toponym& toponym = all[spelling.toponyms.front()];
    for (std::size_t i = 0; i < toponym.candidates.size(); ++i) {
      const PlaceCandidate& c = toponym.candidates[i];
      const double weight = weight_of(spelling) * spelling.likely[i];
      if (!c.country.empty()) {
        context.countries[std::string(c.country)] += weight;
        context.country_total += weight;
      }
      if (!c.division.empty()) {
        context.divisions[division_key(c)] += weight;
        context.division_total += weight;
      }
    }
  }
  // Where each spelling most likely lies, for nearness; wide places are near to nothing.
  std::vector<std::pair<const Spelling*, const PlaceCandidate*>> points;
  for (const auto& [key, spelling] : spellings) {
    const Toponym& toponym = all[spelling.toponyms.front()];
    const auto best = std::max_element(spelling.likely.begin(), spelling.likely.end());
    const PlaceCandidate& c =
        toponym.candidates[static_cast<std::size_t>(best - spelling.likely.begin())];
    if (c.level >= PlaceLevel::division && *best > 0.5 && points.size() < 50) {
      points.emplace_back(&spelling, &c);
    }
  }
  for (const auto& [key, spelling] : spellings) {
    const Toponym& first = all[spelling.toponyms.front()];
    const Own own(first, spelling);
    for (std::size_t i = 0; i < first.candidates.size(); ++i) {
      const PlaceCandidate& c = first.candidates[i];
      PlaceFeatures f{};
      if (!c.country.empty()) {
        f[country_support] =
            share(context.countries, c.country, own.of(c.country), context.country_total);
        f[home_country] = context.home.contains(c.country);
      }
      if (!c.division.empty()) {
        const std::string division = division_key(c);
        f[division_support] =
            share(context.divisions, division, own.of(division), context.division_total);
      }
      double near = 1e9;
      for (const auto& [of, point] : points) {
        if (of != &spelling) near = std::min(near, kilometres(c, *point));
      }
      f[nearness] = std::exp(-near / 150);
      for (const std::size_t index : spelling.toponyms) {
        if (i >= all[index].features.size()) continue;
        for (const PlaceFeature of_context :
             {country_support, home_country, division_support, nearness}) {
          all[index].features[i][of_context] = f[of_context];
        }
      }
    }
  }
}

std::vector<double> likelihoods(const Toponym& toponym) {
  std::vector<double> scores;
  for (const PlaceFeatures& f : toponym.features) scores.push_back(score(f));
  return softmax(std::move(scores));
}

}  // namespace

double score(const PlaceFeatures& features) {
  double sum = 0;
  for (std::size_t i = 0; i < place_feature_count; ++i)
    sum += places_weights::chosen[i] * features[i];
  return sum;
}

std::vector<PlaceCandidate> candidates_of(std::string_view name, const Gazetteer& gazetteer) {
  auto candidates = gazetteer.lookup(name);
  // "Syrian" where a place is asked for: the country that it is of.
  if (candidates.empty()) candidates = gazetteer.demonym(name);
  if (candidates.empty()) candidates = gazetteer.similar(name);
  return candidates;
}

std::vector<Toponym> toponyms(const Article& article, const Segmentation& segmentation,
                              const Spans& spans, const Gazetteer& gazetteer) {
  std::vector<Toponym> all;
  std::map<std::string, Spelling> spellings;
  std::map<std::string, std::vector<PlaceCandidate>, std::less<>> known;
  for (const Span span : spans) {
    const std::string name(words(article, span));
    auto found = known.find(name);
    if (found == known.end()) {
      found = known.emplace(name, candidates_of(name, gazetteer)).first;
    }
    Toponym toponym{span, found->second, {}, {}};
    set_own_features(toponym, article.text, gazetteer);
    if (!toponym.candidates.empty()) spellings[text::lower(name)].toponyms.push_back(all.size());
    all.push_back(std::move(toponym));
  }
  // "Paris, Texas" once: Paris is in Texas from then on.
  for (auto& [key, spelling] : spellings) {
    const std::size_t count = all[spelling.toponyms.front()].candidates.size();
    for (std::size_t i = 0; i < count; ++i) {
      double most = 0;
      bool alike = true;
      for (const std::size_t index : spelling.toponyms) {
        alike = alike && all[index].candidates.size() == count;
        if (alike) most = std::max(most, all[index].features[i][containment]);
      }
      if (!alike || most == 0) continue;
      for (const std::size_t index : spelling.toponyms) {
        auto& features = all[index].features;
        const bool has_own = std::any_of(features.begin(), features.end(),
                                         [](const auto& f) { return f[containment] > 0; });
        if (!has_own) features[i][containment] = most;
      }
    }
    Toponym& first = all[spelling.toponyms.front()];
    std::vector<double> scores;
    for (std::size_t i = 0; i < count; ++i) {
      scores.push_back(prior(first.candidates[i], first.features[i]));
    }
    spelling.likely = softmax(std::move(scores));
  }
  Context base;
  add_home(base, article, gazetteer);
  add_demonyms(base, article, segmentation, gazetteer);
  for (int round = 0; round < 2; ++round) {
    set_context_features(all, base, spellings);
    for (auto& [key, spelling] : spellings) {
      spelling.likely = likelihoods(all[spelling.toponyms.front()]);
    }
  }
  return all;
}

namespace {

// A name that is only spelt much like another is taken for it where something else speaks for that
// place: a village that no gazetteer has stays unresolved.
bool is_supported(const PlaceFeatures& f) {
  constexpr double town_of_50000 = 0.587;  // as `population` counts
  return f[containment] > 0 || f[told_within] > 0 || f[division_support] >= 0.3 ||
         (f[country_support] >= 0.5 && f[population] >= town_of_50000);
}

// Of a division and the town in it that it is called after, the town is meant, where most of its
// people live and no word beside the name says "province". Both lie near each other, so what the
// weights are learned from does not tell them apart.
std::size_t town_of(const Toponym& toponym, std::size_t best) {
  const PlaceCandidate& outer = toponym.candidates[best];
  if (outer.level != PlaceLevel::division && outer.level != PlaceLevel::district) return best;
  if (toponym.features[best][kind_word] > 0) return best;
  for (std::size_t i = 0; i < toponym.candidates.size(); ++i) {
    const PlaceCandidate& c = toponym.candidates[i];
    const bool inside = c.country == outer.country && c.division == outer.division;
    if (c.level == PlaceLevel::town && inside && 2ULL * c.population > outer.population) return i;
  }
  return best;
}

/// Whether the text puts a place elsewhere than the gazetteer: "Homs in Idlib province".
class Disagreement {
 public:
  explicit Disagreement(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}

  /// Only where the text names a country, a division or a district that nothing else is called.
  bool differs(const PlaceCandidate& c, const std::vector<PlaceCandidate>& told) {
    if (told.empty() || c.level < PlaceLevel::district) return false;
    return std::all_of(told.begin(), told.end(), [&](const PlaceCandidate& outer) {
      if (outer.place == c.place) return false;
      if (outer.level == PlaceLevel::district) {
        return c.level > PlaceLevel::district && is_outside(c, outer);
      }
      return (outer.level == PlaceLevel::country || outer.level == PlaceLevel::division) &&
             !contains(outer, c);
    });
  }

 private:
  // Towns are not filed under districts, so the districts' points have to tell: another one of the
  // division lies much nearer, and this one's bounds are not near.
  bool is_outside(const PlaceCandidate& town, const PlaceCandidate& district) {
    constexpr double near = 50;  // kilometres from a district's point
    constexpr double much = 1.75;
    if (town.country != district.country) return true;
    if (town.division.empty() || district.division.empty()) return false;
    if (town.division != district.division) return true;
    const double far = kilometres(town, district);
    if (far <= near) return false;
    const auto& all = districts_of(town.country, town.division);
    return std::any_of(all.begin(), all.end(), [&](const PlaceCandidate& other) {
      return much * kilometres(town, other) < far;
    });
  }

  const std::vector<PlaceCandidate>& districts_of(std::string_view country,
                                                  std::string_view division) {
    const auto [known, fresh] = districts_.try_emplace({country, division});
    if (fresh) known->second = gazetteer_.districts_of(country, division);
    return known->second;
  }

  const Gazetteer& gazetteer_;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<PlaceCandidate>> districts_;
};

}  // namespace

std::vector<Place> places_at(const Article& article, const Segmentation& segmentation,
                             const Annotation& /*annotation*/, const Spans& spans,
                             const Gazetteer& gazetteer) {
  std::vector<Place> out;
  const auto all = toponyms(article, segmentation, spans, gazetteer);
  Disagreement disagreement(gazetteer);
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const Toponym& toponym = all[i];
    if (toponym.candidates.empty()) continue;
    const auto likely = likelihoods(toponym);
    const auto best = std::max_element(likely.begin(), likely.end());
    const std::size_t index = town_of(toponym, static_cast<std::size_t>(best - likely.begin()));
    const PlaceCandidate& c = toponym.candidates[index];
    if (c.kind == NameKind::similar && !is_supported(toponym.features[index])) continue;
    Place place;
    place.mention = MentionIndex{i};
    place.span = toponym.span;
    place.name = c.name;
    place.country = c.country;
    place.division = c.division;
    place.latitude = c.latitude;
    place.longitude = c.longitude;
    place.gazetteer = gazetteer.id(c.place);
    place.level = name_of(c.level);
    if (disagreement.differs(c, toponym.told)) place.differs = toponym.told_span;
    place.basis = {place.differs ? "gazetteer, text differs" : "gazetteer",
                   static_cast<float>(*best)};
    out.push_back(std::move(place));
  }
  return out;
}

}  // namespace hearsay
