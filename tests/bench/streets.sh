# Sourced by scripts/bench: searches along made-up streets, their cache and a timetable, and all profiles of `large`.
made=$out/streets
mkdir -p "$made"
"$programs/network_bench" "$threads" 110 "$made" >"$made/network.csv"
"$programs/streets_load_bench" "$made" 300000 "$threads" >"$made/load.csv"
# A sum or a distance that differs from a peer's is told at the end, by the exit code.
/usr/bin/python3 tests/bench/street_peers.py "$made" "$made/network.csv" "$made/load.csv" >"$made/peers.txt" || different=1
put_all <"$made/peers.txt"
awk -F, 'NR > 1 && $1 == "count" { printf "300000;file: %s;%s;\n", $2, $3 }
    NR > 1 && $1 != "count" { t[$1 "," $2] = $3; printf "300000;%s: %s%s;%s;s\n", $1, $2, $2 != "all" ? "" : $1 == "from GeoPackage" ? " (under 5)" : $1 == "from the cache" ? " (under 1)" : "", $3 }
    END { scan = t["floor,Arrow scan of the GeoPackage"]
          printf "300000;read the layer / Arrow scan;%.2f;\n", t["from GeoPackage,read the layer"] / scan
          printf "300000;read and build / Arrow scan;%.2f;\n", (t["from GeoPackage,read the layer"] + t["from GeoPackage,build the network"]) / scan
          printf "300000;load the cache / read its bytes;%.2f;\n", t["from the cache,load the cache"] / t["floor,read the cache'"'"'s bytes"] }' "$made/load.csv" | put_all
[ -e "$made/gtfs.zip" ] || /usr/bin/python3 tests/bench/make_gtfs.py "$made/gtfs.zip"
for turn in 1 2 3; do "$programs/gtfs_bench" "$made/gtfs.zip" EPSG:25833 "$threads" | awk '/ s on .* threads/ { print $1 }'; done | sort -n |
    awk 'NR == 1 { printf "gtfs;1000000 stop times read, best of 3 (under 3);%s;s\n", $1 }' | put_all
unzip -p "$made/gtfs.zip" >/dev/null # once before, so that both are warm
from=$(now); unzip -p "$made/gtfs.zip" >/dev/null; put gtfs "floor: unzip the same" "$(calc "$(now) - $from")" s
sample large
rm -rf "$data/result_streets"
for turn in "first run" "from the cache"; do
    from=$(now)
    /usr/bin/time -f '%M' -o "$out/rss" "$bin/tomt" run "$data/project.yaml" -o "$data/result_streets" --json >"$made/run.json" 2>/dev/null
    put large "eight profiles, $turn: tomt run" "$(calc "$(now) - $from")" s
    put large "eight profiles, $turn: peak memory" "$(calc "$(cat "$out/rss") / 1024")" MiB
    python3 - "$made/run.json" "$turn" <<'PY' | put_all
import json, sys
run, turn = json.load(open(sys.argv[1])), sys.argv[2]
for name, seconds in run["stages"].items():
    print(f"large;eight profiles, {turn}: stage {name};{seconds:.3f};s")
print(f"large;eight profiles, {turn}: sites;{run['sites']};")
PY
done
