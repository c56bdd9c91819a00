// axe.mjs FILE...: each web page in Chromium, by axe-core: "ok NAME" or
// "not ok NAME" and what is wrong, a line each.  Also: nothing is asked of
// the network, the page has a title and a language, and its words are there
// without its style.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const require = createRequire(`${process.env.HM_NODE}/`);
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: true,
    args: ['--disable-dev-shm-usage', '--disable-gpu',
           '--disable-background-networking',
           ...(process.getuid() === 0 ? ['--no-sandbox'] : [])],
});
const page = await browser.newPage();
let asked = [];
await page.setRequestInterception(true);
page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('file:') && !url.startsWith('data:'))
        asked.push(url);
    request.continue();
});

let bad = 0;
for (const file of process.argv.slice(2)) {
    asked = [];
    await page.goto(`file://${resolve(file)}`);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
        const result = await window.axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                      'best-practice'],
        });
        const faults = result.violations.map((v) =>
            `${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
        if (result.passes.length < 10)
            faults.push(`only ${result.passes.length} rules looked at it`);
        const styled = document.body.innerText.replace(/\s+/g, '');
        for (const style of document.querySelectorAll('style'))
            style.remove();
        if (document.body.innerText.replace(/\s+/g, '') !== styled)
            faults.push('its words are other without its style');
        return faults;
    });
    found.push(...asked.map((url) => `asks for ${url}`));
    bad += found.length > 0;
    console.log(`${found.length ? 'not ok' : 'ok'} ${basename(file)}`);
    for (const fault of found)
        console.log(`# ${fault}`);
}
await browser.close();
process.exit(bad > 0 ? 1 : 0);
