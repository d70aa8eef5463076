#include "claim/verb_classes.h"

#include <algorithm>
#include <array>

namespace hearsay::claiming {
namespace {

using enum ClaimModality;

constexpr auto kGovernors = std::to_array<Governor>({
    // Did not happen.
    {"fail", {}, true},
    {"failure", {}, true},
    {"refuse", {}, true},
    {"refusal", {}, true},
    {"decline", {}, true},
    {"neglect", {}, true},
    {"omit", {}, true},
    {"avoid", {}, true},
    {"unable", {}, true},
    {"unwilling", {}, true},
    {"untrue", {}, true},
    {"false", {}, true},
    {"wrong", {}, true},
    {"incorrect", {}, true},
    {"baseless", {}, true},
    {"prevent", {}, true, true},
    {"stop", {}, true},
    {"ban", ordered, true, true},
    {"bar", ordered, true, true},
    {"forbid", ordered, true, true},
    {"prohibit", ordered, true, true},
    // Is meant to happen.
    {"plan", plan},
    {"intend", plan},
    {"intention", plan},
    {"want", plan},
    {"aim", plan},
    {"hope", plan},
    {"expect", plan},
    {"prepare", plan},
    {"schedule", plan},
    {"set", plan},
    {"due", plan},
    {"ready", plan},
    {"agree", plan},
    {"agreement", plan},
    {"decide", plan},
    {"decision", plan},
    {"seek", plan},
    {"propose", plan},
    {"proposal", plan},
    {"go", plan},
    {"promise", plan},
    {"vow", plan},
    {"pledge", plan},
    {"threaten", plan},
    {"threat", plan},
    {"offer", plan},
    {"bid", plan},
    {"wish", plan},
    {"vote", plan},
    {"opt", plan},
    {"choose", plan},
    {"resolve", plan},
    {"consent", plan},
    {"poise", plan},
    {"slate", plan},
    // May happen.
    {"allow", possible},
    {"permit", possible},
    {"authorise", possible},
    {"authorize", possible},
    {"enable", possible},
    {"suspect", possible},
    {"fear", possible},
    {"consider", possible},
    {"able", possible},
    {"likely", possible},
    {"unlikely", possible, true},
    {"possible", possible},
    {"bound", possible},
    {"forecast", possible},
    {"risk", possible},
    // Is demanded.
    {"order", ordered, false, true},
    {"tell", ordered, false, true},
    {"instruct", ordered, false, true},
    {"command", ordered, false, true},
    {"direct", ordered, false, true},
    {"require", ordered},
    {"oblige", ordered},
    {"compel", ordered},
    {"need", ordered},
    {"ought", ordered},
    {"have", ordered},
    {"ask", ordered},
    {"request", ordered},
    {"urge", ordered},
    {"advise", ordered},
    {"demand", ordered},
    {"call", ordered},
    {"insist", ordered},
    {"recommend", ordered},
    {"recommendation", ordered},
    // Happens.
    {"begin"},
    {"start"},
    {"continue"},
    {"manage"},
    {"try"},
    {"attempt"},
    {"seem"},
    {"appear"},
    {"tend"},
    {"use"},
    {"come"},
    {"happen"},
    {"remain"},
    {"keep"},
    {"believe"},
    {"say"},
    {"allege"},
    {"report"},
    {"think"},
    {"rumour"},
    {"rumor"},
    {"suppose"},
    {"accuse"},
    {"charge"},
    {"force", {}, false, true},
    {"cause", {}, false, true},
    {"help", {}, false, true},
    {"lead", {}, false, true},
    {"prompt", {}, false, true},
    {"persuade", {}, false, true},
    {"convince", {}, false, true},
});

constexpr auto kSubjectControls = std::to_array<std::string_view>(
    {"promise", "vow", "pledge", "threaten", "agree", "offer", "swear"});

constexpr auto kObjectAnswers = std::to_array<std::string_view>(
    {"accuse", "suspect", "prevent",  "stop",   "ban",        "bar",       "prohibit",
     "charge", "convict", "sentence", "fine",   "blame",      "criticise", "criticize",
     "acquit", "arrest",  "jail",     "sue",    "condemn",    "punish",    "dismiss",
     "sack",   "detain",  "praise",   "thank",  "discourage", "dissuade",  "deter",
     "keep",   "indict",  "imprison", "suspend"});

constexpr auto kOnlySays = std::to_array<std::string_view>(
    {"say", "claim", "deny", "accuse", "urge", "promise", "vow", "threaten", "warn", "allege",
     "state", "insist", "assert", "argue", "pledge"});

// Verbs of communication (Levin 1993, chapter 37).
constexpr auto kUtters = std::to_array<std::string_view>(
    {"say",       "claim",     "deny",     "accuse",   "urge",        "promise",  "vow",
     "threaten",  "warn",      "allege",   "state",    "insist",      "assert",   "argue",
     "pledge",    "tell",      "report",   "announce", "confirm",     "ask",      "call",
     "demand",    "describe",  "explain",  "add",      "note",        "stress",   "mention",
     "cite",      "quote",     "declare",  "admit",    "acknowledge", "express",  "voice",
     "reiterate", "reply",     "respond",  "answer",   "comment",     "remark",   "suggest",
     "propose",   "recommend", "predict",  "estimate", "believe",     "think",    "hope",
     "fear",      "expect",    "complain", "tweet",    "speak",       "talk",     "indicate",
     "conclude",  "request",   "plead",    "blame",    "appeal",      "swear",    "testify",
     "maintain",  "concede",   "recall",   "repeat",   "caution",     "forecast", "accord",
     "understand"});

constexpr auto kAffects = std::to_array<std::string_view>(
    {"arrest",   "kill",    "murder",  "assassinate", "execute",  "release", "free",
     "appoint",  "elect",   "dismiss", "sack",        "detain",   "kidnap",  "abduct",
     "convict",  "acquit",  "deport",  "extradite",   "imprison", "remove",  "destroy",
     "demolish", "close",   "evict",   "evacuate",    "rescue",   "capture", "nominate",
     "bury",     "treat",   "oust",    "injure",      "shoot",    "beat",    "torture",
     "expel",    "suspend", "try",     "prosecute"});

constexpr auto kHearsayVerbs = std::to_array<std::string_view>(
    {"say", "allege", "report", "rumour", "rumor", "believe", "think", "suppose", "expect",
     "understand", "claim", "forecast", "reckon", "presume", "repute"});

constexpr auto kUndergone = std::to_array<std::string_view>(
    {"abate",        "accelerate",  "age",         "alter",        "appreciate", "arise",
     "asphyxiate",   "atrophy",     "awake",       "awaken",       "balance",    "balloon",
     "begin",        "black out",   "bloom",       "blossom",      "blow up",    "blur",
     "break",        "break apart", "break down",  "break off",    "break out",  "break up",
     "brighten",     "broaden",     "buckle",      "burn",         "burn down",  "burn out",
     "burst",        "capsize",     "cave",        "cave in",      "cease",      "change",
     "char",         "cheapen",     "chill",       "chip",         "choke",      "clog",
     "close",        "close down",  "collapse",    "come apart",   "compress",   "condense",
     "contract",     "cool",        "cool down",   "corrode",      "crack",      "crash",
     "crease",       "crumble",     "crumple",     "curdle",       "dampen",     "darken",
     "decay",        "decelerate",  "decline",     "decompose",    "decrease",   "deepen",
     "deflate",      "defrost",     "degrade",     "depreciate",   "derail",     "deteriorate",
     "detonate",     "develop",     "die",         "die down",     "die off",    "die out",
     "diminish",     "dip",         "disappear",   "disintegrate", "dissolve",   "distend",
     "double",       "drain",       "drop",        "drown",        "dry",        "dry up",
     "dwindle",      "ease",        "ebb",         "emerge",       "end",        "enlarge",
     "ensue",        "erode",       "erupt",       "escalate",     "evaporate",  "eventuate",
     "expand",       "expire",      "explode",     "fade",         "fail",       "faint",
     "fall",         "fall apart",  "fall down",   "fall ill",     "fall over",  "fall silent",
     "fall through", "ferment",     "fill",        "fill up",      "finish",     "flare up",
     "flatten",      "flood",       "fluctuate",   "fold",         "fracture",   "fray",
     "freeze",       "freshen",     "fuse",        "germinate",    "give out",   "give way",
     "go bankrupt",  "go bust",     "go down",     "go missing",   "go off",     "go out",
     "go under",     "go up",       "grow",        "halt",         "halve",      "happen",
     "harden",       "hasten",      "heal",        "heat",         "heat up",    "heighten",
     "ignite",       "improve",     "increase",    "inflate",      "intensify",  "kindle",
     "lapse",        "lengthen",    "lessen",      "lighten",      "loosen",     "malfunction",
     "mature",       "melt",        "multiply",    "mushroom",     "narrow",     "normalise",
     "normalize",    "occur",       "open",        "open up",      "overturn",   "oxidise",
     "pass away",    "pass out",    "peak",        "perish",       "persist",    "plummet",
     "plunge",       "pop",         "quadruple",   "quicken",      "rally",      "rebound",
     "recover",      "recur",       "rekindle",    "reopen",       "reproduce",  "result",
     "resume",       "revert",      "rip",         "ripen",        "rise",       "rocket",
     "rot",          "roughen",     "run aground", "run out",      "rupture",    "rust",
     "sag",          "scorch",      "set in",      "sharpen",      "shatter",    "shorten",
     "shrink",       "shrivel",     "shut down",   "sicken",       "singe",      "sink",
     "skyrocket",    "slacken",     "slide",       "slip",         "slow down",  "slump",
     "smash",        "snap",        "soak",        "soar",         "soften",     "solidify",
     "splinter",     "split",       "spread",      "sprout",       "stabilise",  "stabilize",
     "stagnate",     "stall",       "start",       "starve",       "steepen",    "stiffen",
     "straighten",   "strengthen",  "stretch",     "subdivide",    "submerge",   "subside",
     "suffocate",    "surge",       "sweeten",     "swell",        "taper",      "tarnish",
     "tear",         "terminate",   "thaw",        "thicken",      "tighten",    "tilt",
     "tire",         "topple",      "toughen",     "transpire",    "triple",     "tumble",
     "unfold",       "vanish",      "vaporise",    "vaporize",     "vary",       "warm",
     "warp",         "weaken",      "wear off",    "wear out",     "widen",      "wilt",
     "wind down",    "wither",      "worsen",      "wrinkle"});

constexpr auto kTransfers = std::to_array<std::string_view>(
    {"give",    "send",       "offer",    "hand",      "pay",      "show",   "grant",    "award",
     "lend",    "loan",       "sell",     "bring",     "deliver",  "supply", "owe",      "leave",
     "pass",    "transfer",   "provide",  "ship",      "donate",   "return", "expose",   "submit",
     "refund",  "assign",     "bequeath", "leak",      "teach",    "allot",  "allocate", "present",
     "entrust", "distribute", "ask",      "hand over", "hand out", "export", "forward",  "issue",
     "repay",   "deny",       "reveal",   "disclose",  "feed",     "post"});

constexpr auto kReceives = std::to_array<std::string_view>({"receive", "get", "inherit"});

constexpr auto kProvides = std::to_array<std::string_view>(
    {"supply", "provide", "present", "entrust", "equip", "arm", "furnish", "issue", "serve"});

constexpr auto kCommonLight = std::to_array<std::string_view>(
    {"have", "take", "make", "give", "do", "hold", "deliver", "reach", "issue"});

constexpr auto kPerforming =
    std::to_array<std::string_view>({"carry out", "carry", "conduct", "launch", "stage", "commit",
                                     "mount", "perform", "undertake", "hold", "wage", "pull off"});

// kAlone and kParticiples.
#include "claim/verb_forms.inc"

struct Idiom {
  std::string_view verb;
  std::string_view noun;
  std::string_view meaning;
};

constexpr auto kIdioms = std::to_array<Idiom>({
    {"open", "fire", "shoot"},
    {"set", "fire", "burn"},
    {"set", "foot", "enter"},
    {"take", "part", "participate"},
    {"take", "place", "happen"},
    {"take", "hostage", "abduct"},
    {"take", "office", "assume"},
    {"take", "fire", "burn"},
    {"catch", "fire", "burn"},
    {"lose", "life", "die"},
    {"hold", "talk", "talk"},
    {"give", "birth", "bear"},
    {"give", "loan", "lend"},
    {"have", "access", "access"},
    {"pay", "visit", "visit"},
    {"pay", "bribe", "bribe"},
});

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

const Governor* governor(std::string_view lemma) {
  const auto* at = std::ranges::find(kGovernors, lemma, &Governor::lemma);
  return at == kGovernors.end() ? nullptr : &*at;
}

bool subject_controls(std::string_view lemma) { return holds(kSubjectControls, lemma); }
bool object_answers(std::string_view lemma) { return holds(kObjectAnswers, lemma); }
bool only_says(std::string_view lemma) { return holds(kOnlySays, lemma); }
bool utters(std::string_view lemma) { return holds(kUtters, lemma); }
bool affects(std::string_view lemma) { return holds(kAffects, lemma); }
bool is_hearsay_verb(std::string_view lemma) { return holds(kHearsayVerbs, lemma); }
bool is_undergone(std::string_view lemma) { return holds(kUndergone, lemma); }
bool stands_alone(std::string_view lemma) { return std::ranges::binary_search(kAlone, lemma); }
bool is_participle(std::string_view word) {
  return word.ends_with("ed") || std::ranges::binary_search(kParticiples, word);
}
bool transfers(std::string_view lemma) { return holds(kTransfers, lemma); }
bool receives(std::string_view lemma) { return holds(kReceives, lemma); }
bool provides(std::string_view lemma) { return holds(kProvides, lemma); }

Lightness lightness(std::string_view lemma) {
  if (holds(kPerforming, lemma)) return Lightness::performing;
  return holds(kCommonLight, lemma) ? Lightness::common : Lightness::none;
}

std::string_view idiom(std::string_view verb, std::string_view noun) {
  for (const Idiom& row : kIdioms) {
    if (row.verb == verb && row.noun == noun) return row.meaning;
  }
  return {};
}

}  // namespace hearsay::claiming
