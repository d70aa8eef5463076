"""Reads exports with their standards' own readers: takeaway_checkers.py FOLDER. Prints what is wrong, a line each; needs
tests/requirements.txt, and never the network."""
import json
import pathlib
import sys


def graphml(path, say):
    import networkx
    graph = networkx.read_graphml(path)
    if not graph.is_directed() or len(graph) == 0 or graph.number_of_edges() == 0:
        say("networkx finds no directed graph in it")
    return sorted(graph.nodes)


def gexf(path, say):
    import networkx
    graph = networkx.read_gexf(path)
    if not graph.is_directed() or len(graph) == 0 or graph.number_of_edges() == 0:
        say("networkx finds no directed graph in it")
    return sorted(graph.nodes)


def prov(path, say):
    import prov.model
    document = prov.model.ProvDocument.deserialize(source=str(path), format="json")
    again = prov.model.ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    if document != again:
        say("prov writes it anew as something else")
    relations = [r for bundle in document.bundles for r in bundle.get_records(prov.model.ProvRelation)]
    if not list(document.get_records(prov.model.ProvEntity)) or not relations:
        say("prov finds no entities, or no relations between them")


def geojson_(path, say):
    import geojson
    collection = geojson.loads(path.read_text(encoding="utf-8"))
    if not isinstance(collection, geojson.FeatureCollection) or not collection["features"]:
        say("geojson finds no features")
    if not collection.is_valid:
        say(f"geojson: {collection.errors()}")


def claim(path, say):
    from pyld import jsonld

    def no_network(url, _):
        raise ValueError(f"asks for {url}")
    jsonld.set_document_loader(no_network)
    nodes = jsonld.expand(json.loads(path.read_text(encoding="utf-8")))
    schema = "https://schema.org/"
    claims = [node for node in nodes if schema + "Claim" in node.get("@type", [])]
    if not claims or not all(schema + "appearance" in each for each in claims):
        say("PyLD finds no claims, or one that appears nowhere")
    if "Rating" in path.read_text(encoding="utf-8") and any("ating" in key for node in nodes for key in node):
        say("rates")
    known = {node["@id"] for node in nodes} | {a["@id"] for each in claims for a in each[schema + "appearance"]}
    for each in claims:
        for first in each.get(schema + "firstAppearance", []):
            if first["@id"] not in known:
                say(f"first appearance {first['@id']} is none of its own")
    if not jsonld.to_rdf(json.loads(path.read_text(encoding="utf-8"))):
        say("no triples")


def webannotation(path, say):
    from pyld import jsonld
    page = json.loads(path.read_text(encoding="utf-8"))
    # The context of the standard lies in the net: of its terms those that are used here.
    terms = {"oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "as": "http://www.w3.org/ns/activitystreams#",
             "id": "@id", "type": "@type", "@vocab": "http://www.w3.org/ns/oa#"}
    loader = {"contextUrl": None, "documentUrl": "http://www.w3.org/ns/anno.jsonld", "document": {"@context": terms}}
    jsonld.set_document_loader(lambda url, _: loader if url == loader["documentUrl"] else (_ for _ in ()).throw(ValueError(url)))
    expanded = jsonld.expand(page)
    oa = "http://www.w3.org/ns/oa#"
    for node in expanded[0][oa + "items"]:
        if node["@type"] != [oa + "Annotation"] or not node[oa + "target"] or not node[oa + "body"]:
            say(f"{node.get('@id')} is no annotation")


def stix(path, say):
    import stix2
    import stix2validator
    bundle = stix2.parse(path.read_text(encoding="utf-8"), allow_custom=False)
    ids = {each["id"] for each in bundle["objects"]}
    for each in bundle["objects"]:
        for reference in each.get("object_refs", []):
            if reference not in ids:
                say(f"{each['id']} refers to {reference}, which is not there")
    if len(ids) != len(bundle["objects"]):
        say("an id comes twice")
    result = stix2validator.validate_file(str(path), stix2validator.ValidationOptions(version="2.1"))
    for each in result.object_results:
        for error in each.errors:
            say(f"stix2-validator: {error}")


def ftm(path, say):
    from followthemoney import model
    ids, references = set(), set()
    for line in path.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        proxy = model.get_proxy(given, cleaned=False)
        read = proxy.to_dict()
        proxy.schema.validate(read)
        for name, values in given["properties"].items():
            if sorted(set(values)) != sorted(read["properties"].get(name, [])):
                say(f"{given['id']}: {name} {values} is read as {read['properties'].get(name)}")
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                references.add(value)
            elif prop.type.name != "text" and prop.type.clean_text(value, proxy=proxy) is None and prop.type.name in ("date", "url", "checksum"):
                say(f"{given['id']}: {prop.name} {value!r} is no {prop.type.name}")
        if proxy.id in ids:
            say(f"{proxy.id} comes twice")
        ids.add(proxy.id)
    if not references or references - ids:
        say(f"refers to what is not there: {sorted(references - ids)[:5]}")


CHECKS = {"graphml": graphml, "gexf": gexf, "prov": prov, "geojson": geojson_, "claim": claim, "webannotation": webannotation,
          "stix": stix, "ftm": ftm}


def main():
    folder, found, nodes = pathlib.Path(sys.argv[1]), 0, {}
    for name, check in CHECKS.items():
        def say(what):
            nonlocal found
            found += 1
            print(f"{name}: {what}")
        try:
            nodes[name] = check(folder / f"export.{name}", say)
        except Exception as error:  # the reader refuses it: that is the finding
            say(f"{type(error).__name__}: {str(error)[:500]}")
    if nodes.get("graphml") != nodes.get("gexf"):
        print("graphml and gexf have other nodes")
        found += 1
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
