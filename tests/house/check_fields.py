"""Every column of a result as a planner meets it in QGIS. Use: check_fields.py LANGUAGE RESULT.gpkg...

Each column has an alias that is not its name and that tells its unit; each coded one a value map that holds what occurs; each layer and table a
description; no form needs scrolling in a window of 800 pixels. Exit code 77 when PyQGIS is absent.
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

from qgis.core import QgsAttributeEditorContainer, QgsEditFormConfig, QgsFeatureRequest, QgsProject  # noqa: E402

# Names that somebody gave in a project or that programs read: what they hold is no code of ours.
NAMES = {"layer", "level", "main_layer", "alternative", "added", "replaced", "removed", "cluster_set", "sector", "area_id", "criterion", "message",
         "choice", "name", "id", "title", "key", "field", "setting", "weight_group", "ellison_glaeser_level", "chosen_by", "file", "value", "section",
         "weighted_by", "code", "class", "sectors", "parcel", "site_id", "use", "driver", "run_id", "source", "subject"}
CODE = re.compile(r"[a-z][a-z_]*\Z")
UNITS = {"m2": ("m²",), "m3": ("m³",), "m": ("(m", "meter", "metre"), "min": ("min",), "kmh": ("km/t", "km/h"), "ha": ("ha", "hekt", "hect")}
ROWS = 22  # of about 36 pixels, a box of criteria counting two more

problems = []


def expect(good, what):
    if not good:
        problems.append(what)
    return good


def check_alias(layer, k, field):
    alias = layer.attributeAlias(k)
    where = f"{layer.id()[len('tomt_layer_'):]}.{field.name()}"
    expect(alias and alias != field.name(), f"{where} has no alias")
    unit = field.name().rsplit("_", 1)[-1]
    if unit in UNITS and not field.name().startswith(("y_", "c_", "v_")):
        expect(any(word in alias for word in UNITS[unit]), f"{where}: '{alias}' does not tell its unit")


def check_words(layer, k, field):
    """A column whose values all look like codes is shown in words; and no value is without one."""
    setup = layer.editorWidgetSetup(k)
    values = {v for v in layer.uniqueValues(k, 60) if isinstance(v, str) and v}
    where = f"{layer.id()[len('tomt_layer_'):]}.{field.name()}"
    if setup.type() == "ValueMap":
        known = {value for entry in setup.config()["map"] for value in entry.values()}
        expect(values <= known, f"{where}: {sorted(values - known)[:5]} have no words")
    elif field.name() not in NAMES and 0 < len(values) < 40:
        expect(not all(CODE.match(v) for v in values), f"{where} holds codes without words: {sorted(values)[:5]}")


def rows_of(container):
    n = 0
    for child in container.children():
        n += rows_of(child) + 2 if isinstance(child, QgsAttributeEditorContainer) else 1
    return n


def check_form(layer):
    config = layer.editFormConfig()
    name = layer.id()[len("tomt_layer_"):]
    shown = {f.name() for k, f in enumerate(layer.fields()) if layer.editorWidgetSetup(k).type() != "Hidden"}
    if config.layout() != QgsEditFormConfig.TabLayout:
        expect(len(shown) <= ROWS, f"the form of {name} has {len(shown)} rows")
        return
    held = set()
    for tab in config.tabs():
        expect(rows_of(tab) <= ROWS, f"the form of {name}: tab {tab.name()} has {rows_of(tab)} rows")
        held |= {e.name() for e in tab.findElements(tab.AeTypeField)}
    expect(held == shown, f"the form of {name} lacks {sorted(shown - held)[:5]} and should not hold {sorted(held - shown)[:5]}")


def check(path, language):
    with tempfile.TemporaryDirectory() as folder:  # QGIS writes to files that it reads: work on copies
        copy = os.path.join(folder, os.path.basename(path))
        shutil.copy(path, copy)
        project = open_project(copy)
        with sqlite3.connect(f"file:{copy}?mode=ro", uri=True) as db:
            tables = {r[0] for r in db.execute("SELECT table_name FROM gpkg_contents")} - {"layer_styles"}
        drawn = {layer.id()[len("tomt_layer_"):] for layer in project.mapLayers().values()}
        seen = set()
        for layer in project.mapLayers().values():
            name = layer.source().split("|layername=")[1].split("|")[0]
            expect(layer.abstract(), f"{name} has no description")
            if name in seen:
                continue
            seen.add(name)
            check_form(layer)
            for k, field in enumerate(layer.fields()):
                if layer.editorWidgetSetup(k).type() != "Hidden":
                    check_alias(layer, k, field)
                    check_words(layer, k, field)
        expect(drawn, "the project is empty")
        print(f"{path}: {len(seen)} layers and tables of {len(tables)}; not in the project: {sorted(tables - seen)}")
        QgsProject.instance().clear()


if __name__ == "__main__":
    with Session():
        for result in sys.argv[2:]:
            check(result, sys.argv[1])
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
