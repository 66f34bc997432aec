"""Is all text of a print layout there, whole and apart? On the sheet by its items, on paper by the words of the PDF."""
import html
import re
import subprocess
import unicodedata

from qgis.core import (QgsLayoutItem, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemPage, QgsLayoutUtils,
                       QgsLegendRenderer)
from qgis.PyQt.QtCore import QRectF

SLACK_MM = 0.4
PT = 25.4 / 72


def lines_of(text, font, width_mm):
    """How a label breaks its text: at blanks."""
    n = 0
    for paragraph in text.split("\n"):
        n, used = n + 1, 0.0
        for word in paragraph.split(" "):
            wide = QgsLayoutUtils.textWidthMM(font, word + " ")
            if used and used + wide > width_mm:
                n, used = n + 1, 0.0
            used += wide
    return n


def box_of(item):
    """What the item's text or content needs, in millimetres of the sheet."""
    x, y, w, h = item.pos().x(), item.pos().y(), item.rect().width(), item.rect().height()
    if isinstance(item, QgsLayoutItemLegend):
        size = QgsLegendRenderer(item.model(), item.legendSettings()).minimumSize()
        return QRectF(x, y, size.width(), size.height())
    if isinstance(item, QgsLayoutItemLabel) and item.id() == "sources":
        return QRectF(x, y, w, lines_of(item.currentText(), item.font(), w) * 1.2 * QgsLayoutUtils.fontHeightMM(item.font()))
    if isinstance(item, QgsLayoutItemLabel):
        size = item.sizeForText()
        return QRectF(x + w - size.width() if item.hAlign() & 2 else x, y, size.width(), min(size.height(), h) if size.width() <= w else size.height())
    return QRectF(x, y, w, h)


def item_faults(layout):
    """Text that has no room in its item; items that lie on one another or leave the sheet."""
    found, boxes = [], []
    for item in layout.items():
        if not isinstance(item, QgsLayoutItem) or isinstance(item, QgsLayoutItemPage):
            continue
        box = box_of(item)
        if isinstance(item, QgsLayoutItemLabel) and (box.width() > item.rect().width() + SLACK_MM or box.height() > item.rect().height() + SLACK_MM):
            found.append(f"'{item.currentText()[:60]}' has no room in {item.id()}")
        if box.left() < 0 or box.top() < 0 or box.right() > 420 or box.bottom() > 297:
            found.append(f"{item.id()} leaves the sheet")
        for other, there in boxes:
            common = box.intersected(there)
            if common.width() > SLACK_MM and common.height() > SLACK_MM:
                found.append(f"{item.id()} lies on {other}")
        boxes.append((item.id(), box))
    return found


def words_with_boxes(pdf):
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    row = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
    return [(QRectF(float(a) * PT, float(b) * PT, (float(c) - float(a)) * PT, (float(d) - float(b)) * PT), word)
            for a, b, c, d, word in row.findall(text)]


def paper_faults(pdf, layout):
    """Words beside the map that lie on one another; lines of the legend that are not on paper."""
    found = []
    the_map = next(i for i in layout.items() if isinstance(i, QgsLayoutItemMap))
    frame = QRectF(the_map.pos().x(), the_map.pos().y(), the_map.rect().width(), the_map.rect().height())
    words = [(box, word) for box, word in words_with_boxes(pdf) if not frame.contains(box.center())]
    for k, (box, word) in enumerate(words):
        for other, there in words[:k]:
            common = box.intersected(other)
            if common.width() > SLACK_MM and common.height() > 0.45 * min(box.height(), other.height()):
                found.append(f"'{word}' is printed on '{there}'")
    printed = {unicodedata.normalize("NFKC", html.unescape(word)) for _, word in words}  # ligatures apart; lines of two columns interleave: by words
    legend = next(i for i in layout.items() if isinstance(i, QgsLayoutItemLegend))
    for node in legend.model().rootGroup().findLayers():
        for entry in legend.model().layerLegendNodes(node):
            label = str(entry.data(0))
            for line in label.split(legend.wrapString() or "\n"):
                if not set(unicodedata.normalize("NFKC", line).split()) <= printed:
                    found.append(f"'{line}' of the legend is not on paper")
    return found
