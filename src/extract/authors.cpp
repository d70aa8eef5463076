// Pages name their authors in metadata, in links to an author's page, in elements that are called
// "author" or "byline", in lines that begin with "By". Any of these may also name the outlet, the
// photographer, the authors of other articles. Each list of names is one candidate.
#include "extract/authors.h"

#include <algorithm>
#include <array>
#include <map>

#include "extract/field.h"
#include "extract/names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace hearsay::extraction {
namespace {

constexpr std::uint32_t longest_byline = 30;  // words

struct AuthorTag {
  std::string_view name;
  std::string_view sign;
};
constexpr auto author_tags =
    std::to_array<AuthorTag>({{"author", "meta author"},
                              {"authors", "meta author"},
                              {"article:author", "meta article"},
                              {"article:author_name", "meta article"},
                              {"og:article:author", "meta article"},
                              {"og:author", "meta article"},
                              {"parsely-author", "meta named"},
                              {"sailthru.author", "meta named"},
                              {"byl", "meta named"},
                              {"byline", "meta named"},
                              {"citation_author", "meta named"},
                              {"article.author", "meta named"},
                              {"cxenseparse:author", "meta named"},
                              {"vr:author", "meta named"},
                              {"shareaholic:article_author_name", "meta named"},
                              {"dc.creator", "meta dc"},
                              {"dcterms.creator", "meta dc"},
                              {"dc.contributor", "meta dc"},
                              {"twitter:creator", "meta twitter"}});

std::string bucket(std::size_t n, std::initializer_list<std::size_t> limits) {
  for (const std::size_t limit : limits) {
    if (n <= limit) return std::to_string(limit);
  }
  return "more";
}

class Authors {
 public:
  Authors(const Facts& facts, const Landmarks& marks)
      : facts_(facts), tree_(facts.tree), marks_(marks) {
    for (const std::string& address : facts_.addresses) {
      if (host_.empty()) host_ = host_of(address);
    }
    std::erase_if(host_, [](char c) { return c == '.' || c == '-'; });
  }

  std::vector<Candidate> run() {
    linked_data();
    meta_tags();
    microdata();
    elements();
    lines();
    describe();
    return std::move(candidates_);
  }

 private:
  Candidate* add(const std::vector<std::string>& given, const std::string& sign) {
    const std::vector<std::string> names = without_outlets(names_of_authors(given, {}));
    if (names.empty()) return nullptr;
    std::string value;
    for (const std::string& name : names) value += (value.empty() ? "" : "\n") + name;
    Candidate* candidate = candidate_of(candidates_, words_of(value));
    if (candidate == nullptr) return nullptr;
    if (candidate->value.empty()) candidate->value = value;
    candidate->add("from=" + sign);
    return candidate;
  }

  bool is_outlet(const std::string& name) const {
    const std::string words = words_of(name);
    std::string tight = words;
    std::erase(tight, ' ');
    const std::size_t dot = name.find('.');
    const bool host = dot != std::string::npos && dot + 4 >= name.size() && dot + 1 < name.size();
    return words == words_of(facts_.publisher) || host ||
           (tight.size() >= 3 && host_.starts_with(tight));
  }

  /// Where persons are named, the outlet beside them, and scraps of text, are none.
  std::vector<std::string> without_outlets(std::vector<std::string> names) const {
    const auto is_person = [this](const std::string& name) {
      return looks_like_person(name) && !is_outlet(name);
    };
    if (std::none_of(names.begin(), names.end(), is_person)) return names;
    std::erase_if(names, [this](const std::string& name) {
      const bool scrap =
          !looks_like_person(name) && text::is_lower(text::decode_at(name, 0).code_point);
      return scrap || is_outlet(name);
    });
    return names;
  }

  void linked_data() {
    int objects = 0;
    for (const auto& [object, rank] : facts_.data.articles()) {
      if (++objects > 6) break;
      const std::string kind = rank >= 4 ? "ld article" : rank >= 2 ? "ld work" : "ld page";
      for (const char* key : {"author", "creator"}) {
        std::vector<std::string> names = facts_.data.names(*object, key);
        for (std::string& name : names) name = cleaned(name);
        add(names, kind + " " + key);
      }
    }
  }

  void meta_tags() {
    for (const AuthorTag& tag : author_tags) {
      std::vector<std::string> given;
      for (const MetaTag& meta : facts_.meta) {
        if (meta.name == tag.name) given.push_back(Facts::clean_content(meta));
      }
      if (!given.empty()) add(given, std::string(tag.sign));
    }
    for (const MetaTag& meta : facts_.meta) {
      const bool known =
          std::any_of(author_tags.begin(), author_tags.end(),
                      [&meta](const AuthorTag& tag) { return tag.name == meta.name; });
      if (!known && (meta.name.ends_with("author") || meta.name.ends_with("author_name"))) {
        add({Facts::clean_content(meta)}, "meta other");
      }
      // "twitter:label1" says what "twitter:data1" is, in any language; a person is who wrote it.
      if (meta.name.starts_with("twitter:data")) {
        const std::string value = Facts::clean_content(meta);
        if (!names_of_authors({value}, {}).empty()) add({value}, "meta card");
      }
    }
  }

  void microdata() {
    std::vector<std::string> given;
    for (const Property& property : facts_.properties) {
      if (property.name != "author" && property.name != "creator") continue;
      if (facts_.is_beside(property.node)) continue;
      const std::string name = name_inside(property.node);
      given.push_back(name.empty() ? facts_.field_text(property.node) : name);
    }
    add(given, "microdata");
    if (given.size() > 1) add({given.front()}, "microdata first");
  }

  /// The itemprop=name inside of an itemprop=author.
  std::string name_inside(NodeIndex author) const {
    const NodeIndex end = tree_.after(author);
    for (NodeIndex i = author + 1; i < tree_.nodes().size() && i != end; ++i) {
      if (tree_[i].is_text || tree_.raw_attribute(i, "itemprop") != "name") continue;
      return cleaned(facts_.property_value(i));
    }
    return {};
  }

  /// Links to authors' pages and elements called so.
  void elements() {
    std::vector<std::string> related;
    std::vector<std::string> near;
    std::map<std::string, std::vector<std::string>> all_called;
    std::size_t linked = 0;
    std::size_t called = 0;
    for (NodeIndex i = 0; i < tree_.nodes().size() && linked + called < 200; ++i) {
      const Node& node = tree_[i];
      if (node.is_text || node.attributes_begin == node.attributes_end) continue;
      if (node.tag == Tag::a) {
        const bool rel = tree_.raw_attribute(i, "rel").find("author") != std::string_view::npos;
        if (rel) {
          ++linked;
          const std::string name = facts_.field_text(i);
          if (!facts_.is_beside(i)) related.push_back(name);
          add_placed(i, {name}, "rel");
        } else if (leads_to_author(tree_.raw_attribute(i, "href"))) {
          ++linked;
          const std::string name = facts_.field_text(i);
          const std::size_t block = facts_.block_at(i);
          if (is_near(block)) near.push_back(name);
          add_placed(i, {name}, "link");
        }
      }
      const std::string_view sign = called_author(i);
      if (sign.empty()) continue;
      if (tree_[i].closed - tree_[i].begin > 4096) continue;
      const std::string shown = facts_.field_text(i);
      if (shown.empty() || std::count(shown.begin(), shown.end(), ' ') >= longest_byline) continue;
      ++called;
      if (is_near(facts_.block_at(i)) && !facts_.is_beside(i)) {
        all_called[std::string(sign)].push_back(shown);
      }
      add_placed(i, {shown}, "called " + std::string(sign));
    }
    add(related, "rel all");
    add(near, "link all");
    for (const auto& [sign, names] : all_called) add(names, "called " + sign + " all");
  }

  bool is_near(std::size_t block) const {
    if (!marks_.headline) return block <= marks_.prose;
    return block + 4 >= *marks_.headline && block <= marks_.prose;
  }

  /// "/author/ines-weiss", "/autoren/…"
  static bool leads_to_author(std::string_view address) {
    if (address.size() > 300) return false;
    const std::string lower = lower_ascii(address);
    return std::any_of(author_paths.begin(), author_paths.end(), [&](std::string_view path) {
      const std::size_t at = lower.find(path);
      return at != std::string::npos && at + path.size() < lower.size();
    });
  }
  static constexpr auto author_paths = std::to_array<std::string_view>(
      {"/author/",    "/authors/", "/autor/",    "/autoren/",    "/autorin/",    "/auteur/",
       "/auteurs/",   "/autore/",  "/autori/",   "/autores/",    "/people/",     "/person/",
       "/profile/",   "/user/",    "/users/",    "/contributor", "/journalist/", "/redakteur",
       "/redaktion/", "/staff/",   "/reporter/", "/by/",         "/profil/",     "/writers/",
       "/member/",    "/members/", "?author="});

  /// How an element's class, id or itemprop calls it an author's; empty: not.
  std::string_view called_author(NodeIndex i) const {
    const Tag tag = tree_[i].tag;
    if (tag == Tag::body || tag == Tag::html || tag == Tag::article || tag == Tag::img) return {};
    for (const char* key : {"class", "id", "data-testid"}) {
      const std::string_view names = tree_.raw_attribute(i, key);
      if (names.empty() || names.size() > 300) continue;
      const std::string lower = lower_ascii(names);
      for (const std::string_view word :
           {"byline", "author", "autor", "verfasser", "auteur", "writer", "redakteur", "journalist",
            "signature", "firma", "vcard", "fn", "username", "user-name", "nickname"}) {
        const std::size_t at = lower.find(word);
        if (at == std::string::npos) continue;
        const bool whole = word.size() > 5 ||
                           ((at == 0 || lower[at - 1] == ' ') &&
                            (at + word.size() == lower.size() || lower[at + word.size()] == ' '));
        if (whole || word == "autor") return word;
      }
    }
    return {};
  }

  void add_placed(NodeIndex i, const std::vector<std::string>& given, const std::string& sign) {
    Candidate* candidate = add(given, sign);
    if (candidate == nullptr) return;
    place(*candidate, facts_.block_at(i), i, sign);
  }

  void place(Candidate& candidate, std::size_t block, NodeIndex node,
             const std::string& source) const {
    if (facts_.is_beside(node)) {
      candidate.add("at=beside");
      candidate.add(source + " at=beside");
      return;
    }
    std::string where;
    if (!marks_.headline) {
      where = block <= marks_.prose ? "no headline, above" : "no headline, below";
    } else if (block < *marks_.headline) {
      where = "above " + bucket(*marks_.headline - block, {1, 3, 8});
    } else if (block <= marks_.prose) {
      where = "below " + bucket(block - *marks_.headline, {0, 1, 2, 4, 8, 16});
    } else {
      where = "after prose " + bucket(block - marks_.prose, {1, 4, 16, 64});
    }
    candidate.add("at=" + where);
    candidate.add(source + " at=" + where);
    bool in_article = false;
    for (NodeIndex up = node; up != no_node; up = tree_[up].parent) {
      in_article = in_article || tree_[up].tag == Tag::article;
      const Hint hint = facts_.hint_at(up);
      if (hint == Hint::footer) candidate.add("in=footer");
      if (hint == Hint::navigation) candidate.add("in=navigation");
      if (hint == Hint::caption) candidate.add("in=caption");
    }
    if (in_article) candidate.add("in=article");
  }

  /// Lines that begin as bylines do; names in the lines near the headline; a name alone below the
  /// last paragraph.
  void lines() {
    const std::vector<TextBlock>& blocks = facts_.page.blocks;
    std::size_t found = 0;
    for (std::size_t i = 0; i < blocks.size() && found < 30; ++i) {
      const TextBlock& block = blocks[i];
      if (block.words > longest_byline || block.words < 1) continue;
      const std::string& line = block.text.text();
      if (starts_like_byline(line)) {
        ++found;
        if (Candidate* candidate = add({line}, "line")) {
          candidate->add("line order=" + bucket(found, {1, 2, 4}));
          place(*candidate, i, block.node, "line");
        }
        continue;
      }
      if (!is_near(i) && !near_end(i)) continue;
      // Far from the headline only what has the form of a name: "Powered by patience" names nobody.
      const std::string_view name = behind_by(line);
      const bool named =
          !name.empty() && !is_sentence(block) && (is_near(i) || looks_like_person(name));
      if (named) {
        if (Candidate* candidate = add({std::string(name)}, "inside line")) {
          place(*candidate, i, block.node, "inside line");
        }
      } else if (is_near(i)) {
        names_beside_dates(i);
      } else if (is_signature(i)) {
        if (Candidate* candidate = add({line}, "signature")) {
          place(*candidate, i, block.node, "signature");
        }
      }
    }
  }

  /// "5 May 2015 | 10:30 | Ines Weiss"
  void names_beside_dates(std::size_t i) {
    const TextBlock& block = facts_.page.blocks[i];
    if (block.words > 14 || block.kind == BlockKind::heading) return;
    if (block.link_density() > 0.8 || facts_.hint_above(block.node, 3) == Hint::share) return;
    std::string_view line = block.text.text();
    const bool dated =
        std::any_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
    std::vector<std::string> names;
    while (!line.empty()) {
      std::size_t at = line.size();
      std::size_t size = 1;
      for (const std::string_view mark :
           {" | ", " |", " - ", " – ", " • ", " · ", " / ", ", ", "\n"}) {
        if (const std::size_t hit = line.find(mark); hit < at) {
          at = hit;
          size = mark.size();
        }
      }
      std::string part(text::trim(line.substr(0, at)));
      if (part.size() < 60 && looks_like_person(part) && !is_outlet(part)) {
        names.push_back(std::move(part));
      }
      line.remove_prefix(std::min(line.size(), at + size));
    }
    const std::string sign = dated ? "beside date" : "short line";
    if (Candidate* candidate = add(names, sign)) place(*candidate, i, block.node, sign);
  }

  /// A line that is a name, right behind a paragraph.
  bool is_signature(std::size_t i) const {
    const TextBlock& block = facts_.page.blocks[i];
    if (i == 0 || block.words > 5 || block.kind != BlockKind::paragraph) return false;
    const TextBlock& before = facts_.page.blocks[i - 1];
    return before.words >= 12 && before.link_density() < 0.5 &&
           looks_like_person(block.text.text()) && !is_outlet(block.text.text());
  }

  /// The first blocks behind an article's last paragraph are where some pages sign.
  bool near_end(std::size_t i) const {
    return i > marks_.prose && facts_.page.blocks[i].words <= 12 &&
           facts_.page.blocks[i].link_density() < 0.9;
  }

  /// "The mayor was quoted as saying so by the Mill Daily.": who stands there wrote nothing here.
  static bool is_sentence(const TextBlock& block) {
    static constexpr std::uint32_t longest_credit = 12;  // words
    return block.words > longest_credit && block.text.text().ends_with('.');
  }

  /// "5 May 2015 by Ines Weiss in Town" gives "Ines Weiss".
  static std::string_view behind_by(std::string_view line) {
    for (const std::string_view by :
         {" by ",    " By ",      " BY ",        " von ",         " Von ",
          " VON ",   " par ",     " Par ",       " por ",         " Por ",
          "Autor: ", "Autorin: ", "Author: ",    "Text: ",        "Author ",
          "Autor ",  "Autorin ",  "Redaktion: ", "Verfasst von ", "Foto und Text: "}) {
      const std::size_t at = line.find(by);
      if (at == std::string_view::npos) continue;
      std::string_view rest = line.substr(at + by.size());
      for (const std::string_view end :
           {" in ", " on ", " am ", " at ", " um ", " | ", " / ", " • ", " · ", " - ", " – ", "\n",
            " Posted", " Veröffentlicht", " Kategorie", " Category", " Updated", " unter ", "("}) {
        rest = rest.substr(0, rest.find(end));
      }
      return text::trim(rest);
    }
    return {};
  }

  void describe() {
    const std::string publisher = words_of(facts_.publisher);
    for (Candidate& candidate : candidates_) {
      const std::vector<std::string_view> names = text::split(candidate.value, '\n');
      candidate.add("names=" + bucket(names.size(), {1, 2, 3, 5, 8}));
      std::size_t persons = 0;
      for (const std::string_view name : names) {
        if (looks_like_person(name)) ++persons;
      }
      candidate.add(persons == names.size() ? "persons=all"
                    : persons == 0          ? "persons=none"
                                            : "persons=some");
      if (persons == names.size()) {
        const std::vector<std::string> signs = candidate.signs;
        for (const std::string& sign : signs) {
          if (sign.starts_with("from=")) candidate.add(sign + ", persons");
        }
      }
      std::string tight = candidate.key;
      std::erase(tight, ' ');
      if (candidate.key == publisher) candidate.add("is=publisher");
      if (!publisher.empty() && candidate.key != publisher &&
          (publisher.find(candidate.key) != std::string::npos ||
           candidate.key.find(publisher) != std::string::npos)) {
        candidate.add("is=like publisher");
      }
      if (tight.size() >= 3 && host_.find(tight) != std::string::npos) candidate.add("is=host");
      candidate.add("words=" + bucket(text::split(candidate.key).size(), {1, 2, 3, 4, 6, 10}));
      std::size_t places = 0;
      for (const std::string& sign : candidate.signs) {
        if (sign.starts_with("from=") && !sign.ends_with(" all") && !sign.ends_with(", persons")) {
          ++places;
        }
      }
      candidate.add("places=" + bucket(places, {1, 2, 3, 5}));
      const text::Decoded first = text::decode_at(candidate.value, 0);
      if (text::is_lower(first.code_point)) candidate.add("is=lower case");
      for (const Candidate& other : candidates_) {
        if (other.key.size() > candidate.key.size() &&
            other.key.find(candidate.key) != std::string::npos) {
          candidate.add("is=part of another");
        } else if (other.key.size() < candidate.key.size() &&
                   candidate.key.find(other.key) != std::string::npos) {
          candidate.add("is=more than another");
        }
      }
    }
  }

  const Facts& facts_;
  const HtmlTree& tree_;
  const Landmarks& marks_;
  std::string host_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<Candidate> author_candidates(const Facts& facts, const Landmarks& marks) {
  return Authors(facts, marks).run();
}

std::vector<std::string> choose_authors(const std::vector<Candidate>& candidates) {
  constexpr double least = 0.15;
  const auto choice = choose(Field::authors, candidates);
  std::vector<std::string> names;
  if (!choice || choice->probability < least) return names;
  for (const std::string_view name : text::split(candidates[choice->index].value, '\n')) {
    names.emplace_back(name);
  }
  return names;
}

}  // namespace hearsay::extraction
