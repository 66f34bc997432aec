"""Slopes of a real raster: real_room_slope.py write FOLDER DEM; check RESULT.gpkg DEM, against gdaldem slope (Horn)."""
import json, sqlite3, sys
from osgeo import gdal

gdal.UseExceptions()
X, Y = -26005, 6673995  # the south-western corner of the raster, 201 x 201 cells of 10 m
if sys.argv[1] == "write":
    folder, dem = sys.argv[2:4]

    def put(name, *features):
        made = [{"type": "Feature", "properties": p, "geometry": {"type": "Polygon", "coordinates": [[[a, b], [c, b], [c, d], [a, d], [a, b]]]}} for (a, b, c, d), p in features]
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25833"}}, "features": made}, open(f"{folder}/{name}.geojson", "w"))

    put("area", ((X - 500, Y - 500, X + 2510, Y + 2510), {"nr": "1"}))
    put("zone", ((X, Y, X + 2010, Y + 2010), {"use": "1340"}))
    put("parcel", *(((X + 200 * i, Y + 200 * j, X + 200 * i + 200, Y + 200 * j + 200), {"id": f"{i}/{j}"}) for i in range(10) for j in range(10)))
    open(folder + "/project.yaml", "w").write(f"""tomt: 1
project: {{name: slope, title: Austevoll, crs: EPSG:25833}}
study_area: {{layer: area}}
layers:
  area: {{source: area.geojson}}
  zone: {{source: zone.geojson, columns: {{use: use}}}}
  parcel: {{source: parcel.geojson, columns: {{parcel: id}}}}
  steep: {{role: constraint, raster: heights, slope_over_pct: 30}}
rasters: {{heights: {{source: {dem}, unit: m}}}}
profiles: [any.yaml]
""")
    open(folder + "/any.yaml", "w").write("""tomt_profile: 1
name: any
uses: ["1340"]
constraints: [{layer: steep, effect: exclude, codes: [SLOPE]}]
criteria: [{id: size, criterion: developable_area, weight: 1, value: {function: linear, ends: data}}]
""")
    sys.exit()

steep = gdal.DEMProcessing("/vsimem/slope.tif", sys.argv[3], "slope", slopeFormat="percent", computeEdges=False).ReadAsArray() > 30
db, bad, n = sqlite3.connect(sys.argv[2]), 0, 0
for i in range(10):
    for j in range(10):
        row = db.execute("select developable_m2 from site where site_id = ?", (f"{i}/{j}",)).fetchone()
        want = 40000 - 100 * int(steep[201 - 20 * (j + 1):201 - 20 * j, 20 * i:20 * i + 20].sum())
        n += row is not None
        if abs((row[0] if row else 0) - want) > 0.01:
            bad += 1
            print(f"{i}/{j}: {row} is not {want}")
print(f"{n} sites, {bad} differ")
sys.exit(1 if bad or n < 50 else 0)
