// A page says its title in several places: a heading for readers, <title> for search engines,
// og:title for social networks, JSON-LD for machines. They differ by a site's name, a kicker, a
// rewording. Each wording is one candidate; its signs are where it stands and what it lacks.
#include "extract/titles.h"

#include <algorithm>
#include <array>

#include "extract/dates.h"
#include "extract/field.h"
#include "extract/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::size_t longest_title = 400;  // bytes
constexpr int most_looks = 100;             // at what stands beside the article, or above it

struct Separator {
  std::string_view mark;
  std::string_view kind;
};
constexpr auto separators = std::to_array<Separator>({{" | ", "bar"},
                                                      {" - ", "dash"},
                                                      {" – ", "dash"},
                                                      {" — ", "dash"},
                                                      {" · ", "bar"},
                                                      {" • ", "bar"},
                                                      {" :: ", "bar"},
                                                      {" » ", "bar"},
                                                      {" « ", "bar"},
                                                      {" / ", "slash"},
                                                      {" : ", "colon"},
                                                      {": ", "colon"},
                                                      {"|", "bar"},
                                                      {"ㅣ", "bar"},
                                                      {"｜", "bar"},
                                                      {"：", "tight"},
                                                      {"_", "tight"},
                                                      {"-", "tight"}});

std::size_t count_words(std::string_view words) { return text::split(words).size(); }

std::string bucket(std::size_t n, std::initializer_list<std::size_t> limits) {
  for (const std::size_t limit : limits) {
    if (n <= limit) return std::to_string(limit);
  }
  return "more";
}

/// The share of the words of `a` that `b` has too.
double shared(std::string_view a, std::string_view b) {
  const std::vector<std::string_view> wanted = text::split(a);
  const std::vector<std::string_view> have = text::split(b);
  if (wanted.empty()) return 0;
  const auto hits = std::count_if(wanted.begin(), wanted.end(), [&](std::string_view word) {
    return std::find(have.begin(), have.end(), word) != have.end();
  });
  return static_cast<double>(hits) / static_cast<double>(wanted.size());
}

// The places that most pages have; which of them agree says more than each alone.
constexpr std::uint8_t place_shown = 1;
constexpr std::uint8_t place_h1 = 2;
constexpr std::uint8_t place_og = 4;
constexpr std::uint8_t place_ld = 8;
constexpr std::uint8_t place_tag = 16;
constexpr std::string_view place_letters = "sholt";

class Titles {
 public:
  explicit Titles(const Facts& facts) : facts_(facts), tree_(facts.tree) {
    name_site();
    prose_ = first_prose();
    shown_ = shown_headline();
  }

  std::vector<Candidate> run() {
    stated();
    headings();
    named_elements();
    compare();
    return std::move(candidates_);
  }

 private:
  void name_site() {
    const std::string publisher = words_of(facts_.publisher);
    if (!publisher.empty()) site_.push_back(publisher);
    const std::string name = words_of(facts_.first_meta(std::to_array<std::string_view>(
        {"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"})));
    if (!name.empty()) site_.push_back(name);
    for (const std::string& address : facts_.addresses) {
      host_ = host_of(address);
      if (!host_.empty()) break;
    }
  }

  /// Whether words are the site's name, or most of it.
  bool names_site(std::string_view words) const {
    if (words.empty()) return false;
    for (const std::string& site : site_) {
      if (site == words || (words.size() >= 4 && site.find(words) != std::string::npos) ||
          (site.size() >= 4 && words.find(site) != std::string::npos)) {
        return true;
      }
    }
    std::string tight(words);
    std::erase(tight, ' ');
    std::string host = host_;
    std::erase_if(host, [](char c) { return c == '.' || c == '-'; });
    return tight.size() >= 3 && host.find(tight) != std::string::npos;
  }

  Candidate* add(std::string_view value, const std::string& sign) {
    value = text::trim(value);
    if (value.empty() || value.size() > longest_title) return nullptr;
    std::string key = words_of(value);
    if (key.empty()) return nullptr;
    Candidate* candidate = candidate_of(candidates_, key);
    if (candidate == nullptr) return nullptr;
    if (candidate->value.empty()) candidate->value = std::string(value);
    places_.resize(candidates_.size());
    candidate->add("from=" + sign);
    return candidate;
  }

  void mark(const Candidate& candidate, std::uint8_t place) { places_[candidate.order] |= place; }

  static std::uint8_t place_of(std::string_view sign) {
    if (sign == "h1 first") return place_h1;
    if (sign == "og") return place_og;
    if (sign == "ld article headline first") return place_ld;
    if (sign == "tag") return place_tag;
    return 0;
  }

  /// A line as it stands, and all ways to cut it at what stands between a title and a site's name.
  void add_with_cuts(std::string_view value, const std::string& sign) {
    if (value.size() > longest_title) return;
    const Candidate* whole = add(value, sign);
    if (whole != nullptr && !ends_with_site(value)) mark(*whole, place_of(sign));
    int cuts = 0;
    for (const Separator& separator : separators) {
      for (std::size_t at = value.find(separator.mark); at != std::string_view::npos && cuts < 12;
           at = value.find(separator.mark, at + separator.mark.size())) {
        const std::string_view head = value.substr(0, at);
        const std::string_view tail = value.substr(at + separator.mark.size());
        ++cuts;
        add_cut(head, tail, sign, "head", separator.kind);
        add_cut(tail, head, sign, "tail", separator.kind);
      }
    }
  }

  void add_cut(std::string_view kept, std::string_view dropped, const std::string& sign,
               std::string_view side, std::string_view kind) {
    const std::string lost = words_of(dropped);
    const bool site = names_site(lost);
    // Inside of words only where the site's name follows.
    if (kind == "tight" && (!site || side == "tail")) return;
    Candidate* candidate = add(kept, std::string(side) + " of " + sign);
    if (candidate == nullptr) return;
    std::string cut = "cut=" + std::string(side) + " " + std::string(kind);
    candidate->add(cut);
    candidate->add(cut + (site ? " site" : " words " + bucket(count_words(lost), {1, 2, 3, 5})));
    const bool more = count_words(words_of(kept)) > count_words(lost);
    candidate->add(more ? "cut=kept more" : "cut=kept less");
    if (side == "head" && (site || ends_with_site(dropped))) mark(*candidate, place_of(sign));
  }

  void stated() {
    for (const auto& [object, rank] : facts_.data.articles()) news_ = news_ || rank >= 5;
    std::size_t objects = 0;
    for (const auto& [object, rank] : facts_.data.articles()) {
      if (++objects > 4) break;
      const std::string kind = rank >= 4 ? "ld article" : "ld other";
      const std::string order = objects == 1 ? " first" : " later";
      add_with_cuts(cleaned(string_in(*object, "headline")), kind + " headline" + order);
      add_with_cuts(cleaned(string_in(*object, "name")), kind + " name");
      add(cleaned(string_in(*object, "alternativeHeadline")), kind + " alternative");
    }
    std::size_t open_graph = 0;
    for (const MetaTag& tag : facts_.meta) {
      if (tag.name == "og:title") {
        add_with_cuts(Facts::clean_content(tag), ++open_graph == 1 ? "og" : "og later");
      } else if (tag.name == "twitter:title") {
        add_with_cuts(Facts::clean_content(tag), "twitter");
      } else if (tag.name == "dc.title" || tag.name == "dcterms.title" || tag.name == "title" ||
                 tag.name == "parsely-title" || tag.name == "sailthru.title" ||
                 tag.name == "citation_title" || tag.name == "headline") {
        add_with_cuts(Facts::clean_content(tag), "meta");
      }
      if (candidates_.size() > most_candidates / 2) break;
    }
    for (const Property& property : facts_.properties) {
      if (property.name == "headline" || property.name == "name headline" ||
          property.name == "headline name") {
        add(cleaned(facts_.property_value(property.node)), "property");
      }
    }
    add_with_cuts(facts_.title_element, "tag");
  }

  void headings() {
    const std::vector<TextBlock>& blocks = facts_.page.blocks;
    std::size_t h1 = 0;
    std::size_t h2 = 0;
    std::size_t crumbs = 0;
    for (std::size_t i = 0; i < blocks.size() && h1 + h2 < 14; ++i) {
      const TextBlock& block = blocks[i];
      if (block.tag == Tag::h1 && h1 + crumbs < 6) {
        if (is_in_list(block.node)) {
          ++crumbs;
          add_heading(i, "crumb");
        } else {
          add_heading(i, ++h1 == 1 ? "h1 first" : "h1 later");
        }
      }
      if (block.tag == Tag::h2 && h2 < 8) add_heading(i, ++h2 == 1 ? "h2 first" : "h2 later");
    }
    one_heading_ = h1 == 1;
    crumbs_ = crumbs > 0;
  }

  void add_heading(std::size_t i, const std::string& sign) {
    const TextBlock& block = facts_.page.blocks[i];
    Candidate* candidate = add(cleaned(block.text.text()), sign);
    if (candidate != nullptr) {
      candidate->add("heading=" + sign.substr(0, 2));
      if (sign != "crumb" && is_in_list(block.node)) candidate->add("heading=in list");
      if (block.link_density() > 0.8) candidate->add("heading=link");
      if (facts_.is_beside(block.node)) candidate->add("heading=beside");
      if (one_headline_after(i)) candidate->add("heading=before prose");
      if (i >= prose_) candidate->add("heading=behind prose");
      if (i == shown_) mark(*candidate, place_shown);
    }
    if (i == shown_) {
      add(cleaned(block.text.text()), "shown");
      add_parts(block.node, "shown");
    }
    add_parts(block.node, sign.substr(0, 2));
    if (block.tag == Tag::h1) {
      const std::string shown = cleaned(block.text.text());
      const std::size_t colon = shown.find(": ");
      if (colon != std::string::npos) {
        add(std::string_view(shown).substr(colon + 2), "h1 behind colon");
      }
    }
  }

  /// Where the page's prose begins: its first paragraph in the innermost element that holds most
  /// of it.
  std::size_t first_prose() const {
    NodeIndex most = HtmlTree::root();
    for (bool deeper = true; deeper;) {
      deeper = false;
      for (NodeIndex i = tree_[most].first_child; i != no_node; i = tree_[i].next) {
        if (facts_.prose[i] * 2 <= facts_.prose[HtmlTree::root()]) continue;
        most = i;
        deeper = true;
        break;
      }
    }
    const std::vector<TextBlock>& blocks = facts_.page.blocks;
    std::size_t i = facts_.block_at(most);
    int beside = 0;
    for (; i < blocks.size() && beside < most_looks; ++i) {
      if (blocks[i].words < 20 || blocks[i].link_density() > 0.4) continue;
      if (!facts_.is_beside(blocks[i].node)) break;
      ++beside;
    }
    return i;
  }

  /// The heading under which a reader finds the article. Many pages have, for search engines, an
  /// <h1> at the end of the line that says where in the site one is, and the headline in an <h2>.
  std::size_t shown_headline() const {
    const std::vector<TextBlock>& blocks = facts_.page.blocks;
    std::size_t best = blocks.size();
    int best_rank = 0;
    int looks = 0;
    for (std::size_t i = 0; i < prose_ && looks < most_looks; ++i) {
      const TextBlock& block = blocks[i];
      if (block.tag != Tag::h1 && block.tag != Tag::h2) continue;
      ++looks;
      if (facts_.is_beside(block.node) || names_site(words_of(block.text.text()))) continue;
      if (is_date(block.text.text())) continue;
      const bool listed = is_in_list(block.node) || block.link_density() > 0.8;
      const int rank = block.tag == Tag::h1 ? (listed ? 1 : 3) : (listed ? 0 : 2);
      const bool longer = rank == 2 && rank == best_rank && block.words > blocks[best].words;
      if (rank > best_rank || longer) {
        best = i;
        best_rank = rank;
      }
    }
    return best;
  }

  /// Whether an element is an item of a list or of navigation.
  bool is_in_list(NodeIndex node) const {
    for (int up = 0; node != no_node && up < 8; node = tree_[node].parent, ++up) {
      const Tag tag = tree_[node].tag;
      if (tag == Tag::article || tag == Tag::main) return false;
      if (tag == Tag::li || tag == Tag::nav || facts_.hint_at(node) == Hint::navigation) {
        return true;
      }
    }
    return false;
  }

  /// "Thursday, 16 March 2017" heads a day's entries of many a blog.
  static bool is_date(std::string_view line) {
    return line.size() < 60 && count_words(line) <= 6 && !find_dates(line).empty();
  }

  bool one_headline_after(std::size_t i) const {
    const std::vector<TextBlock>& blocks = facts_.page.blocks;
    for (std::size_t j = i + 1; j < blocks.size() && j < i + 14; ++j) {
      if (blocks[j].tag == Tag::h1 || blocks[j].tag == Tag::h2) return false;
      if (blocks[j].words >= 25 && blocks[j].link_density() < 0.3) return true;
    }
    return false;
  }

  /// What stands in elements of their own inside of a heading: a kicker, the title.
  void add_parts(NodeIndex heading, const std::string& sign) {
    std::vector<NodeIndex> parts;
    NodeIndex inside = heading;
    // The only child, however deep.
    for (int depth = 0; depth < 6; ++depth) {
      parts.clear();
      for (NodeIndex i = tree_[inside].first_child; i != no_node; i = tree_[i].next) {
        if (tree_[i].is_text && text::trim(text_of(i)).empty()) continue;
        parts.push_back(i);
      }
      if (parts.size() != 1 || tree_[parts[0]].is_text) break;
      inside = parts[0];
    }
    if (parts.size() < 2 || parts.size() > 6) return;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string shown = tree_[parts[i]].is_text ? cleaned(text_of(parts[i]))
                                                        : cleaned(facts_.field_text(parts[i]));
      const std::string_view place = i == 0 ? "first" : i + 1 == parts.size() ? "last" : "middle";
      add(shown, sign + " part " + std::string(place));
    }
  }

  std::string_view text_of(NodeIndex i) const {
    return tree_.page().substr(tree_[i].begin, tree_[i].end - tree_[i].begin);
  }

  /// Elements whose class says that they are the headline.
  void named_elements() {
    int found = 0;
    for (NodeIndex i = 0; i < tree_.nodes().size() && found < 12; ++i) {
      const Node& node = tree_[i];
      if (node.is_text || node.attributes_begin == node.attributes_end) continue;
      if (node.tag == Tag::body || node.tag == Tag::html || node.tag == Tag::img) continue;
      const std::string_view names = tree_.raw_attribute(i, "class");
      if (names.empty()) continue;
      const std::string lower = lower_ascii(names.substr(0, 200));
      std::string_view sign;
      for (const std::string_view word :
           {"headline", "entry-title", "post-title", "article-title", "article__title",
            "articletitle", "posttitle", "news-title", "page-title", "story-title"}) {
        if (lower.find(word) != std::string::npos) sign = word;
      }
      if (sign.empty() || facts_.is_beside(i)) continue;
      ++found;
      add(cleaned(facts_.field_text(i)), found == 1 ? "named first" : "named later");
    }
  }

  /// Signs that need all candidates.
  void compare() {
    const std::string tag = words_of(facts_.title_element);
    std::string shown;
    std::string crumb;
    std::string open_graph;
    std::string headline;
    for (const Candidate& candidate : candidates_) {
      if (candidate.has("from=shown")) shown = candidate.key;
      if (candidate.has("from=crumb")) crumb = candidate.key;
      if (candidate.has("from=og")) open_graph = candidate.key;
      if (candidate.has("from=ld article headline first")) headline = candidate.key;
    }
    const std::vector<std::string> lines = lines_above();
    compare_with_address();
    compare_places();
    for (Candidate& candidate : candidates_) {
      const std::string& key = candidate.key;
      candidate.add("words=" + bucket(count_words(key), {1, 2, 4, 8, 14, 20, 30}));
      if (names_site(key)) candidate.add("is=site");
      if (is_date(candidate.value)) candidate.add("is=date");
      if (tag.starts_with(key)) {
        candidate.add("in=tag start");
      } else if (tag.find(key) != std::string::npos) {
        candidate.add("in=tag");
      }
      relate(candidate, shown, "shown");
      if (crumbs_) relate(candidate, crumb, "crumb");
      relate(candidate, open_graph, "og");
      relate(candidate, headline, "ld");
      if (news_) {
        relate(candidate, shown, "news shown");
        relate(candidate, open_graph, "news og");
        relate(candidate, headline, "news ld");
      }
      if (!has_own_words(candidate.value)) candidate.add("is=odd");
      if (candidate.value.ends_with("...") || candidate.value.ends_with("…")) {
        candidate.add("is=cut short");
      }
      if (ends_with_site(candidate.value)) candidate.add("is=with site");
      if (begins_with_site(candidate.value)) candidate.add("is=behind site");
      if (std::binary_search(lines.begin(), lines.end(), key)) candidate.add("is=line");
      std::size_t places = 0;
      for (const std::string_view sign :
           {"from=h1 first", "from=og", "from=twitter", "from=tag",
            "from=ld article headline first", "from=property", "from=named first"}) {
        if (candidate.has(sign)) ++places;
      }
      candidate.add("places=" + std::to_string(places));
      join_places(candidate);
      if (one_heading_ && candidate.has("from=h1 first")) candidate.add("from=only h1");
    }
  }

  /// For and against each candidate, place by place: "over=ol" where og:title has this wording and
  /// JSON-LD another.
  void compare_places() {
    std::uint8_t known = 0;
    for (const std::uint8_t places : places_) known |= places;
    for (Candidate& candidate : candidates_) {
      const std::uint8_t own = places_[candidate.order];
      if (own == 0) continue;
      for (std::size_t a = 0; a < place_letters.size(); ++a) {
        for (std::size_t b = 0; b < place_letters.size(); ++b) {
          if ((own >> a & 1) == 0 || (known >> b & 1) == 0 || (own >> b & 1) == 1) continue;
          const std::string sign = std::string("over=") + place_letters[a] + place_letters[b];
          candidate.add(sign);
          if (news_) candidate.add(sign + " news");
        }
      }
    }
  }

  /// What a reader sees as the headline and a machine is told: seldom anything but the title.
  static void join_places(Candidate& candidate) {
    for (const std::string_view shown : {"shown", "shown part first", "shown part last"}) {
      if (!candidate.has("from=" + std::string(shown))) continue;
      for (const std::string_view stated : {"og", "ld article headline first", "twitter", "tag"}) {
        if (candidate.has("from=" + std::string(stated))) {
          candidate.add(std::string(shown) + "+" + std::string(stated));
        }
      }
    }
  }

  /// Addresses are often made of the first wording: ".../library-shut-over-many-leaks-1234".
  void compare_with_address() {
    std::string slug;
    for (const std::string& address : facts_.addresses) {
      const std::size_t host = address.find("://");
      const std::size_t path = address.find('/', host == std::string::npos ? 0 : host + 3);
      if (path == std::string::npos) continue;
      std::string_view rest = std::string_view(address).substr(path);
      rest = rest.substr(0, rest.find_first_of("?#"));
      for (const std::string_view part : text::split(rest, '/')) {
        const std::string words = text::fold(part);
        if (count_words(words) > count_words(slug)) slug = words;
      }
      if (!slug.empty()) break;
    }
    if (count_words(slug) < 3) return;
    double best = 0;
    std::vector<double> fits;
    for (const Candidate& candidate : candidates_) {
      const std::string words = text::fold(candidate.value);
      const double of_slug = shared(slug, words);
      const double of_title = shared(words, slug);
      fits.push_back(of_slug + of_title == 0 ? 0 : 2 * of_slug * of_title / (of_slug + of_title));
      best = std::max(best, fits.back());
      candidates_[fits.size() - 1].add(
          "address=" + bucket(static_cast<std::size_t>(fits.back() * 10), {2, 4, 6, 8}));
    }
    for (std::size_t i = 0; i < fits.size(); ++i) {
      if (best > 0.3 && fits[i] == best) candidates_[i].add("address=best");
    }
  }

  static bool has_own_words(std::string_view value) {
    return std::any_of(value.begin(), value.end(), [](char c) { return c != '.' && c != ' '; });
  }

  /// Whether what stands behind the last separator is the site's name.
  bool ends_with_site(std::string_view value) const {
    for (const Separator& separator : separators) {
      if (separator.kind != "bar" && separator.kind != "dash") continue;
      const std::size_t at = value.rfind(separator.mark);
      if (at != std::string_view::npos &&
          names_site(words_of(value.substr(at + separator.mark.size())))) {
        return true;
      }
    }
    return false;
  }

  /// Whether what stands before the first separator is the site's name.
  bool begins_with_site(std::string_view value) const {
    return std::any_of(separators.begin(), separators.end(), [&](const Separator& separator) {
      if (separator.kind != "bar" && separator.kind != "dash") return false;
      const std::size_t at = value.find(separator.mark);
      return at != std::string_view::npos && names_site(words_of(value.substr(0, at)));
    });
  }

  /// The short lines above the prose, whatever makes them, sorted: old pages have their headlines
  /// in large letters only.
  std::vector<std::string> lines_above() const {
    constexpr std::uint32_t most_words = 40;
    std::vector<std::string> lines;
    for (std::size_t i = prose_; i-- > 0 && lines.size() < most_looks;) {
      const TextBlock& block = facts_.page.blocks[i];
      if (block.words > most_words || block.link_density() > 0.8) continue;
      std::string_view rest = block.text.text();
      // A heading and the line below it may be one block with a break.
      lines.push_back(words_of(rest));
      if (const std::size_t end = rest.find('\n'); end != std::string_view::npos) {
        lines.push_back(words_of(rest.substr(0, end)));
      }
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  static void relate(Candidate& candidate, const std::string& other, const std::string& name) {
    const std::string& key = candidate.key;
    if (other.empty()) {
      candidate.add(name + "=absent");
    } else if (key == other) {
      candidate.add(name + "=same");
    } else if (other.starts_with(key)) {
      candidate.add(name + "=its start");
    } else if (other.ends_with(key)) {
      candidate.add(name + "=its end");
    } else if (key.find(other) != std::string::npos) {
      candidate.add(name + "=inside");
    } else {
      candidate.add(name + (shared(key, other) > 0.5 ? "=like" : "=unlike"));
    }
  }

  const Facts& facts_;
  const HtmlTree& tree_;
  std::vector<std::string> site_;
  std::string host_;
  bool news_ = false;
  bool one_heading_ = false;
  bool crumbs_ = false;
  std::size_t prose_ = 0;  // block
  std::size_t shown_ = 0;  // block; their number for none
  std::vector<Candidate> candidates_;
  std::vector<std::uint8_t> places_;  // of each candidate: which of the main places word it so
};

}  // namespace

std::vector<Candidate> title_candidates(const Facts& facts) { return Titles(facts).run(); }

std::string choose_title(const std::vector<Candidate>& candidates) {
  const auto choice = choose(Field::title, candidates);
  return choice ? candidates[choice->index].value : std::string();
}

}  // namespace hearsay::extraction
