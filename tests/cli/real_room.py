"""Cambridge for real_room.test: real_room.py CAMBRIDGE FOLDER writes zones with their floor area ratio, zones of an alternative, parcels with floor area.

Ratios are those of the city's zoning ordinance, table of district regulations (non-residential where there are two), in per cent; districts whose
rule is not one number have none. Owners are made up.
"""
import csv, json, sys
from osgeo import ogr

C, out = sys.argv[1:3]
FAR = {"A-1": 50, "A-2": 50, "B": 50, "C": 60, "C-1": 75, "C-1A": 125, "C-2": 175, "C-2A": 250, "C-2B": 175, "C-3": 300, "C-3A": 300, "C-3B": 300, "O-1": 75, "O-2": 150,
       "O-2A": 125, "O-3": 200, "O-3A": 200, "BA": 100, "BA-1": 100, "BA-2": 100, "BA-3": 75, "BA-4": 100, "BB": 275, "BB-1": 150, "BB-2": 150, "BC": 125, "IA": 125,
       "IA-1": 125, "IA-2": 275, "IB": 275, "IB-1": 150, "IB-2": 75, "IC": 100, "OS": 25}
zones = json.load(open(C + "/CDD_ZoningDistricts.geojson"))
for n, feature in enumerate(zones["features"]):
    name = feature["properties"]["ZONE_TYPE"]
    feature["properties"] = {"ZONE_TYPE": name, "type": "%-BRA" if name in FAR else None, "far": FAR.get(name), "day": "%d-03-01" % (1990 + n % 35)}
json.dump(zones, open(out + "/zones.geojson", "w"))
for feature in zones["features"]:
    if feature["properties"]["ZONE_TYPE"].startswith(("IA", "IB")):
        feature["properties"].update(far=400, type="18")
json.dump(zones, open(out + "/denser.geojson", "w"))

gross = {}
for row in csv.DictReader(open(C + "/tax_fy2014.csv")):
    gross[row["ML"]] = gross.get(row["ML"], 0) + float(row["GrossArea"] or 0) * 0.09290304  # square feet
source = ogr.Open(C + "/parcels_fy2014.gpkg")
layer = source.GetLayer(0)
target = ogr.GetDriverByName("GPKG").CreateDataSource(out + "/parcels.gpkg")
parcels = target.CreateLayer("parcels", layer.GetSpatialRef(), ogr.wkbUnknown)
for name, kind in (("ML", ogr.OFTString), ("gross", ogr.OFTReal), ("owner", ogr.OFTString)):
    parcels.CreateField(ogr.FieldDefn(name, kind))
target.StartTransaction()
for feature in layer:
    to, ml = ogr.Feature(parcels.GetLayerDefn()), feature.GetField("ML")
    to.SetField("ML", ml)
    if ml in gross:
        to.SetField("gross", gross[ml])
    if ml:
        to.SetField("owner", "Owner %s/%d" % (ml.split("-")[0], sum(map(ord, ml)) % 5))
    if feature.GetGeometryRef() is not None:
        to.SetGeometry(feature.GetGeometryRef().Clone())
    parcels.CreateFeature(to)
target.CommitTransaction()
