// Wordings that every outlet uses, in the languages that most pages are in. Each pattern is
// anchored at the start of the line or needs nearly all of it, so that an article about newsletters
// or donations is none.
#include "extract/boilerplate.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>

#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

struct Pattern {
  BoilerplateKind kind;
  std::size_t longest;  // lines of more bytes are text
  const char* expression;
};

constexpr std::array<Pattern, 14>
    patterns{
        {
            {BoilerplateKind::copyright, 400,
             R"(^(©|\(c\)\s|copyright\b|copr\.)|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits r|\btodos los derechos|^this material may not be published|this copy is for your personal|this document is subject to copyright)"},
            {BoilerplateKind::related, 160,
             R"(^(read more|read also|read next|also read|see also|see more|more from|more on this|more:|related|recommended|you (may|might) (also )?like|don't miss|don’t miss|up next|keep reading|continue reading|watch:|watch more|listen:|trending|most read|most popular|further reading|in other news|explore more|what to read next|topics in this article|related topics|more stories|top stories|editors?['’]? picks?|lesen sie auch|mehr zum thema|lire aussi|à lire|lea también|lee también|leia também|leggi anche|читайте также|lees ook|les også|läs (också|mer)|czytaj też)\b\s*:?)"},
            {BoilerplateKind::share, 120,
             R"(^(share( this| on| via|:|$)|tweet( this)?$|email( this)?$|print( this)?$|follow (us|me|him|her|@|\w+ on)|like us on|find us on|join us on|teilen|partager|compartir|condividi|like this story\?|поделиться|copy link|save( article)?$|bookmark|add to favorites|facebook$|twitter$|whatsapp$|linkedin$|reddit$|telegram$|pinterest$|x$|e-mail$|mail$))"},
            {BoilerplateKind::share, 300,
             R"(\bfollow (us|him|her|them|me) on (twitter|facebook|instagram|x|linkedin|telegram|tiktok|whatsapp)\b|\bjoin our (telegram|whatsapp)\b|\bon (twitter|x) (at )?@\w+\.?$)"},
            {BoilerplateKind::donate, 600, R"(^(support (us|our|independent)|donate\b|become a (member|subscriber|supporter|patron)|please (consider )?(donat|support|subscrib)|subscribe (now|today|to)|sign up (for|to|here|now|today)|sign up$|get (the|our) .{0,60}(newsletter|in your inbox)|already a (subscriber|member)|start your free trial|this article is (free|for subscribers)|to continue reading|you can save this article|create a free account|register (now|for free)|jetzt (spenden|abonnieren)|abonnieren|abonnez|suscríbete|iscriviti|помоги|поддержите)\b)"},
            {BoilerplateKind::donate, 400,
             R"(\b(sign up (for|to) (our|the|my) .{0,60}(newsletter|emails?|updates|alerts)|subscribe to (our|the|my) .{0,50}(newsletter|channel|podcast|alerts|feed)|(make|consider making) a (tax-deductible )?(donation|contribution)|delivered (straight |directly )?to your inbox|support our journalism)\b)"},
            {BoilerplateKind::disclaimer, 700,
             R"(^(disclaimer\b|(the )?(views|opinions)( and (views|opinions))? (expressed|in this)|the opinions? of the author|editor['’]s disclaimer|this (article|post|content|story) (is|was) (for informational|provided for|sponsored)|we may earn (a )?commission|this (article|post|story) (contains|may contain) affiliate|haftungsausschluss|les opinions exprimées|las opiniones expresadas))"},
            {BoilerplateKind::disclaimer, 500,
             R"(\b(do(es)? not necessarily (reflect|represent) (the|those)|we may (earn|receive) (a |an )?(small )?(affiliate )?commission|views expressed (here|in this|are)|is not responsible for the content of external)\b)"},
            {BoilerplateKind::comments, 120,
             R"(^(\d+ )?(comments?( \(?\d+\)?)?$|leave a (comment|reply)|post a comment|add (a |your )?comment|join the (conversation|discussion)|view (all )?comments|show comments|comments are closed|log ?in to (comment|reply)|kommentare?( \(?\d+\)?)?$|commentaires?( \(?\d+\)?)?$|comentarios?( \(?\d+\)?)?$|комментарии))"},
            {BoilerplateKind::navigation, 80,
             R"(^(back to (top|home|the)|skip to|home$|menu$|search$|next( article| post| story|:|$)|previous( article| post| story|:|$)|prev$|« |» |show more|load more|view more|see all|close$|loading|advertisement$|advertising$|anzeige$|werbung$|publicidad$|publicité$|реклама$|ad$|sponsored( content)?$|scroll (down|to)|story continues below|article continues (below|after)|continue below|\d+ min(ute)?s? read$|reading time))"},
            {BoilerplateKind::image, 300,
             R"(^(photo(graph)?s?( by| credit|:| \()|image(s)?( by| credit| source|:)|picture(s)?( by| credit|:)|(photo|image|file)/|file (photo|picture|image)|credit:|foto:|fotos?\s*:|bild:|crédit|imagen:|getty images$|\(?(ap|afp|reuters|epa|getty)( images)?( photo)?/[^.]{0,60}\)?$|illustration( by|:)|enlarge( this)?( image)?|click to (enlarge|view)|hide caption|toggle caption))"},
            {BoilerplateKind::image, 200,
             R"((\(|\[)?(photo|image|picture|foto)( by|:| credit:)[^.]{2,80}(\)|\])?$)"},
            {BoilerplateKind::other, 120,
             R"(^(tags?|filed under|published under|posted in|posted under|our standards|topics?|categories|category|keywords|labels?|schlagworte|mots-clés|etiquetas|теги|section)\s*:)"},
            {BoilerplateKind::other, 260,
             R"(^(this (story|article) (was|has been) (automatically|generated)|got a (tip|story)|have a (tip|story)|contact (us|the (author|reporter|editor|newsroom))|email (us|the (author|reporter))|send (us )?(tips|an email)|write to .{1,40}@|report (a|an) (typo|error|mistake)|(if you )?(found|find|see) (a|an) (typo|error|mistake)|нашли ошибку|download (our|the) app|get the app|we use cookies|this (site|website) uses cookies|by (clicking|continuing|signing)|enable javascript|please enable|your browser|we['’]ve detected you are on))"},
        }};

/// All patterns in one automaton, compiled once; safe to share.
const re2::RE2::Set& compiled() {
  static const std::unique_ptr<const re2::RE2::Set> all = [] {
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(64 << 20);
    auto set = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
    for (const Pattern& pattern : patterns) {
      [[maybe_unused]] const int index = set->Add(pattern.expression, nullptr);
      assert(index >= 0);
    }
    [[maybe_unused]] const bool done = set->Compile();
    assert(done);
    return set;
  }();
  return *all;
}

constexpr std::size_t longest_boilerplate = 700;

/// Without what decorates such lines: bullets, arrows, stars.
std::string_view undecorated(std::string_view line) {
  while (!line.empty()) {
    const text::Decoded c = text::decode_at(line, 0);
    const bool decoration = text::is_space(c.code_point) || c.code_point == '*' ||
                            c.code_point == '-' || c.code_point == '_' || c.code_point == '>' ||
                            c.code_point == '|' || c.code_point == '#' || c.code_point == 0x2022 ||
                            (c.code_point >= 0x2190 && c.code_point < 0x2800);
    if (!decoration) break;
    line.remove_prefix(c.size);
  }
  return text::trim(line);
}

}  // namespace

std::optional<BoilerplateKind> boilerplate_kind(std::string_view line) {
  line = undecorated(line);
  if (line.empty() || line.size() > longest_boilerplate) return std::nullopt;
  const std::string lower = text::lower(line);
  std::vector<int> matches;
  compiled().Match(lower, &matches);
  std::ranges::sort(matches);
  for (const int match : matches) {
    const Pattern& pattern = patterns[static_cast<std::size_t>(match)];
    if (lower.size() > pattern.longest) continue;
    // "Related companies were searched on Monday." is a sentence.
    if (pattern.kind == BoilerplateKind::related && lower.ends_with('.') &&
        !lower.starts_with("read ") && !lower.starts_with("see also")) {
      continue;
    }
    return pattern.kind;
  }
  return std::nullopt;
}

bool is_credit_line(std::string_view line) {
  static constexpr std::size_t longest = 250;
  static const RE2 opening(
      R"(^\W*(?i:(?:sources?|via|agency|original|(?:first|originally) published|courtesy)\s*:|via\s|h/t\s|hat tip\b|(?:re-?published|reprinted|reproduced|reposted|translated|taken|adapted|syndicated)\b.{0,40}\b(?:from|by|of|in)\b|courtesy of\b|(?:press|news|media) release\b))");
  static const RE2 first(
      R"(\b(?i:(?:first|originally|previously) (?:appeared|published|ran|printed|posted|aired|broadcast|released)\b|this (?:\w+ )?(?:article|story|report|text|piece|essay|interview)\b.{0,30}\b(?:appeared|published|reprinted|comes from|is from|provided by|supplied by|produced by|courtesy)\b))");
  static const RE2 permitted(  // "© The Mill Daily. Reprinted with permission."
      R"(\b(?i:(?:re-?published|reprinted|reproduced|reposted|used|published)\s(?:here\s)?(?:(?:with|by)\s(?:\w+\s)?permission|under\s(?:an?\s|the\s)?(?:[\w.\-]+\s){0,4}licen[cs]e))\b)");
  static const RE2 letters(R"([(\[]?[A-Z]{2,6}(?:\s?[/,+&-]\s?[A-Z]{2,6}){0,3}[)\]]?)");
  line = undecorated(line);
  if (line.empty() || line.size() > longest) return false;
  const re2::StringPiece words(line.data(), line.size());
  return RE2::FullMatch(words, letters) || RE2::PartialMatch(words, opening) ||
         RE2::PartialMatch(words, first) || RE2::PartialMatch(words, permitted);
}

}  // namespace hearsay::extraction
