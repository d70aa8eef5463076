#include "annotate/name_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace hearsay::annotate {
namespace {

using Entry = std::pair<std::string_view, NameWord>;

constexpr auto bodies = std::to_array<std::string_view>(
    {"academy",      "administration", "agency",      "alliance",     "army",          "assembly",
     "association",  "authority",      "bank",        "battalion",    "board",         "brigade",
     "brothers",     "bureau",         "cabinet",     "chamber",      "charity",       "church",
     "clinic",       "club",           "coalition",   "college",      "command",       "commission",
     "committee",    "commons",        "community",   "company",      "confederation", "congress",
     "consortium",   "corporation",    "corps",       "council",      "court",         "department",
     "directorate",  "division",       "faculty",     "federation",   "fleet",         "force",
     "forces",       "forum",          "foundation",  "front",        "fund",          "government",
     "group",        "guard",          "holdings",    "hospital",     "industries",    "initiative",
     "inspectorate", "institute",      "institution", "laboratory",   "league",        "legion",
     "library",      "militia",        "ministry",    "mission",      "movement",      "museum",
     "navy",         "network",        "office",      "organisation", "organization",  "parliament",
     "partners",     "partnership",    "party",       "police",       "regiment",      "registry",
     "school",       "secretariat",    "senate",      "service",      "services",      "society",
     "solutions",    "squadron",       "supplies",    "syndicate",    "systems",       "team",
     "technologies", "treasury",       "tribunal",    "trust",        "union",         "university",
     "workers",      "works",          "inc",         "inc.",         "corp",          "corp.",
     "ltd",          "ltd.",           "llc",         "plc",          "co.",           "gmbh"});

constexpr auto outlets = std::to_array<std::string_view>(
    {"bulletin",  "broadcasting", "chronicle", "courier",  "daily",     "dispatch", "echo",
     "enquirer",  "examiner",     "express",   "gazette",  "globe",     "herald",   "inquirer",
     "journal",   "ledger",       "magazine",  "mail",     "messenger", "mirror",   "monitor",
     "news",      "newspaper",    "newswire",  "observer", "post",      "press",    "radio",
     "record",    "register",     "report",    "reporter", "review",    "standard", "star",
     "telegraph", "television",   "times",     "today",    "tribune",   "tv",       "weekly",
     "wire",      "world"});

constexpr auto facilities = std::to_array<std::string_view>(
    {"airbase", "airfield",  "airport",   "arena",   "barracks", "bridge",   "building",
     "canal",   "castle",    "cathedral", "dam",     "depot",    "dome",     "embassy",
     "factory", "gate",      "harbour",   "harbor",  "hotel",    "house",    "lighthouse",
     "mall",    "monastery", "mosque",    "palace",  "park",     "pipeline", "plant",
     "plaza",   "port",      "prison",    "railway", "refinery", "square",   "stadium",
     "station", "street",    "synagogue", "temple",  "terminal", "theater",  "theatre",
     "tower",   "tunnel",    "road",      "avenue",  "highway",  "center",   "centre",
     "camp",    "base"});

constexpr auto places = std::to_array<std::string_view>(
    {"bay",       "beach",     "borough",  "canyon",      "cape",         "city",     "coast",
     "continent", "county",    "creek",    "delta",       "desert",       "district", "east",
     "emirates",  "falls",     "forest",   "governorate", "gulf",         "heights",  "hill",
     "hills",     "island",    "islands",  "isle",        "isles",        "kingdom",  "lake",
     "land",      "mount",     "mountain", "mountains",   "municipality", "north",    "oblast",
     "ocean",     "peninsula", "plateau",  "prefecture",  "province",     "region",   "republic",
     "river",     "sea",       "shore",    "south",       "state",        "states",   "strait",
     "territory", "town",      "valley",   "village",     "west",         "northern", "southern",
     "eastern",   "western",   "central",  "upper",       "lower",        "saint",    "st.",
     "fort"});

constexpr auto events = std::to_array<std::string_view>(
    {"anniversary",   "awards",     "battle",     "campaign",   "carnival",  "championship",
     "championships", "conference", "congresses", "crisis",     "cup",       "earthquake",
     "election",      "elections",  "exhibition", "festival",   "final",     "games",
     "genocide",      "hurricane",  "massacre",   "olympics",   "operation", "primary",
     "prix",          "rally",      "rebellion",  "referendum", "revolt",    "revolution",
     "riots",         "season",     "series",     "siege",      "summit",    "talks",
     "tour",          "tournament", "uprising",   "war",        "wars"});

constexpr auto titles = std::to_array<std::string_view>({"admiral",
                                                         "ambassador",
                                                         "analyst",
                                                         "archbishop",
                                                         "ayatollah",
                                                         "baron",
                                                         "bishop",
                                                         "brigadier",
                                                         "brother",
                                                         "captain",
                                                         "capt.",
                                                         "cardinal",
                                                         "chairman",
                                                         "chairwoman",
                                                         "chancellor",
                                                         "chief",
                                                         "coach",
                                                         "col.",
                                                         "colonel",
                                                         "commander",
                                                         "commissioner",
                                                         "congressman",
                                                         "congresswoman",
                                                         "correspondent",
                                                         "count",
                                                         "deputy",
                                                         "director",
                                                         "doctor",
                                                         "dr",
                                                         "dr.",
                                                         "duke",
                                                         "editor",
                                                         "emir",
                                                         "emperor",
                                                         "engineer",
                                                         "envoy",
                                                         "expert",
                                                         "father",
                                                         "founder",
                                                         "gen.",
                                                         "general",
                                                         "gov.",
                                                         "governor",
                                                         "imam",
                                                         "inspector",
                                                         "judge",
                                                         "justice",
                                                         "king",
                                                         "lawyer",
                                                         "leader",
                                                         "lieutenant",
                                                         "lord",
                                                         "lt.",
                                                         "major",
                                                         "maj.",
                                                         "manager",
                                                         "marshal",
                                                         "mayor",
                                                         "minister",
                                                         "miss",
                                                         "mr",
                                                         "mr.",
                                                         "mrs",
                                                         "mrs.",
                                                         "ms",
                                                         "ms.",
                                                         "officer",
                                                         "official",
                                                         "pastor",
                                                         "pope",
                                                         "premier",
                                                         "president",
                                                         "priest",
                                                         "prince",
                                                         "princess",
                                                         "prof.",
                                                         "professor",
                                                         "prosecutor",
                                                         "queen",
                                                         "rabbi",
                                                         "rep.",
                                                         "reporter",
                                                         "representative",
                                                         "rev.",
                                                         "reverend",
                                                         "scientist",
                                                         "secretary",
                                                         "sen.",
                                                         "senator",
                                                         "sergeant",
                                                         "sgt.",
                                                         "sheikh",
                                                         "sheriff",
                                                         "sir",
                                                         "sister",
                                                         "speaker",
                                                         "spokesman",
                                                         "spokesperson",
                                                         "spokeswoman",
                                                         "sultan",
                                                         "superintendent",
                                                         "teacher",
                                                         "uncle",
                                                         "aunt",
                                                         "witness"});

constexpr auto days = std::to_array<std::string_view>(
    {"april",    "august",  "december",  "february", "friday",  "january",  "july",      "june",
     "march",    "may",     "monday",    "november", "october", "saturday", "september", "sunday",
     "thursday", "tuesday", "wednesday", "jan.",     "feb.",    "aug.",     "sept.",     "oct.",
     "nov.",     "dec.",    "christmas", "easter",   "ramadan"});

// All kinds in one sorted table; where a word is of two kinds the first one named here counts.
std::vector<Entry> make_table() {
  std::vector<Entry> table;
  const auto add = [&](std::span<const std::string_view> words, NameWord kind) {
    for (const std::string_view word : words) table.emplace_back(word, kind);
  };
  add(days, NameWord::day);
  add(titles, NameWord::title);
  add(bodies, NameWord::body);
  add(outlets, NameWord::outlet);
  add(facilities, NameWord::facility);
  add(places, NameWord::place);
  add(events, NameWord::event);
  const auto rank = [](const Entry& entry) {
    return std::pair(entry.first,
                     std::string_view("dtonfle").find(static_cast<char>(entry.second)));
  };
  std::ranges::sort(table, {}, rank);
  return table;
}

}  // namespace

NameWord name_word(std::string_view word) {
  static const std::vector<Entry> table = make_table();
  const auto found = std::ranges::lower_bound(table, word, {}, &Entry::first);
  return found == table.end() || found->first != word ? NameWord::none : found->second;
}

bool is_form_of_address(std::string_view word) {
  static constexpr auto forms = std::to_array<std::string_view>(
      {"mr",   "mr.",  "mrs",  "mrs.", "ms",    "ms.",       "miss", "mx",
       "dr",   "dr.",  "sir",  "prof", "prof.", "professor", "rep.", "sen.",
       "gov.", "gen.", "col.", "lt.",  "sgt.",  "capt.",     "maj.", "rev."});
  return std::ranges::find(forms, word) != forms.end();
}

}  // namespace hearsay::annotate
