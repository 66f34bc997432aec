"""Departures of one day in a GTFS feed, counted with Python's csv alone."""
import csv, io, zipfile
from datetime import date


def table(path, name):
    with zipfile.ZipFile(path) as z:
        if name not in z.namelist():
            return []
        rows = csv.reader(io.StringIO(z.read(name).decode("utf-8-sig")), skipinitialspace=True)
        head = [h.strip() for h in next(rows)]
        return [dict(zip(head, (v.strip() for v in row))) for row in rows if row]


def seconds(text):
    h, m, s = text.split(":")
    return int(h) * 3600 + int(m) * 60 + int(s)


def services(path, day):
    """service ids that run on a date"""
    key, weekday = day.strftime("%Y%m%d"), day.strftime("%A").lower()
    on = {r["service_id"] for r in table(path, "calendar.txt") if r[weekday] == "1" and r["start_date"] <= key <= r["end_date"]}
    for r in table(path, "calendar_dates.txt"):
        if r["date"] == key:
            (on.add if r["exception_type"] == "1" else on.discard)(r["service_id"])
    return on


def departures(path, day, shift_s=0):
    """[(stop_id, route_id, trip_id, second, direction_id)]: trips of that date; the last stop has none. Times left out are spread evenly."""
    on = services(path, day)
    trips = {t["trip_id"]: t for t in table(path, "trips.txt") if t["service_id"] in on}
    calls = {}
    for r in table(path, "stop_times.txt"):
        if r["trip_id"] in trips:
            calls.setdefault(r["trip_id"], []).append(r)
    out = []
    for trip, rows in calls.items():
        rows.sort(key=lambda r: int(r["stop_sequence"]))
        leave = [seconds(r["departure_time"] or r["arrival_time"]) if r["departure_time"] or r["arrival_time"] else None for r in rows]
        arrive = [seconds(r["arrival_time"] or r["departure_time"]) if r["departure_time"] or r["arrival_time"] else None for r in rows]
        timed = [i for i, t in enumerate(leave) if t is not None]
        for a, b in zip(timed, timed[1:]):
            for i in range(a + 1, b):
                leave[i] = leave[a] + (arrive[b] - leave[a]) * (i - a) / (b - a)
        for i, r in enumerate(rows[:-1]):
            if r.get("pickup_type") != "1":
                out.append((r["stop_id"], trips[trip]["route_id"], trip, leave[i] + shift_s, trips[trip].get("direction_id", "")))
    return out


if __name__ == "__main__":
    import sys
    for path in sys.argv[2:]:
        d = departures(path, date.fromisoformat(sys.argv[1]))
        print(path, len(services(path, date.fromisoformat(sys.argv[1]))), "services", len(d), "departures")
