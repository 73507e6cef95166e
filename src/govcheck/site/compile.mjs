// Compiles the engine and what it needs of the standard library, with the Python of Pyodide: a zip
// of sources in, a zip of bytecode out.
import {readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
const [, , runtime, sources, compiled] = process.argv;
const {loadPyodide} = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
const py = await loadPyodide({indexURL: `${runtime}/`, fullStdLib: false});
py.FS.writeFile('/sources.zip', readFileSync(sources));
py.FS.writeFile('/library.zip', readFileSync(`${runtime}/python_stdlib.zip`));
py.runPython(`
import ast, json, types, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

WITHOUT_DOCSTRINGS = 2

def without_docstrings(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, 'body', None)
        if isinstance(body, list):
            for position, one in enumerate(body):
                if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
                    body[position] = ast.copy_location(ast.Pass(), one)
    return tree

def bytecode(source, path, optimize):
    code = compile(source, path, 'exec', dont_inherit=True, optimize=optimize)
    return bytes(_code_to_hash_pyc(code, bytes(8), False))

def entry(name):
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))

with (zipfile.ZipFile('/sources.zip') as sources, zipfile.ZipFile('/library.zip') as library,
      zipfile.ZipFile('/compiled.zip', 'w') as compiled):
    graph = types.ModuleType('graph')
    graph.__file__ = '/govcheck/site/modules.py'
    exec(sources.read('modules.py'), graph.__dict__)
    wanted = json.loads(sources.read('wanted.json'))
    for name in sorted(sources.namelist()):
        if name.startswith('engine/'):
            content = sources.read(name)
            if name.endswith('.py'):
                content = bytecode(without_docstrings(content), name.removeprefix('engine/'), 0)
                name += 'c'
            compiled.writestr(entry(name), content)
    def left_out(name):
        module = name.removesuffix('.py').removesuffix('/__init__').replace('/', '.')
        return any(f'{module}.'.startswith(f'{one}.') for one in wanted['never'])
    names = [name for name in library.namelist() if not name.endswith('/') and not left_out(name)]
    def read(module):
        stem = module.replace('.', '/')
        for path in (f'{stem}.py', f'{stem}/__init__.py'):
            if path in names:
                return path, library.read(path).decode()
    whole = [name for name in names if name.split('/')[0] in wanted['whole']]
    roots = {*wanted['roots'], *(name[:-3].replace('/', '.') for name in whole)}
    kept = {*graph.needed(sorted(roots), read, lazily=False).values(), *whole}
    for name in sorted(names):
        if name in kept and name.endswith('.py'):
            compiled.writestr(entry(f'library/{name}c'),
                              bytecode(library.read(name), name, WITHOUT_DOCSTRINGS))
        elif not name.endswith('.py'):
            compiled.writestr(entry(f'library/{name}'), library.read(name))
`);
writeFileSync(compiled, py.FS.readFile('/compiled.zip'));
