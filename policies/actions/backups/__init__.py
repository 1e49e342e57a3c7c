"""Backup and restore: the whole record in one file that either database can be filled from.

The file is a tar of ``tables/<table>.jsonl.gz`` (a row a line, as JSON that no database has a say
in), ``files/<name>`` (each stored file under its hash) and ``manifest.json`` (what there is, with
the hash of each table). Its last 64 bytes are the seal, the SHA-256 of all before them:
``head -c -64 FILE | sha256sum`` shows the same. The seal finds damage, not forgery.
"""

from policies.actions.backups.checking import Archive, look_through
from policies.actions.backups.emptiness import reasons_against_filling
from policies.actions.backups.loading import restore_backup
from policies.actions.backups.saving import Saved, save_backup, things_to_save

__all__ = [
    "Archive",
    "Saved",
    "look_through",
    "reasons_against_filling",
    "restore_backup",
    "save_backup",
    "things_to_save",
]
