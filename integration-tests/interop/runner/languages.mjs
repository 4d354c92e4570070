// The services: how each is started, and what it needs.

export const LANGUAGES = [
  { name: 'Python', topic: 'python', source: 'echo.py', command: [process.env.ZWB_PYTHON ?? '/usr/bin/python3'] },
  { name: 'Node', topic: 'node', source: 'echo.mjs', command: [process.execPath] },
  { name: 'C++', topic: 'cpp', source: 'echo.cpp', command: [], program: 'echo-cpp' },
  { name: 'Ruby', topic: 'ruby', source: 'echo.rb', command: ['ruby'] },
  { name: 'Perl', topic: 'perl', source: 'echo.pl', command: ['perl'] },
  { name: 'PHP', topic: 'php', source: 'echo.php', command: ['php'] },
  { name: 'R', topic: 'r', source: 'echo.R', command: ['Rscript'] },
  { name: 'Octave', topic: 'octave', source: 'echo.m', command: ['octave-cli', '-q'] },
]
