// hearsay-bench simulate: stories that travel. Each story begins with a sayer and an outlet that
// reports it; later pages take it up as wire copy, credited rewrite, uncredited copy, tabloid with
// a larger number, or denial. Everything is drawn from a seed by a generator written here, so that
// the same seed gives the same bytes on every machine. Names are put together from syllables;
// nothing happened.
#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "bench.h"
#include "hearsay/engine.h"
#include "json/json.h"

namespace hearsay::bench {
namespace {

/// SplitMix64 (Steele, Lea and Flood 2014): small, fixed for ever.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
  bool chance(double p) { return static_cast<double>(next() >> 11U) * 0x1.0p-53 < p; }
  template <typename List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

constexpr const char* kSyllables[] = {"bar", "dor", "el",  "fen", "gar", "hal", "ist", "kor",
                                      "lin", "mar", "nor", "oth", "pel", "rin", "sol", "tav",
                                      "ul",  "ven", "wes", "yar", "zel", "an",  "ber", "cor"};
constexpr const char* kOutlets[] = {"Courier", "Herald", "Observer", "Post",  "Chronicle",
                                    "Gazette", "Mirror", "Monitor",  "Times", "Voice"};
constexpr const char* kBuildings[] = {
    "library",       "bridge",        "school",      "market hall",    "harbour wall",
    "theatre",       "swimming pool", "bus depot",   "museum",         "hospital",
    "town hall",     "mill",          "tunnel",      "lighthouse",     "stadium",
    "power station", "church",        "observatory", "ferry terminal", "prison"};
constexpr const char* kFaults[] = {"cracks",       "leaks",          "loose beams",
                                   "broken pipes", "faulty cables",  "missing bolts",
                                   "damp patches", "blocked drains", "cracked tiles",
                                   "rusted rails", "open hatches",   "worn joints"};
constexpr const char* kRoles[] = {"engineer", "caretaker", "council official",
                                  "surveyor", "builder",   "firefighter",
                                  "nurse",    "teacher"};
constexpr const char* kNouns[] = {
    "budget",    "roof",      "meeting",  "road",   "letter",    "contract", "family",
    "ferry",     "inspector", "tenant",   "engine", "garden",    "orchard",  "pavement",
    "committee", "shop",      "driver",   "pupil",  "boiler",    "ladder",   "cellar",
    "window",    "harvest",   "festival", "tram",   "policeman", "farmer",   "warehouse",
    "fence",     "court",     "judge",    "tower",  "lawyer",    "choir",    "bakery",
    "stairway",  "crane",     "garage",   "river",  "archive"};
constexpr const char* kVerbs[] = {
    "repaired", "inspected", "closed",   "painted", "sold",    "measured", "moved",   "flooded",
    "replaced", "visited",   "searched", "guarded", "cleaned", "rented",   "counted", "insured",
    "delayed",  "described", "blocked",  "lowered", "raised",  "planned",  "praised", "ignored"};
constexpr const char* kAdjectives[] = {
    "old",   "narrow", "new",     "costly", "wooden", "northern", "empty",  "crowded",
    "small", "broken", "distant", "quiet",  "modern", "private",  "public", "famous",
    "steep", "damp",   "bright",  "heavy",  "hidden", "former",   "second", "local"};
constexpr const char* kTimes[] = {
    "last week", "in the spring",  "before the storm", "on Friday",  "two years ago",
    "at noon",   "after the fair", "this month",       "in October", "overnight"};
constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};
std::string name(Dice& dice, std::size_t syllables) {
  std::string out;
  for (std::size_t i = 0; i < syllables; ++i) out += dice.one_of(kSyllables);
  out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

/// A day of 2015-2016, counted from 1 January 2015; months of 28 days keep it simple.
struct Day {
  std::size_t number = 0;
  [[nodiscard]] std::string iso() const {
    return fmt::format("{:04}-{:02}-{:02}", 2015 + number / 336, month() + 1, number % 28 + 1);
  }
  [[nodiscard]] std::string spelled() const {
    return std::to_string(number % 28 + 1) + " " + kMonths[month()] + " " +
           std::to_string(2015 + number / 336);
  }
  [[nodiscard]] std::size_t month() const { return number / 28 % 12; }
};

struct Told {
  std::string file, outlet, role;
  std::vector<std::string> paragraphs;
};

struct Story {
  std::size_t number = 0;
  std::string town, building, fault, role, person, denier;
  std::size_t quantity = 0;
  Day begins;
  bool named = false;
  std::vector<Told> told;
};

Story new_story(Dice& dice, std::size_t number) {
  Story story;
  story.number = number;
  story.town = name(dice, 2);
  story.building = dice.one_of(kBuildings);
  story.fault = dice.one_of(kFaults);
  story.role = dice.one_of(kRoles);
  story.person = name(dice, 2) + " " + name(dice, 3);
  story.denier = name(dice, 2) + " Town Council";
  story.quantity = 10 + dice.below(80);
  story.begins = {number % 600};
  story.named = dice.chance(0.5);
  return story;
}

std::string sayer(const Story& story) {
  return story.named ? story.person + ", a " + story.role + ","
                     : "a " + story.role + " who asked not to be named";
}

std::string core(const Story& story, std::size_t quantity, const std::string& by) {
  return "More than " + std::to_string(quantity) + " " + story.fault + " were found in the " +
         story.building + " of " + story.town + " on " + story.begins.spelled() + ", " + by + ".";
}

/// A sentence that has nothing to do with the story; out of so many that few come twice.
std::string filler(Dice& dice) {
  const auto thing = [&] {
    return std::string(dice.one_of(kAdjectives)) + " " + dice.one_of(kNouns);
  };
  switch (dice.below(4)) {
    case 0:
      return "The " + thing() + " was " + dice.one_of(kVerbs) + " " + dice.one_of(kTimes) + ".";
    case 1:
      return "Nobody " + std::string(dice.one_of(kVerbs)) + " the " + thing() + ", although the " +
             thing() + " had been " + dice.one_of(kVerbs) + ".";
    case 2:
      return "A " + thing() + " near the " + thing() + " will be " + dice.one_of(kVerbs) + " for " +
             std::to_string(2 + dice.below(900)) + " thousand crowns.";
    default:
      return "\"We " + std::string(dice.one_of(kVerbs)) + " the " + thing() + " " +
             dice.one_of(kTimes) + ",\" said " + name(dice, 2) + " " + name(dice, 2) +
             ", who lives by the " + dice.one_of(kNouns) + ".";
  }
}

std::vector<std::string> fillers(Dice& dice, std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(filler(dice));
  return out;
}

/// The next retelling of a story: its text and where it has it from.
Told retell(Dice& dice, Story& story, Json& truth) {
  Told told;
  told.outlet = name(dice, 2) + " " + dice.one_of(kOutlets);
  const auto fill = fillers(dice, 6 + dice.below(14));
  std::size_t quantity = story.quantity;
  const std::size_t roll = story.told.empty() ? 0 : 1 + dice.below(5);
  const Told* from = story.told.empty() ? nullptr : &story.told[dice.below(story.told.size())];
  switch (roll) {
    case 0:
      told.role = "first";
      told.paragraphs = {core(story, quantity, sayer(story) + " told the " + told.outlet)};
      break;
    case 1:
      told.role = "republishes";
      told.paragraphs = from->paragraphs;
      told.paragraphs.push_back("Source: " + from->outlet);
      break;
    case 2:
      told.role = "rewrites";
      told.paragraphs = {core(story, quantity,
                              "the " + from->outlet + " reported, citing " +
                                  (story.named ? story.person : "a " + story.role))};
      break;
    case 3:
      told.role = "copies";
      told.paragraphs = from->paragraphs;
      break;
    case 4:
      told.role = "inflates";
      quantity *= 10;
      told.paragraphs = {core(story, quantity, "the " + from->outlet + " revealed")};
      break;
    default:
      told.role = "denies";
      told.paragraphs = {story.denier + " denied on " + story.begins.spelled() + " that any " +
                         story.fault + " had been found in the " + story.building + " of " +
                         story.town + "."};
  }
  if (roll != 1 && roll != 3) {
    told.paragraphs.insert(told.paragraphs.end(), fill.begin(), fill.end());
  }
  truth = Json{{"story", story.number},
               {"role", told.role},
               {"outlet", told.outlet},
               {"from", from != nullptr && roll != 5 ? Json(from->file) : Json()},
               {"source", roll == 5     ? Json(story.denier)
                          : story.named ? Json(story.person)
                                        : Json("a " + story.role)},
               {"quantity", roll == 5 ? Json() : Json(quantity)}};
  return told;
}

std::string page_of(const Story& story, const Told& told, const Day& day) {
  const std::string title = "Trouble at the " + story.building + " of " + story.town;
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + " - " +
      told.outlet + "</title>\n<meta property=\"og:site_name\" content=\"" + told.outlet +
      "\">\n<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"" +
      title + "\",\"datePublished\":\"" + day.iso() + "\",\"publisher\":{\"name\":\"" +
      told.outlet +
      "\"}}</script></head>\n<body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n"
      "<article><h1>" +
      title + "</h1>\n<p class=\"date\">" + day.spelled() + "</p>\n";
  for (const std::string& paragraph : told.paragraphs) html += "<p>" + paragraph + "</p>\n";
  return html + "</article>\n<footer>Copyright " + told.outlet + "</footer></body></html>\n";
}

}  // namespace

void simulate(const Simulation& simulation, const std::function<void(SimulatedPage)>& sink) {
  constexpr std::size_t kRetellings = 8;  // of a story, on average
  Dice dice(simulation.seed);
  std::vector<Story> open;
  std::size_t stories = 0;
  for (std::size_t i = 0; i < simulation.documents; ++i) {
    if (open.empty() || dice.chance(1.0 / kRetellings)) {
      open.push_back(new_story(dice, stories++));
      // Old stories are told no more: memory stays bounded however many pages there are.
      if (open.size() > 64) open.erase(open.begin());
    }
    Story& story = open[dice.chance(0.5) ? open.size() - 1 : dice.below(open.size())];
    SimulatedPage page;
    Told told = retell(dice, story, page.truth);
    told.file = fmt::format("{:07}.html", i);
    const Day day{story.begins.number + 1 + story.told.size() / 3};
    page.name = told.file;
    page.html = page_of(story, told, day);
    page.truth["file"] = told.file;
    page.truth["published"] = day.iso();
    if (story.told.size() < 32) story.told.push_back(std::move(told));
    sink(std::move(page));
  }
}

void simulate_to(const std::string& folder, const Simulation& simulation, const Options& options) {
  namespace fs = std::filesystem;
  const fs::path pages = fs::path(folder) / "pages";
  fs::create_directories(pages);
  std::ofstream truth(fs::path(folder) / "truth.jsonl", std::ios::binary);
  simulate(simulation, [&](const SimulatedPage& page) {
    std::ofstream(pages / page.name, std::ios::binary) << page.html;
    truth << line(page.truth);
  });
  if (!truth.flush()) throw std::runtime_error("cannot write into " + folder);
  if (!simulation.annotated) return;
  const auto engine = Engine::open({options.data, options.jobs});
  if (!engine) throw std::runtime_error(engine.error().message);
  std::ofstream documents(fs::path(folder) / "documents.jsonl", std::ios::binary);
  (*engine)->for_each_document(
      {pages.string()}, {}, [&](Result<Document> document, const std::string& path) {
        if (!document) throw std::runtime_error(path + ": " + document.error().message);
        documents << json::dump(json::annotated_document(*document)) << '\n';
      });
}

}  // namespace hearsay::bench
