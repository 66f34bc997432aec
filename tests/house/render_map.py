"""Renders the QGIS project inside a result to a picture: a map with title, legend and scale bar, or a print layout. Called by scripts/render-map."""
import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from qgis_session import Session, open_project  # noqa: E402

from qgis.core import (QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,  # noqa: E402
                       QgsLayoutItemScaleBar, QgsLayoutPoint, QgsLayerTreeModel, QgsLayoutSize, QgsLegendRenderer, QgsLegendStyle,
                       QgsMapLayerLegendUtils, QgsPrintLayout, QgsRectangle, QgsRenderContext, QgsTextFormat, QgsUnitTypes)
from qgis.PyQt.QtCore import Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont  # noqa: E402

MAP_W, PAGE_H = 215.0, 150.0  # mm; a panel stands to the right, of one or two columns
COLUMN_W = 55.0
LONGEST_LABEL = 36
INK, PAPER = QColor("#1f2d3d"), QColor(255, 255, 255, 225)


def font(size, bold=False):
    f = QFont("Open Sans")
    f.setPointSizeF(size)
    f.setBold(bold)
    return f


def show_profile(project, name):
    """Makes one profile's layer the visible one. The profiles are the group in which one excludes the others."""
    for group in project.layerTreeRoot().findGroups():
        nodes = [n for n in group.findLayers() if n.layerId() == f"tomt_layer_{name}"]
        if group.isMutuallyExclusive() and nodes:
            nodes[0].setItemVisibilityChecked(True)
            return nodes[0].layer()
    sys.exit(f"render-map: no profile '{name}' in the project")


def show_layer(project, name):
    """Makes one layer visible instead of the profiles."""
    node = project.layerTreeRoot().findLayer(f"tomt_layer_{name}")
    if not node:
        names = sorted(n.layerId()[len("tomt_layer_"):] for n in project.layerTreeRoot().findLayers())
        sys.exit(f"render-map: no layer '{name}' in the project; there are {', '.join(names)}")
    for group in project.layerTreeRoot().findGroups():
        if group.isMutuallyExclusive():
            group.setItemVisibilityChecked(False)
    node.setItemVisibilityCheckedParentRecursive(True)
    return node.layer()


def show_theme(project, name):
    """Applies a map theme of the project; the layer that it is about, if one."""
    themes = project.mapThemeCollection()
    if not themes.hasMapTheme(name):
        sys.exit(f"render-map: no theme '{name}' in the project; there are {', '.join(themes.mapThemes())}")
    themes.applyTheme(name, project.layerTreeRoot(), QgsLayerTreeModel(project.layerTreeRoot()))
    about = [layer for layer in visible_layers(project) for start in ("unused_bra", "cluster", "rejected")
             if layer.id().startswith(f"tomt_layer_{start}")]
    return first_profile(project) or (about[0] if about else None)


def find_layout(project, name):
    """The print layout of that name, or that follows the map theme of that name."""
    for layout in project.layoutManager().printLayouts():
        themes = [i.followVisibilityPresetName() for i in layout.items() if isinstance(i, QgsLayoutItemMap)]
        if name == layout.name() or name in themes:
            return layout
    names = sorted(each.name() for each in project.layoutManager().printLayouts())
    sys.exit(f"render-map: no layout '{name}' in the project; there are {', '.join(names)}")


def export_layout(project, args):
    """As it is, to PDF or to a picture: nothing is touched."""
    exporter = QgsLayoutExporter(find_layout(project, args.layout))
    if args.out.lower().endswith(".pdf"):
        settings = QgsLayoutExporter.PdfExportSettings()
        settings.exportMetadata = False
        settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
        code = exporter.exportToPdf(args.out, settings)
    else:
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = args.width / (420 / 25.4)
        code = exporter.exportToImage(args.out, settings)
    if code != QgsLayoutExporter.Success:
        return f"render-map: QGIS could not write {args.out} ({code})"
    if args.small and not args.out.lower().endswith(".pdf"):
        make_small(args.out)
    return 0


def first_profile(project):
    for group in project.layerTreeRoot().findGroups():
        if group.isMutuallyExclusive():
            for node in group.findLayers():
                if node.isVisible():
                    return node.layer()
    return None


def visible_layers(project):
    return [n.layer() for n in project.layerTreeRoot().findLayers() if n.isVisible() and n.layer() and n.layer().isSpatial()]


def place(item, layout, x, y, w, h):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutMillimeters))
    item.attemptResize(QgsLayoutSize(w, h, QgsUnitTypes.LayoutMillimeters))


def add_map(layout, project, args):
    item = QgsLayoutItemMap(layout)
    place(item, layout, 0, 0, MAP_W, PAGE_H)
    item.setLayers(visible_layers(project))
    item.setBackgroundColor(QColor("#f7f7f5"))
    extent = QgsRectangle(project.viewSettings().defaultViewExtent())
    item.zoomToExtent(extent)
    if args.centre:
        x, y = (float(v) for v in args.centre.split(","))
        half_w, half_h = item.extent().width() / 2, item.extent().height() / 2
        item.setExtent(QgsRectangle(x - half_w, y - half_h, x + half_w, y + half_h))
    if args.scale:
        item.setScale(args.scale)
    return item


def add_text(layout, text, x, y, w, h, size, bold=False, background=True):
    item = QgsLayoutItemLabel(layout)
    item.setText(text)
    item.setFont(font(size, bold))
    item.setFontColor(INK)
    item.setHAlign(Qt.AlignLeft)
    item.setBackgroundEnabled(background)
    item.setBackgroundColor(PAPER)
    item.setMarginX(1.6)
    item.setMarginY(0.8)
    place(item, layout, x, y, w, h)
    return item


def add_legend(layout, layers):
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        node = root.addLayer(layer)
        for k, entry in enumerate(layer.renderer().legendSymbolItems()):
            if len(entry.label()) > LONGEST_LABEL:
                short = entry.label()[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …"
                QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, k, short)
        legend.model().refreshLayerLegend(node)
    for style, size, bold in ((QgsLegendStyle.Title, 9, True), (QgsLegendStyle.Subgroup, 6.5, True),
                              (QgsLegendStyle.Group, 6.5, True), (QgsLegendStyle.SymbolLabel, 6, False)):
        legend.setStyleFont(style, font(size, bold))
    legend.rstyle(QgsLegendStyle.Subgroup).setMargin(QgsLegendStyle.Top, 1.8)
    legend.rstyle(QgsLegendStyle.Subgroup).setMargin(QgsLegendStyle.Bottom, 0.8)
    legend.rstyle(QgsLegendStyle.Symbol).setMargin(QgsLegendStyle.Top, 0.5)
    legend.setFontColor(INK)
    legend.setSymbolWidth(4.5)
    legend.setSymbolHeight(2.6)
    legend.setMaximumSymbolSize(3.4)
    legend.setBoxSpace(0)
    legend.setColumnSpace(3)
    legend.setBackgroundEnabled(False)
    legend.setResizeToContents(False)
    fits = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize().height() <= PAGE_H - 16
    legend.setColumnCount(1 if fits else 2)
    legend.setSplitLayer(True)
    width = COLUMN_W if fits else 1.8 * COLUMN_W
    top = 10 if fits else 7  # the title takes two lines in a narrow panel; the legend has a blank line of its own above
    place(legend, layout, MAP_W + 3, top, width - 4, PAGE_H - top - 2)
    return width


def add_scale_bar(layout, map_item):
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(map_item)
    metres = map_item.extent().width()
    far = metres > 3000
    bar.applyDefaultSize(QgsUnitTypes.DistanceKilometers if far else QgsUnitTypes.DistanceMeters)
    step = next(s for s in (50, 100, 200, 250, 500, 1000, 2000, 5000, 1e9) if s >= metres / 16)
    bar.setUnitsPerSegment(step / 1000 if far else step)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setTextFormat(QgsTextFormat.fromQFont(font(6.5)))
    bar.setHeight(1.6)
    bar.setBackgroundEnabled(True)
    bar.setBackgroundColor(PAPER)
    place(bar, layout, 2, PAGE_H - 11, 50, 9)


def make_small(path):
    """A palette of 256 colours, for pictures in documents; as it is without Pillow."""
    try:
        from PIL import Image
    except ImportError:
        print("render-map: without python3-pil the picture stays as large as it is", file=sys.stderr)
        return
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, kmeans=3,
                                              dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def render(args):
    project = open_project(args.result)
    if args.layout:
        return export_layout(project, args)
    if args.theme:
        shown = show_theme(project, args.theme)
    elif args.layer:
        shown = show_layer(project, args.layer)
    else:
        shown = show_profile(project, args.profile) if args.profile else first_profile(project)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    width = MAP_W
    map_item = add_map(layout, project, args)
    if not args.plain:
        wanted = ["hub", "anchor", "strategy", "constraint", "zone"]
        layers = {layer.id()[len("tomt_layer_"):]: layer for layer in visible_layers(project)}
        title = project.title() + (f" – {shown.name()}" if shown else "")
        panel = add_legend(layout, ([shown] if shown else []) + [layers[w] for w in wanted if w in layers])
        add_text(layout, title, MAP_W + 1.5, 2, panel - 3, 10, 8.5, bold=True, background=False)
        add_scale_bar(layout, map_item)
        width += panel
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, PAGE_H, QgsUnitTypes.LayoutMillimeters))
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = args.width / (width / 25.4)
    result = QgsLayoutExporter(layout).exportToImage(args.out, settings)
    if result != QgsLayoutExporter.Success:
        return f"render-map: QGIS could not write {args.out} ({result})"
    if args.small:
        make_small(args.out)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("result")
    parser.add_argument("out")
    parser.add_argument("--profile", help="which profile's layer to show; default: the first")
    parser.add_argument("--layer", help="a layer of the project to show instead of the profiles: area_capacity, unused_bra_office")
    parser.add_argument("--theme", help="a map theme of the project: office, cluster, capacity, constraints")
    parser.add_argument("--layout", help="a print layout, by its name or its theme, as it is: OUT may be a PDF")
    parser.add_argument("--width", type=int, default=1600, help="pixels")
    parser.add_argument("--scale", type=float, help="denominator; default: the project's first view")
    parser.add_argument("--centre", help="x,y in the project's coordinates")
    parser.add_argument("--plain", action="store_true", help="the map alone")
    parser.add_argument("--small", action="store_true", help="256 colours: a third of the bytes")
    arguments = parser.parse_args()
    with Session():
        code = render(arguments)
    sys.exit(code)
