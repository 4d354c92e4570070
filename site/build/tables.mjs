// Tables of Markdown, whose rows must have as many cells as their head: renderers drop or invent the others silently.

/** @returns what is wrong with the tables of a text, each as `line NUMBER: …` */
export function faultsOfTables(text) {
  const faults = [];
  let columns = 0;
  let inCode = false;
  text.split('\n').forEach((line, at) => {
    inCode = line.startsWith('```') ? !inCode : inCode;
    if (inCode || !line.startsWith('|')) {
      if (columns && line.trim() && !inCode) {
        faults.push(`line ${at + 1}: a blank line is missing after a table`);
      }
      columns = 0;
      return;
    }
    const cells = count(line);
    columns ||= cells;
    if (cells !== columns) {
      faults.push(`line ${at + 1}: ${cells} cells, and ${columns} in the head`);
    }
  });
  return faults;
}

/** Cells end at bars that are neither escaped nor in code. */
const count = (line) => line.trim().replace(/\\\|/g, '').replace(/`[^`]*`/g, (span) => span.replaceAll('|', '')).split('|').length - 2;
