// What axe finds on this page, as pairs of rule and HTML, and the kinds of places that passed.
//
// Contrast is most of the work of axe. It follows from what is compared here, so that of all places which are alike in
// it, as the cells of a long table are, the first and the last stand for those between; and what passed on this page or
// on another is not judged again. What overlaps on a page follows from that page: words with anything else under or
// over them, or that stick out of a ground of theirs, are judged wherever they are. Words for screen readers alone,
// clipped to one pixel or off the page, have no colors: without them most pages have nothing left that waits for the
// other light.
async ([only, passedBefore]) => {
    const hashOf = (parts) => {
        let [high, low] = [0xdeadbeef, 0x41c6ce57];
        for (const letter of parts.join("|")) {
            high = Math.imul(high ^ letter.codePointAt(0), 2654435761);
            low = Math.imul(low ^ letter.codePointAt(0), 1597334677);
        }
        return (high >>> 0) * 2097152 + (low >>> 11);
    };
    const isForReadersAlone = (one) => {
        const { right, bottom } = one.getBoundingClientRect();
        const isOnePixel = one.clientWidth === 1 && one.clientHeight === 1 && getComputedStyle(one).overflow === "hidden";
        return isOnePixel || right + window.scrollX <= 0 || bottom + window.scrollY <= 0;
    };
    const painted = [];
    const grounds = new Map([[null, 0]]);
    const isVisible = (one) => one.checkVisibility({ visibilityProperty: true });
    for (const one of document.querySelectorAll("*")) {
        const style = getComputedStyle(one);
        grounds.set(one, hashOf([grounds.get(one.parentElement), one.tagName, one.getAttribute("class"), one.type,
            style.backgroundColor, style.backgroundImage, style.backgroundClip, style.opacity, style.filter,
            style.mixBlendMode, style.position, style.zIndex]));
        const isPainted = style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none"
            || one.matches("img, svg, canvas, video, iframe");
        if (isPainted && isVisible(one) && !one.matches("html, body")) painted.push([one, one.getBoundingClientRect()]);
    }
    const wordsOf = (one) => [...one.childNodes].filter(
        (part) => part.nodeType === Node.TEXT_NODE && part.textContent.trim());
    const isField = (one) => one.matches("input, select, textarea");
    const insideOf = (field) => {
        const { left, right, top, bottom } = field.getBoundingClientRect();
        const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(field);
        return { left: left + parseFloat(paddingLeft), right: right - parseFloat(paddingRight),
            top: top + parseFloat(paddingTop), bottom: bottom - parseFloat(paddingBottom) };
    };
    const placesOf = (one) => {
        if (isField(one)) return [insideOf(one)];
        const range = document.createRange();
        return wordsOf(one).flatMap((words) => {
            range.selectNodeContents(words);
            return [...range.getClientRects()];
        });
    };
    const covers = (under, place) => under.left <= place.left + 1 && under.right >= place.right - 1
        && under.top <= place.top + 1 && under.bottom >= place.bottom - 1;
    const meets = (other, place) => other.left < place.right - 1 && other.right > place.left + 1
        && other.top < place.bottom - 1 && other.bottom > place.top + 1;
    const oddOnes = (one) => {
        const places = placesOf(one);
        const isOdd = ([other, box]) => places.some((place) => (
            other.contains(one) ? !covers(box, place) : meets(box, place)));
        return painted.filter(isOdd).map(([other]) => grounds.get(other));
    };
    const kindOf = (one, odd) => {
        const style = getComputedStyle(one);
        const isOff = Boolean(one.closest(":disabled, [aria-disabled=true]") || one.control?.disabled);
        return hashOf([grounds.get(one), style.color, style.fontSize, style.fontWeight, style.textShadow,
            style.webkitTextFillColor, style.webkitTextStroke, isOff, odd.join()]);
    };
    const passed = new Set(JSON.parse(passedBefore));
    const kinds = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        if (!(isField(one) || wordsOf(one).length) || !isVisible(one) || isForReadersAlone(one)) continue;
        const odd = oddOnes(one);
        const kind = kindOf(one, odd);
        if (passed.has(kind) && !odd.length) continue;
        kinds.set(kind, [kinds.get(kind)?.[0] ?? one, one]);
    }
    const judged = [...kinds.values()].flat();
    if (only && !judged.length) return [[], []];
    judged.forEach((one) => one.setAttribute("data-judged", ""));
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-judged]" }] });
    const options = { resultTypes: ["violations", "passes"], elementRef: true, selectors: false };
    if (only) options.runOnly = { type: "rule", values: [only] };
    const { violations, passes } = await axe.run(document, options);
    judged.forEach((one) => one.removeAttribute("data-judged"));
    const well = new Set(passes.filter(({ id }) => id === "color-contrast")
        .flatMap(({ nodes }) => nodes.map(({ element }) => element)));
    const passing = [...kinds].filter(([, places]) => places.every((one) => well.has(one))).map(([kind]) => kind);
    return [violations.map(({ id, nodes }) => [id, nodes[0].html]), passing];
}
