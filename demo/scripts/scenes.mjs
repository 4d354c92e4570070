// What is photographed: a page, and how it gets into the state.

const testId = (page, id) => page.getByTestId(id);
const live = (page) => page.locator('#state[state=live]').waitFor();

/** Opens the plug's panel and pulls one. */
async function pull(page, name) {
  await testId(page, 'pull-the-plug').click();
  await testId(page, `plug-${name}`).click();
}

export const scenes = {
  examples: {
    path: 'examples.html',
    fullPage: true,
    async arrange(page) {
      await live(page);
      await testId(page, 'rep-form').locator('button').click();
      await testId(page, 'rep-output').getByText('the asker received').waitFor();
      await testId(page, 'members-output').getByText('note').first().waitFor();
    },
  },
  'plug-panel': {
    path: 'examples.html',
    async arrange(page) {
      await live(page);
      await testId(page, 'pull-the-plug').click();
    },
  },
  'plug-cut': {
    path: 'examples.html',
    expects: ['WebSocket is closed before the connection is established', 'WebSocket connection to'],
    async arrange(page) {
      await live(page);
      await testId(page, 'sub-output').locator('li:not(.empty)').first().waitFor();
      await pull(page, 'cut-1');
      await page.locator('#state[state=reconnecting]').waitFor();
    },
  },
};
