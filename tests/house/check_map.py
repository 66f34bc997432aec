"""Opens a result in QGIS as a planner would and says what is wrong with the map. Use: check_map.py RESULT.gpkg [RENAMED.gpkg]

RENAMED is a copy under another name made by `tomt export`; its project must open too. Exit code 77 when PyQGIS is absent.
"""
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
try:
    from qgis_session import Session, open_project
except ImportError:
    print("skipped: PyQGIS is not installed")
    sys.exit(77)

from qgis.core import (QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsMapRendererParallelJob,  # noqa: E402
                       QgsMapSettings, QgsProject, QgsProperty, QgsRectangle, QgsRenderContext, QgsSymbolLayer, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

problems = []
RENDERERS = {"zone": "categorizedSymbol", "strategy": "categorizedSymbol", "constraint": "categorizedSymbol",
             "hub": "categorizedSymbol", "anchor": "categorizedSymbol", "rejected": "categorizedSymbol",
             "street": "categorizedSymbol", "population": "graduatedSymbol", "site": "singleSymbol", "parcel": "singleSymbol",
             "area": "singleSymbol", "establishment": "singleSymbol", "address": "singleSymbol"}


def expect(good, what):
    if not good:
        problems.append(what)
    return good


def about(path):
    """Names of the profiles, and of everything that has a style."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        profiles = [r[0] for r in db.execute("SELECT name FROM profile ORDER BY fid")]
        styled = [r[0] for r in db.execute("SELECT f_table_name FROM layer_styles")]
    return profiles, styled


def check_styles_load_alone(path, profiles, styled):
    """A layer dragged into QGIS finds its own style."""
    for name in styled:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not expect(layer.isValid(), f"layer {name} is not valid") or not layer.isSpatial():
            continue
        wanted = "graduatedSymbol" if name in profiles else RENDERERS.get(name)
        found = layer.renderer().type()
        expect(not wanted or found == wanted, f"layer {name} is drawn with {found}, not {wanted}")
        ids = [f.id() for f in layer.getFeatures()]
        expect(len(ids) == len(set(ids)) and len(ids) == layer.featureCount(), f"layer {name} has no unique feature ids")
        expect(any(f.alias() for f in layer.fields()), f"layer {name} has no alias")
        check_everything_is_drawn(layer, name)


def check_everything_is_drawn(layer, name):
    """Each feature finds a symbol (population without anybody, and what is no class of a score, excepted)."""
    renderer = layer.renderer().clone()
    if renderer.type() == "singleSymbol" or name == "population":
        return
    settings = QgsMapSettings()
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(100, 100))
    context = QgsRenderContext.fromMapSettings(settings)
    context.expressionContext().appendScope(QgsExpressionContextUtils.layerScope(layer))
    renderer.startRender(context, layer.fields())
    missing = 0
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        missing += renderer.symbolForFeature(feature, context) is None
    renderer.stopRender(context)
    expect(missing == 0, f"layer {name}: {missing} features have no symbol")


def expressions_of(symbol):
    for layer in symbol.symbolLayers():
        properties = layer.dataDefinedProperties()
        for key in properties.propertyKeys():
            if properties.property(key).propertyType() == QgsProperty.ExpressionBasedProperty:
                yield properties.property(key).expressionString()
        if layer.subSymbol():
            yield from expressions_of(layer.subSymbol())


def label_settings(layer):
    labeling = layer.labeling()
    for provider in labeling.subProviders() if labeling else []:
        yield labeling.settings(provider)


def check_expressions(layer):
    found = [s.fieldName for s in label_settings(layer) if s.isExpression]
    for item in layer.renderer().legendSymbolItems():
        if item.symbol():
            found += list(expressions_of(item.symbol()))
    for text in found:
        expression = QgsExpression(text)
        expect(not expression.hasParserError(), f"layer {layer.name()}: {text}: {expression.parserErrorString()}")
        lacking = expression.referencedColumns() - {f.name() for f in layer.fields()} - {"#!allattributes!#"}
        expect(not lacking, f"layer {layer.name()}: {text} asks for {lacking}")


def check_map_tip(layer, hidden):
    template = layer.mapTipTemplate()
    expect(template, f"layer {layer.name()} has no map tip")
    for text in re.findall(r"\[%(.*?)%\]", template, re.S):
        expression = QgsExpression(text)
        expect(not expression.hasParserError(), f"map tip of {layer.name()}: {expression.parserErrorString()}")
        expect(not expression.referencedColumns() & hidden, f"map tip of {layer.name()} shows {hidden}")
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    for feature in layer.getFeatures():
        context.setFeature(feature)
        shown = QgsExpression.replaceExpressionText(template, context)
        expect("[%" not in shown and "<b>" in shown, f"map tip of {layer.name()} is not readable: {shown[:200]}")
        break


def check_project(path, profiles, label):
    project = open_project(path)
    expect(project.title(), f"{label}: the project has no title")
    expect(project.crs().isValid() and not project.crs().isGeographic(), f"{label}: the project has no CRS")
    nodes = project.layerTreeRoot().findLayers()
    expect(len(nodes) == len(project.mapLayers()) and len(nodes) > len(profiles), f"{label}: the legend does not match the layers")
    names = [n.name() for n in nodes]
    expect(len(set(names)) == len(names), f"{label}: called the same: {sorted({n for n in names if names.count(n) > 1})}")
    bad = [n.name() for n in nodes if not n.layer() or not n.layer().isValid()]
    expect(not bad, f"{label}: layers not found: {bad}")
    shown = [n.layerId() for n in nodes if n.isVisible() and n.layerId()[len("tomt_layer_"):] in profiles]
    expect(shown == [f"tomt_layer_{profiles[0]}"], f"{label}: profiles visible at first: {shown}")
    expect(QgsRectangle(project.viewSettings().defaultViewExtent()).width() > 0, f"{label}: no first view")
    return project


def check_layers(project):
    for layer in project.mapLayers().values():
        hidden = {f.name() for k, f in enumerate(layer.fields())
                  if layer.editorWidgetSetup(k).type() == "Hidden"} - {"fid"}
        expect("owner" not in {f.name() for f in layer.fields()} - hidden, f"{layer.name()} shows owners in its form")
        if layer.isSpatial():
            check_expressions(layer)
            check_map_tip(layer, {"owner", "proprietor_name"})


def check_hubs(project):
    """Each hub shows its transit class: a letter in a white badge on the corner of its sign, and the better the class, the larger the sign."""
    layer = project.mapLayer("tomt_layer_hub")
    if not layer or layer.fields().indexOf("class") < 0:
        return
    size, renderer = {}, layer.renderer().clone()
    categories = renderer.categories()
    symbol_of = {c.value(): c.symbol().clone() for c in categories}
    for feature in layer.getFeatures():
        letter = feature["class"]
        if letter not in ("A", "B", "C", "D", "E", "F") or feature["mode"] not in symbol_of:
            continue
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.lastScope().setVariable("map_scale", 5000)
        context.setFeature(feature)
        symbol = symbol_of[feature["mode"]]
        if not expect(symbol.symbolLayerCount() == 3, f"hubs of {feature['mode']} have no badge"):
            continue
        sign, badge, char = (symbol.symbolLayer(k).dataDefinedProperties() for k in range(3))
        size[feature["mode"], letter] = sign.valueAsDouble(QgsSymbolLayer.PropertySize, context)[0]
        shown = char.valueAsString(QgsSymbolLayer.PropertyCharacter, context)[0]
        expect(shown == letter and badge.valueAsDouble(QgsSymbolLayer.PropertySize, context)[0] > 2, f"hub {feature['name']} shows '{shown}', not {letter}")
    for (mode, letter), mm in size.items():
        worse = [other for (m, c), other in size.items() if m == mode and c > letter]
        expect(all(mm > other for other in worse), f"hubs of {mode}: class {letter} is no larger than a worse one: {size}")
    if size:
        mode, letter = min(size)
        hub = next(f for f in layer.getFeatures() if f["class"] == letter and f["mode"] == mode)
        expect(count_white(project, layer, hub, size[mode, letter]) > 2, f"no badge is drawn at hub {hub['name']}")


def count_white(project, layer, hub, size_mm):
    """White pixels just outside the upper right corner of a hub's sign."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(project.crs())
    settings.setOutputDpi(254)  # ten pixels to a millimetre
    settings.setOutputSize(QSize(400, 400))
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    settings.setBackgroundColor(QColor("#00ff00"))
    settings.setExtent(QgsRectangle.fromCenterAndSize(hub.geometry().asPoint(), 200, 200))  # 1:5000
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image, corner = job.renderedImage(), int(5 * size_mm)
    return sum(image.pixelColor(200 + corner + k, 200 - corner - j).lightness() > 245 for k in range(1, 8) for j in range(1, 8))


def check_picture(project):
    settings = QgsMapSettings()
    root = project.layerTreeRoot()
    settings.setLayers([n.layer() for n in root.findLayers() if n.isVisible() and n.layer().isSpatial()])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(QgsRectangle(project.viewSettings().defaultViewExtent()))
    settings.setOutputSize(QSize(800, 600))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    colours = {image.pixel(x, y) for x in range(0, 800, 4) for y in range(0, 600, 4)}
    expect(len(colours) > 20, f"the picture has only {len(colours)} colours")
    expect(not job.errors(), f"rendering: {[e.message for e in job.errors()]}")


def check(result, renamed):
    profiles, styled = about(result)
    with tempfile.TemporaryDirectory() as folder:  # QGIS writes to files that it reads: work on copies
        moved = os.path.join(folder, "elsewhere", os.path.basename(result))
        os.mkdir(os.path.dirname(moved))
        shutil.copy(result, moved)
        check_styles_load_alone(moved, profiles, styled)
        project = check_project(moved, profiles, "moved")
        check_layers(project)
        check_hubs(project)
        check_picture(project)
        if renamed:
            copy = os.path.join(folder, os.path.basename(renamed))
            shutil.copy(renamed, copy)
            check_project(copy, about(copy)[0], "renamed")
        QgsProject.instance().clear()


if __name__ == "__main__":
    with Session():
        check(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
