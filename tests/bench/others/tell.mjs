// One line of figures: what was done COUNT times since START (hrtime).
export function tell(count, start) {
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(`${count} in ${seconds.toFixed(2)} s: ` +
        `${Math.round(count / seconds)} /s`);
}
