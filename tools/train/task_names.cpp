// Learns which letters stand for which, from pairs of spellings of one word.
//
// A pair is explained by operations that each write a few letters on one side and a few on the
// other ("sh" and "ш"). Their probabilities are learned by expectation and maximisation over all
// ways of cutting both words, as in Ristad and Yianilos 1998 and Jiampojamarn and others 2007. What
// is kept of an operation is its log-odds: how much likelier it is in two spellings of one word
// than its letters are side by side by chance.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "match/names.h"
#include "match/names_edit.h"
#include "match/names_letters.h"
#include "tasks.h"
#include "text/fold.h"

namespace hearsay::train {
namespace {

using Letters = std::u16string;

constexpr std::size_t kLongest = 3;      // letters of one side of an operation
constexpr std::size_t kLargest = 4;      // letters of both
constexpr std::size_t kCommonUnit = 40;  // words that hold a run of letters worth an operation
constexpr int kRounds = 7;
constexpr double kLeastCount = 6;
constexpr double kLeastGain = 0.25;  // over the same letters by smaller operations, in nats

struct Pair {
  Letters a;
  Letters b;
};

std::string utf8(const Letters& letters) {
  std::string out;
  for (const char16_t c : letters) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return out;
}

/// Runs of up to three letters, numbered; single letters always, longer ones where common.
class Units {
 public:
  void count(const Letters& word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
      for (std::size_t n = 1; n <= kLongest && i + n <= word.size(); ++n) {
        ++counts_[word.substr(i, n)];
      }
    }
  }
  void number() {
    texts_.assign(1, Letters());  // unit 0: nothing
    for (const auto& [text, count] : counts_) {
      if (text.size() > 1 && count < kCommonUnit) continue;
      ids_[text] = static_cast<std::uint32_t>(texts_.size());
      texts_.push_back(text);
    }
  }
  [[nodiscard]] std::uint32_t id(const Letters& text) const {
    const auto found = ids_.find(text);
    return found == ids_.end() ? 0 : found->second;
  }
  [[nodiscard]] const Letters& text(std::size_t id) const { return texts_[id]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::map<Letters, std::size_t> counts_;
  std::unordered_map<Letters, std::uint32_t> ids_;
  std::vector<Letters> texts_;
};

/// The units of a word: at [i][n - 1] the one of n letters that begins at i, or 0.
using Cut = std::vector<std::array<std::uint32_t, kLongest>>;

Cut cut(const Letters& word, const Units& units) {
  Cut result(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    result[i] = {};
    for (std::size_t n = 1; n <= kLongest && i + n <= word.size(); ++n) {
      result[i][n - 1] = units.id(word.substr(i, n));
    }
  }
  return result;
}

class Learner {
 public:
  explicit Learner(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
      left_.count(pair.a);
      right_.count(pair.b);
    }
    left_.number();
    right_.number();
    chance_.assign(left_.size() * right_.size(), 0);
    for (const Pair& pair : pairs) words_.emplace_back(cut(pair.a, left_), cut(pair.b, right_));
  }

  void run() {
    // To begin with all are as likely as their letters are few.
    for (std::size_t x = 0; x < left_.size(); ++x) {
      for (std::size_t y = 0; y < right_.size(); ++y) {
        const auto size = static_cast<double>(left_.text(x).size() + right_.text(y).size());
        const bool one_sided = x == 0 || y == 0;
        chance_[x * right_.size() + y] = std::pow(0.01, size) * (one_sided ? 0.05 : 1);
      }
    }
    for (int round = 0; round < kRounds; ++round) {
      counts_.assign(chance_.size(), 0);
      double bits = 0;
      for (const auto& [a, b] : words_) bits += learn(a, b, round >= 2);
      double total = 0;
      for (double& count : counts_) {
        if (count < 0.5) count = 0;
        total += count;
      }
      for (std::size_t i = 0; i < counts_.size(); ++i) chance_[i] = counts_[i] / total;
      total_ = total;
      std::cerr << "round " << round << ": " << bits / static_cast<double>(words_.size())
                << " nats a pair\n";
    }
  }

  void print(std::ostream& out) {
    left_letters_ = letter_chances(true);
    right_letters_ = letter_chances(false);
    std::vector<std::pair<std::size_t, std::size_t>> order;
    for (std::size_t x = 0; x < left_.size(); ++x) {
      for (std::size_t y = 0; y < right_.size(); ++y) {
        const bool smallest = left_.text(x).size() <= 1 && right_.text(y).size() <= 1;
        if (counts_[x * right_.size() + y] >= (smallest ? 1 : kLeastCount))
          order.emplace_back(x, y);
      }
    }
    std::sort(order.begin(), order.end(), [&](const auto& p, const auto& q) {
      const auto size = [&](const auto& o) {
        return left_.text(o.first).size() + right_.text(o.second).size();
      };
      return std::tuple(size(p), p) < std::tuple(size(q), q);
    });
    for (const auto& [x, y] : order) {
      const Letters& a = left_.text(x);
      const Letters& b = right_.text(y);
      const double odds = log_odds(x, y);
      if (a.size() + b.size() > 2 && odds < best(a, b) + kLeastGain) continue;
      kept_[{a, b}] = odds;
      out << utf8(a) << '\t' << utf8(b) << '\t' << odds << '\n';
    }
  }

 private:
  double log_odds(std::size_t x, std::size_t y) const {
    double odds = std::log(counts_[x * right_.size() + y] / total_);
    for (const char16_t c : left_.text(x)) odds -= std::log(left_letters_.at(c));
    for (const char16_t c : right_.text(y)) odds -= std::log(right_letters_.at(c));
    return odds;
  }

  /// What the operations kept so far make of two runs of letters.
  double best(const Letters& a, const Letters& b) const {
    std::vector<std::vector<double>> table(a.size() + 1, std::vector<double>(b.size() + 1, -1e9));
    table[0][0] = 0;
    for (std::size_t i = 0; i <= a.size(); ++i) {
      for (std::size_t j = 0; j <= b.size(); ++j) {
        for (std::size_t m = 0; m <= i; ++m) {
          for (std::size_t n = 0; n <= j; ++n) {
            const auto found = kept_.find({a.substr(i - m, m), b.substr(j - n, n)});
            if (m + n == 0 || found == kept_.end()) continue;
            table[i][j] = std::max(table[i][j], table[i - m][j - n] + found->second);
          }
        }
      }
    }
    return table[a.size()][b.size()];
  }

  std::map<char16_t, double> letter_chances(bool left) const {
    std::map<char16_t, double> chances;
    double sum = 0;
    const Units& units = left ? left_ : right_;
    for (const auto& [a, b] : words_) {
      for (const auto& starts : left ? a : b) {
        const char16_t letter = units.text(starts[0]).front();
        chances[letter] += 1;
        sum += letter == u'^' || letter == u'$' ? 0 : 1;
      }
    }
    for (auto& [letter, chance] : chances) {
      chance = letter == u'^' || letter == u'$' ? 1 : chance / sum;
    }
    return chances;
  }

  /// The marks of begin and end stand against each other.
  bool fits(std::uint32_t x, std::uint32_t y) const {
    const Letters& a = left_.text(x);
    const Letters& b = right_.text(y);
    const auto has = [](const Letters& text, char16_t mark) {
      return text.find(mark) != Letters::npos;
    };
    return has(a, u'^') == has(b, u'^') && has(a, u'$') == has(b, u'$');
  }

  template <typename Visit>
  void steps(const Cut& a, const Cut& b, std::size_t i, std::size_t j, const Visit& visit) const {
    for (std::size_t m = 0; m <= kLongest && i + m <= a.size(); ++m) {
      const std::uint32_t x = m == 0 ? 0 : a[i][m - 1];
      if (m > 0 && x == 0) break;
      for (std::size_t n = 0; n <= kLongest && m + n <= kLargest && j + n <= b.size(); ++n) {
        if (m + n == 0 || (m == 0 && n > 1) || (n == 0 && m > 1)) continue;
        const std::uint32_t y = n == 0 ? 0 : b[j][n - 1];
        if (n > 0 && y == 0) break;
        const std::size_t operation = x * right_.size() + y;
        if (chance_[operation] > 0 && fits(x, y)) visit(m, n, operation);
      }
    }
  }

  double learn(const Cut& a, const Cut& b, bool skip_odd) {
    const std::size_t rows = a.size() + 1;
    const std::size_t columns = b.size() + 1;
    std::vector<double> ahead(rows * columns, 0);  // chance of all from here to the end
    ahead.back() = 1;
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        double sum = i + 1 == rows && j + 1 == columns ? 1 : 0;
        steps(a, b, i, j, [&](std::size_t m, std::size_t n, std::size_t operation) {
          sum += chance_[operation] * ahead[(i + m) * columns + j + n];
        });
        ahead[i * columns + j] = sum;
      }
    }
    if (!(ahead[0] > 0)) return -50;
    const double bits = std::log(ahead[0]);
    // Some "spellings" are translations or mistakes: what takes more than six nats a letter.
    if (skip_odd && bits < -4.2 * static_cast<double>(a.size() + b.size() - 4)) return bits;
    std::vector<double> behind(rows * columns, 0);
    behind[0] = 1;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        const double here = behind[i * columns + j];
        if (!(here > 0)) continue;
        steps(a, b, i, j, [&](std::size_t m, std::size_t n, std::size_t operation) {
          const std::size_t to = (i + m) * columns + j + n;
          const double chance = here * chance_[operation];
          behind[to] += chance;
          counts_[operation] += chance * ahead[to] / ahead[0];
        });
      }
    }
    return bits;
  }

  Units left_;
  Units right_;
  std::vector<std::pair<Cut, Cut>> words_;
  std::vector<double> chance_;
  std::vector<double> counts_;
  double total_ = 1;
  std::map<char16_t, double> left_letters_;
  std::map<char16_t, double> right_letters_;
  std::map<std::pair<Letters, Letters>, double> kept_;
};

Letters marked_word(const std::string& word) {
  const std::vector<matching::NameWord> words = matching::name_letters(word);
  if (words.size() != 1) return {};
  return u"^" + words.front().letters + u"$";
}

}  // namespace

int learn_names(const std::vector<std::string>& files, std::ostream& out) {
  for (const std::string& file : files) {
    std::ifstream input(file);
    std::vector<Pair> pairs;
    for (std::string line; std::getline(input, line);) {
      const auto parts = text::split(line, '\t');
      if (parts.size() < 2) continue;
      Pair pair{marked_word(std::string(parts[0])), marked_word(std::string(parts[1]))};
      if (!pair.a.empty() && !pair.b.empty()) pairs.push_back(std::move(pair));
    }
    std::cerr << file << ": " << pairs.size() << " pairs\n";
    Learner learner(pairs);
    learner.run();
    learner.print(out);
  }
  return 0;
}

/// name_bench.csv: case_group, schema, name1, name2, is_match, …; quoted where there are commas.
static std::vector<std::string> csv_cells(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

int dump_names(const std::vector<std::string>& files, std::ostream& out) {
  for (const std::string& file : files) {
    std::ifstream input(file);
    for (std::string line; std::getline(input, line);) {
      const std::vector<std::string> cells = csv_cells(line);
      if (cells.size() < 5 || (cells[4] != "true" && cells[4] != "false")) continue;
      const matching::PreparedName a = matching::prepare_name(cells[2]);
      const matching::PreparedName b = matching::prepare_name(cells[3]);
      const matching::NameMatch match = matching::compare_names(a, b);
      out << (cells[4] == "true") << '\t' << static_cast<int>(match.reason) << '\t'
          << matching::is_word_pair(a, b);
      for (const float sign : matching::name_signs(a, b)) out << '\t' << sign;
      out << '\t' << cells[2] << '\t' << cells[3] << '\n';
    }
  }
  return 0;
}

int dump_words(const std::vector<std::string>& files, std::ostream& out) {
  for (const std::string& file : files) {
    std::ifstream input(file);
    for (std::string line; std::getline(input, line);) {
      const auto parts = text::split(line, '\t');
      if (parts.size() < 3) continue;
      const auto a = matching::name_letters(parts[0]);
      const auto b = matching::name_letters(parts[1]);
      if (a.size() != 1 || b.size() != 1) continue;
      const matching::PreparedWord first = matching::prepare_word(a[0]);
      const matching::PreparedWord second = matching::prepare_word(b[0]);
      if (first.word.script == second.word.script && first.word.letters == second.word.letters) {
        continue;
      }
      const matching::WordSigns signs = matching::compare_letters(first, second);
      out << parts[2] << '\t' << matching::table_of(first, second) << '\t' << signs.odds << '\t'
          << signs.per << '\t' << signs.letters << '\t' << signs.loss << '\t'
          << signs.loss / signs.letters << '\t' << signs.begin << '\t' << signs.end << '\t'
          << signs.swapped << '\t' << (matching::sound_key(first) == matching::sound_key(second))
          << '\t' << parts[0] << '\t' << parts[1] << '\n';
    }
  }
  return 0;
}

}  // namespace hearsay::train
