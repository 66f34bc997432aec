"""A PostgreSQL of a benchmark's own. Raises OSError where it, or an extension, is not installed."""
import glob
import os
import shutil
import subprocess
import tempfile


class Database:
    """A PostgreSQL of our own in a temporary folder, reached by a socket in it; as user postgres when we are root."""

    def __init__(self, *extensions):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        missing = [e for e in extensions if not glob.glob(f"/usr/share/postgresql/*/extension/{e}.control")]
        if not found or missing:
            raise OSError("install " + ", ".join({"postgis": "postgresql-15-postgis-3"}.get(e, f"postgresql-15-{e}") for e in missing or extensions))
        self.bin = os.path.dirname(found[-1])
        self.who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        self.folder = tempfile.mkdtemp(prefix="tomt-pg-")
        if self.who:
            shutil.chown(self.folder, "postgres", "postgres")
        try:
            self.call("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust")
            self.call("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                      f"-k {self.folder} -c listen_addresses='' -c fsync=off -c jit=off -c work_mem=256MB", "start")
            self.sql("".join(f"create extension {e};" for e in extensions))
        except (OSError, subprocess.SubprocessError):
            self.close()
            raise

    def call(self, program, *arguments, text=None):
        return subprocess.run([f"{self.bin}/{program}", *arguments], input=text, text=True, check=True, cwd="/",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **self.who).stdout

    def sql(self, text):
        return self.call("psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-At", "-F,", "-h", self.folder, "-U", "postgres", text=text)

    def close(self):
        subprocess.run([f"{self.bin}/pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop"], cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.who)
        shutil.rmtree(self.folder, ignore_errors=True)
