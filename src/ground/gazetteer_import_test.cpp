#include "ground/gazetteer_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

namespace hearsay {
namespace {

using ::testing::HasSubstr;

Gazetteer shipped() {
  const auto packed = pack_gazetteer(
      "geonames:BG.63\tdivision\tVidin\tBG\tVidin\t43.9\t22.8\t70000\t\t\t\n"
      "geonames:1\tdivision\tTexas\tUS\tTexas\t31.4\t-99.3\t22266440\t\tTX\t\n",
      "{}");
  return *Gazetteer::read(*packed, "shipped");
}

struct Columns {
  std::string number = "725906";
  std::string name = "Drenov";
  std::string other = "Drenow,Dren,Дренов,DRE";
  std::string latitude = "43.5";
  std::string longitude = "22.5";
  std::string kind = "P";
  std::string code = "PPL";
  std::string country = "BG";
  std::string division = "63";
  std::string population = "7";
};

std::string line_of(const Columns& c) {
  return c.number + "\t" + c.name + "\t" + c.name + "\t" + c.other + "\t" + c.latitude + "\t" +
         c.longitude + "\t" + c.kind + "\t" + c.code + "\t" + c.country + "\t\t" + c.division +
         "\t\t\t\t" + c.population + "\t\t123\tEurope/Sofia\t2020-01-01\n";
}

std::string error_of(const std::string& dump) {
  const Gazetteer known = shipped();
  GeonamesReader reader(known);
  std::istringstream in(dump);
  const auto read = reader.add_places(in, "BG.txt");
  return read ? "" : read.error().message;
}

TEST(GeonamesReader, TakesPlacesWithTheirDivision) {
  const Gazetteer known = shipped();
  GeonamesReader reader(known);
  std::istringstream in(
      "\xEF\xBB\xBF" + line_of({}) +
      line_of({"732799", "Oblast Vidin", "", "43.8", "22.7", "A", "ADM1", "BG", "63", "0"}) +
      line_of({"8", "Archar", "", "43.7", "22.9", "H", "STM", "BG", "63", ""}) +
      line_of({"9", "Old Mill", "", "43.7", "22.9", "S", "ML", "BG", "63", ""}) +
      line_of({"10", "Paris", "", "33.7", "-95.6", "P", "PPLA2", "US", "TX", "24782"}) +
      line_of({"11", "Gorno", "", "42", "23", "P", "PPL", "BG", "99", ""}) + "\r\n");
  ASSERT_TRUE(reader.add_places(in, "BG.txt").has_value());
  std::istringstream names(
      "1\t725906\tde\tDrenau\t\t\t\t\t\t\n"
      "2\t725906\tlink\thttps://example.org/x\t\t\t\t\t\t\n"
      "3\t4711\tde\tAnderswo\t\t\t\t\t\t\n");
  ASSERT_TRUE(reader.add_names(names, "alternateNamesV2.txt").has_value());
  const GeonamesTable table = reader.table();
  EXPECT_EQ(table.places, 5U);
  EXPECT_EQ(table.left_out, 1U);
  const auto packed = pack_gazetteer(table.table, "{}");
  ASSERT_TRUE(packed.has_value()) << packed.error().message;
  const Gazetteer gazetteer = *Gazetteer::read(*packed, "own");
  for (const std::string_view name : {"Drenov", "Drenow", "Дренов", "Drenau"}) {
    const auto found = gazetteer.lookup(name);
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_EQ(gazetteer.id(found[0].place), "geonames:725906");
    EXPECT_EQ(found[0].division, "Vidin");
    EXPECT_EQ(found[0].level, PlaceLevel::town);
    EXPECT_DOUBLE_EQ(found[0].latitude, 43.5);
  }
  EXPECT_TRUE(gazetteer.lookup("DRE").empty());
  EXPECT_EQ(gazetteer.lookup("Archar").at(0).level, PlaceLevel::feature);
  EXPECT_EQ(gazetteer.lookup("Oblast Vidin").at(0).level, PlaceLevel::division);
  EXPECT_EQ(gazetteer.lookup("Paris").at(0).division, "Texas");
  EXPECT_EQ(gazetteer.lookup("Gorno").at(0).division, "");
  EXPECT_EQ(reader.table().places, 0U);
}

TEST(GeonamesReader, TakesEachPlaceAndEachNameOnce) {
  const Gazetteer known = shipped();
  GeonamesReader reader(known);
  std::istringstream one(line_of({"7", "Zorno"}) + line_of({"3", "Drenov", "Drenow"}));
  std::istringstream two(line_of({"3", "Elsewhere", ""}));
  std::istringstream names(
      "1\t3\tde\tDrenau\t\t\t\t\t\t\n2\t7\tde\tZornau\t\t\t\t\t\t\n"
      "3\t3\tde\tDrenow\t\t\t\t\t\t\n4\t3\tat\tDrenau\t\t\t\t\t\t\n");
  ASSERT_TRUE(reader.add_places(one, "BG.txt").has_value());
  ASSERT_TRUE(reader.add_places(two, "cities500.txt").has_value());
  ASSERT_TRUE(reader.add_names(names, "alternateNamesV2.txt").has_value());
  const GeonamesTable table = reader.table();
  EXPECT_EQ(table.places, 2U);
  EXPECT_THAT(table.table, HasSubstr("\tDrenov\t"));
  EXPECT_THAT(table.table, HasSubstr("\tDrenow|Drenau\t"));
  EXPECT_THAT(table.table, HasSubstr("|Zornau\t"));
  EXPECT_EQ(table.table.find("Elsewhere"), std::string::npos);
}

TEST(GeonamesReader, SaysWhatIsWrongAndWhere) {
  const std::string good = line_of({});
  EXPECT_EQ(error_of(good), "");
  EXPECT_EQ(error_of(""), "");
  const auto changed = [](std::string Columns::* column, const std::string& value) {
    Columns columns;
    columns.*column = value;
    return line_of({}) + line_of(columns);
  };
  EXPECT_THAT(error_of(changed(&Columns::latitude, "north")), HasSubstr("BG.txt, line 2"));
  EXPECT_THAT(error_of(changed(&Columns::latitude, "91")), HasSubstr("latitude"));
  EXPECT_THAT(error_of(changed(&Columns::latitude, "nan")), HasSubstr("latitude"));
  EXPECT_THAT(error_of(changed(&Columns::longitude, "-180.5")), HasSubstr("longitude"));
  EXPECT_THAT(error_of(changed(&Columns::number, "x12")), HasSubstr("GeoNames number"));
  EXPECT_THAT(error_of(changed(&Columns::number, "0")), HasSubstr("GeoNames number"));
  EXPECT_THAT(error_of(changed(&Columns::name, "")), HasSubstr("no name"));
  EXPECT_THAT(error_of(changed(&Columns::population, "many")), HasSubstr("population"));
  EXPECT_THAT(error_of(changed(&Columns::country, "Bulgaria")), HasSubstr("country"));
  EXPECT_THAT(error_of(changed(&Columns::name, "a\x01z")), HasSubstr("control"));
  EXPECT_THAT(error_of(changed(&Columns::name, "a\xFFz")), HasSubstr("UTF-8"));
  EXPECT_THAT(error_of("a,b,c\n"), HasSubstr("1 columns"));
  EXPECT_THAT(error_of("PK\x03\x04\x14 and so on"), HasSubstr("unpack it first"));
  EXPECT_THAT(error_of(std::string(100'000, 'x')), HasSubstr("longer than"));
}

TEST(GeonamesReader, AnyBytesAreReadOrRefused) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) { (void)error_of(bytes); }));
}

}  // namespace
}  // namespace hearsay
