"""Wall, CPU and peak memory of one run, as the kernel accounts for them when the process is waited for."""
import os
import subprocess
import sys
import time


def run(contestant):
    """Runs once. Ends the race when the contestant fails: a time without a result is worth nothing."""
    start = time.perf_counter()
    process = subprocess.Popen(contestant.command, env={**os.environ, **contestant.environment},
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {contestant.name} ended with {process.returncode}:\n{message.decode()[-2000:]}")
    # A child starts with this script's own peak, some 15 MiB: smaller figures cannot be seen here.
    return {"wall_seconds": wall, "cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}


def machine():
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    return {"cpu": model, "cores": len(os.sched_getaffinity(0)), "kernel": os.uname().release}
