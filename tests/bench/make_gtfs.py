#!/usr/bin/env python3
"""Writes a synthetic GTFS feed of 1,000,000 stop times (or as many as asked): make_gtfs.py OUT.zip [STOP_TIMES]

200 routes of 40 stops in both directions on a grid around Drammen; ids as long as Entur's; two weekday services and a weekend one.
The same arguments give the same text."""
import sys
import zipfile


def clock(seconds):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def main():
    out, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    n_routes, n_calls = 200, 40
    n_trips = -(-wanted // n_calls)
    stops = ["stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station"]
    for p in range(4000):
        lat, lon = 59.5 + p // 80 * 0.008, 9.8 + p % 80 * 0.012
        stops.append(f'NSR:StopPlace:{50000 + p},"Holdeplass {p}, vest",{lat:.6f},{lon:.6f},1,')
        for q in range(2):
            stops.append(f'NSR:Quay:{90000 + 2 * p + q},"Holdeplass {p}, vest",{lat + q * 1e-4:.6f},{lon:.6f},0,NSR:StopPlace:{50000 + p}')
    routes = ["route_id,agency_id,route_short_name,route_long_name,route_type"]
    routes += [f"BRA:Line:{r},BRA,{r},Linje {r},{100 if r % 20 == 0 else 704}" for r in range(n_routes)]
    trips = ["route_id,service_id,trip_id,trip_headsign,direction_id"]
    rows = ["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type"]
    left = wanted
    for t in range(n_trips):
        route, back = t % n_routes, t // n_routes % 2
        service = ("WEEK", "WEEK", "FRIDAY", "WEEKEND")[t // (2 * n_routes) % 4]
        trip = f"BRA:ServiceJourney:{route}_{100000 + t}"
        trips.append(f"BRA:Line:{route},{service},{trip},Endestopp {back},0")
        start = 18000 + t // (2 * n_routes) * 977 % 72000
        calls = range(min(n_calls, left))
        for k in calls:
            place = (route * 20 + (n_calls - 1 - k if back else k)) % 4000
            at = clock(start + 90 * k)
            rows.append(f"{trip},{at},{at},NSR:Quay:{90000 + 2 * place + back},{k},0,0")
        left -= len(calls)
    calendar = """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
WEEK,1,1,1,1,1,0,0,20260901,20261220
FRIDAY,0,0,0,0,1,0,0,20260901,20261220
WEEKEND,0,0,0,0,0,1,1,20260901,20261220
"""
    agency = "agency_id,agency_name,agency_url,agency_timezone\nBRA,Brakar,https://example.org,Europe/Oslo\n"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as feed:
        texts = {"agency": agency, "calendar": calendar, "stops": stops, "routes": routes, "trips": trips, "stop_times": rows}
        for name, text in texts.items():
            info = zipfile.ZipInfo(name + ".txt", (2026, 9, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            feed.writestr(info, text if isinstance(text, str) else "\n".join(text) + "\n")


main()
