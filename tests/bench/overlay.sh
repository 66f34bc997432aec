# Sourced by scripts/bench: parcels x zones x constraints.
for size in ${SIZES:-medium large}; do
    sample "$size"
    made=$out/overlay.$size
    mkdir -p "$made"
    uses=$(sqlite3 "$data/plan.gpkg" "select group_concat(distinct arealformal) from arealformal")
    sed "s/USES/$uses/" tests/bench/overlay.yaml >"$data/profiles/overlay.yaml"
    awk '/^layers:/ { print; layers = 1; next } layers && /^[a-z]/ { exit } layers && /^  [a-z]/ { wanted = /^  (municipality|zoning|strategy_area|flood|landslide|consideration|noise|rail|roads|parcels):/ } !layers || wanted' "$data/project.yaml" >"$data/overlay.yaml"
    printf 'sites: {from: parcels, layer: parcels, min_area_m2: 0, min_width_m: 0}\nprofiles:\n  - profiles/overlay.yaml\n' >>"$data/overlay.yaml"
    # Areas that differ from the floor's or a peer's are told at the end, by the exit code.
    "$programs/overlay_bench" "$data/overlay.yaml" "$made" "$threads" >"$made/ours.csv" || different=1
    sed "s/^/$size;/" "$made/ours.csv" | put_all
    "${PYTHON:-/usr/bin/python3}" tests/bench/overlay_peers.py "$made" "$made/ours.csv" "$size" "${PARCELS:-}" >"$made/peers.txt" || different=1
    put_all <"$made/peers.txt"
done
