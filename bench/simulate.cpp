// hearsay-bench simulate: stories that travel. A story is one event, or two of a kind, that people
// say something about; outlets with habits of their own take it up from each other: reprints with
// credit and without, rewrites that cite, larger numbers, names spelled otherwise, digests,
// denials. Between stories stand documents about something else. Everything is drawn from a seed by
// a generator written here, so that the same seed gives the same bytes on every machine; towns,
// people and outlets are put together from syllables, and nothing happened. Memory is that of the
// open stories, however many documents there are.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <stdexcept>
#include <utility>

#include "bench.h"
#include "engine/data_directory.h"
#include "hearsay/engine.h"
#include "json/json.h"
#include "simulation.h"
#include "text/fold.h"
#include "text/hash.h"

namespace hearsay::bench {
namespace {

constexpr std::size_t kOpenStories = 64;
constexpr double kUnrelated = 0.3;  // share of documents about something else

struct Origin {
  std::string name;  // or the words of an unnamed source
  std::vector<std::string> aliases;
  SourceKind kind = SourceKind::unnamed;
  std::string person, body, role;  // what there is of them
  std::size_t style = 0;
  bool denies = false;
  std::set<std::string> pages;  // that have it from this origin
  [[nodiscard]] std::string surname() const {
    return person.empty() ? std::string("the source") : person.substr(person.rfind(' ') + 1);
  }
};

/// A page that tells a story.
struct Told {
  std::string file, outlet;
  std::size_t allegation = 0;
  std::vector<std::size_t> origins;  // whose words it has
  std::size_t number = 0;
  SimulatedText text;
  bool first_hand = false;
  bool reprinted = false;  // somebody has its words already
};

struct Allegation {
  std::string town, site, things;
  std::size_t number = 0;
  Day day;
  std::set<std::string> pages;
  std::map<std::size_t, std::set<std::string>> numbers;  // pages that give each
  Json edges = Json::array(), missing = Json::array(), unsourced = Json::array();
  std::vector<std::size_t> origins;
};

enum class Act { first, second, reprint, copy, rewrite, inflate, deny, not_held, vague };

struct Story {
  std::size_t number = 0, style = 0;
  Dice dice{0};
  const Json* deed = nullptr;
  std::string did;  // the verb of a deed that is none of the family's kinds
  std::vector<Allegation> allegations;
  std::vector<Origin> origins;
  std::vector<Told> told;
  std::vector<std::pair<Act, std::size_t>> plan;  // the next one last
  std::size_t documents = 0;
};

/// Outlets, each with a habit.
struct World {
  std::vector<std::string> wires, papers, tabloids, thieves, digests, absent;
};

class Simulator {
 public:
  Simulator(const Simulation& simulation, const Vocabulary& vocabulary)
      : simulation_(simulation),
        vocabulary_(vocabulary),
        family_(simulation.family),
        dice_(text::mix(simulation.seed, text::hash64(simulation.family))) {
    // The larger the pile, the more outlets, but far fewer than documents.
    const std::size_t papers = std::min<std::size_t>(2000, 12 + simulation.documents / 100);
    std::set<std::string> taken;
    const auto outlets = [&](std::size_t count, const char* list) {
      std::vector<std::string> names;
      while (names.size() < count) {
        const std::size_t style = dice_.below(64);
        std::string name = filled(family_.draw(dice_, list), [&](const std::string&) {
                             return family_.name(dice_, style, 1);
                           }).text;
        if (taken.insert(name).second) names.push_back(std::move(name));
      }
      return names;
    };
    world_ = {outlets(2 + papers / 50, "wires"),  outlets(papers, "papers"),
              outlets(2 + papers / 6, "papers"),  outlets(2 + papers / 6, "papers"),
              outlets(1 + papers / 20, "papers"), outlets(2 + papers / 6, "papers")};
  }

  void run(const PageSink& sink, const TruthSink& truth) {
    for (std::size_t i = 0; i < simulation_.documents; ++i) {
      file_ = fmt::format("{:07}.html", i);
      today_ = {60 + i * 500 / std::max<std::size_t>(500, simulation_.documents)};
      SimulatedPage page;
      page.name = file_;
      if (dice_.chance(kUnrelated)) {
        page.text = unrelated();
        truth(Json{{"unrelated", file_}});
      } else {
        page.text = next(truth);
      }
      sink(std::move(page));
    }
    for (const Story& story : open_) truth(truth_of(story));
  }

 private:
  // ---- what is told --------------------------------------------------------------------------

  SimulatedText next(const TruthSink& truth) {
    if (open_.size() > 2 && dice_.chance(0.06)) {
      if (auto text = digest()) return *std::move(text);
    }
    if (open_.empty() || dice_.chance(0.12)) {
      open_.push_back(new_story());
      if (open_.size() > kOpenStories) {
        truth(truth_of(open_.front()));
        open_.erase(open_.begin());
      }
    }
    const std::size_t at = dice_.chance(0.5) ? open_.size() - 1 : dice_.below(open_.size());
    SimulatedText text = retell(open_[at]);
    if (open_[at].plan.empty()) {
      truth(truth_of(open_[at]));
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return text;
  }

  Story new_story() {
    Story story;
    story.number = stories_++;
    story.dice = Dice(text::mix(simulation_.seed + 1, story.number));
    Dice& dice = story.dice;
    story.style = dice.below(64);
    // A kind of deed comes back some dozen times, however large the pile; the family's last deed is
    // whatever a verb says.
    const double stories = std::max<double>(1, static_cast<double>(simulation_.documents) / 7);
    const std::size_t kinds = family_.deeds() - 1;
    story.deed =
        &family_.deed(dice.chance(std::min(0.8, 50 / stories)) ? dice.below(kinds) : kinds);
    story.did = vocabulary_.past(dice);
    const std::size_t allegations = dice.chance(0.2) ? 2 : 1;
    for (std::size_t i = 0; i < allegations; ++i) story.allegations.push_back(allegation(story, i));
    for (std::size_t i = allegations; i-- > 0;) plan(story, i);
    return story;
  }

  Allegation allegation(Story& story, std::size_t index) {
    Dice& dice = story.dice;
    Allegation out;
    out.town = family_.name(dice, story.style, 1);
    // So that stories of one deed are about different things, however many there are.
    out.site = vocabulary_.noun(dice) + " " + text_of(dice, story.deed->at("sites"));
    out.things = vocabulary_.adjective(dice) + " " + text_of(dice, story.deed->at("things"));
    if (index > 0) out.things = story.allegations[0].things, out.site = story.allegations[0].site;
    out.number = 10 + dice.below(90);
    // Another event of the kind lies months before.
    out.day = {
        today_.number -
        std::min<std::size_t>(today_.number, 1 + dice.below(4) + index * (56 + dice.below(90)))};
    return out;
  }

  static void plan(Story& story, std::size_t allegation) {
    Dice& dice = story.dice;
    std::vector<Act> acts;
    const std::size_t more = 1 + dice.below(6) + (dice.chance(0.2) ? dice.below(8) : 0);
    constexpr Act kActs[] = {Act::reprint, Act::reprint, Act::copy,     Act::rewrite,
                             Act::rewrite, Act::rewrite, Act::inflate,  Act::deny,
                             Act::second,  Act::second,  Act::not_held, Act::vague};
    for (std::size_t i = 0; i < more; ++i) acts.push_back(dice.one_of(kActs));
    for (const Act act : acts) story.plan.emplace_back(act, allegation);
    story.plan.emplace_back(Act::first, allegation);
  }

  SimulatedText retell(Story& story) {
    const auto [act, allegation] = story.plan.back();
    story.plan.pop_back();
    ++story.documents;
    Told told;
    told.file = file_;
    told.allegation = allegation;
    told.number = story.allegations[allegation].number;
    const Told* from = source_for(story, act, allegation);
    if (from == nullptr && act != Act::not_held && act != Act::vague && act != Act::deny) {
      first_hand(story, told, act == Act::first ? 0.3 : 0.1);
    } else if (act == Act::reprint || act == Act::copy) {
      reprint(story, told, *from, act);
    } else if (act == Act::rewrite || act == Act::inflate) {
      rewrite(story, told, *from, act);
    } else if (act == Act::not_held) {
      not_held(story, told);
    } else if (act == Act::deny) {
      deny(story, told);
    } else {
      vague(story, told);
    }
    told.text.outlet = told.outlet;
    told.text.day = today_;
    note(story, told);
    SimulatedText text = told.text;
    story.told.push_back(std::move(told));
    return text;
  }

  // The page that is taken up; none where the act needs none, or there is none yet.
  Told* source_for(Story& story, Act act, std::size_t allegation) {
    if (act == Act::first || act == Act::second) return nullptr;
    std::vector<Told*> all;
    for (Told& told : story.told) {
      if (told.allegation != allegation || told.origins.empty()) continue;
      // Of which of two pages with the same words it is a copy, no words tell.
      if (act == Act::copy && (told.reprinted || !told.first_hand)) continue;
      all.push_back(&told);
    }
    return all.empty() ? nullptr : all[story.dice.below(all.size())];
  }

  void first_hand(Story& story, Told& told, double from_wire) {
    Dice& dice = story.dice;
    told.first_hand = true;
    const bool wire = dice.chance(from_wire);
    told.outlet = dice.one_of(wire ? world_.wires : world_.papers);
    const std::size_t origin = new_origin(story, told.allegation);
    told.origins = {origin};
    if (wire) {
      told.text.dateline =
          upper(story.allegations[told.allegation].town) + " (" + told.outlet + ") -";
    }
    told.text.passages.push_back(
        say(story, told, "says", story.origins[origin], told.outlet, false));
    if (dice.chance(0.6)) {
      told.text.passages.push_back(
          say(story, told, "quoted", story.origins[origin], told.outlet, false));
    }
    scenery(dice, told.text.passages, 3 + dice.below(8));
    told.text.title = headline(story, told);
    edge(story, told, story.origins[origin].name, told.file, "says", "stated");
  }

  void reprint(Story& story, Told& told, const Told& from, Act act) {
    Dice& dice = story.dice;
    told.text = from.text;
    told.origins = from.origins;
    told.number = from.number;
    const bool credited = act == Act::reprint;
    told.outlet = another(dice, credited ? world_.papers : world_.thieves, from.outlet);
    if (credited) {
      told.text.credited = from.outlet;
      told.text.credit = filled(family_.draw(dice, "credits"), [&](const std::string&) {
                           return from.outlet;
                         }).text;
    } else {
      told.text.credited.clear();
      told.text.credit.clear();
      told.text.dateline.clear();
      // Edited lightly: the last paragraphs are cut, and the headline is another.
      if (told.text.passages.size() > 5) told.text.passages.resize(told.text.passages.size() - 2);
      told.text.title = headline(story, told);
    }
    edge(story, told, from.file, told.file, credited ? "republishes" : "copies",
         credited ? "stated" : "inferred");
    for (Told& each : story.told) {
      if (each.file == from.file) each.reprinted = true;
    }
    told.reprinted = true;
  }

  void rewrite(Story& story, Told& told, const Told& from, Act act) {
    Dice& dice = story.dice;
    const bool tabloid = act == Act::inflate;
    told.outlet = another(dice, tabloid ? world_.tabloids : world_.papers, from.outlet);
    told.number = from.number * (tabloid ? (dice.chance(0.5) ? 10 : 2) : 1);
    const std::size_t origin = from.origins[dice.below(from.origins.size())];
    told.origins = {origin};
    told.text.passages.push_back(say(story, told, tabloid ? "reveals" : "retells",
                                     story.origins[origin], from.outlet, dice.chance(0.25)));
    told.text.passages.back().relay = from.outlet;
    scenery(dice, told.text.passages, 2 + dice.below(6));
    told.text.title = headline(story, told);
    edge(story, told, from.file, told.file, "relays", "stated");
  }

  void not_held(Story& story, Told& told) {
    Dice& dice = story.dice;
    const std::string outlet = dice.one_of(world_.absent);
    told.outlet = dice.one_of(world_.papers);
    const std::size_t origin = new_origin(story, told.allegation);
    told.origins = {origin};
    told.text.passages.push_back(say(story, told, "retells", story.origins[origin], outlet, false));
    told.text.passages.back().relay = outlet;
    scenery(dice, told.text.passages, 2 + dice.below(6));
    told.text.title = headline(story, told);
    edge(story, told, story.origins[origin].name, outlet, "says", "stated");
    edge(story, told, outlet, told.file, "relays", "stated");
    story.allegations[told.allegation].missing.push_back(
        {{"name", outlet}, {"cited_by", Json::array({told.file})}});
  }

  void deny(Story& story, Told& told) {
    Dice& dice = story.dice;
    told.outlet = dice.one_of(world_.papers);
    Origin denier;
    denier.kind = SourceKind::named_organisation;
    denier.body = denier.name = filled(family_.draw(dice, "bodies"), [&](const std::string&) {
                                  return story.allegations[told.allegation].town;
                                }).text;
    denier.denies = true;
    // One body denies once: a second time it is the same denier.
    std::size_t at = 0;
    while (at < story.origins.size() && story.origins[at].name != denier.name) ++at;
    const bool fresh = at == story.origins.size();
    if (fresh) {
      story.origins.push_back(denier);
      story.allegations[told.allegation].origins.push_back(at);
    }
    told.text.passages.push_back(say(story, told, "denies", story.origins[at], told.outlet, false));
    told.text.passages.back().denies = true;
    scenery(dice, told.text.passages, 2 + dice.below(6));
    told.text.title = headline(story, told);
    story.origins[at].pages.insert(told.file);
    if (fresh) edge(story, told, story.origins[at].name, told.file, "says", "stated");
    told.number = 0;
  }

  void vague(Story& story, Told& told) {
    Dice& dice = story.dice;
    told.outlet = dice.one_of(world_.papers);
    told.text.passages.push_back(say(story, told, "vague", Origin{}, told.outlet, false));
    scenery(dice, told.text.passages, 2 + dice.below(6));
    told.text.title = headline(story, told);
    story.allegations[told.allegation].unsourced.push_back(
        {{"page", told.file},
         {"words", told.text.passages.front().text},
         {"voice", "unspecified"}});
  }

  // A page with passages from several stories, each with its credit.
  std::optional<SimulatedText> digest() {
    SimulatedText text;
    text.outlet = dice_.one_of(world_.digests);
    text.day = today_;
    text.title = "In brief";
    std::set<std::size_t> chosen;
    for (int i = 0; i < 4; ++i) chosen.insert(dice_.below(open_.size()));
    for (const std::size_t at : chosen) {
      Story& story = open_[at];
      const Told* from = source_for(story, Act::rewrite, 0);
      if (from == nullptr) continue;
      Told told;
      told.file = file_;
      told.outlet = text.outlet;
      told.allegation = from->allegation;
      told.number = from->number;
      told.origins = {from->origins.front()};
      Passage passage =
          say(story, told, "passages", story.origins[told.origins.front()], from->outlet, false);
      passage.relay = from->outlet;
      text.passages.push_back(std::move(passage));
      edge(story, told, from->file, file_, "relays", "stated");
      note(story, told);
    }
    if (text.passages.size() < 2) {
      if (text.passages.empty()) return {};
      scenery(dice_, text.passages, 4);
    }
    return text;
  }

  SimulatedText unrelated() {
    SimulatedText text;
    text.outlet = dice_.one_of(world_.papers);
    text.day = today_;
    scenery(dice_, text.passages, 5 + dice_.below(12));
    text.title = text.passages.front().text.substr(0, text.passages.front().text.find(' ', 40));
    return text;
  }

  // ---- sentences -----------------------------------------------------------------------------

  std::size_t new_origin(Story& story, std::size_t allegation) {
    Dice& dice = story.dice;
    Origin origin;
    origin.style = story.style;
    const Allegation& about = story.allegations[allegation];
    const auto slot = [&](const std::string& name) {
      if (name == "role") return origin.role;
      if (name == "body") return origin.body;
      return name == "person" ? origin.person : about.town;
    };
    const std::size_t kind = dice.below(10);
    // Roles tell the unnamed of one story apart.
    do {
      origin.role = family_.draw(dice, "roles");
    } while (story.origins.size() < 8 &&
             std::any_of(story.origins.begin(), story.origins.end(),
                         [&](const Origin& each) { return each.role == origin.role; }));
    if (kind < 4) {
      origin.name = filled(family_.draw(dice, "unnamed"), slot).text;
      origin.name.front() = static_cast<char>(std::tolower(origin.name.front()));
    } else if (kind < 8) {
      origin.kind = SourceKind::named_person;
      origin.person = origin.name = family_.name(dice, story.style, 2);
    } else {
      origin.kind = SourceKind::named_organisation;
      origin.person = family_.name(dice, story.style, 2);
      origin.body = filled(family_.draw(dice, "bodies"), slot).text;
      origin.name = origin.body;
      origin.aliases = {origin.person};
    }
    story.origins.push_back(std::move(origin));
    story.allegations[allegation].origins.push_back(story.origins.size() - 1);
    return story.origins.size() - 1;
  }

  Passage say(Story& story, const Told& told, const char* list, const Origin& origin,
              const std::string& outlet, bool respell) {
    Dice& dice = story.dice;
    const Allegation& about = story.allegations[told.allegation];
    std::string person = origin.person;
    if (respell && !person.empty()) {
      person = family_.respelled(dice, story.style, person);
      for (Origin& each : story.origins) {
        if (&each == &origin && person != origin.person) each.aliases.push_back(person);
      }
    }
    const std::string when = "on " + (today_.number < about.day.number + 6 && dice.chance(0.3)
                                          ? about.day.weekday()
                                          : about.day.spelled(dice.chance(0.5)));
    const auto slot = [&](const std::string& name) -> std::string {
      if (name == "source") {
        if (origin.kind == SourceKind::unnamed) return origin.name;
        if (person.empty()) return "{body}";
        return family_.draw(dice, origin.body.empty() ? "named" : "spokesman");
      }
      if (name.find('|') != std::string::npos) return choice(dice, name);
      if (name == "short") return origin.surname();
      if (name == "person") return person;
      if (name == "body") return origin.body;
      if (name == "role") return origin.role;
      if (name == "outlet") return outlet;
      if (name == "weekday") return today_.weekday();
      if (name == "town") return about.town;
      if (name == "site") return about.site;
      if (name == "things") return about.things;
      if (name == "number") return std::to_string(told.number);
      if (name == "when") return when;
      if (name == "did") return story.did;
      if (name == "claim") return text_of(dice, story.deed->at("claims"));
      if (name == "quote") return text_of(dice, story.deed->at("quotes"));
      if (name == "denied") return text_of(dice, story.deed->at("denied"));
      throw std::runtime_error("no slot {" + name + "}");
    };
    Passage passage = filled(family_.draw(dice, list), slot);
    passage.source = origin.name;
    passage.kind = origin.kind;
    passage.affiliation = origin.body;
    passage.happened = about.day.iso();
    return passage;
  }

  std::string headline(Story& story, const Told& told) {
    const Allegation& about = story.allegations[told.allegation];
    return filled(text_of(story.dice, story.deed->at("headlines")),
                  [&](const std::string& name) {
                    if (name == "town") return about.town;
                    if (name == "site") return about.site;
                    return name == "things" ? about.things : std::to_string(told.number);
                  })
        .text;
  }

  // Sentences about anything else, out of so many words that few are alike.
  void scenery(Dice& dice, std::vector<Passage>& passages, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      std::string stranger;
      const auto slot = [&](const std::string& name) -> std::string {
        if (name == "noun") return vocabulary_.noun(dice);
        if (name == "adjective") return vocabulary_.adjective(dice);
        if (name == "past") return vocabulary_.past(dice);
        if (name == "time") return family_.draw(dice, "times");
        if (name == "amount") return std::to_string(2 + dice.below(900));
        if (name == "place") return family_.name(dice, dice.below(64), 1);
        if (name == "stranger") return stranger = family_.name(dice, dice.below(64), 2);
        throw std::runtime_error("no slot {" + name + "}");
      };
      Passage passage = filled(family_.draw(dice, "scenery"), slot);
      passage.source = stranger;
      passage.kind = SourceKind::named_person;
      passages.push_back(std::move(passage));
    }
  }

  static std::string choice(Dice& dice, const std::string& alternatives) {
    const auto all = text::split(alternatives, '|');
    return std::string(all[dice.below(all.size())]);
  }

  static const std::string& text_of(Dice& dice, const Json& list) {
    return list.at(dice.below(list.size())).get_ref<const std::string&>();
  }

  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
  }

  static std::string another(Dice& dice, const std::vector<std::string>& outlets,
                             const std::string& than) {
    const std::size_t at = dice.below(outlets.size());
    return outlets[at] == than ? outlets[(at + 1) % outlets.size()] : outlets[at];
  }

  // ---- truth ---------------------------------------------------------------------------------

  static void edge(Story& story, const Told& told, const std::string& from, const std::string& to,
                   const char* kind, const char* basis) {
    story.allegations[told.allegation].edges.push_back(
        {{"from", from}, {"to", to}, {"kind", kind}, {"basis", basis}});
  }

  static void note(Story& story, const Told& told) {
    Allegation& allegation = story.allegations[told.allegation];
    allegation.pages.insert(told.file);
    for (const std::size_t origin : told.origins) story.origins[origin].pages.insert(told.file);
    if (told.number > 0) allegation.numbers[told.number].insert(told.file);
  }

  // By docs/definitions.md: `max` joins what is surely one (here every origin is), `min` also joins
  // unnamed sources with each other and with a named one; unnamed ones of other trades are told
  // apart in `count`.
  static Json separate(const Story& story, const std::vector<std::size_t>& origins) {
    std::size_t named = 0;
    std::size_t unnamed = 0;
    for (const std::size_t at : origins) {
      const Origin& origin = story.origins[at];
      if (origin.denies) continue;
      (origin.kind == SourceKind::unnamed ? unnamed : named) += 1;
    }
    return {{"min", named > 0 ? named : std::min<std::size_t>(1, unnamed)},
            {"count", named + unnamed},
            {"max", named + unnamed}};
  }

  static const char* name_of(SourceKind kind) {
    return kind == SourceKind::unnamed        ? "unnamed"
           : kind == SourceKind::named_person ? "named_person"
                                              : "named_organisation";
  }

  static Json truth_of(const Story& story) {
    Json truth;
    truth["id"] = fmt::format("s{}", story.number);
    std::set<std::string> pages;
    std::vector<std::size_t> all;
    truth["allegations"] = Json::array();
    for (std::size_t i = 0; i < story.allegations.size(); ++i) {
      const Allegation& allegation = story.allegations[i];
      if (allegation.pages.empty()) continue;
      pages.insert(allegation.pages.begin(), allegation.pages.end());
      all.insert(all.end(), allegation.origins.begin(), allegation.origins.end());
      Json variants = Json::array();
      if (allegation.numbers.size() > 1) {
        Json values = Json::array();
        for (const auto& [number, files] : allegation.numbers) {
          values.push_back({{"value", std::to_string(number)}, {"pages", files}});
        }
        variants.push_back({{"slot", "quantity"}, {"values", values}});
      }
      truth["allegations"].push_back({{"id", fmt::format("s{}a{}", story.number, i + 1)},
                                      {"pages", allegation.pages},
                                      {"independent_origins", separate(story, allegation.origins)},
                                      {"edges", allegation.edges},
                                      {"missing", allegation.missing},
                                      {"unsourced", allegation.unsourced},
                                      {"variants", variants}});
    }
    truth["pages"] = pages;
    truth["independent_origins"] = separate(story, all);
    truth["origins"] = Json::array();
    for (const Origin& origin : story.origins) {
      truth["origins"].push_back({{"name", origin.name},
                                  {"aliases", origin.aliases},
                                  {"kind", name_of(origin.kind)},
                                  {"denies", origin.denies},
                                  {"pages", origin.pages}});
    }
    return truth;
  }

  Simulation simulation_;
  const Vocabulary& vocabulary_;
  Family family_;
  Dice dice_;
  World world_;
  std::vector<Story> open_;
  std::size_t stories_ = 0;
  std::string file_;
  Day today_;
};

/// Pages as single files, or as lines of JSONL: a hundred thousand of them are then a hundred
/// files.
class PageWriter {
 public:
  PageWriter(std::filesystem::path folder, bool jsonl) : folder_(std::move(folder)), jsonl_(jsonl) {
    std::filesystem::create_directories(folder_);
  }
  void write(const SimulatedPage& page) {
    if (!jsonl_) {
      std::ofstream(folder_ / page.name, std::ios::binary) << page_of(page.text);
      return;
    }
    constexpr std::size_t kBatch = 1000;
    if (written_ % kBatch == 0) {
      file_ =
          std::ofstream(folder_ / fmt::format("{:05}.jsonl", written_ / kBatch), std::ios::binary);
    }
    ++written_;
    file_ << line(Json{{"id", page.name}, {"html", page_of(page.text)}});
  }

 private:
  std::filesystem::path folder_;
  bool jsonl_;
  std::ofstream file_;
  std::size_t written_ = 0;
};

std::string word_table(const Options& options) {
  const auto directory = engine::find_data_directory(options.data);
  if (!directory) throw std::runtime_error(directory.error().message);
  return read_file(*directory + "/data/word_frequency.tsv");
}

}  // namespace

ReadPage read_page(const SimulatedPage& page, const Vocabulary& vocabulary) {
  ReadPage out;
  out.document = document_of(page.text, vocabulary);
  out.source.bytes = out.document.article.text;
  out.source.media_type = MediaType::plain_text;
  out.source.charset = "utf-8";
  out.source.path = page.name;
  out.source.url = out.document.article.url = "https://pile.example/" + page.name;
  out.source.title = out.document.article.title;
  out.source.published = out.document.article.published;
  out.source.publisher = out.document.article.publisher;
  out.document.article.path = page.name;
  return out;
}

Vocabulary vocabulary_of(const Options& options) { return Vocabulary(word_table(options)); }

void simulate(const Simulation& simulation, const Vocabulary& vocabulary, const PageSink& sink,
              const TruthSink& truth) {
  Simulator(simulation, vocabulary).run(sink, truth);
}

void simulate_to(const std::string& folder, const Simulation& simulation, const Options& options) {
  namespace fs = std::filesystem;
  fs::create_directories(folder);
  const Vocabulary vocabulary = vocabulary_of(options);
  std::ofstream truth(fs::path(folder) / "truth.jsonl", std::ios::binary);
  std::ofstream annotated;
  std::unique_ptr<PageWriter> pages;
  std::unique_ptr<Engine> engine;
  if (!simulation.store.empty()) {
    auto opened = Engine::open({options.data, options.jobs}, simulation.store);
    if (!opened) throw std::runtime_error(opened.error().message);
    engine = *std::move(opened);
  } else if (simulation.annotated) {
    annotated = std::ofstream(fs::path(folder) / "documents.jsonl", std::ios::binary);
  } else {
    pages = std::make_unique<PageWriter>(fs::path(folder) / "pages", simulation.jsonl);
  }
  constexpr std::size_t kBurst = 64;  // documents stored at once
  AddReport report;
  std::vector<std::pair<Source, Document>> burst;
  const auto flush = [&] {
    const auto added = engine->add_read(std::exchange(burst, {}), report);
    if (!added) throw std::runtime_error(added.error().message);
  };
  const auto write = [&](const SimulatedPage& page) {
    if (pages) return pages->write(page);
    ReadPage read = read_page(page, vocabulary);
    if (!engine) {
      annotated << json::dump(json::annotated_document(read.document)) << '\n';
      return;
    }
    burst.emplace_back(std::move(read.source), std::move(read.document));
    if (burst.size() == kBurst) flush();
  };
  simulate(simulation, vocabulary, write, [&](const Json& record) { truth << line(record); });
  if (!burst.empty()) flush();
  if (!truth.flush()) throw std::runtime_error("cannot write into " + folder);
}

}  // namespace hearsay::bench
