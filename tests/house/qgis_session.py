"""What the scripts that use QGIS share: a session without a screen or a user's settings, and opening a result's project."""
import os
import shutil
import sqlite3
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from osgeo import gdal  # noqa: E402
from qgis.core import QgsApplication, QgsProject  # noqa: E402


class Session:
    """`with Session() as session:`; its profile is a temporary folder, so that nobody's settings count."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="tomt-qgis.")
        os.environ["XDG_RUNTIME_DIR"] = self.folder
        gdal.PushErrorHandler("CPLQuietErrorHandler")  # it complains about georeferencing a picture
        self.app = QgsApplication([], True, self.folder)
        self.app.initQgis()
        return self

    def __exit__(self, *_):
        QgsProject.instance().clear()
        self.app.exitQgis()
        shutil.rmtree(self.folder, ignore_errors=True)


def project_names(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        return [row[0] for row in db.execute("SELECT name FROM qgis_projects")]


def open_project(path, name=None):
    """The project inside the GeoPackage at `path`; raises when QGIS cannot read it."""
    path = os.path.abspath(path)
    name = name or project_names(path)[0]
    project = QgsProject.instance()
    project.clear()
    if not project.read(f"geopackage:{path}?projectName={name}"):
        raise RuntimeError(f"QGIS cannot read project '{name}' of {path}: {project.error()}")
    return project
