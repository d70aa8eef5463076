#include "match/names_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "text/fold.h"

namespace hearsay::matching {
namespace {

struct Row {
  WordKind kind;
  std::string_view value;
  std::string_view words;  // folded, separated by blanks
};

// Each word stands in one row.
constexpr auto kRows = std::to_array<Row>({
    {WordKind::title, "",
     "mr mrs ms miss mister dr doctor prof professor sir dame lord lady gen general lieutenant col "
     "colonel maj major capt captain lt sgt sergeant cpl corporal adm admiral cmdr commander rev "
     "reverend fr father hon honourable honorable sheikh sheik shaykh shaikh president prasident "
     "presidente minister premier chancellor ambassador senator sen rep representative congressman "
     "judge justice governor gov king queen prince princess pope bishop archbishop cardinal rabbi "
     "imam ayatollah mullah hajji haji sayyid sayyed engineer eng herr frau monsieur madame senor "
     "senora don dona gospodin gospozha pan pani comrade excellency mv ss"},
    {WordKind::particle, "",
     "the of al el ad an ar as ash at az de del della der den des du da das do dos di la le les lo "
     "los las and for von van zu zum zur af av bin ibn ben bint a y i e et und u o d na"},
    {WordKind::legal, "ltd",
     "ltd limited llc ooo too tov gmbh sarl srl eood doo sro bv spzoo pty ltda lda"},
    {WordKind::legal, "jsc",
     "ag plc inc incorporated corp corporation jsc ojsc pjsc ao oao pao zao sa nv se spa asa ab "
     "oyj "
     "aktiengesellschaft as kk tao bhd tbk"},
    {WordKind::legal, "co", "co company cie compagnie kg ohg lp llp"},
    {WordKind::legal, "ano", "ano ngo eingetragener ev nko"},
    {WordKind::number, "jr", "jr junior"},
    {WordKind::number, "sr", "sr senior"},
    {WordKind::number, "1", "first one"},
    {WordKind::number, "2", "ii second two"},
    {WordKind::number, "3", "iii third three"},
    {WordKind::number, "4", "iv fourth four"},
    {WordKind::number, "5", "fifth five"},
    {WordKind::number, "6", "vi sixth six"},
    {WordKind::number, "7", "vii seventh seven"},
    {WordKind::number, "8", "viii eighth eight"},
    {WordKind::number, "9", "ix ninth nine"},
    {WordKind::number, "10", "tenth ten"},
    {WordKind::number, "11", "xi eleventh eleven"},
    {WordKind::number, "12", "xii twelfth twelve"},
    {WordKind::number, "13", "xiii thirteenth"},
    {WordKind::number, "14", "xiv fourteenth"},
    {WordKind::number, "15", "xv fifteenth"},
    {WordKind::number, "16", "xvi sixteenth"},
    {WordKind::number, "17", "xvii"},
    {WordKind::number, "18", "xviii"},
    {WordKind::number, "23", "xxiii"},
    // What kind of body it is, in other languages; Arabic letters as text::fold writes them.
    {WordKind::common, "movement",
     "movement mouvement movimiento movimento bewegung harakat hrkt hareketi dvizhenie rukh"},
    {WordKind::common, "group", "group groupe gruppe grupo gruppo gruppa grupa jituan mjmwt"},
    {WordKind::common, "party",
     "party partei parti partido partito partia partija partiya hizb hezb hzb"},
    {WordKind::common, "bank", "bank banque banco banca bankasi bnk msrf"},
    {WordKind::common, "university",
     "university universite universidad universita universitat universitesi universitet dzamt "
     "jamiat"},
    {WordKind::common, "ministry",
     "ministry ministere ministerio ministero ministerium bakanligi ministerstvo wizarat wzart "
     "vizarat"},
    {WordKind::common, "company", "sharikat shrkt sherkat sirketi"},
    {WordKind::common, "county", "county xian"},
    {WordKind::common, "province", "province sheng wilayat ostan provincia provinz"},
    {WordKind::common, "agency", "agency agence agencia agentur ajansi agentstvo khabargozari"},
    {WordKind::common, "",
     "academy administration administrative affairs agency air airlines airport alliance army "
     "association authority bank battalion board brigade bureau camp cargo central centre center "
     "chamber church circuit city civil club college command commission committee community "
     "confederation congress construction consulate corps council county court defence defense "
     "department deputy development directorate district division east eastern education electric "
     "embassy energy engineering enterprise enterprises external fc federal federation finance "
     "financial force forces foreign forum foundation front fund gas gazette global government "
     "group guard harbour harbor health high holding holdings hospital hotel house industrial "
     "industries industry institute insurance interior international investment investments island "
     "journal laboratories league library logistics lower management marine maritime market mayor "
     "media medical metal military mining ministry mission motor movement municipality museum "
     "music "
     "mutual national navy network new news newspaper north northern oblast office oil old "
     "organisation organization organizations parish park parliament partners partnership party "
     "people peoples police popular port post power press production project province provincial "
     "public radio railway railways red region regional registry regiment republic research river "
     "rovers royal school secretariat security senate service services ship shipping society "
     "solutions south southern spokesman spokesperson spokeswoman sport state station steel street "
     "studio supreme systems team technical technology television times town township trade "
     "trading "
     "transport treasury trust union united university upper village water west western works "
     "world"},
});

class Meanings {
 public:
  Meanings() {
    for (const Row& row : kRows) {
      for (const std::string_view word : text::split(row.words)) {
        meanings_.try_emplace(word, WordMeaning{row.kind, row.value});
      }
    }
  }
  [[nodiscard]] WordMeaning find(std::string_view word) const {
    const auto found = meanings_.find(word);
    return found == meanings_.end() ? WordMeaning{} : found->second;
  }

 private:
  std::unordered_map<std::string_view, WordMeaning> meanings_;
};

}  // namespace

WordMeaning word_meaning(std::string_view latin) {
  static const Meanings meanings;  // made of constants; never changes
  if (!digits_of(latin).empty()) return {WordKind::number, {}};
  const WordMeaning meaning = meanings.find(latin);
  if (latin.size() == 1 && meaning.kind == WordKind::plain) return {WordKind::initial, {}};
  return meaning;
}

std::string digits_of(std::string_view latin) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto end = std::find_if_not(latin.begin(), latin.end(), is_digit);
  const std::string_view ending = latin.substr(static_cast<std::size_t>(end - latin.begin()));
  constexpr auto kOrdinals =
      std::to_array<std::string_view>({"", "st", "nd", "rd", "th", "e", "er"});
  if (end == latin.begin() ||
      std::find(kOrdinals.begin(), kOrdinals.end(), ending) == kOrdinals.end()) {
    return {};
  }
  const std::size_t first = latin.find_first_not_of('0');
  return std::string(latin.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                         first, static_cast<std::size_t>(end - latin.begin()) - 1)),
                     end);
}

}  // namespace hearsay::matching
