# Sourced by scripts/bench: every shipped question on `large` (SIZES=small: that sample), the wall time of the best of 5; places among 1,000,000 addresses; against the start of the program and
# sqlite3 reading the same rows.
made=$out/ask size=${SIZES:-large}
mkdir -p "$made"
sample "$size"
result=$made/$size/result.gpkg
[ -e "$result" ] || "$bin/tomt" run "$data/project.yaml" -o "$made/$size" --quiet >/dev/null 2>&1
cat "$result" >/dev/null # the same warm cache for all
five() { # FIGURE words...: the best wall time of five; what fails is told and takes no time
    local figure=$1 best="" from took; shift
    for turn in 1 2 3 4 5; do
        from=$(now); "$@" >"$made/out" 2>"$made/err" || { echo "bench: $figure: $(head -1 "$made/err")" >&2; return 0; }
        took=$(calc "$(now) - $from")
        if [ -z "$best" ] || awk "BEGIN { exit !($took < $best) }"; then best=$took; fi
    done
    put "$size" "$figure" "$best" s
}
xy=$(sqlite3 -readonly "$result" "select round(avg((minx + maxx) / 2)) || ',' || round(avg((miny + maxy) / 2)) from rtree_site_geom")
site=$(sqlite3 -readonly "$result" "select site_id from score_office where rank = 1") other=$(sqlite3 -readonly "$result" "select site_id from score_office where rank = 2")
address=$(sqlite3 -readonly "$result" "select street || ' ' || number || ', ' || postcode from address where letter is null and postcode is not null group by street, number having count(*) = 1 order by fid limit 1")
five "floor: the program starts" "$bin/tomt" --version
five "floor: sqlite3 reads the jobs of all workplaces" sqlite3 -readonly "$result" "select fid from establishment order by jobs_central desc limit 20"
while read -r words; do
    # shellcheck disable=SC2086 # words are words
    five "ask $words (under 0.5)" "$bin/tomt" ask "$result" $words --format csv
done <<WORDS
best-sites
best-sites --top 100000
near-hub
near-hub --mode any --within_m 5000 --top 100000
what-can-be-built --place $xy
what-can-be-built --place $site
who-is-near --place $xy
who-is-near --place $xy --radius_m 5000
who-is-near --place $xy --radius_m 20000 --top 100000
who-is-near --place $xy --radius_m 20000 --sector health
compare-sites --a $site --b $other
why-rejected
why-rejected --site $site
why-rejected --profile office
capacity --areas districts
assemble --place $site
assemble --place $site --gap_m 100 --top 1000
purchase-candidates --internal --min_index 0 --top 100000
strong-sectors --min_quotient 0 --min_jobs 0
jobs-target
what-changed --kind division --top 1000
cluster-sites
cluster-sites --within_m 5000 --top 100000
data-quality
WORDS
five "ask what-can-be-built --place ADDRESS (under 0.5)" "$bin/tomt" ask "$result" what-can-be-built --place "$address" --format csv
if [ ! -e "$made/town.gpkg" ]; then
    cp -r tests/data/tiny "$made/tiny"; "$bin/tomt" run "$made/tiny/project.yaml" -o "$made/tiny/r" --quiet >/dev/null 2>&1
    python3 tests/cli/find_town.py make "$made/tiny/r/result.gpkg" "$made/town.gpkg" 1000000
fi
cat "$made/town.gpkg" >/dev/null
for words in "bragernes torg 4b" "bragrenes torg" "Bragernes to" 3017; do
    five "find $words, 1000000 addresses (under 0.5)" "$bin/tomt" find "$made/town.gpkg" $words
done
five "floor: sqlite3 reads the streets of 1000000 addresses" sqlite3 -readonly "$made/town.gpkg" "select count(street) from address where street > ''"
