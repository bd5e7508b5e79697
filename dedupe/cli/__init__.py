"""The commands, one thin file each: options, then a call into the pipeline or the store, then a report.

``program`` finds the command and turns errors into one line and an exit code; ``options`` are shared by
commands, ``output`` is where data goes, ``pager`` shows it on a terminal, ``sheets`` is of CSV, ``progress`` and ``summary`` are talk, ``clock`` is asked the time.
"""
