"""The programs of this folder are no tests, and import Cosmic Ray, which only `make mutation` installs."""

collect_ignore = ["run.py", "mutants.py"]
