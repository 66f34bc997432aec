"""Towns for room.test, by hand (and random ones): room_town.py TOWN DIR writes one, room_town.py TOWN DIR RESULT.gpkg compares a result with what was worked out.

All is whole metres in EPSG:25832. What is expected stands beside what makes it, with the arithmetic. Floor area is BRA; existing is what stands there.
Jobs of offices: BTA = floor / 0.9; low / 32, middle / 27.5, high / 23. 1,800 m2 are 2,000 m2 BTA: 62.5, 72.727, 86.957 jobs.
"""
import json, math, os, random, sqlite3, sys

X, Y = 570000, 6622000
NONE = None


def box(x0, y0, x1, y1):
    return {"type": "Polygon", "coordinates": [[[X + x, Y + y] for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]]}


def line(*points):
    return {"type": "LineString", "coordinates": [[X + x, Y + y] for x, y in points]}


class Town:
    def __init__(self, folder):
        self.folder, self.layers, self.columns, self.roles, self.tail, self.profiles = folder, {}, {}, {}, "", {}

    def layer(self, name, role, columns):
        self.layers[name], self.columns[name], self.roles[name] = [], columns, role

    def add(self, layer, geometry, **properties):
        self.layers[layer].append({"type": "Feature", "properties": properties, "geometry": geometry})

    def write(self):
        os.makedirs(self.folder + "/profiles", exist_ok=True)
        head = "tomt: 1\nproject: {name: town, title: Town, crs: EPSG:25832, language: %s}\nstudy_area: {layer: town, numbers: ['3301']}\nlayers:\n" % getattr(self, "language", "en")
        for name, features in self.layers.items():
            every = sorted({key for feature in features for key in feature["properties"]})
            for feature in features:  # the same columns everywhere: a format without a table otherwise has those of its first features
                feature["properties"] = {key: feature["properties"].get(key) for key in every}
            with open(f"{self.folder}/{name}.geojson", "w", encoding="utf-8") as f:
                json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}, "features": features}, f)
            head += f"  {name}: {{role: {self.roles[name]}, source: {name}.geojson, columns: {{{self.columns[name]}}}}}\n"
        head += self.tail
        with open(f"{self.folder}/project.yaml", "w", encoding="utf-8") as f:
            f.write(head + "profiles: [%s]\n" % ", ".join(f"profiles/{name}.yaml" for name in self.profiles))
        for name, body in self.profiles.items():
            with open(f"{self.folder}/profiles/{name}.yaml", "w", encoding="utf-8") as f:
                f.write(f"tomt_profile: 1\nname: {name}\n{body}\n")


SIZE = "criteria:\n  - {id: size, criterion: developable_area, weight: 15, value: {function: linear, full_at: 1000, zero_at: 0}}"
ZONE = ("use: formal, plan_id: plan, plan_name: plannavn, adopted: dato, plan_type: type, utilisation: utn, utilisation_number: tall, utilisation_minimum: minst, "
        "utilisation_2: utn2, utilisation_number_2: tall2, utilisation_3: utn3, utilisation_number_3: tall3, storeys: etg, height_m: hoyde, hall: hall, "
        "planes_count: plan_teller, parking_spaces: p, parking_per_100_m2: p_norm, parking_counts: p_teller")
ALL_COLUMNS = dict(plan=NONE, plannavn=NONE, dato=NONE, type=NONE, utn=NONE, tall=NONE, minst=NONE, utn2=NONE, tall2=NONE, utn3=NONE, tall3=NONE, etg=NONE, hoyde=NONE,
                   hall=NONE, plan_teller=NONE, p=NONE, p_norm=NONE, p_teller=NONE)


def base(folder):
    town = Town(folder)
    town.layer("town", "area", "number: nr, name: navn")
    town.add("town", box(-2000, -2000, 8000, 8000), nr="3301", navn="Town")
    town.layer("zones", "zone", ZONE)
    town.layer("parcels", "parcel", "parcel: teig, property: mnr, owner: eier, existing_bra_m2: bra")
    return town


def zone(town, geometry, use="1310", **columns):
    town.add("zones", geometry, formal=use, **{**ALL_COLUMNS, **columns})


def parcel(town, geometry, name, bra=0, eier=NONE, mnr=NONE):
    town.add("parcels", geometry, teig=name, bra=bra, eier=eier, mnr=mnr)


# --- rules: every type of utilisation, three times: in a densify area, in a transform area, in none -----------------------------------------------------
# Plots of 50 x 40 = 2,000 m2, three storeys, 700 m2 standing there, zoned to offices whole, unless it says otherwise.
# name, columns of the zone, standing there, allowed, unused where what stands is taken off, share of it that is floor, why, (further columns of the tables)
E = 700
RULES = [
    ("none", {}, E, NONE, NONE, 1, "no_rule", {}),
    ("old", dict(utn="3", tall=50, etg=3), E, NONE, NONE, 1, "old_regime", {}),
    ("odd", dict(utn="hopp", tall=50, etg=3), E, NONE, NONE, 1, "bad_rule", {}),
    ("u99", dict(utn="99", tall=50), E, NONE, NONE, 1, "bad_rule", {}),
    ("u10", dict(utn="10"), E, 0, 0, 1, "no_building", {}),
    ("u10w", dict(utn="10", utn2="18", tall2=90), E, 0, 0, 1, "no_building", {}),  # whatever other rules say
    ("u11", dict(utn="11"), E, 700, 0, 1, NONE, {}),                                # what stands there; nothing is left
    ("u12", dict(utn="12", tall=30, etg=3), E, 1800, 1100, 1, NONE, {}),            # 2000 x 30 % x 3; - 700
    ("u13", dict(utn="13", tall=1500), E, 1500, 800, 1, NONE, {}),                  # the number
    ("u14", dict(utn="14", tall=50), E, 1000, 300, 1, NONE, {}),                    # 2000 x 50 %
    ("u15", dict(utn="15", tall=400, etg=3), E, 1200, 500, 1, NONE, {}),            # 400 x 3
    ("u16", dict(utn="16", tall=35, etg=3), E, 2100, 1400, 1, NONE, {"storeys": 3, "rule": "%-BYA", "rule_number": 35, "storeys_from_height": "no"}),  # 2000 x 35 % x 3
    ("u17", dict(utn="17", tall=600), E, 600, 0, 1, NONE, {}),                      # 600 < 700: never below 0
    ("u18", dict(utn="18", tall=90), E, 1800, 1100, 1, NONE, {"rule": "%-BRA", "rule_number": 90, "storeys_from_height": NONE, "minimum_above_allowed": "no"}),  # 2000 x 90 %
    ("w16", dict(utn="%-BYA", tall=35, etg=3), E, 2100, 1400, 1, NONE, {}),         # the same by name
    ("w15", dict(utn="bya", tall=400, etg=3), E, 1200, 500, 1, NONE, {}),
    ("w18", dict(utn="% - BRA", tall=90), E, 1800, 1100, 1, NONE, {}),
    ("w17", dict(utn="BRA", tall=600), E, 600, 0, 1, NONE, {}),
    ("w13", dict(utn="T-BRA", tall=1500), E, 1500, 800, 1, NONE, {}),
    ("nonum", dict(utn="18"), E, NONE, NONE, 1, "no_number", {}),
    # storeys: what the plan says; else whole storeys of 3.5 m; else no footprint can be made floor
    ("high", dict(utn="16", tall=35, hoyde=10.5), E, 2100, 1400, 1, NONE, {"storeys": 3, "storeys_from_height": "yes"}),         # 10.5 / 3.5 = 3
    ("lower", dict(utn="16", tall=35, hoyde=10.4), E, 1400, 700, 1, NONE, {"storeys": 2}),         # 2.97: 2
    ("neither", dict(utn="16", tall=35), E, NONE, NONE, 1, "no_storeys", {"storeys_from_height": NONE, "minimum_above_allowed": NONE}),
    ("both", dict(utn="16", tall=35, etg=2, hoyde=21), E, 1400, 700, 1, NONE, {"storeys": 2, "storeys_from_height": "no"}),     # storeys go before height
    ("half", dict(utn="16", tall=35, etg=2.5), E, 1750, 1050, 1, NONE, {"storeys": 2.5}),
    ("beside", dict(utn="16", tall=35, utn2="18", tall2=90), E, 1800, 1100, 1, NONE, {}),          # the floor area beside it decides
    # several limits: the smallest
    ("two", dict(utn="16", tall=35, etg=3, utn2="18", tall2=90), E, 1800, 1100, 1, NONE, {"rule": "%-BRA"}),              # 2100, 1800
    ("three", dict(utn="16", tall=35, etg=3, utn2="18", tall2=90, utn3="17", tall3=1234), E, 1234, 534, 1, NONE, {"rule": "BRA", "rule_number": 1234}),
    ("twins", dict(utn="18", tall=90, utn2="18", tall2=50), E, 1000, 300, 1, NONE, {"rule": "%-BRA", "rule_number": 50}),  # of one type: the smaller, which is told
    ("spoilt", dict(utn="16", tall=35, etg=3, utn2="hopp", tall2=9), E, NONE, NONE, 1, "bad_rule", {}),                   # it may be the smallest
    # minimum: told, changes nothing
    ("least", dict(utn="18", tall=90, minst=50), E, 1800, 1100, 1, NONE, {"minimum_bra_m2": 1000, "minimum_above_allowed": "no"}),
    ("squeeze", dict(utn="18", tall=100, minst=90, p=20), E, 1500, 800, 1, NONE, {"minimum_bra_m2": 1800, "minimum_above_allowed": "yes"}),  # 2000 - 20 x 25 of parking
    ("leastb", dict(utn="16", tall=35, minst=20, etg=3), E, 2100, 1400, 1, NONE, {"minimum_bra_m2": 400}),  # met by one storey
    ("over", dict(utn="18", tall=50, minst=90), E, NONE, NONE, 1, "bad_rule", {}),
    # ceilings are not rounded
    ("c201", dict(utn="16", tall=20.1, etg=3), E, 1206, 506, 1, NONE, {}),          # 402 x 3, not 400 x 3
    ("c18", dict(utn="18", tall=40.05), E, 801, 101, 1, NONE, {}),
    # parking; the project says 25 m2 a space
    ("norm", dict(utn="18", tall=100, p_norm=1), E, 1600, 900, 1, NONE, {"parking_m2": 400}),      # F + F / 100 x 25 = 2000
    ("normb", dict(utn="16", tall=35, etg=3, p_norm=1), E, 1200, 500, 1, NONE, {"parking_m2": 300}),  # F = 3 (700 - 0.25 F)
    ("spaces", dict(utn="18", tall=100, p=10), E, 1750, 1050, 1, NONE, {"parking_m2": 250}),       # 2000 - 250
    ("spaceb", dict(utn="16", tall=35, etg=3, p=10), E, 1350, 650, 1, NONE, {"parking_m2": 250}),  # 3 (700 - 250)
    ("free", dict(utn="18", tall=100, p_norm=1, p_teller="no"), E, 2000, 1300, 1, NONE, {"parking_m2": 0}),
    ("fri", dict(utn="18", tall=100, p=10, p_teller="nei"), E, 2000, 1300, 1, NONE, {"parking_m2": 0}),
    # halls: a plane for every 3 m; jobs are of the floor one walks on
    ("hall", dict(utn="16", tall=50, hoyde=9, hall="ja"), E, 3000, 2300, 1 / 3, NONE, {"storeys": 3}),       # 1000 x 3; floor 1000 of 3000
    ("hall5", dict(utn="16", tall=50, hoyde=5, hall="yes"), E, 1000, 300, 1, NONE, {"storeys": 1}),          # 5 m: one plane, the next has 2 m above it
    ("hallno", dict(utn="16", tall=50, hoyde=9, hall="ja", plan_teller="nei"), E, 1000, 300, 1, NONE, {}),
    ("halls", dict(utn="16", tall=50, etg=2, hall="ja"), E, 2000, 1300, 1 / 2, NONE, {}),                    # no height: the storeys are the planes
    # what cannot be
    ("minus", dict(utn="18", tall=-90), E, NONE, NONE, 1, "bad_rule", {}),
    ("b120", dict(utn="16", tall=120, etg=3), E, NONE, NONE, 1, "bad_rule", {}),
    ("ground0", dict(utn="18", tall=0), E, 0, 0, 1, NONE, {}),                       # 0 % is a number
    ("etg0", dict(utn="18", tall=90, etg=0), E, NONE, NONE, 1, "bad_rule", {}),      # storeys of 0: documented as unreadable
    # what stands there
    ("empty", dict(utn="18", tall=90), 0, 1800, 1800, 1, NONE, {}),
    ("full", dict(utn="18", tall=90), 1800, 1800, 0, 1, NONE, {}),
    ("more", dict(utn="18", tall=90), 5000, 1800, 0, 1, NONE, {}),
    ("unseen", dict(utn="18", tall=90), NONE, 1800, NONE, 1, "no_existing", {}),
    ("unseen11", dict(utn="11"), NONE, NONE, 0, 1, "no_existing", {}),               # nothing is unused, though how much is allowed is not known
    ("unseen10", dict(utn="10"), NONE, 0, 0, 1, "no_building", {}),
]
# One zone over three plots of 2000, 1000 and 3000 m2; numbers in m2 are shared by area: a third, a sixth, a half. Nothing stands there.
SHARED = [("s17", dict(utn="17", tall=3000), (1000, 500, 1500)),
          ("s13", dict(utn="13", tall=600), (200, 100, 300)),
          ("s15", dict(utn="15", tall=600, etg=3), (600, 300, 900)),
          ("s18", dict(utn="18", tall=50), (1000, 500, 1500)),                   # per cent: each its own
          ("sp", dict(utn="18", tall=50, p=24), (800, 400, 1200))]               # 24 x 25 = 600 m2 of parking: 200, 100, 300 taken off


def rules(folder):
    town = base(folder)
    town.layer("strategy", "strategy", "strategy: s")
    town.add("strategy", box(-50, -50, 7000, 90), s="densify")
    town.add("strategy", box(-50, 90, 7000, 190), s="transform")
    for k, (name, columns, standing, *_) in enumerate(RULES):
        for strip, letter in enumerate("dtn"):
            plot = box(100 * k, 100 * strip, 100 * k + 50, 100 * strip + 40)
            zone(town, plot, **columns)
            parcel(town, plot, f"{letter}_{name}", standing)
    for k, (name, columns, _) in enumerate(SHARED):
        zone(town, box(400 * k, 300, 400 * k + 150, 340), **columns)
        for letter, x0, x1 in (("a", 0, 50), ("b", 50, 75), ("c", 75, 150)):
            parcel(town, box(400 * k + x0, 300, 400 * k + x1, 340), f"{letter}_{name}", 0)
    town.tail = "capacity: {parking_m2_per_space: 25}\n"
    town.profiles["office"] = "uses: [1310]\n" + SIZE
    return town


def office_jobs(floor_m2):
    return [NONE] * 3 if floor_m2 is NONE else [floor_m2 / 0.9 / m2 for m2 in (32, 27.5, 23)]


def rules_check(check):
    for name, _, standing, allowed, left, floor_share, why, further in RULES:
        for letter, growth in (("d", "densify"), ("t", "transform"), ("n", "none")):
            unused, reason = left, why
            closed = name in ("u11", "unseen11")  # no more than what stands there: building it anew adds nothing, and it stays
            if letter == "t" and not closed:  # all that is allowed, in place of what stands there
                unused, reason = allowed, NONE if why == "no_existing" and allowed is not NONE else why
            want = {"growth": growth, "allowed_bra_m2": allowed, "existing_bra_m2": standing, "unused_bra_m2": unused,
                    "replaces_m2": standing if letter == "t" and not closed else 0, "permitted_m2": 2000, "why": reason,
                    "known_bra_m2": allowed or 0, "unknown_m2": 2000 if allowed is NONE else 0, "limited_bra_m2": 0}
            net = NONE if NONE in (allowed, standing) else allowed - standing  # in areas that are transformed, too
            want.update(net_bra_m2=net, plan_below_existing=NONE if net is NONE else "yes" if net < 0 else "no")
            floor = NONE if unused is NONE else unused * floor_share
            want.update(unused_floor_m2=floor, **dict(zip(("jobs_low", "jobs", "jobs_high"), office_jobs(floor))))
            want.update((key, further[key]) for key in ("minimum_bra_m2", "parking_m2") if key in further)
            check.row("capacity", f"{letter}_{name}", want)
            piece = {"area_m2": 2000, "whole_zone_m2": 2000, "permitted_share": 1, "left_share": 1, "allowed_bra_m2": allowed}
            piece.update((key, further[key]) for key in ("storeys", "rule", "rule_number", "minimum_above_allowed", "storeys_from_height") if key in further)
            if name != "u11":  # what stands there is told for the site, not for its pieces
                check.row("capacity_piece", f"{letter}_{name}", piece)
            check.row("office", f"{letter}_{name}", {"allowed_bra_m2": allowed, "unused_bra_m2": unused, "existing_bra_m2": standing, "capacity_why": reason})
    for name, _, (a, b, c) in SHARED:
        for letter, area, allowed in (("a", 2000, a), ("b", 1000, b), ("c", 3000, c)):
            check.row("capacity", f"{letter}_{name}", {"allowed_bra_m2": allowed, "unused_bra_m2": allowed, "permitted_m2": area})
            check.row("capacity_piece", f"{letter}_{name}", {"area_m2": area, "whole_zone_m2": 6000, "allowed_bra_m2": allowed})
    # Two by hand, to the last digit that is told: 1,100 m2 are 1,222.2 m2 BTA; a hall's 2,300 m2 are 766.7 m2 of floor, 851.9 m2 BTA.
    check.row("capacity", "d_u18", {"jobs_low": 38.194444, "jobs": 44.444444, "jobs_high": 53.140097})
    check.row("capacity", "d_hall", {"unused_floor_m2": 766.666667, "jobs_low": 26.620370, "jobs": 30.976431, "jobs_high": 37.037037})


# --- uses: mixed zones and several zones on a parcel ------------------------------------------------------------------------------------------------------
# Plots of 2,000 m2 at 300 %-BRA: 6,000 m2; 2,000 m2 stand there, so that 4,000 are left of the whole.
def uses(folder):
    town = base(folder)
    for k, (name, use) in enumerate((("centre", "1130"), ("mixed", "1802"), ("office", "1310"), ("business", "1300"), ("shop", "1150"), ("stores", "1826"))):
        zone(town, box(100 * k, 0, 100 * k + 50, 40), use, utn="18", tall=300)
        parcel(town, box(100 * k, 0, 100 * k + 50, 40), name, 2000)
    # 100 x 40: offices 50 m (90 %), a road 25 m, centre 25 m (300 %); 1,400 m2 stand there
    zone(town, box(700, 0, 750, 40), "1310", utn="18", tall=90)
    zone(town, box(750, 0, 775, 40), "2010")
    zone(town, box(775, 0, 800, 40), "1130", utn="18", tall=300)
    parcel(town, box(700, 0, 800, 40), "three", 1400)
    # the same with a zone without a rule in place of the centre
    zone(town, box(900, 0, 950, 40), "1310", utn="18", tall=90)
    zone(town, box(950, 0, 975, 40), "1310")
    parcel(town, box(900, 0, 975, 40), "half", 0)
    town.profiles["only"] = "uses: [1310]\n" + SIZE                      # zones that are permitted are the codes named
    town.profiles["office"] = "uses: [1310, 1130, 1802, 1300]\n" + SIZE  # offices, in mixed zones their share of them
    town.profiles["centre"] = "uses: [1130]\n" + SIZE                    # the mixed code itself: all of it but homes
    town.profiles["logistics"] = "uses: [1300, 1350, 1826]\n" + SIZE     # 1300 has no m2 per job: the first use that has one, 1350
    town.profiles["business"] = "uses: [1300, 1826]\n" + SIZE            # 1300 alone means all that is below it
    town.profiles["storage"] = "uses: [1350, 1826]\n" + SIZE
    return town


def uses_check(check, shares=False):
    whole = {"permitted_m2": 2000, "existing_bra_m2": 2000, "growth": "none"}
    # only 1310
    check.row("capacity", "office", {**whole, "allowed_bra_m2": 6000, "unused_bra_m2": 4000, "existing_counted_m2": 2000, "jobs": 4000 / 24.75}, "only")
    check.ids("capacity", {"office", "three", "half"}, "only")
    # offices are 0.25 of 1130: 1500 - 500; 0.3 of 1802: 1800 - 600. By the project's own shares: 0.6 of 1130: 3600 - 1200
    part = 0.6 if shares else 0.25
    check.row("capacity", "centre", {**whole, "allowed_bra_m2": 6000 * part, "existing_counted_m2": 2000 * part, "unused_bra_m2": 4000 * part,
                                     "jobs_low": 4000 * part / 28.8, "jobs": 4000 * part / 24.75, "jobs_high": 4000 * part / 20.7}, "office")
    check.row("capacity_piece", "centre", {"permitted_share": part, "allowed_bra_m2": 6000}, "office")
    check.row("capacity", "mixed", {**whole, "allowed_bra_m2": 1800, "existing_counted_m2": 600, "unused_bra_m2": 1200, "net_bra_m2": 1200, "plan_below_existing": "no",
                                    "jobs_low": 41.666667, "jobs": 48.484848, "jobs_high": 57.971014}, "office")  # 1,333.3 m2 BTA
    # 1300 holds 1310: 4000 m2 by 1310's m2 per job: 4,444.4 m2 BTA
    check.row("capacity", "business", {**whole, "allowed_bra_m2": 6000, "unused_bra_m2": 4000, "jobs_low": 138.888889, "jobs": 161.616162, "jobs_high": 193.236715}, "office")
    check.row("capacity", "business", {"unused_bra_m2": 4000, "jobs_low": 14.814815, "jobs": 22.222222, "jobs_high": 44.444444}, "logistics")  # / 300, 200, 100
    # 1826 is industry 0.5 and warehouse 0.5, both below 1300: all 6000. 2000 m2 each are 2,222.2 m2 BTA: by 120, 90, 60 and by 300, 200, 100
    check.row("capacity", "stores", {**whole, "allowed_bra_m2": 6000, "unused_bra_m2": 4000, "jobs_low": 25.925926, "jobs": 35.802469, "jobs_high": 59.259259}, "business")
    # only 1350 of it: 3000 - 1000 = 2000 m2; 1300 beside 1350 does not bring back the industry
    for profile in ("storage", "logistics"):
        check.row("capacity", "stores", {**whole, "allowed_bra_m2": 3000, "existing_counted_m2": 1000, "unused_bra_m2": 2000, "jobs_low": 7.407407, "jobs": 11.111111, "jobs_high": 22.222222}, profile)
    # The centre itself: 0.25 offices + 0.2 shops + 0.15 services = 0.6: 3600 - 1200 = 2400, of which 1000, 800 and 600. Services have no m2 per job.
    # 1000 m2: 1,111.1 BTA: 34.722, 40.404, 48.309 jobs; 800 m2: 888.9 BTA by 80, 60, 40: 11.111, 14.815, 22.222
    if not shares:
        check.row("capacity", "centre", {**whole, "allowed_bra_m2": 3600, "existing_counted_m2": 1200, "unused_bra_m2": 2400, "floor_with_basis_m2": 1800,
                                         "floor_without_basis_m2": 600, "jobs_low": 45.833333, "jobs": 55.218855, "jobs_high": 70.531401}, "centre")
        # three: the road is no plot: 3000 m2. Offices 2000 x 90 % = 1800; centre 1000 x 300 % x 0.25 = 750. Standing: 1400 by ground: 933.3 and 466.7 x 0.25 = 116.7: 1050
        check.row("capacity", "three", {"permitted_m2": 3000, "allowed_bra_m2": 2550, "existing_bra_m2": 1400, "existing_counted_m2": 1050, "unused_bra_m2": 1500}, "office")
        check.same(check.sql("select ground_m2 from loss where profile='office' and site_id='three' and effect='not_permitted'"), [(1000.0,)], "the road")
        # Only 1310: 2000 m2 and 1800; all that stands on the parcel stands on them: 400 left
        check.row("capacity", "three", {"permitted_m2": 2000, "allowed_bra_m2": 1800, "existing_bra_m2": 1400, "unused_bra_m2": 400}, "only")
    check.row("capacity", "half", {"permitted_m2": 3000, "allowed_bra_m2": NONE, "known_bra_m2": 1800, "unknown_m2": 1000, "unused_bra_m2": NONE, "jobs": NONE, "why": "no_rule"}, "only")
    check.same(check.sql("select count(*) from rejected where site_id='shop' and reason='use_not_permitted'")[0][0] >= 1, True, "shops are asked for by nobody")


def shares(folder):
    town = uses(folder)
    town.tail = "capacity: {shares: {1130: {1110: 0.4, 1310: 0.6}}}\n"
    return town


def shares_check(check):
    uses_check(check, True)
    # the centre itself: all but homes: 0.6
    check.row("capacity", "centre", {"allowed_bra_m2": 3600, "unused_bra_m2": 2400, "floor_with_basis_m2": 2400, "jobs": 2400 / 24.75}, "centre")


# --- closed: type 11 beside open ground, shares of mixed zones in what is used, minimums above what is allowed ---------------------------------------------
CLOSED = "uses: [1310, 1350, 1130]\nconstraints: [{layer: noise, effect: limit, leaves: 0.3}]\n"


def closed(folder):
    town = base(folder)
    town.layer("strategy", "strategy", "strategy: s")
    town.add("strategy", box(-50, 190, 5000, 400), s="transform")
    town.layer("noise", "constraint", "code: kode")

    def halves(x, y, name, standing, west, east):
        """100 x 100 m, two zones of 5,000 m2."""
        zone(town, box(x, y, x + 50, y + 100), **west)
        zone(town, box(x + 50, y, x + 100, y + 100), **east)
        parcel(town, box(x, y, x + 100, y + 100), name, standing)

    halves(0, 0, "stores", 600, dict(use="1350", utn="11"), dict(utn="17", tall=1000))
    halves(200, 0, "hall", 10000, dict(utn="11"), dict(utn="16", tall=50, hoyde=18, hall="ja"))
    zone(town, box(400, 0, 500, 100), "1130", utn="18", tall=100)
    parcel(town, box(400, 0, 500, 100), "centre", 1000)
    zone(town, box(600, 0, 700, 100), "1830", utn="18", tall=100)
    parcel(town, box(600, 0, 700, 100), "mixed", 0)
    zone(town, box(800, 0, 900, 100), utn="18", tall=100, minst=50)
    parcel(town, box(800, 0, 900, 100), "quiet", 0)
    town.add("noise", box(790, -10, 910, 110), kode="H220")
    # transformed
    zone(town, box(0, 200, 100, 300), utn="11")
    parcel(town, box(0, 200, 100, 300), "kept", 5000)
    halves(200, 200, "part", 2000, dict(utn="11"), dict(utn="18", tall=100))
    # shops of which the plan says a footprint alone: told by feature, from 0. The last has a floor area as well.
    for x, columns in ((1000, dict(utn="16", tall=30, etg=2)), (1200, dict(utn="15", tall=500)), (1400, dict(utn="16", tall=30, etg=2, utn2="18", tall2=50))):
        zone(town, box(x, 0, x + 100, 100), "1150", **columns)
    # 70 uses of 1,000 m2 each on one parcel, 10 m2 BRA a job; the last six 20 m2
    for k in range(70):
        zone(town, box(2000 + 10 * k, 0, 2010 + 10 * k, 100), str(9001 + k), utn="18", tall=100)
    parcel(town, box(2000, 0, 2700, 100), "many", 0)
    each = ", ".join("%d: {m2_low: %d, m2_high: %d, in_bta: false}" % (9001 + k, *(2 * [10 if k < 64 else 20])) for k in range(70))
    town.tail = "capacity: {jobs: {%s}}\n" % each
    town.profiles["office"] = CLOSED + "criteria:\n  - {id: used, criterion: capacity_use, weight: 1, value: {function: linear, full_at: 0, zero_at: 1}}"
    town.profiles["named"] = "uses: [1130, 1300, 1310, 1830]\n" + SIZE
    town.profiles["business"] = "uses: [1130, 1300, 1830]\n" + SIZE
    town.profiles["every"] = "uses: [%s]\n" % ", ".join(str(9001 + k) for k in range(70)) + SIZE
    return town


def closed_check(check):
    # stores: 300 of 600 stand on the stores, which may not grow: 300 are allowed there; 1,000 - 300 = 700 are left, all of them offices: 777.8 m2 BTA
    check.row("capacity", "stores", {"growth": "none", "allowed_bra_m2": 1300, "existing_counted_m2": 600, "unused_bra_m2": 700, "unused_floor_m2": 700,
                                     "jobs_low": 24.305556, "jobs": 28.282828, "jobs_high": 33.816425}, "office")
    check.row("office", "stores", {"x_used": 600 / 1300}, NONE)
    # hall: 5,000 m2 x 50 % x 6 planes = 15,000 of which 2,500 are floor; 5,000 stand on each half: 10,000 left, 10,000 x 2,500 / 15,000 = 1,666.7 of floor, 1,851.9 m2 BTA
    check.row("capacity", "hall", {"allowed_bra_m2": 20000, "unused_bra_m2": 10000, "unused_floor_m2": 1666.666667, "jobs_low": 57.870370, "jobs": 67.340067, "jobs_high": 80.515298}, "office")
    # centre: 0.25 of 10,000 m2 are offices, and of the 1,000 m2 that stand there 250: a tenth of it is used, not four tenths
    check.row("capacity", "centre", {"allowed_bra_m2": 2500, "existing_counted_m2": 250, "unused_bra_m2": 2250}, "office")
    check.row("office", "centre", {"x_used": 0.1, "score": 90}, NONE)
    # mixed: 1830 is offices and industry by halves. 1310 is named: offices only. 1300 alone: both; 5,555.6 m2 BTA of each by 27.5 and 90
    check.row("capacity", "mixed", {"permitted_m2": 10000, "allowed_bra_m2": 5000, "unused_bra_m2": 5000, "jobs": 5000 / 24.75}, "named")
    check.row("capacity_piece", "mixed", {"permitted_share": 0.5, "allowed_bra_m2": 10000}, "named")
    check.row("capacity", "mixed", {"allowed_bra_m2": 10000, "unused_bra_m2": 10000, "jobs": 5000 / 24.75 + 5000 / 81}, "business")
    # quiet: at least 5,000 must be built; the noise leaves 3,000
    check.row("capacity_piece", "quiet", {"allowed_bra_m2": 3000, "left_share": 0.3, "minimum_above_allowed": "yes", "storeys_from_height": NONE}, "office")
    check.row("capacity_piece", "quiet", {"allowed_bra_m2": 10000, "left_share": 1, "minimum_above_allowed": "no"}, "named")
    # Where no more may be built, building anew adds nothing, and what stands there stays.
    check.row("capacity", "kept", {"growth": "transform", "allowed_bra_m2": 5000, "unused_bra_m2": 0, "unused_floor_m2": 0, "replaces_m2": 0, "jobs": 0, "why": NONE}, "office")
    # part: 1,000 stand on each half, 1,000 + 5,000 are allowed; the open half is built anew
    check.row("capacity", "part", {"growth": "transform", "allowed_bra_m2": 6000, "unused_bra_m2": 5000, "unused_floor_m2": 5000, "replaces_m2": 1000, "jobs": 5000 / 24.75}, "office")
    # many: 64,000 / 10 + 6,000 / 20
    check.row("capacity", "many", {"allowed_bra_m2": 70000, "unused_bra_m2": 70000, "floor_with_basis_m2": 70000, "jobs_low": 6700, "jobs": 6700, "jobs_high": 6700}, "every")
    check.same(check.sql("select count(*) from capacity_piece where site_id='many'"), [(70,)], "pieces")


# --- existing: what stands there ------------------------------------------------------------------------------------------------------------------------
# Plots of 2,000 m2 at 100 %-BRA: 2,000 m2 are allowed.
STANDING = ["quarter", "rest", "storeys", "unknown", "lost", "bare", "wall", "several"]
COLUMN = {"quarter": 11, "rest": 12, "storeys": 13, "unknown": 450, "lost": NONE, "bare": 800, "wall": 14, "several": 15}


def existing(folder, buildings=True, tail=""):
    town = base(folder)
    for k, name in enumerate(STANDING):
        x0 = 50 * k if k < 2 else 100 * k  # the first two are neighbours
        zone(town, box(x0, 0, x0 + 50, 40), utn="18", tall=100)
        parcel(town, box(x0, 0, x0 + 50, 40), name, COLUMN[name])
    if buildings:
        town.layer("houses", "building", "id: nr, bra_m2: bra, storeys: etg")
        for nr, bra, etg, plot in ((1, 900, NONE, box(45, 10, 65, 20)),      # 5 of 20 m on quarter, 15 on rest: 225 and 675
                                   (2, NONE, 3, box(210, 10, 220, 20)),      # 100 m2 x 3
                                   (3, NONE, NONE, box(310, 10, 320, 20)),   # not known: the parcel's 450
                                   (4, NONE, NONE, box(410, 10, 420, 20)),   # not known, nor is the parcel's
                                   (5, NONE, NONE, box(649.95, 10, 659.95, 20)),  # 0.05 x 10 m = 0.5 m2 of an unknown house over the border: none
                                   (6, 300, 9, box(710, 10, 720, 20)),       # 300, not 100 x 9
                                   (7, 100, NONE, box(730, 10, 740, 20)),    # + 100
                                   (8, 80, NONE, box(740, 35, 750, 45))):    # + half of 80
            town.add("houses", plot, nr=nr, bra=bra, etg=etg)
    town.tail = tail
    town.profiles["office"] = "uses: [1310]\n" + SIZE
    return town


def standing(check, known, source):
    for name, m2 in known.items():
        check.row("capacity", name, {"allowed_bra_m2": 2000, "existing_bra_m2": m2, "unused_bra_m2": NONE if m2 is NONE else 2000 - m2, "why": "no_existing" if m2 is NONE else NONE})
        check.row("site", name, {"existing_bra_m2": m2, "existing_from": source.get(name, NONE) if isinstance(source, dict) else NONE if m2 is NONE else source})


def existing_check(check):
    source = {name: "buildings" for name in STANDING}
    source.update(unknown="parcel", lost=NONE)
    standing(check, {"quarter": 225, "rest": 675, "storeys": 300, "unknown": 450, "lost": NONE, "bare": 0, "wall": 0, "several": 440}, source)


def columns(folder):
    return existing(folder, False)


def columns_check(check):
    standing(check, COLUMN, "parcel")


def assumed(folder):  # two storeys where it is not known, a storey has 0.8 m2 floor a m2
    return existing(folder, True, "capacity: {storeys_when_unknown: 2, bra_of_bya: 0.8}\n")


def assumed_check(check):  # 100 x 3 x 0.8; 100 x 2 x 0.8 twice; 0.5 x 2 x 0.8 of the wall
    standing(check, {"quarter": 225, "rest": 675, "storeys": 240, "unknown": 160, "lost": 160, "bare": 0, "wall": 0.8, "several": 440}, "buildings")


# --- losses: constraints with degrees ---------------------------------------------------------------------------------------------------------------------
# Plots of 100 x 100 = 10,000 m2 at 100 %-BRA, empty, 200 m apart.
def losses(folder):
    town = base(folder)
    for k, name in enumerate(("shore", "half", "noisy", "steep", "strip", "plain", "drowned")):
        zone(town, box(200 * k, 0, 200 * k + 100, 100), utn="18", tall=100)
        parcel(town, box(200 * k, 0, 200 * k + 100, 100), name, 0)
    for name in ("water", "flood", "first", "second", "noise", "hazard", "cut"):
        town.layer(name, "constraint", "code: kode, name: navn")
    town.add("water", line((-50, -1000), (-50, 1000)), kode="H110", navn="shore")  # with 100 m: x <= 50
    town.add("flood", box(40, -10, 70, 110), kode="H320", navn="flood")            # 40 <= x <= 70
    town.add("flood", box(0, -10, 100, 110), kode="H310", navn="quick clay")       # another code
    town.add("flood", box(1190, -10, 1310, 110), kode="H320", navn="flood")        # all of drowned
    town.add("first", box(200, -10, 250, 110), kode="A", navn="west half")
    town.add("second", box(240, -10, 320, 110), kode="B", navn="east six tenths")
    town.add("noise", box(390, -10, 430, 110), kode="H220", navn="noise")          # 30 of 100 m of noisy
    town.add("noise", box(400, -10, 420, 110), kode="H220", navn="more noise")     # within it: counts once
    town.add("hazard", box(480, 0, 490, 100), kode="H310", navn="slide")           # with 10 m: 30 of 100 m: 470 to 500
    town.add("cut", box(850, -10, 899.995, 110), kode="X", navn="cut")             # 50 m and 5 mm x 100 m = 0.5 m2 are left
    belt = "{layer: water, effect: exclude, buffer_m: 100}"
    flood = "{layer: flood, codes: [H320], effect: exclude}"
    rest = ["{layer: cut, effect: exclude}", "{layer: steep_ground, effect: exclude}"]
    first, second = "{layer: first, effect: limit, leaves: 0.5}", "{layer: second, effect: limit, leaves: 0.2}"
    soft = ["{layer: noise, effect: penalise, weight: 5}", "{layer: hazard, codes: [H310], effect: inform, safety_class: S2, buffer_m: 10}"]
    listed = lambda *of: "constraints:\n" + "".join(f"  - {item}\n" for item in of)
    town.profiles["one"] = "uses: [1310]\n" + listed(belt, flood, *rest, first, second, *soft) + SIZE
    town.profiles["other"] = "uses: [1310]\n" + listed(flood, belt, *rest, second, first,
                                                       "{layer: noise, effect: penalise, weight: 5, full_at: 0.1, zero_at: 0.5, id: quiet}") + SIZE
    town.tail = "  steep_ground: {role: constraint, raster: height, slope_over_pct: 30}\nrasters:\n  height: {source: height.asc}\n"
    return town


def height(path, metres=True, cell=10):
    """Flat to the west of x = 650, 50 % to the east: the height of the cell at x is 0, 5, 10 ... from x = 655 on. An ASCII grid and its CRS in degrees or metres."""
    heights = " ".join(str(max(0, (500 + cell * (k + 0.5) - 645) / 2)) for k in range(30))
    corner = (X + 500, Y - 100, cell) if metres else (10.24, 59.73, 1e-4)
    with open(path + ".asc", "w", encoding="ascii") as f:
        f.write("ncols 30\nnrows 30\nxllcorner %r\nyllcorner %r\ncellsize %r\nNODATA_value -9999\n" % corner + (heights + "\n") * 30)
    degrees = ('GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')
    with open(path + ".prj", "w", encoding="ascii") as f:
        f.write(degrees if not metres else f'PROJCS["ETRS_1989_UTM_Zone_32N",{degrees},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
                'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')


def losses_check(check):
    ground = lambda profile, site: check.sql(
        f"select step, effect, layer, round(ground_m2, 6), round(bra_m2, 6) from loss where profile='{profile}' and site_id='{site}' order by step, effect")
    # shore: the belt takes 5000; of the flood's 3000 the 1000 from 40 to 50 are gone already. The other way round 3000 and 4000. 3000 are left.
    check.same(ground("one", "shore"), [(1, "exclude", "water", 5000, NONE), (2, "exclude", "flood", 2000, NONE)], "belt first")
    check.same(ground("other", "shore"), [(1, "exclude", "flood", 3000, NONE), (2, "exclude", "water", 4000, NONE)], "flood first")
    for profile in ("one", "other"):
        check.row("capacity", "shore", {"allowed_bra_m2": 3000, "unused_bra_m2": 3000, "permitted_m2": 3000, "limited_bra_m2": 0}, profile)
    check.same(check.sql("select count(*) from site where site_id='shore'")[0][0], 1, "the same ground is the same site")
    # half: first leaves 0.5 of 5000: takes 2500; second leaves 0.2: of the 1000 m2 both meet it takes 0.8 x 500, of 5000 alone 4000: 4400. 3100 are left.
    # The other way round second takes 0.8 x 6000 = 4800, first 0.5 x 4000 + 0.5 x 0.2 x 1000 = 2100.
    check.same(ground("one", "half"), [(5, "limit", "first", 0, 2500), (6, "limit", "second", 0, 4400)], "limits")
    check.same(ground("other", "half"), [(5, "limit", "second", 0, 4800), (6, "limit", "first", 0, 2100)], "limits the other way round")
    for profile in ("one", "other"):
        check.row("capacity", "half", {"allowed_bra_m2": 3100, "unused_bra_m2": 3100, "permitted_m2": 10000, "limited_bra_m2": 6900}, profile)
        check.row("capacity_piece", "half", {"left_share": 0.31, "area_m2": 10000}, profile)
    # noisy: 0.3 of it is noisy: v = 1 - 0.3 = 0.7, or (0.5 - 0.3) / (0.5 - 0.1) = 0.5; beside size, which is 1, with weights 5 and 15
    check.row("one", "noisy", {"x_layer_noise": 0.3, "v_layer_noise": 0.7, "c_layer_noise": 17.5, "score": 92.5}, NONE)
    check.row("other", "noisy", {"x_quiet": 0.3, "v_quiet": 0.5, "score": 87.5}, NONE)
    check.row("one", "plain", {"x_layer_noise": 0, "v_layer_noise": 1, "score": 100}, NONE)
    seen = check.sql("select step, layer, codes, effect, safety_class, buffer_m, round(covered_m2, 6), round(share, 9), main_layer, main_feature from site_constraint where profile='one' and site_id='noisy' order by step")
    check.same(seen, [(7, "noise", NONE, "penalise", NONE, 0, 3000, 0.3, "noise", 0), (8, "hazard", "H310", "inform", "S2", 10, 3000, 0.3, "hazard", 0)], "constraints on noisy")
    check.row("capacity", "noisy", {"allowed_bra_m2": 10000, "unused_bra_m2": 10000})  # both take nothing
    # steep: 0 to the west, 50 % to the east. At 10 m cells the slope (z[+1] - z[-1]) / 20 m of the cell before the foot is 25 %: from x = 650 on.
    check.same(ground("one", "steep"), [(4, "exclude", "steep_ground", 5000, NONE)], "steep ground")
    check.row("capacity", "steep", {"allowed_bra_m2": 5000})
    # strip: what is left of it in the east is half a square metre: a sliver
    check.same(ground("one", "strip"), [(3, "exclude", "cut", 4999.5, NONE), (9, "sliver", NONE, 0.5, NONE)], "a sliver")
    check.same(check.sql("select distinct reason from rejected where site_id='drowned'"), [("excluded",)], "drowned")
    check.same(check.sql("select count(*) from loss where site_id='drowned'")[0][0], 0, "drowned is no site")
    for profile in ("one", "other"):  # the ground adds up for every site
        check.same(check.sql(f"select max(abs(lost + s.developable_m2 - 10000)) < 1e-6, count(*) from (select site_id, sum(ground_m2) lost from loss where profile='{profile}' group by 1) l join {profile} s using (site_id)"),
                   [(1, 4)], "losses add up to the parcel")


# A mast with 10 m around it: a circle of at most 100 pi = 314.16 m2, drawn with corners.
def mast(folder):
    town = base(folder)
    zone(town, box(0, 0, 100, 100), utn="18", tall=100)
    parcel(town, box(0, 0, 100, 100), "plain", 0)
    town.layer("power", "constraint", "code: kode")
    town.add("power", {"type": "Point", "coordinates": [X + 50, Y + 50]}, kode="H740")
    town.layer("cable", "constraint", "code: kode")  # lines beside points
    town.add("cable", line((-10, 90), (110, 90)), kode="H740")
    town.profiles["office"] = "uses: [1310]\nconstraints: [{layer: power, effect: exclude, buffer_m: 10}, {layer: cable, effect: limit, leaves: 0.5, buffer_m: 5}]\n" + SIZE
    return town


def mast_check(check):
    ((taken,),) = check.sql("select ground_m2 from loss where site_id='plain' and effect='exclude'")
    check.same(311 < taken <= 100 * math.pi, True, f"a mast takes {taken}")
    check.row("capacity", "plain", {"allowed_bra_m2": 10000 - taken - 500, "limited_bra_m2": 500})  # half of 10 x 100 m
    check.same([check.sql(f"select count(*) from {layer}")[0][0] for layer in ("constraint_point", "constraint_line")], [1, 1], "points and lines of constraints")


# --- plans: readiness, areas, targets ---------------------------------------------------------------------------------------------------------------------
# Plots of 100 x 100 m with a limit in m2; today is 2026-06-15. West (x < 500) is densify, east transform.
# name, allowed, plan_type, adopted -> readiness, plan_type, years
PLANS = [("p1", 4500, "35", "2016-06-15", "buildable", "detailed", 10),                       # the tenth anniversary: not yet old
         ("p2", 3600, "Reguleringsplan", "2016-06-14", "buildable", "detailed", NONE),          # capitals do not matter
         ("p3", 2700, "20", "2016-06-14", "detailed_plan_needed", "municipal", 10 + 1 / 365),  # a day more: old. To 2027-06-14 it is 365 days
         ("p4", 1800, "detaljregulering", NONE, "joint_plan_needed", "detailed", NONE),        # H810
         ("p5", 900, "34", "2027-01-01", "detailed_plan_needed", "area", NONE)]                # adopted tomorrow: age not known
WHERE = {"p1": 0, "p2": 600, "p3": 200, "p4": 800, "p5": 400}


def plans(folder, language="en", targets="{year: 2036, jobs: 1300, residents: 2500}"):
    town = base(folder)
    town.language = language
    town.layer("districts", "area", "number: nr, name: navn")
    town.add("districts", box(-100, -100, 550, 200), nr="W", navn="West")
    town.add("districts", box(550, -100, 1000, 200), nr="E", navn="East")
    town.layer("strategy", "strategy", "strategy: s")
    town.add("strategy", box(-100, -100, 550, 200), s="densify")
    town.add("strategy", box(550, -100, 1000, 200), s="transform")
    for name, allowed, plan_type, adopted, *_ in PLANS:
        x = WHERE[name]
        zone(town, box(x, 0, x + 100, 100), utn="17", tall=allowed, type=plan_type, dato=adopted, plan="plan-" + name, plannavn="Plan " + name)
        parcel(town, box(x, 0, x + 100, 100), name, 0)
    town.layer("needs", "constraint", "code: kode")
    town.add("needs", box(790, -10, 850, 110), kode="H810_1")
    town.add("needs", box(0, 0, 50, 50), kode="H430")
    town.add("needs", box(20, 0, 60, 50), kode="H430")      # again
    town.add("needs", box(50, 0, 100, 100), kode="H450")
    town.add("needs", box(0, 0, 100, 100), kode="H410")     # no requirement of sequence
    town.add("needs", box(200, 0, 300, 100), kode="H451")   # nor this
    town.add("needs", box(200, 0, 300, 100), kode="H4301")  # nor this
    town.add("needs", box(600, 0, 700, 100), kode="H440_3")  # numbered, as plans do it
    town.add("needs", box(600, 0, 700, 100), kode="445")
    town.add("needs", box(400, 0, 400.001, 100), kode="H440")  # 0.1 m2: a line drawn a little off
    town.layer("firms", "establishment", "id: nr, employees: ansatte")  # room.test also leaves the register out
    town.add("firms", {"type": "Point", "coordinates": [X + 50, Y + 50]}, nr="1", ansatte=7)
    with open(folder + "/work.csv", "w", encoding="utf-8") as f:
        f.write("nr,jobs,people,goal\n3301,1000,2000,\nW,600,1200,840\nE,400,800,\n")
    town.tail = ("  work: {role: employment, source: work.csv, columns: {number: nr, jobs: jobs, residents: people, jobs_target: goal}}\n"
                 "capacity: {today: '2026-06-15'}\n" f"targets: {targets}\n" "economy: {areas: [districts]}\n")
    town.profiles["office"] = "uses: [1310]\ncriteria:\n  - {id: room, criterion: unused_capacity, weight: 1, value: {function: linear, full_at: 5000, zero_at: 0}}"
    return town


def targets_rows(check):
    return {(layer, number, strategy): rest for layer, number, strategy, *rest in check.sql(
        "select layer, number, strategy, year, jobs_today, jobs_target, jobs_wanted, n_sites, round(jobs_capacity_low, 4), round(jobs_capacity, 4), round(jobs_capacity_high, 4), "
        "n_sites_high, n_sites_needed, n_sites_low, reached, residents_today, residents_target, new_residents, jobs_per_new_resident, sentence from target")}


def plans_check(check):
    for name, allowed, _, adopted, ready, kind, years in PLANS:
        check.row("site", name, {"readiness": ready, "plan_type": kind, "plan_years": 10 + 1 / 365 if name == "p2" else years})
        check.row("capacity", name, {"allowed_bra_m2": allowed, "unused_bra_m2": allowed})
    check.same(check.sql("select site_id, joint, sequence from site order by 1"),
               [("p1", NONE, "H430,H450"), ("p2", NONE, "445,H440_3"), ("p3", NONE, NONE), ("p4", "H810_1", NONE), ("p5", NONE, NONE)], "requirements")
    check.same(check.sql("select plan_id, plan_name, plan_type, adopted, is_old, n_sites, area_m2 from plan order by 1"),
               [("plan-p1", "Plan p1", "detailed", "2016-06-15", "no", 1, 10000), ("plan-p2", "Plan p2", "detailed", "2016-06-14", "yes", 1, 10000),
                ("plan-p3", "Plan p3", "municipal", "2016-06-14", "yes", 1, 10000), ("plan-p4", "Plan p4", "detailed", NONE, NONE, 1, 10000),
                ("plan-p5", "Plan p5", "area", "2027-01-01", NONE, 1, 10000)], "plans")
    # BTA 5000, 4000, 3000, 2000, 1000 of p1 to p5, which is also their rank. Middle 181.82, 145.45, 109.09, 72.73, 36.36: in all 15000 / 27.5 = 545.45
    area = lambda where: check.sql("select n_sites, n_unknown, developable_m2, allowed_bra_m2, unused_bra_m2, replaces_m2, round(jobs_low, 4), round(jobs, 4), round(jobs_high, 4) "
                                   f"from area_strategy where profile='office' and {where}")
    check.same(area("layer='study_area' and strategy='all'"), [(5, 0, 50000, 13500, 13500, 0, 468.75, 545.4545, 652.1739)], "all")
    check.same(area("layer='districts' and number='W' and strategy='all'"), [(3, 0, 30000, 8100, 8100, 0, 281.25, 327.2727, 391.3043)], "west")  # p1 p3 p5: 9000 BTA
    check.same(area("layer='districts' and number='W' and strategy='densify'"), area("layer='districts' and number='W' and strategy='all'"), "west is all densify")
    check.same(area("layer='study_area' and strategy='transform'"), [(2, 0, 20000, 5400, 5400, 0, 187.5, 218.1818, 260.8696)], "transform")  # p2 p4: 6000 BTA
    check.same(check.sql("select layer, number, strategy, n_sites from area_capacity order by fid"),
               [("study_area", NONE, "all", 5), ("districts", "E", "all", 2), ("districts", "W", "all", 3)], "areas with geometry")
    check.same(check.sql("select count(*) from area_strategy where strategy='none'")[0][0], 0, "no site is without a strategy")
    # 300 jobs are wanted: middle 181.8 + 145.5 >= 300: 2; high 217.4 + 173.9: 2; low 156.25 + 125 = 281.25, + 93.75: 3. 300 more jobs for 500 more residents: 0.6
    rows = targets_rows(check)
    people = [2000, 2500, 500, 0.6]
    check.same(rows["study_area", NONE, "all"], [2036, 1000, 1300, 300, 5, 468.75, 545.4545, 652.1739, 2, 2, 3, "yes", *people, "the 2 highest ranked of 5 sites reach the target for 2036 by gross capacity (300 more jobs)"], "target")
    # densify p1 p3 p5: 181.8 + 109.1 + 36.4 = 327.3: all 3; low 281.25: never; high 217.4 + 130.4: 2
    check.same(rows["study_area", NONE, "densify"], [2036, 1000, 1300, 300, 3, 281.25, 327.2727, 391.3043, 2, 3, NONE, "yes", *people, "the 3 highest ranked of 3 densify sites reach the target for 2036 by gross capacity (300 more jobs)"], "densify")
    check.same(rows["study_area", NONE, "transform"], [2036, 1000, 1300, 300, 2, 187.5, 218.1818, 260.8696, NONE, NONE, NONE, "no", *people, "2 transform sites: a gross 218 of the 300 jobs of the target for 2036"], "transform")
    # West has a target of its own, of the employment table: 840 - 600 = 240: p1 and p3 (290.9); low 156.25 + 93.75 = 250: 2; high 217.4 + 130.4: 2
    check.same(rows["districts", "W", "all"][:12], [2036, 600, 840, 240, 3, 281.25, 327.2727, 391.3043, 2, 2, 2, "yes"], "west")
    check.same(("districts", "E", "all") in rows, False, "east has no target")


def malet(folder):
    return plans(folder, "nb")


def malet_check(check):
    rows = targets_rows(check)
    check.same(rows["study_area", NONE, "all"][-1], "de 2 høyest rangerte av 5 tomter når målet for 2036 med brutto kapasitet (300 flere arbeidsplasser)", "in Norwegian")
    check.same(rows["study_area", NONE, "transform"][-1], "2 transformasjonstomter gir brutto 218 av 300 arbeidsplasser i målet for 2036", "in Norwegian")


def reached(folder):
    return plans(folder, "en", "{jobs: 900}")


def reached_check(check):
    row = targets_rows(check)["study_area", NONE, "all"]
    check.same(row, [NONE, 1000, 900, 0, 5, 468.75, 545.4545, 652.1739, 0, 0, 0, "yes", 2000, NONE, NONE, NONE, "the target is reached today"], "below today")


# Two plans on one plot of 100 m: the less ready one decides, when it has more than a hundredth of the ground.
BETWEEN = [("much", "20", 2, "detailed_plan_needed", "municipal"), ("little", "20", 0.5, "buildable", "detailed"), ("area", "34", 40, "joint_plan_needed", "area"),
           ("unsaid", NONE, 40, NONE, NONE), ("detailed", "31", 40, "buildable", "detailed")]


def between(folder):
    town = base(folder)
    for k, (name, other, breadth, *_) in enumerate(BETWEEN):
        zone(town, box(200 * k, 0, 200 * k + 100 - breadth, 100), utn="18", tall=100, type="35", plan="A")
        zone(town, box(200 * k + 100 - breadth, 0, 200 * k + 100, 100), utn="18", tall=100, type=other, plan="B")
        parcel(town, box(200 * k, 0, 200 * k + 100, 100), name, 0)
    town.layer("needs", "constraint", "code: kode")  # requirements, too, when they meet more than a hundredth: 100 m2
    for name, geometry, code in (("detailed", box(700, 0, 800.015, 100), "H810"),   # the neighbour's, drawn 15 mm over the border: 1.5 m2
                                 ("much", box(0, 0, 1, 100), "H810"),               # 100 m2: no more than that
                                 ("area", box(400, 0, 401.01, 100), "H810_2"),      # 101 m2
                                 ("detailed", box(800, 0, 800.6, 100), "H430"),     # 60 m2 and 60 m2 of one code: 120
                                 ("detailed", box(850, 0, 850.6, 100), "H430"),
                                 ("detailed", box(860, 0, 860.9, 100), "H440")):    # 90
        town.add("needs", geometry, kode=code)
    town.profiles["office"] = "uses: [1310]\n" + SIZE
    return town


def between_check(check):
    check.same(check.sql("select site_id, joint, sequence from site where joint is not null or sequence is not null order by 1"), [("area", "H810_2", NONE), ("detailed", NONE, "H430")], "requirements")
    check.same(check.sql("select value from provenance where section='setting' and key='least_share'"), [("0.01",)], "the least share is told")
    for name, _, _, ready, kind in BETWEEN:
        check.row("site", name, {"readiness": ready, "plan_type": kind, "developable_m2": 10000})
        check.row("capacity", name, {"allowed_bra_m2": 10000})


# p5 has no number: p1 and p3 are 290.9 jobs, and whether three densify sites are enough for 300 is not known.
def unsure(folder):
    town = plans(folder)
    town.layers["zones"][4]["properties"].update(tall=NONE)
    return town


def unsure_check(check):
    check.row("capacity", "p5", {"allowed_bra_m2": NONE, "unused_bra_m2": NONE, "jobs": NONE, "unknown_m2": 10000, "why": "no_number"})
    row = targets_rows(check)["study_area", NONE, "densify"]
    check.same(row[4:12], [3, 250, 290.9091, 347.8261, 2, NONE, NONE, "unknown"], "densify")  # BTA 8000; high 217.4 + 130.4
    check.same(row[-1], "3 densify sites: a gross 291 of the 300 jobs of the target for 2036; the capacity of 1 is not known", "densify")
    check.same(check.sql("select n_sites, n_unknown, unused_bra_m2 from area_strategy where layer='study_area' and strategy in ('all', 'densify')"), [(5, 1, 12600), (3, 1, 7200)], "areas")


# One job more: the best site is enough.
def onejob(folder):
    return plans(folder, targets="{year: 2036, jobs: 1001}")


def onejob_check(check):
    rows = targets_rows(check)
    for k, sites in (("all", "5 sites"), ("densify", "3 densify sites"), ("transform", "2 transform sites")):
        check.same(rows["study_area", NONE, k][-1], f"the highest ranked of {sites} reaches the target for 2036 by gross capacity (1 more job)", k)


def enjobb(folder):
    return plans(folder, "nb", "{year: 2036, jobs: 1001}")


def enjobb_check(check):
    check.same(targets_rows(check)["study_area", NONE, "transform"][-1], "den høyest rangerte av 2 transformasjonstomter når målet for 2036 med brutto kapasitet (1 arbeidsplass til)", "in Norwegian")


# One site of each: p1 is densify, 181.8 jobs, p2 transform, 145.5, p3 (services, which have no m2 per job) densify. 150 jobs are wanted.
def single(folder, language="en"):
    town = plans(folder, language, "{year: 2036, jobs: 1150}")
    for name in ("zones", "parcels"):
        del town.layers[name][3:]
    town.layers["zones"][2]["properties"]["formal"] = "1160"
    town.profiles["care"] = town.profiles["office"].replace("1310", "1160")
    town.profiles["shops"] = town.profiles["office"].replace("1310", "1150")
    return town


def single_check(check):
    said = lambda: {(profile, k): text for profile, k, text in check.sql("select profile, strategy, sentence from target where layer='study_area'")}
    check.same(said(), {("office", "all"): "the highest ranked of 2 sites reaches the target for 2036 by gross capacity (150 more jobs)",
                        ("office", "densify"): "1 densify site is all there is, and reaches the target for 2036 by gross capacity (150 more jobs)",
                        ("office", "transform"): "1 transform site: a gross 145 of the 150 jobs of the target for 2036",
                        ("care", "all"): "1 site: how many of the 150 jobs of the target for 2036 there is room for is not known",
                        ("care", "densify"): "1 densify site: how many of the 150 jobs of the target for 2036 there is room for is not known",
                        ("shops", "all"): "there are 0 sites for the 150 jobs of the target for 2036"}, "sentences")
    # floor area of p3 is known, 2,700 m2, and in the sums; jobs are not
    check.row("capacity", "p3", {"unused_bra_m2": 2700, "jobs": NONE})
    check.same(check.sql("select n_sites, n_unknown, n_unknown_jobs, unused_bra_m2, jobs from area_strategy where profile='care' and layer='study_area' and strategy='all'"), [(1, 0, 1, 2700, NONE)], "care")
    check.same(check.sql("select n_unknown, n_unknown_jobs, reached from target where profile='care' and layer='study_area' and strategy='all'"), [(0, 1, "unknown")], "care")


def enkel(folder):
    return single(folder, "nb")


def enkel_check(check):
    said = {(profile, k): text for profile, k, text in check.sql("select profile, strategy, sentence from target where layer='study_area'")}
    check.same([said[key] for key in (("office", "all"), ("office", "densify"), ("office", "transform"), ("care", "all"), ("shops", "all"))],
               ["den høyest rangerte av 2 tomter når målet for 2036 med brutto kapasitet (150 flere arbeidsplasser)", "det finnes bare 1 fortettingstomt, og den når målet for 2036 med brutto kapasitet (150 flere arbeidsplasser)",
                "1 transformasjonstomt gir brutto 145 av 150 arbeidsplasser i målet for 2036", "1 tomt: hvor mange av 150 arbeidsplasser i målet for 2036 det er plass til, er ikke kjent",
                "det er 0 tomter til 150 arbeidsplasser i målet for 2036"], "in Norwegian")


# --- together: assemblies, owners, purchase -----------------------------------------------------------------------------------------------------------------
# Plots of 50 x 50 = 2,500 m2 at 320 %-BRA: 8,000 m2, of which 2,000 are there. Two blocks of 2 x 2, the second with a river along its middle; one plot alone.
OWNERS = {"a1": "Kari Nordmann", "a2": "Ola Nordmann", "a3": "kari  nordmann", "a4": "Lilleby kommune", "b1": "Statsbygg", "b2": NONE, "b3": "Kari; Ola", "b4": "A; B; C; D", "c1": "Tomt AS"}
# 100 x (1 - 2000 / 8000) x 6000 / 10000 x weight of the owner: 45, 45, 45, 0 (no candidate), 27, 22.5, 36, 18, 45
INDEX = {"a1": ("private", 45), "a2": ("private", 45), "a3": ("private", 45), "b1": ("state", 27), "b2": ("unknown", 22.5), "b3": ("few", 36), "b4": ("many", 18), "c1": ("private", 45)}


def together(folder):
    town = base(folder)
    plots = {}
    for block, x0 in (("a", 0), ("b", 300)):
        for k, (dx, dy) in enumerate(((0, 0), (50, 0), (0, 50), (50, 50))):
            plots[f"{block}{k + 1}"] = box(x0 + dx, dy, x0 + dx + 50, dy + 50)
    plots["c1"] = box(600, 0, 650, 50)
    zone(town, box(-50, -50, 1000, 200), utn="18", tall=320, type="35", dato="2020-01-01")
    for name, plot in plots.items():
        parcel(town, plot, name, 2000, OWNERS[name], "1/" + name)
    town.layer("river", "constraint", "code: kode")
    town.add("river", line((350, -100), (350, 200)), kode="river")
    wanted = "assembly: {%s, barriers: [river]}\n"
    town.profiles["alone"] = "uses: [1310]\n" + SIZE
    town.profiles["big"] = "uses: [1310]\n" + wanted % "least: 9000" + SIZE
    town.profiles["pairs"] = "uses: [1310]\n" + wanted % "least: 5000, most: 6000" + SIZE
    town.profiles["floor"] = "uses: [1310]\n" + wanted % "least: 20000, of: unused_bra_m2" + SIZE
    return town


def together_check(check):
    parcels = lambda profile: sorted(tuple(sorted(ids.split(", "))) for (ids,) in check.sql(f"select (select group_concat(parcel, ', ') from site_parcel m where m.site_fid = p.site_fid) from score_{profile} p"))
    check.same(parcels("alone"), [(name,) for name in sorted(OWNERS)], "alone")
    # big: the first block is one site of 10,000 m2; the river halves the second, and halves are too small
    check.same(parcels("big"), [("a1", "a2", "a3", "a4")], "big")
    check.same(parcels("floor"), [("a1", "a2", "a3", "a4")], "by floor area: 4 x 6000 = 24000 >= 20000")
    # pairs: two of each block; those of the second lie along the river. Kari's two plots (one owner) lie side by side, and so are the better pair
    check.same(parcels("pairs"), [("a1", "a3"), ("a2", "a4"), ("b1", "b3"), ("b2", "b4")], "pairs")
    for profile, left in (("alone", 0), ("big", 5), ("pairs", 1), ("floor", 5)):
        members = check.sql(f"select count(*) from site_parcel where site_fid in (select site_fid from score_{profile})")[0][0]
        rejected = check.sql(f"select count(*) from rejected where reason='not_assembled' and (',' || replace(profiles, ' ', '') || ',') like '%,{profile},%'")[0][0]
        check.same((members, rejected), (9 - left, left), f"{profile}: members + rejected = 9 candidates")
    (site,) = [row[0] for row in check.sql("select site_id from big")]
    # 10,000 m2 x 320 % = 32000, 4 x 2000 there: 24000; BTA 26,666.7 / 27.5
    check.row("capacity", site, {"permitted_m2": 10000, "allowed_bra_m2": 32000, "existing_bra_m2": 8000, "unused_bra_m2": 24000, "jobs": 969.69697}, "big")
    check.same(check.sql(f"select n_parcels, area_m2, developable_m2 from site where site_id='{site}'"), [(4, 10000, 10000)], "the site of four")
    check.same(check.sql(f"select parcel, property, area_m2, developable_m2 from site_parcel where site_id='{site}' order by 1"), [(f"a{k}", f"1/a{k}", 2500, 2500) for k in (1, 2, 3, 4)], "its parcels")
    # All are 2,500 m2, and so equally good: site_rank is by id; a4 has no row but is ranked. The block of four is the only one of big
    check.same(check.sql("select site_id, site_rank, score from purchase where profile='alone' order by site_id"), [(name, rank + 1, 100) for rank, name in enumerate(sorted(OWNERS)) if name != "a4"], "purchase: score")
    check.same(check.sql("select site_rank from purchase where profile='big'"), [(1,)], "purchase: rank of the one")
    # purchase: by index, equal ones by id
    check.same(check.sql("select site_id, owner_class, round(purchase_index, 9), rank, round(use_term, 9), round(potential_term, 9) from purchase where profile='alone' order by rank"),
               [(name, kind, index, rank + 1, 0.75, 0.6) for rank, (name, (kind, index)) in enumerate(sorted(INDEX.items(), key=lambda item: (-item[1][1], item[0])))], "purchase")
    # four plots: Kari (twice), Ola, the municipality: a mix counts as its number, three: few. 1 - 8000 / 32000 = 0.75; 24000 m2 is more than 10,000: 1; 0.8: 60
    check.same(check.sql("select owner_class, n_owners, n_estates, round(purchase_index, 9), round(owner_term, 9), readiness from purchase where profile='big'"), [("few", 3, 0, 60, 0.8, "buildable")], "purchase of four")


# --- parted: parts that are sites of their own, and parts that are joined with neighbours --------------------------------------------------------------------
# Parcel p of 140 x 50 m, cut by a road of 20 m in 90 x 50 = 4,500 and 30 x 50 = 1,500 m2, with q of 40 x 50 = 2,000 m2 beside the smaller part.
# 1,000 m2 stand on p by its column, 100 on q; 100 %-BRA.
def parted(folder):
    town = base(folder)
    zone(town, box(0, 0, 90, 50), utn="18", tall=100)
    zone(town, box(90, 0, 110, 50), "2010")
    zone(town, box(110, 0, 180, 50), utn="18", tall=100)
    parcel(town, box(0, 0, 140, 50), "p", 1000, ";;|")
    parcel(town, box(140, 0, 180, 50), "q", 100, "Kari; |")
    parcel(town, box(300, 0, 350, 50), "r", 7)  # in no zone
    town.tail = "sites: {parts: separate}\n"
    town.profiles["alone"] = "uses: [1310]\n" + SIZE
    town.profiles["joined"] = "uses: [1310]\nassembly: {least: 3000}\n" + SIZE
    # p/2 and q are too small together, p/1 is not: in the profile before it shares p with p/2, and has no more here
    town.profiles["large"] = "uses: [1310]\nassembly: {least: 4000}\n" + SIZE
    # on what the parcels say: of the joined site the sum of its parcels'
    town.profiles["said"] = "uses: [1310]\nassembly: {least: 3000}\ncriteria: [{id: stands, criterion: attribute, with: {name: existing_bra_m2}, weight: 1, value: {function: linear, full_at: 0, zero_at: 2000}}]"
    return town


def parted_check(check):
    # p/1 has 4500 of 6000 m2: 750 m2; p/2 has 250
    for name, standing, area in (("p/1", 750, 4500), ("p/2", 250, 1500), ("q", 100, 2000)):
        check.row("capacity", name, {"existing_bra_m2": standing, "allowed_bra_m2": area, "unused_bra_m2": area - standing}, "alone")
        check.row("site", name, {"existing_from": "parcel"})
    # joined: p/1 alone is large enough; p/2 and q are 3,500 m2 on which 250 + 100 stand
    (joined,) = [row[0] for row in check.sql("select site_id from joined where site_id <> 'p/1'")]
    check.row("capacity", "p/1", {"existing_bra_m2": 750, "unused_bra_m2": 3750}, "joined")
    check.row("capacity", joined, {"existing_bra_m2": 350, "allowed_bra_m2": 3500, "unused_bra_m2": 3150}, "joined")
    check.same(check.sql("select site_id from large"), [("p/1",)], "large")
    check.row("capacity", "p/1", {"existing_bra_m2": 750}, "large")
    check.row("said", joined, {"x_stands": 1100}, NONE)
    check.row("said", "p/1", {"x_stands": 1000}, NONE)
    # A cell of nothing but what parts names holds none
    check.same(check.sql("select owner_class, owners from purchase where profile='alone' and site_id in ('p/1', 'q') order by site_id"), [("unknown", NONE), ("private", "Kari; |")], "owners")


# --- overlapping: two parcels drawn 0.3 m over each other, and an exclusion on both --------------------------------------------------------------------------
def overlapping(folder):
    town = base(folder)
    zone(town, box(-10, -10, 300, 110), utn="18", tall=100)
    parcel(town, box(0, 0, 100, 100), "v1", 500)        # 10,000 m2
    parcel(town, box(99.7, 0, 200, 100), "v2", 300)     # 10,030 m2; 30 of them are v1's, too
    town.layer("cut", "constraint", "code: kode")
    town.add("cut", box(99, 0, 101, 50), kode="X")      # 50 m2 of v1, 65 of v2, 100 of the ground
    town.profiles["plain"] = "uses: [1310]\nassembly: {least: 15000}\n" + SIZE
    town.profiles["less"] = "uses: [1310]\nconstraints: [{layer: cut, effect: exclude}]\nassembly: {least: 15000}\n" + SIZE
    return town


def overlapping_check(check):
    ground = lambda profile: check.sql(f"select step, effect, layer, round(ground_m2, 4), bra_m2 from loss where profile='{profile}' order by step")
    sizes = lambda profile: check.sql(f"select round(area_m2, 4), round(t.developable_m2, 4), t.existing_bra_m2 from score_{profile} s join site t on t.fid = s.site_fid")
    check.same(sizes("plain"), [(20030, 20000, 800)], "plain")
    check.same(ground("plain"), [(2, "overlap", NONE, 30, NONE)], "30 m2 are in both")
    check.same(sizes("less"), [(20030, 19900, 800)], "less")
    check.same(ground("less"), [(1, "exclude", "cut", 115, NONE), (3, "overlap", NONE, 15, NONE)], "half of that is cut away")


# --- cells, whole: sites that are no parcels have no owners --------------------------------------------------------------------------------------------------
def cells(folder, sites="{from: grid, cell_m: 50}"):
    town = base(folder)
    zone(town, box(0, 0, 100, 100), utn="18", tall=100)
    parcel(town, box(0, 0, 100, 100), "p", 500, "Kari Nordmann")
    town.layer("houses", "building", "bra_m2: bra")
    town.add("houses", box(10, 10, 20, 20), bra=100)
    town.tail = f"sites: {sites}\n"
    town.profiles["office"] = "uses: [1310]\n" + SIZE
    return town


def cells_check(check):
    check.same(check.sql("select count(*) from sqlite_master where name='purchase'"), [(0,)], "nothing to buy of nobody")
    check.same(check.sql("select sum(unused_bra_m2), sum(existing_bra_m2) from capacity"), [(9900, 100)], "what stands there by buildings")


def whole(folder):
    return cells(folder, "{from: zones}")


def whole_check(check):
    cells_check(check)


# --- doubled: buildings in two layers, and buildings of unknown size beside known ones ------------------------------------------------------------------
# Plots of 50 x 40 = 2,000 m2 at 400 %-BRA.
DOUBLED = [("same", 9, 800, "buildings"),       # one house of 400 m2 in both layers: counted twice, and told
           ("beside", 9, 700, "buildings"),     # two houses that overlap by a quarter of either: 300 + 400
           ("below", 1000, NONE, NONE),         # 4,000 m2 are known to stand there, and one house more: 1,000 cannot be
           ("above", 5000, 5000, "parcel"),     # 5,000 can
           ("level", 4000, 4000, "parcel")]


def doubled(folder):
    town = base(folder)
    for name in ("houses", "more"):
        town.layer(name, "building", "bra_m2: bra")
    for k, (name, column, *_) in enumerate(DOUBLED):
        x0 = 100 * k
        zone(town, box(x0, 0, x0 + 50, 40), utn="18", tall=400)
        parcel(town, box(x0, 0, x0 + 50, 40), name, column)
        if k > 1:
            town.add("houses", box(x0, 0, x0 + 20, 20), bra=4000)
            town.add("more", box(x0 + 30, 0, x0 + 40, 10), bra=NONE)
    town.add("houses", box(0, 0, 20, 20), bra=400)
    town.add("more", box(0, 0, 20, 20.1), bra=400)
    town.add("houses", box(100, 0, 120, 20), bra=300)
    town.add("more", box(115, 0, 135, 20), bra=400)
    town.profiles["office"] = "uses: [1310]\n" + SIZE
    return town


def doubled_check(check):
    for name, _, standing, source in DOUBLED:
        check.row("capacity", name, {"allowed_bra_m2": 8000, "existing_bra_m2": standing, "unused_bra_m2": NONE if standing is NONE else 8000 - standing,
                                     "why": "no_existing" if standing is NONE else NONE})
        check.row("site", name, {"existing_bra_m2": standing, "existing_from": source})
    check.same(check.sql("select value from provenance where section='warning' and value like '%buildings%'"),
               [("layer 'more': 1 of 5 buildings lies by more than half on buildings of layer 'houses' (feature 3); both count as floor area that stands there: "
                 "leave one layer out, or part them with where:",)], "told")


# --- random: rectangles of parcels under any zones, houses and constraints; nothing by hand, but much must hold (room_check.py) -------------------------------
def blob(rng, x, y, size):
    n = rng.randint(3, 9)
    reach = [size / 2 * rng.uniform(0.4, 1) for _ in range(n)]
    ring = [[X + x + size / 2 + r * math.cos(2 * math.pi * k / n), Y + y + size / 2 + r * math.sin(2 * math.pi * k / n)] for k, r in enumerate(reach)]
    return {"type": "Polygon", "coordinates": [ring + ring[:1]]}


def any_town(folder, seed, sites):
    rng, town = random.Random(seed), base(folder)
    some = lambda span, size: blob(rng, rng.uniform(0, span), rng.uniform(0, span), size)
    town.layer("strategy", "strategy", "strategy: s")
    for _ in range(4):
        town.add("strategy", some(800, 600), s=rng.choice(["densify", "transform", "none", "x"]))
    for _ in range(60):
        second = rng.choice([NONE, NONE, "18", "17"])
        zone(town, some(1000, 300), rng.choice(["1310", "1130", "1802", "1300", "1150", "2010", "1826", "1801"]),
             utn=rng.choice(["10", "11", "12", "13", "14", "15", "16", "17", "18", "%-BYA", NONE]), tall=rng.choice([NONE, rng.uniform(0, 100), rng.uniform(0, 100)]),
             etg=rng.choice([NONE, rng.randint(1, 6), 2.5]), hoyde=rng.choice([NONE, NONE, rng.uniform(2, 30)]), hall=rng.choice([NONE, NONE, "ja"]),
             p=rng.choice([NONE, NONE, rng.randint(1, 30)]), p_norm=rng.choice([NONE, NONE, rng.uniform(0, 3)]), p_teller=rng.choice([NONE, "no"]),
             utn2=second, tall2=second and rng.choice([50, 500]), plan=rng.choice("AB"), dato=rng.choice(["2015-01-01", "2020-01-01"]), type=rng.choice(["20", "35"]))
    for k in range(225):
        x, y = 80 * (k % 15), 80 * (k // 15)
        if rng.random() < 0.9:
            parcel(town, box(x, y, x + rng.choice([80, 80, 70]), y + rng.choice([80, 75])), f"p{k}", rng.choice([0, 100, 3000, NONE]), rng.choice(["A", "B", "C", NONE, "X kommune"]))
    town.layer("houses", "building", "bra_m2: bra, storeys: etg")
    for _ in range(100):
        town.add("houses", some(1200, 40), bra=rng.choice([NONE, rng.uniform(0, 2000)]), etg=rng.choice([NONE, 1, 3]))
    for name in "abc":
        town.layer(name, "constraint", "code: kode")
        for _ in range(15):
            town.add(name, some(1000, 200), kode=rng.choice(["H1", "H2"]))
    town.layer("way", "constraint", "code: kode")
    for kind in ("road", "rail"):
        a, b = rng.uniform(0, 1200), rng.uniform(0, 1200)
        town.add("way", line((a, -10), (b, 1300)) if kind == "road" else line((-10, a), (1300, b)), kode=kind)
    of = ["{layer: a, effect: exclude}", "{layer: b, codes: [H1], effect: limit, leaves: %.2f}" % rng.uniform(0, 0.9), "{layer: c, effect: limit, leaves: 0.1, buffer_m: 5}",
          "{layer: way, effect: exclude, buffer_m: 12}", "{layer: way, codes: [rail], effect: limit, leaves: 0.5, buffer_m: 40}", "{layer: b, effect: penalise, weight: 2}",
          "{layer: c, codes: [H2], effect: inform}"]
    body = lambda asked, constraints: f"uses: [{asked}]\nconstraints:\n" + "".join(f"  - {item}\n" for item in constraints) + SIZE
    rng.shuffle(of)
    town.profiles["office"] = body("1310, 1130, 1802, 1300", of)
    town.profiles["office_turned"] = body("1310, 1130, 1802, 1300", of[::-1])
    town.profiles["centre"] = body("1130, 1801, 1150", of[2:] + of[:2])
    town.profiles["logistics"] = body("1300, 1826, 1350", of)
    if "from" not in sites:
        town.profiles["joined"] = body("1310, 1300, 1130", ["{layer: a, effect: exclude}", "{layer: b, effect: limit, leaves: 0.3}"]) + "\nassembly: {least: 8000, barriers: [way]}"
        town.profiles["joined_floor"] = body("1310, 1300, 1130", of) + "\nassembly: {least: 4000, of: unused_bra_m2}"
    town.tail = "capacity: {storeys_when_unknown: 2}\n" + (f"sites: {sites}\n" if sites else "")
    return town


class Check:
    def __init__(self, path):
        self.db, self.failed = sqlite3.connect(f"file:{path}?mode=ro", uri=True), 0
        self.db.create_function("ST_IsEmpty", 1, lambda g: 0)
        self.n = 0

    def sql(self, text):
        return self.db.execute(text).fetchall()

    def fail(self, text):
        self.failed += 1
        print("FAILED:", text)

    def same(self, got, want, what):
        self.n += 1
        if got != want:
            self.fail(f"{what}:\n  got  {got}\n  want {want}")

    def ids(self, table, want, profile):
        self.same({row[0] for row in self.sql(f"select site_id from {table} where profile='{profile}'")}, want, f"sites of {profile}")

    def row(self, table, site, want, profile=NONE):
        names = list(want)
        where = f"site_id='{site}'" + (f" and profile='{profile}'" if profile else "")
        rows = self.sql(f"select {', '.join(names)} from {table} where {where}")
        if not rows:
            return self.fail(f"{table}: no row of {site} {profile or ''}")
        for row in rows:
            for name, got in zip(names, row):
                self.n += 1
                expected = want[name]
                number = isinstance(expected, (int, float)) and isinstance(got, (int, float))
                if not (abs(got - expected) <= 1e-6 * max(1, abs(expected)) if number else got == expected):
                    self.fail(f"{table} of {site} {profile or ''}: {name} is {got}, not {expected}")


def main():
    name, folder = sys.argv[1:3]
    if len(sys.argv) == 3:
        os.makedirs(folder, exist_ok=True)
        kind, _, rest = name.partition(":")  # any_town:SEED:SITES
        (any_town(folder, *rest.split(":", 1)) if kind == "any_town" else globals()[name](folder)).write()
        if name == "losses":
            height(folder + "/height")
        return 0
    check = Check(sys.argv[3])
    globals()[name + "_check"](check)
    print(f"{name}: {check.n} compared, {check.failed} differ")
    return 1 if check.failed or not check.n else 0


if __name__ == "__main__":
    sys.exit(main())
