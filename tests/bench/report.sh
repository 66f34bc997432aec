# Sourced by scripts/bench: the report of a result with at least 20,000 sites (SIZES=small: of that sample), its time and its bytes; then in Chromium, where node and playwright-core are there.
made=$out/report size=${SIZES:-large}
mkdir -p "$made"
sample "$size"
sed -e '/^constraints:/,/^$/d' -e 's/bench_a/bench_report/' -e '/id: height/d; /id: existing/d' -e 's/min_area_m2: 1300, min_width_m: 12/min_area_m2: 1, min_width_m: 0/' \
    tests/bench/bench_a.yaml >"$data/profiles/bench_report.yaml"
sed 's/bench_a/bench_report/' "$data/bench.yaml" >"$data/bench_report.yaml"
"$bin/tomt" run "$data/bench_report.yaml" -o "$made/result" --quiet >/dev/null
put "$size" "report: sites" "$(sqlite3 "$made/result/result.gpkg" "select count(*) from score_bench_report")"
best=""
for turn in 1 2 3; do
    from=$(now); "$bin/tomt" report "$made/result/result.gpkg" -o "$made/report.html" --quiet; took=$(calc "$(now) - $from")
    if [ -z "$best" ] || awk "BEGIN { exit !($took < $best) }"; then best=$took; fi
done
put "$size" "report: written (best of 3)" "$best" s
put "$size" "report: its file (under 25)" "$(calc "$(stat -c %s "$made/report.html") / 1000000")" MB
if command -v node >/dev/null && [ -e tests/bench/report_bench.mjs ]; then
    node tests/bench/report_bench.mjs "$made/report.html" >"$made/browser.txt" 2>"$made/browser.err" && put_all <"$made/browser.txt" ||
        echo "report: not opened in a browser: $(head -1 "$made/browser.err")"
else
    echo "report: not opened in a browser: node is not there"
fi
