# Sourced by scripts/bench: local statistics, clusters, density and the join of a register.
made=$out/economy divide=${DIVIDE:-1}
mkdir -p "$made"
"$programs/economy_bench" "$made" "$threads" "$divide" >"$made/times.csv"
# A statistic or a cluster that differs from a peer's is told at the end, by the exit code.
/usr/bin/python3 tests/bench/economy_peers.py "$made" "$made/times.csv" >"$made/peers.txt" || different=1
put_all <"$made/peers.txt"
# No peer joins addresses; what is told is its own seconds, and that none is unplaced.
"$programs/register_bench" $((1000000 / divide)) $((2000000 / divide)) >"$made/register.txt"
awk '{ v[$1] = $2 } END { n = v["establishments"]; m = v["addresses"]
    printf "%s;register joined with %s addresses%s;%s;s\n", n, m, n == 1000000 ? " (under 20)" : "", v["seconds"]
    printf "%s;register: placed exactly;%s;\n%s;register: peak memory;%s;MiB\n", n, v["exact"], n, v["peak_mb"] }' "$made/register.txt" | put_all
