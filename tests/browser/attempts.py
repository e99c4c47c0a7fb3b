"""Ways in which a page, a worker, or Python in a worker might send something to another origin.

Each is the body of an asynchronous function that is given `address`, at the other origin.
"""

import json

# In a page and in a worker alike.
CONNECTIONS = {
    "fetch": "await fetch(address)",
    "fetch-post": "await fetch(address, { method: 'POST', mode: 'no-cors', body: 'x' })",
    "fetch-keepalive": "await fetch(address, { keepalive: true, mode: 'no-cors' })",
    "xhr": "const ask = new XMLHttpRequest(); ask.open('GET', address); ask.send()",
    "xhr-sync": "const ask = new XMLHttpRequest(); ask.open('GET', address, false); ask.send()",
    "websocket": "new WebSocket(address.replace('http', 'ws'))",
    "event-source": "new EventSource(address)",
    "import-script": "await import(address)",
}

PAGE = {
    **CONNECTIONS,
    "beacon": "navigator.sendBeacon(address, 'x')",
    "image": "new Image().src = address",
    "svg-image": """
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
        image.setAttribute('href', address); svg.append(image); document.body.append(svg)""",
    "background-image": "document.body.style.backgroundImage = `url(${address})`",
    "media": "const media = document.createElement('video'); media.src = address; document.body.append(media)",
    "script": "const script = document.createElement('script'); script.src = address; document.head.append(script)",
    "inline-script": """
        const script = document.createElement('script');
        script.textContent = `new Image().src = ${JSON.stringify(address)}`; document.head.append(script)""",
    "inline-handler": """
        const image = document.createElement('img'); image.setAttribute('onerror', `fetch(${JSON.stringify(address)})`);
        image.src = 'data:,x'; document.body.append(image)""",
    "eval": "setTimeout(`fetch(${JSON.stringify(address)})`)",
    "style": """
        const link = document.createElement('link'); link.rel = 'stylesheet'; link.href = address;
        document.head.append(link)""",
    "inline-style": """
        const style = document.createElement('style');
        style.textContent = `@import ${JSON.stringify(address)}`; document.head.append(style)""",
    "font": "await new FontFace('elsewhere', `url(${address})`).load()",
    "frame": "const frame = document.createElement('iframe'); frame.src = address; document.body.append(frame)",
    "object": "const one = document.createElement('object'); one.data = address; document.body.append(one)",
    "embed": "const one = document.createElement('embed'); one.src = address; document.body.append(one)",
    "prefetch": """
        const link = document.createElement('link'); link.rel = 'prefetch'; link.href = address;
        document.head.append(link)""",
    "preload": """
        const link = document.createElement('link'); link.rel = 'preload'; link.as = 'image'; link.href = address;
        document.head.append(link)""",
    "module-preload-script": """
        const link = document.createElement('link'); link.rel = 'modulepreload'; link.href = address;
        document.head.append(link)""",
    "ping": """
        const link = document.createElement('a'); link.href = '#ping'; link.ping = address;
        document.body.append(link); link.click()""",
    **{
        f"form-{method}": f"""
        const frame = document.createElement('iframe'); frame.name = 'form-{method}'; document.body.append(frame);
        const form = document.createElement('form'); form.action = address; form.method = '{method}';
        form.target = frame.name; document.body.append(form); form.submit()"""
        for method in ("get", "post")
    },
    "blob-worker-script": """
        const text = `importScripts(${JSON.stringify(address)})`;
        new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })))""",
}

WORKER = {
    **CONNECTIONS,
    "worker-in-worker": """
        const text = `fetch(${JSON.stringify(address)})`;
        new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })))""",
    "eval": "self.setTimeout(`fetch(${JSON.stringify(address)})`)",
}

PYTHON = {
    "pyfetch": "from pyodide.http import pyfetch\nawait pyfetch(address)",
    "pyxhr": "from pyodide.http import pyxhr\npyxhr.get(address)",
    "open-url": "from pyodide.http import open_url\nopen_url(address)",
    "js-fetch": "import js\nawait js.fetch(address)",
    "js-websocket": "import js\njs.WebSocket.new(address.replace('http', 'ws'))",
    "run-js": "from pyodide.code import run_js\nawait run_js(f\"fetch('{address}')\")",
    "socket": (
        "import socket, urllib.parse\nparts = urllib.parse.urlsplit(address)\n"
        "with socket.create_connection((parts.hostname, parts.port), 6) as one:\n"
        "    one.sendall(f'GET {parts.path} HTTP/1.0\\r\\n\\r\\n'.encode())\n    one.recv(9)"
    ),
}


def script(attempts: dict[str, str], origin: str) -> str:
    """Makes all attempts, one after another; gives each one's name with what was thrown, or null."""
    bodies = ",\n".join(f"{json.dumps(name)}: async (address) => {{ {body} }}" for name, body in attempts.items())
    return f"""(async () => {{
        const patience = () => new Promise((resolve) => setTimeout(resolve, 3000, 'waited'));
        const outcomes = {{}};
        for (const [name, attempt] of Object.entries({{ {bodies} }})) {{
            try {{
                outcomes[name] = await Promise.race([attempt({json.dumps(origin)} + '/' + name), patience()]) ?? null;
            }} catch (error) {{ outcomes[name] = String(error); }}
        }}
        return JSON.stringify(outcomes);
    }})()"""


def in_worker(code: str) -> str:
    """The same in a worker that the page starts as it starts the calculators': a module, from a Blob."""
    text = f"postMessage(await {code})"
    return f"""new Promise((resolve) => {{
        const address = URL.createObjectURL(new Blob([{json.dumps(text)}], {{ type: 'text/javascript' }}));
        const worker = new Worker(address, {{ type: 'module' }});
        worker.addEventListener('message', ({{ data }}) => resolve(data));
        worker.addEventListener('error', (event) => resolve(JSON.stringify({{ worker: event.message }})));
    }})"""


def in_python(attempts: dict[str, str], origin: str, pyodide: str) -> str:
    """Makes the attempts in Python, where the script runs; `pyodide` is the address of its folder."""
    tried = {name: f"address = {json.dumps(f'{origin}/{name}')}\n{code}" for name, code in attempts.items()}
    return f"""(async () => {{
        const {{ loadPyodide }} = await import({json.dumps(pyodide + "pyodide.mjs")});
        const python = await loadPyodide({{ indexURL: {json.dumps(pyodide)} }});
        const outcomes = {{}};
        for (const [name, code] of Object.entries({json.dumps(tried)})) {{
            try {{ await python.runPythonAsync(code); outcomes[name] = null; }}
            catch (error) {{ outcomes[name] = error.message.trim().split('\\n').at(-1); }}
        }}
        return JSON.stringify(outcomes);
    }})()"""
