# Sourced by scripts/bench: draws of weights, and ranking again.
made=$out/decide
mkdir -p "$made"
"$programs/decide_bench" "$made" "$threads" "${DIVIDE:-1}" >"$made/times.csv"
# Shares or ranks that differ from a peer's are told at the end, by the exit code.
"${PYTHON:-/usr/bin/python3}" tests/bench/decide_peers.py "$made" "$made/times.csv" >"$made/peers.txt" || different=1
put_all <"$made/peers.txt"
# Ranking again: bench-a's first twelve criteria on all parcels of `large` that anybody may build on (SIZES=small: of that sample), against copying the file.
size=${SIZES:-large}
sample "$size"
sed -e '/^constraints:/,/^$/d' -e 's/bench_a/bench_rank/' -e '/id: height/d; /id: existing/d' -e 's/min_area_m2: 1300, min_width_m: 12/min_area_m2: 1, min_width_m: 0/' \
    tests/bench/bench_a.yaml >"$data/profiles/bench_rank.yaml"
sed 's/weight: 20/weight: 11/' "$data/profiles/bench_rank.yaml" >"$made/other.yaml"
cp "$made/other.yaml" "$made/plain.yaml"; echo 'robustness: false' >>"$made/plain.yaml"
sed 's/bench_a/bench_rank/' "$data/bench.yaml" >"$data/bench_rank.yaml"
"$bin/tomt" run "$data/bench_rank.yaml" -o "$made/result" --quiet >/dev/null
result=$made/result/result.gpkg
put "$size" "sites ranked again" "$(sqlite3 "$result" "select count(*) from score_bench_rank")"
for kind in plain other; do
    best=""
    for turn in 1 2 3; do
        from=$(now); "$bin/tomt" rank "$result" --profile "$made/$kind.yaml" -o "$made/again.gpkg" --force --timings >"$made/again.txt" 2>&1; took=$(calc "$(now) - $from")
        if [ -z "$best" ] || awk "BEGIN { exit !($took < $best) }"; then best=$took; cp "$made/again.txt" "$made/again.best"; fi
    done
    words="tomt rank, score and ranks alone"; [ $kind = plain ] || words="tomt rank with robustness (1,000 draws, every method)"
    put "$size" "$words: all of it (best of 3)" "$best" s
    put "$size" "$words: computing" "$(sed -n 's/.*computed \([0-9.]*\) s.*/\1/p' "$made/again.best")" s
done
from=$(now); dd if="$result" of="$made/again.gpkg" bs=4M conv=fsync status=none; put "$size" "floor: the file copied and synced" "$(calc "$(now) - $from")" s
rm -f "$made/again.gpkg"
