# Sourced by the tests of broken streets, timetables and caches, which break the project tests/data/banks: two banks of a river, whose
# numbers are those of streets.test.
B=$T/b P=$T/b/project.yaml R=$T/r
fresh() { rm -rf "$B" "$R"; mkdir "$B" && cp -r "$TOP/tests/data/banks/." "$B/"; }
get() { sql "$R/result.gpkg" "select group_concat(site_id||' '||ifnull(round($1,1),'-'), ', ') from (select * from banks order by site_id)"; }
why() { sql "$R/result.gpkg" "select group_concat(ifnull(y_$1,'ok'), ' ') from (select * from banks order by site_id)"; }
# Every number or its reason, never both, never none.
reasoned() { for id in rail west jobs people level class abc centre; do
    same "$(sql "$R/result.gpkg" "select count(*) from banks where (x_$id is null) = (y_$id is null)")" 0 "$1: numbers of $id without a reason, or with one too many"; done; }
# good NAME [what check says]: check and run pass; refused NAME words...: check ends with 3 and run with 4 (or CODE), both say so, nothing is written.
good() { local name=$1 word; shift; run 0 check "$P"; for word; do says "$word"; done
    run 0 run "$P" -o "$R" --quiet; for word; do says "$word"; done; no_leftovers "$R"; reasoned "$name"; }
CODE=4
refused() { local name=$1 word; shift; run 3 check "$P"; for word; do says "$word"; done
    run $CODE run "$P" -o "$R" --quiet; for word; do says "$word"; done
    [ ! -e "$R/result.gpkg" ] && [ ! -e "$R/streets.cache" ] || fail "$name: written all the same"; }
RAIL="p1 4970.0, p2 1970.0, p4 -, p5 -, p7 3150.0"
NOWHERE="not_snapped not_snapped not_snapped not_snapped not_snapped"
