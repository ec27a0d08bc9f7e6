"""10,000 idle and 500 slow connections beside normal traffic, then a flood of small chunks. Standard
library only.

    load.py PROBE [IDLE [SLOW]]

The server is a process of its own, and so is the normal traffic. Measures normal traffic alone and
again beside the others, and fails when an idle connection is dropped, a slow one is not answered,
normal traffic sees an error or becomes much slower, another client waits for a second beside the flood, or
the server does not end when told to.
"""
import multiprocessing, os, resource, select, signal, socket, subprocess, sys, tempfile, time

SLOW_HEAD = b"POST /slowly HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\nX-Pad: 0123456789\r\n\r\n"
ASKED = [b"GET /five.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
         b"GET /page?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"]


def read_answer(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            raise OSError("closed")
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)
    if not head.startswith(b"HTTP/1.1 200"):
        raise OSError(head.split(b"\r\n")[0].decode())


def traffic(port, seconds, results):
    """Asks in turn on eight connections, and reports the times in seconds."""
    connections = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(8)]
    times, errors, turn = [], [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        connection = connections[turn % 8]
        try:
            connection.sendall(ASKED[turn % 2])
            read_answer(connection)
        except OSError as error:
            errors.append(str(error))
            connections[turn % 8] = socket.create_connection(("127.0.0.1", port), timeout=10)
        times.append(time.perf_counter() - began)
        turn += 1
    times.sort()
    results.put((len(times) / seconds, times[len(times) // 2], times[len(times) * 99 // 100], errors))


def measure(port, seconds):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=traffic, args=(port, seconds, results))
    process.start()
    return process, results


def main():
    idle_count = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    slow_count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard < idle_count + slow_count + 1000:
        sys.exit(f"load: this system allows {hard} open files; raise the hard limit (ulimit -Hn)")
    folder = tempfile.mkdtemp()
    with open(f"{folder}/five.txt", "w") as file:
        file.write("hello")
    server = subprocess.Popen([sys.argv[1], folder, "0"], stdout=subprocess.PIPE, text=True,
                              # The program raises its own limit.
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard)))
    try:
        failures = run(server, int(server.stdout.readline()), idle_count, slow_count)
    finally:
        server.kill()
    for failure in failures:
        print("load:", failure)
    sys.exit(1 if failures else 0)


def run(server, port, idle_count, slow_count):
    failures = []
    process, results = measure(port, 5)
    alone = results.get(timeout=60)
    process.join()

    began = time.monotonic()
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(idle_count)]
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(slow_count)]
    opened = time.monotonic() - began
    process, results = measure(port, 12)
    trickle(slow, 12)
    beside = results.get(timeout=60)
    process.join()

    failures += [f"normal traffic: {error}" for error in (alone[3] + beside[3])[:5]]
    poll = select.poll()
    for connection in idle:
        poll.register(connection, select.POLLIN | select.POLLHUP)
    dropped = len(poll.poll(0))
    if dropped:
        failures.append(f"{dropped} of {idle_count} idle connections were dropped")
    unanswered = 0
    for connection in slow:
        connection.settimeout(5)
        try:
            read_answer(connection)
        except (OSError, ValueError):
            unanswered += 1
    if unanswered:
        failures.append(f"{unanswered} of {slow_count} slow requests were not answered")
    memory = int(next(line for line in open(f"/proc/{server.pid}/status") if "VmHWM" in line).split()[1])
    if beside[2] > max(alone[2] * 5, 0.05):
        failures.append(f"p99 rose from {alone[2] * 1000:.2f} to {beside[2] * 1000:.2f} ms")
    if memory > 300_000:
        failures.append(f"the server took {memory} kB")

    for connection in idle + slow:
        connection.close()
    flooded = flood(port, 5)
    if flooded > 1:
        failures.append(f"beside a flood of small chunks another client waited for {flooded:.1f} s")
    began = time.monotonic()
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        failures.append("the server did not end when told to")
    ended = time.monotonic() - began
    print(f"load: {idle_count} idle and {slow_count} slow connections (opened in {opened:.1f} s); "
          f"normal traffic {alone[0]:.0f}/s, p50 {alone[1] * 1000:.2f}, p99 {alone[2] * 1000:.2f} ms alone; "
          f"{beside[0]:.0f}/s, p50 {beside[1] * 1000:.2f}, p99 {beside[2] * 1000:.2f} ms beside them; "
          f"at most {flooded * 1000:.0f} ms beside two floods of small chunks; server at most {memory / 1000:.0f} MB, ended in {ended:.1f} s")
    return failures


def flood_with_chunks(port, seconds):
    """Sends one body of one-byte chunks as fast as the server takes it."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(b"POST /flood HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                       b"200000\r\n" + b"x" * (2 << 20) + b"\r\n")
    chunks, end = b"1\r\nA\r\n" * 20_000, time.monotonic() + seconds
    while time.monotonic() < end:
        connection.sendall(chunks)


def flood(port, seconds):
    """The longest that another client had to wait, in seconds, beside two such bodies."""
    floods = [multiprocessing.Process(target=flood_with_chunks, args=(port, seconds + 1)) for _ in range(2)]
    for process in floods:
        process.start()
    time.sleep(0.5)
    longest, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.perf_counter()
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")
            read_answer(connection)
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.02)
    for process in floods:
        process.join()
    return longest


def trickle(slow, seconds):
    """Sends each head in small pieces over the first eight seconds, then the body a byte at a time."""
    body, end = b"x" * 20, time.monotonic() + seconds
    steps = 24
    step = -(-len(SLOW_HEAD) // 15)
    pieces = [SLOW_HEAD[at:at + step] for at in range(0, len(SLOW_HEAD), step)]
    pieces += [body[at:at + 3] for at in range(0, 20, 3)]
    pause = seconds / max(len(pieces), steps)
    for piece in pieces:
        for connection in slow:
            try:
                connection.send(piece)
            except OSError:
                pass
        time.sleep(pause)
    time.sleep(max(end - time.monotonic(), 0))


if __name__ == "__main__":
    main()
