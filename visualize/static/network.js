/* Draws the picture of the network. All that it shows is set as text, never as HTML: names come from anyone's lists. */
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("picture-data").textContent);
  const texts = data.texts;
  const by = (id) => document.getElementById(id);
  const make = (tag, text, attributes) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    Object.entries(attributes || {}).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
  data.legend.forEach((line) => { line.label = texts["kind_" + line.kind] || line.kind; });
  const kinds = Object.fromEntries(data.legend.map((line) => [line.kind, line]));
  const all = data.nodes;
  const near = all.map(() => []);
  data.edges.forEach((edge, i) => {
    edge.id = i;
    near[edge.from].push(edge.to);
    near[edge.to].push(edge.from);
  });
  const hidden = new Set();
  const shown = (node) => !hidden.has(node.group);

  // What vis-network gets: names stay with us, since it would lay out every label at once.
  const items = all.map((node) => ({
    id: node.id, group: node.group, size: node.size, x: node.x, y: node.y, title: node.label,
  }));
  const nodes = new vis.DataSet(items);
  const edges = new vis.DataSet(data.edges);
  const canvas = by("picture-canvas");
  const network = new vis.Network(canvas, { nodes, edges }, data.options);

  // Labels: the biggest first, at one size on the screen, none over another; zooming in makes room for more.
  const order = all.slice().sort((a, b) => b.degree - a.degree || a.id - b.id);
  const widths = new Map();
  let chosen = null;
  function drawLabels(context) {
    const scale = network.getScale();
    const size = 12 / scale;
    const view = canvas.getBoundingClientRect();
    const low = network.DOMtoCanvas({ x: 0, y: 0 });
    const high = network.DOMtoCanvas({ x: view.width, y: view.height });
    const boxes = [];
    const most = Math.max(12, Math.round((view.width * view.height) / 20000));
    context.font = size + "px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 3.5 / scale;
    context.strokeStyle = "rgba(255,255,255,0.92)";
    context.fillStyle = "#1a1a1a";
    const first = chosen === null ? [] : [all[chosen]].concat(near[chosen].slice(0, 40).map((id) => all[id]));
    for (const node of first.concat(order)) {
      if (boxes.length >= most) break;
      if (!shown(node) || node.x < low.x || node.x > high.x || node.y < low.y || node.y > high.y) continue;
      if (node.size * scale < 2.2 && chosen !== node.id) continue;
      const text = short(node.label, 30);
      if (!widths.has(text)) widths.set(text, context.measureText(text).width / size);
      const half = (widths.get(text) * size) / 2 + 3 / scale;
      const top = node.y + node.size + 2 / scale;
      const box = [node.x - half, top, node.x + half, top + size * 1.25];
      if (boxes.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) continue;
      boxes.push(box);
      context.strokeText(text, node.x, top);
      context.fillText(text, node.x, top);
    }
  }
  network.on("afterDrawing", (context) => {
    drawLabels(context);
    if (window.solmuFirstFrame === undefined) window.solmuFirstFrame = performance.now();
  });
  const fit = () => network.fit({ animation: false });
  fit();
  by("picture-fit").addEventListener("click", fit);

  // The node a person asked for.
  const detail = by("picture-detail");
  function show(id, zoom) {
    chosen = id;
    const node = all[id];
    network.selectNodes([id]);
    if (zoom) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
    detail.replaceChildren();
    const close = make("button", "×", { type: "button", class: "picture-close", "aria-label": texts.close });
    close.addEventListener("click", () => { chosen = null; detail.hidden = true; network.unselectAll(); });
    detail.append(close, make("h2", node.label));
    detail.append(make("p", kinds[node.group].label + " · " + texts.ties + ": " + node.degree));
    if (data.entity) {
      const line = make("p");
      line.append(make("a", texts.open, { href: data.entity + encodeURIComponent(node.ref) + data.suffix }));
      detail.append(line);
    }
    const list = make("ul");
    near[id].slice().sort((a, b) => all[b].degree - all[a].degree || a - b).slice(0, 12).forEach((other) => {
      const item = make("li");
      const button = make("button", short(all[other].label, 70), { type: "button" });
      button.addEventListener("click", () => show(other, true));
      item.append(button);
      list.append(item);
    });
    detail.append(list);
    detail.hidden = false;
    network.redraw();
  }
  network.on("selectNode", (event) => show(event.nodes[0], false));
  network.on("deselectNode", () => { chosen = null; detail.hidden = true; });

  // Search.
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const folded = order.map((node) => [fold(node.label), node]);
  const find = by("picture-find");
  const hitlist = by("picture-found");
  find.addEventListener("input", () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? folded.filter(([text]) => words.every((word) => text.includes(word))).slice(0, 8) : [];
    hitlist.replaceChildren();
    hits.forEach(([, node]) => {
      const item = make("li");
      const button = make("button", short(node.label, 80), { type: "button" });
      button.append(make("small", kinds[node.group].label));
      button.addEventListener("click", () => { hitlist.hidden = true; find.value = node.label; show(node.id, true); });
      item.append(button);
      hitlist.append(item);
    });
    if (words.length && !hits.length) hitlist.append(make("li", texts.none));
    hitlist.hidden = !words.length;
  });
  find.addEventListener("keydown", (event) => {
    const first = hitlist.querySelector("button");
    if (event.key === "Enter" && first) { event.preventDefault(); first.click(); }
    if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
    if (event.key === "Escape") hitlist.hidden = true;
  });

  // Legend, which is the filter too.
  const shapes = {
    dot: "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z", square: "M2.5 2.5h11v11h-11z", diamond: "M8 1l7 7-7 7-7-7z",
    star: "M8 1l2.1 4.6 5 .5-3.8 3.3 1.1 4.9L8 11.8l-4.4 2.5 1.1-4.9L.9 6.1l5-.5z", triangle: "M8 2l7 12H1z",
  };
  function sign(shape, colour) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    Object.entries({ viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" })
      .forEach(([key, value]) => svg.setAttribute(key, value));
    path.setAttribute("d", shapes[shape]);
    path.setAttribute("fill", colour);
    svg.append(path);
    return svg;
  }
  data.legend.forEach((line) => {
    const label = make("label");
    const box = make("input", undefined, { type: "checkbox" });
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(line.kind); else hidden.add(line.kind);
      nodes.update(all.filter((node) => node.group === line.kind).map((node) => ({ id: node.id, hidden: !shown(node) })));
    });
    label.append(box, sign(line.shape, line.colour), make("span", line.label + " (" + line.number + ")"));
    by("picture-kinds").append(label);
  });

  // Colours by kind or by group.
  const colouring = by("picture-colouring");
  const groups = by("picture-groups");
  let found = data.communities;
  if (!found && !data.communities_from) colouring.closest(".picture-colour").hidden = true;
  async function communities() {
    if (!found) found = await (await fetch(data.communities_from)).json();
    if (!groups.children.length) {
      found.groups.forEach((group, i) => {
        const item = make("li");
        item.append(sign("dot", group.colour), make("span", i + 1 + ". " + group.label + " (" + group.size + ")"));
        groups.append(item);
      });
      if (!found.groups.length) groups.append(make("li", texts.no_groups));
    }
    return found;
  }
  colouring.addEventListener("change", async () => {
    const byGroup = colouring.value === "group";
    const parts = byGroup ? await communities() : null;
    groups.hidden = !byGroup;
    nodes.update(all.map((node) => {
      const group = parts && parts.groups[parts.of[node.id]];
      const fill = !byGroup ? kinds[node.group].colour : group ? group.colour : data.grey;
      const dark = { background: fill, border: "#1a1a1a" };
      return { id: node.id, color: { background: fill, border: "#ffffff", highlight: dark, hover: dark } };
    }));
  });
})();
