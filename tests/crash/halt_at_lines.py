#!/usr/bin/env python3
"""halt_at_lines FILE SECONDS COMMAND…

Runs COMMAND, appends each line it prints to FILE and halts it (SIGSTOP) for SECONDS
after each.  Ends with its status.
"""
import os
import signal
import subprocess
import sys
import time

with open(sys.argv[1], 'ab', buffering=0) as out, \
        subprocess.Popen(sys.argv[3:], stdout=subprocess.PIPE) as process:
    for line in process.stdout:
        out.write(line)
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(float(sys.argv[2]))
        os.kill(process.pid, signal.SIGCONT)
sys.exit(process.returncode if process.returncode >= 0 else 128 - process.returncode)
