"""Map themes, bookmarks, print layouts, forms and SLD of a result, as QGIS reads them. Use: check_layouts.py RESULT.gpkg LANGUAGE [--hostile]

Says what is wrong; exit code 77 when PyQGIS is absent. --hostile: the names in the result try to be HTML and expressions.
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
try:
    from qgis_session import Session, open_project
except ImportError:
    print("skipped: PyQGIS is not installed")
    sys.exit(77)

import sheet_text  # noqa: E402
import sld_schema  # noqa: E402
from qgis.core import (QgsEditFormConfig, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils,  # noqa: E402
                       QgsLayoutExporter, QgsLayoutItem, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemScaleBar,
                       QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle, QgsRenderContext, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402
from qgis.PyQt.QtXml import QDomDocument  # noqa: E402

problems = []
WORDS = {"nb": ("Tegnforklaring", "Målestokk 1:", "Kilder:", "Saksnummer", "Data hentet ut", "Filer datert"),
         "en": ("Legend", "Scale 1:", "Sources:", "Case", "Data taken out", "Files dated")}
STRATEGY = {"nb": {"Fortetting", "Transformasjon", "Ingen endring", "Alle samlet"},
            "en": {"Densify", "Transform", "No change", "All together"}}


def expect(good, what):
    if not good:
        problems.append(what)
    return good


def about(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        one = db.execute("SELECT title_en, title_nb, case_number, project_name FROM tomt").fetchone()
        profiles = [r[0] for r in db.execute("SELECT name FROM profile ORDER BY fid")]
        layers = {r[0] for r in db.execute("SELECT name FROM layer WHERE geometry_type IS NOT NULL")}
        n_sites = {p: db.execute(f'SELECT count(*) FROM "score_{p}" WHERE rank IS NOT NULL').fetchone()[0] for p in profiles}
        of_first = "SELECT alternative FROM alternative_site WHERE profile = (SELECT profile FROM alternative_site ORDER BY fid LIMIT 1)"
        alternatives = list(dict.fromkeys(r[0] for r in db.execute(of_first))) if "alternative_site" in layers else []
    return one, profiles, layers, n_sites, alternatives


def dates(path):
    """The days when the inputs were taken out, first and last; None when some input tells no day."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        names = {r[0] for r in db.execute("SELECT name FROM provenance WHERE section = 'input' AND key = 'source' AND value <> ''")}
        day = dict(db.execute("SELECT name, value FROM provenance WHERE key = 'extracted' AND value <> ''"))
    found = sorted(day[n] for n in names if n in day)
    return (found[0], found[-1]) if names and len(found) == len(names) else None


def in_words(day, language):
    year, month, date = day[:10].split("-")
    return f"{date}.{month}.{year}" if language == "nb" else day[:10]


def picture(project, layers, extent):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(700, 560))
    settings.setBackgroundColor(QColor("#f7f7f5"))
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))  # @map_scale
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    expect(not job.errors(), f"rendering: {[e.message for e in job.errors()]}")
    image = job.renderedImage()
    counts = {}
    for x in range(0, 700, 2):
        for y in range(0, 560, 2):
            name = image.pixelColor(x, y).name()
            counts[name] = counts.get(name, 0) + 1
    return counts


def maps_of(layout):
    return [i for i in layout.items() if isinstance(i, QgsLayoutItemMap)]


def check_themes(project, profiles, layers, n_sites, alternatives):
    themes = project.mapThemeCollection()
    wanted = set(profiles)
    wanted |= {"cluster"} if "cluster" in layers else set()
    wanted |= {"constraints"} if layers & {"constraint", "constraint_line", "constraint_point"} else set()
    wanted |= {"rejected"} if "rejected" in layers else set()
    wanted |= {"choice"} if "choice_site" in layers else set()
    wanted |= {f"alternative_{a}" for a in alternatives}
    wanted |= {"capacity"} if any(l.startswith("tomt_layer_unused_bra") for l in project.mapLayers()) else set()
    expect(set(themes.mapThemes()) == wanted, f"themes {sorted(themes.mapThemes())}, not {sorted(wanted)}")
    by_theme = {m.followVisibilityPresetName(): m for layout in project.layoutManager().printLayouts() for m in maps_of(layout)}
    for theme in themes.mapThemes():
        shown = themes.mapThemeVisibleLayers(theme)
        expect(len(shown) > 1 and all(l.isValid() for l in shown), f"theme {theme} shows {[l.name() for l in shown]}")
        if not expect(theme in by_theme, f"theme {theme} has no layout"):
            continue
        if theme in profiles[1:-1] or theme[len("alternative_"):] in alternatives[1:]:
            continue  # like the others
        extent = by_theme[theme].extent()
        near = QgsRectangle.fromCenterAndSize(extent.center(), extent.width() / 6, extent.height() / 6)
        scales = (("city", extent), ("street", near)) if any(n_sites.values()) else (("city", extent),)
        for name, box in scales:
            colours = picture(project, shown, box)
            expect(len(colours) > (10 if name == "city" else 3), f"theme {theme} at {name} scale has only {len(colours)} colours")
            wanted = {"choice": ["#d55e00"], "alternative": ["#41ab5d", "#b2182b", "#4292c6", "#80cdc1", "#e69b50", "#e8ecf1"]}.get(theme.split("_")[0], [])
            expect(name != "city" or not wanted or any(alike(c, w) for c in colours for w in wanted), f"theme {theme} shows no site in its colours")
            if name == "city" and theme in profiles and n_sites[theme]:
                check_classes(project.mapLayer(f"tomt_layer_{theme}"), colours, theme)


def alike(a, b):  # fills are a little transparent
    return all(abs(int(a[k:k + 2], 16) - int(b[k:k + 2], 16)) < 26 for k in (1, 3, 5))


def check_classes(layer, colours, theme):
    """The colours of the classes that some site has."""
    renderer = layer.renderer()
    scores = [f["score"] for f in layer.getFeatures() if f["score"] is not None and isinstance(f["score"], float)]
    present = [r.symbol().color().name() for r in renderer.ranges()
               if any(r.lowerValue() <= s <= r.upperValue() for s in scores)]
    seen = [c for c in present if sum(n for other, n in colours.items() if alike(c, other)) > 3]
    expect(present and len(seen) >= min(2, len(present)), f"theme {theme}: of the classes {present} only {seen} are seen")


def check_rejected(path, project, profiles):
    """What fell out, profile by profile: those rows, in that profile's name, and no site that it kept in grey."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'rejected'").fetchone():
            return
        rows = [(r[0], r[1].split(",")) for r in db.execute("SELECT fid, profiles FROM rejected")]
        titles = {r[0]: r[1:] for r in db.execute("SELECT name, title_en, title_nb FROM profile")}
    some = [p for p in profiles if any(p in listed for _, listed in rows)]
    for number, p in enumerate(some):
        layer = project.mapLayer("tomt_layer_rejected" + (f"_{p}" if number else ""))
        if not expect(layer is not None, f"no drawing of what fell out for {p}"):
            continue
        expect({f.id() for f in layer.getFeatures()} == {fid for fid, listed in rows if p in listed}, f"{layer.name()} shows rows of other profiles")
        called = layer.name().replace("\u2060", "")  # which parts what would be an expression
        expect(any(t and called.endswith(f": {t}") for t in titles[p]) or not any(titles[p]), f"{layer.id()} is called {called}")
        if number == 0:
            shown = {l.id() for l in project.mapThemeCollection().mapThemeVisibleLayers("rejected")}
            expect({layer.id(), f"tomt_layer_{p}"} <= shown and not any(i.startswith("tomt_layer_rejected_") for i in shown), f"theme rejected shows {shown}")
            check_kept(project, layer, p)


def check_kept(project, layer, profile):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(project.crs())
    settings.setBackgroundColor(QColor("#00ff00"))
    settings.setOutputSize(QSize(300, 300))
    kept = [f for f in project.mapLayer(f"tomt_layer_{profile}").getFeatures() if isinstance(f["rank"], int) and f["rank"] <= 40]
    for feature in kept[::4]:
        settings.setExtent(QgsRectangle.fromCenterAndSize(feature.geometry().pointOnSurface().asPoint(), 30, 30))
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        expect(job.renderedImage().pixelColor(150, 150).name() == "#00ff00", f"site {feature['site_id']}, kept for {profile}, is drawn as rejected")


def check_constraints(project, profiles):
    """The first profile's first twenty above the hatches, and pale zoning beneath; no other theme of hatches and hulls has strong zoning."""
    themes = project.mapThemeCollection()
    for theme in set(themes.mapThemes()) & {"constraints", "cluster", "capacity"}:
        shown = [l.id() for l in themes.mapThemeVisibleLayers(theme)]
        expect("tomt_layer_zone" not in shown and ("tomt_layer_zone_pale" in shown) == ("tomt_layer_zone" in project.mapLayers()), f"zoning of {theme}: {shown}")
        if theme != "constraints" or not profiles:
            continue
        order = [l.id() for l in project.layerTreeRoot().layerOrder()]
        below = [i for i in shown if i.startswith("tomt_layer_constraint")]
        first = project.mapLayer("tomt_layer_first_sites")
        if expect("tomt_layer_first_sites" in shown, f"no sites in theme constraints: {shown}"):
            expect(all(order.index(first.id()) < order.index(i) for i in below), "hatches lie on the first twenty")
            expect(all(f["rank"] <= 20 for f in first.getFeatures()) and first.labelsEnabled(), "the first twenty are others or have no numbers")


def check_bookmarks(project, profiles, n_sites):
    found = {b.id(): b for b in project.bookmarkManager().bookmarks()}
    expect("tomt_study_area" in found, f"bookmarks: {sorted(found)}")
    for p in profiles:
        expect((f"tomt_first_{p}" in found) == (n_sites[p] > 0), f"bookmark of the first sites of {p}")
    for b in found.values():
        expect(not b.extent().isEmpty() and b.extent().crs() == project.crs(), f"bookmark {b.name()} has no extent or CRS")


def words_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(unicodedata.normalize("NFKC", text).split())  # "fi" may be one sign


def check_pdf(pdf, layout, language, one, days, hostile):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    size = [float(w) for line in info.splitlines() if line.startswith("Page size") for w in line.split()[2:5:2]]
    expect(len(size) == 2 and abs(size[0] - 1190.55) < 1 and abs(size[1] - 841.89) < 1, f"{layout.name()}: page {size} pt, not A3")
    expect("Pages:           1\n" in info, f"{layout.name()}: more than one page")
    for fault in [] if hostile else sheet_text.paper_faults(pdf, layout):
        expect(False, f"{layout.name()}: {fault}")
    text = words_of(pdf)
    title = (one[1] if language == "nb" else one[0]) or one[0] or one[1] or one[3]
    *common, taken_out, dated = WORDS[language]
    wanted = [w for w in common if w not in ("Saksnummer", "Case") or one[2]]
    wanted += [taken_out] + [in_words(day, language) for day in days] if days else [dated]
    expect(days is None or dated not in text, f"{layout.name()}: the files' own date is told beside the day of the data")
    wanted += [one[2]] if one[2] else []
    wanted += ["EPSG:"] + ([] if hostile else [title])
    for word in wanted:
        expect(" ".join(unicodedata.normalize("NFKC", word).split()) in text, f"{layout.name()}: '{word}' is not on paper")
    expect("{{" not in text and "}}" not in text, f"{layout.name()}: a placeholder is on paper")
    if hostile:
        expect("2401" not in text and "<b>" in text, f"{layout.name()}: a name was evaluated or lost: {text[:300]}")


def check_layouts(project, language, one, days, folder, hostile):
    layouts = project.layoutManager().printLayouts()
    names = [l.name() for l in layouts]
    expect(len(layouts) == len(project.mapThemeCollection().mapThemes()) and len(set(names)) == len(names), f"layouts: {names}")
    for number, layout in enumerate(layouts):
        items = [i for i in layout.items() if isinstance(i, QgsLayoutItem)]
        legends = [i for i in layout.items() if isinstance(i, QgsLayoutItemLegend)]
        bars = [i for i in layout.items() if isinstance(i, QgsLayoutItemScaleBar)]
        arrows = [i for i in items if i.id() == "north_arrow"]
        if not expect(len(legends) == len(bars) == len(arrows) == len(maps_of(layout)) == 1, f"{layout.name()} lacks an item"):
            continue
        nodes = legends[0].model().rootGroup().findLayers()
        expect(nodes and all(n.layer() for n in nodes), f"{layout.name()}: layers missing in the legend")
        expect(legends[0].linkedMap() is not None and bars[0].linkedMap() is not None, f"{layout.name()}: no linked map")
        scale = maps_of(layout)[0].scale()
        expect(abs(scale - round(scale, -2)) < 1, f"{layout.name()}: scale 1:{scale}")
        page = layout.pageCollection().page(0).pageSize()
        expect((page.width(), page.height()) == (420, 297), f"{layout.name()}: page {page.width()} x {page.height()}")
        for fault in sheet_text.item_faults(layout):
            expect(False, f"{layout.name()}: {fault}")
        if number > 0 and number < len(layouts) - 4:
            continue  # one profile's sheet is like another's
        pdf = os.path.join(folder, f"{number}.pdf")
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
        settings.dpi = 96
        code = QgsLayoutExporter(layout).exportToPdf(pdf, settings)
        if expect(code == QgsLayoutExporter.Success, f"{layout.name()}: PDF {code}") and shutil.which("pdftotext"):
            check_pdf(pdf, layout, language, one, days, hostile)


def check_forms(project, profiles, language):
    for p in profiles:
        layer = project.mapLayer(f"tomt_layer_{p}")
        config = layer.editFormConfig()
        expect(config.layout() == QgsEditFormConfig.TabLayout and len(config.tabs()) >= 3, f"form of {p} has no tabs")
        for k, field in enumerate(layer.fields()):
            hidden = layer.editorWidgetSetup(k).type() == "Hidden"
            expect(hidden or layer.attributeAlias(k), f"{p}: '{field.name()}' has no alias")
        k = layer.fields().indexOf("strategy")
        if k >= 0:
            setup = layer.editorWidgetSetup(k)
            words = {w for entry in setup.config().get("map", []) for w in entry} if setup.type() == "ValueMap" else set()
            expect(words == STRATEGY[language], f"{p}: words of strategy are {words}")


def check_sld(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT f_table_name, styleName, styleSLD, useAsDefault FROM layer_styles WHERE f_geometry_column <> ''").fetchall()
    for table, name, sld, default in rows:
        document = QDomDocument()
        if not expect(sld and document.setContent(sld, True)[0], f"SLD of {name} is no XML"):
            continue
        for fault in sld_schema.faults(sld)[:3]:
            expect(False, f"SLD of {name}: {fault}")
        layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        error = ""
        node = document.firstChildElement("StyledLayerDescriptor").firstChildElement("NamedLayer")
        expect(layer.readSld(node, error), f"QGIS cannot read the SLD of {name}")
        qml = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
        if default and qml.renderer().type() in ("categorizedSymbol", "graduatedSymbol"):
            entries = qml.renderer().categories() if qml.renderer().type() == "categorizedSymbol" else qml.renderer().ranges()
            rules = layer.renderer().rootRule().children() if layer.renderer().type() == "RuleRenderer" else []
            expect(len(rules) == len(entries), f"SLD of {name} has {len(rules)} rules for {len(entries)} classes")
            expect([r.label() for r in rules] == [e.label() for e in entries], f"SLD of {name}: labels differ")


def check_tips(project, hostile):
    for layer in project.mapLayers().values():
        if not layer.isSpatial():
            continue
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        for number, feature in enumerate(layer.getFeatures()):
            if number == 20:
                break
            context.setFeature(feature)
            shown = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
            expect("<script" not in shown and "2401" not in shown and "[%" not in shown,
                   f"map tip of {layer.name()} lets names through: {shown[:200]}")
        if hostile:
            name = QgsExpression.replaceExpressionText(layer.name(), context)
            expect("2401" not in name, f"the name of layer {layer.id()} is evaluated")


def check(path, language, hostile):
    with tempfile.TemporaryDirectory() as folder:  # QGIS writes to files that it reads: work on copies
        copy = os.path.join(folder, os.path.basename(path))
        shutil.copy(path, copy)
        one, profiles, layers, n_sites, alternatives = about(copy)
        project = open_project(copy)
        check_themes(project, profiles, layers, n_sites, alternatives)
        check_rejected(copy, project, profiles)
        check_constraints(project, profiles)
        check_bookmarks(project, profiles, n_sites)
        check_layouts(project, language, one, dates(copy), folder, hostile)
        check_forms(project, profiles, language)
        check_tips(project, hostile)
        check_sld(copy)
        QgsProject.instance().clear()


if __name__ == "__main__":
    with Session():
        check(sys.argv[1], sys.argv[2], "--hostile" in sys.argv)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
