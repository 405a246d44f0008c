'use strict';
(() => {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);

  for (const button of all('.copy')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const code = one('code', button.parentElement);
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = 'Copied';
      } catch (refused) {
        getSelection().selectAllChildren(code);
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
  }

  // A name in a legend brings its line to the front, while it is pointed at or for good.
  const wireLegend = figure => {
    const buttons = all('.key', figure);
    const show = pointed => {
      const on = new Set(buttons.filter(b => b === pointed || b.getAttribute('aria-pressed') === 'true')
        .map(b => b.dataset.series));
      figure.classList.toggle('dimmed', on.size > 0);
      for (const series of all('.series', figure)) {
        series.classList.toggle('on', on.has(series.dataset.series));
      }
    };
    for (const button of buttons) {
      button.addEventListener('click', () => {
        button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true');
        show();
      });
      button.addEventListener('pointerenter', () => show(button));
      button.addEventListener('pointerleave', () => show());
    }
  };
  all('figure').forEach(wireLegend);

  for (const outcome of all('.outcome')) {
    const peek = one('.peek', outcome);
    if (!peek) {
      continue;
    }
    const cells = all('.confusion a', outcome);
    const show = cell => {
      const kind = document.getElementById(cell.dataset.kind).cloneNode(true);
      kind.removeAttribute('id');
      peek.replaceChildren(kind);
    };
    peek.hidden = false;
    // One stop of the tab key; arrows go on from there.
    if (cells.length) {
      cells[0].tabIndex = 0;
    }
    const place = cell => {
      const td = cell.parentElement;
      return [td.parentElement.rowIndex, td.cellIndex];
    };
    for (const cell of cells) {
      cell.addEventListener('pointerenter', () => show(cell));
      cell.addEventListener('focus', () => show(cell));
      cell.addEventListener('click', event => { event.preventDefault(); show(cell); });
      cell.addEventListener('keydown', event => {
        const way = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
        if (!way) {
          return;
        }
        event.preventDefault();
        const table = cell.closest('table');
        let [row, column] = place(cell);
        let next;
        do {
          row += way[0];
          column += way[1];
          next = table.rows[row]?.cells[column];
        } while (next && !one('a', next));
        if (next) {
          cells.forEach(c => { c.tabIndex = -1; });
          one('a', next).tabIndex = 0;
          one('a', next).focus();
        }
      });
    }
  }

  for (const player of all('.player')) {
    const data = JSON.parse(one('.play-data', player).textContent);
    const retina = one('.retina', player);
    const growing = one('.growing', player);
    const slider = one('.step', player);
    const play = one('.run-button', player);
    const ballot = one('.ballot', player);
    const bars = data.names.map(name => {
      const label = document.createElement('span');
      label.textContent = name;
      const track = document.createElement('div');
      track.className = 'track';
      const fill = document.createElement('div');
      fill.className = 'fill';
      track.append(fill);
      ballot.append(label, track);
      return fill;
    });
    slider.max = data.steps - 1;
    retina.width = data.columns;
    retina.height = data.rows;
    const scale = Math.max(1, Math.floor(196 / Math.max(data.columns, data.rows)));
    retina.style.width = `${data.columns * scale}px`;
    retina.style.height = `${data.rows * scale}px`;
    const draw = () => {
      const now = Number(slider.value);
      const seen = new Float32Array(data.rows * data.columns);
      let most = 1;
      for (let t = 0; t <= now; t++) {
        for (const i of data.inputs[t]) {
          seen[i]++;
          most = Math.max(most, seen[i]);
        }
      }
      const dots = retina.getContext('2d');
      const picture = dots.createImageData(data.columns, data.rows);
      seen.forEach((n, i) => {
        const grey = 150 * n / most;
        picture.data.set([grey, grey, grey, 255], 4 * i);
      });
      for (const i of data.inputs[now]) {
        picture.data.set([255, 200, 60, 255], 4 * i);
      }
      dots.putImageData(picture, 0, 0);
      const raster = growing.getContext('2d');
      const style = getComputedStyle(document.body);
      raster.clearRect(0, 0, growing.width, growing.height);
      const w = growing.width / data.steps;
      const h = growing.height / data.spikes.length;
      raster.fillStyle = style.color;
      data.spikes.forEach((times, j) => {
        for (const t of times) {
          if (t <= now) {
            raster.fillRect(t * w, growing.height - (j + 1) * h, Math.max(1, w * 0.6), Math.max(1, h * 0.8));
          }
        }
      });
      const votes = data.votes[now];
      const first = votes.indexOf(Math.max(...votes));
      bars.forEach((fill, k) => {
        fill.style.width = `${100 * votes[k]}%`;
        fill.classList.toggle('first', k === first);
      });
      one('.now', player).textContent = `${now + 1} of ${data.steps}`;
      const says = one('.says', player);
      // Read out when it stands still, not a hundred times.
      says.setAttribute('aria-live', timer ? 'off' : 'polite');
      says.textContent = `After step ${now + 1} the readout would predict ${data.names[first]}; the image is a ${data.label}.`;
    };
    let timer = 0;
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      play.textContent = 'Play';
      draw();
    };
    play.addEventListener('click', () => {
      if (timer) {
        stop();
        return;
      }
      if (Number(slider.value) >= data.steps - 1) {
        slider.value = 0;
      }
      play.textContent = 'Pause';
      timer = setInterval(() => {
        slider.value = Number(slider.value) + 1;
        if (Number(slider.value) >= data.steps - 1) {
          stop();
        } else {
          draw();
        }
      }, 90);
    });
    slider.addEventListener('input', () => { if (timer) { stop(); } else { draw(); } });
    const motion = () => {
      if (still.matches && timer) {
        stop();
      }
      play.hidden = still.matches;
    };
    still.addEventListener('change', motion);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    player.hidden = false;
    slider.value = data.steps - 1;
    motion();
    draw();
  }

  const sheet = one('#sheet');
  if (sheet) {
    const data = JSON.parse(sheet.textContent);
    const table = one('#runs');
    const body = table.tBodies[0];
    const headings = [...table.tHead.rows[0].cells];
    const number = text => Number(text.replace('\u2212', '-'));
    // Seeds beyond 2^53, which would be rounded, come as texts.
    const whole = value => /^-?[1-9]\d{15,18}$/.test(value) ? BigInt(value) : value;
    data.rows.forEach(row => Object.keys(row.values).filter(name => typeof row.values[name] === 'string')
      .forEach(name => { row.values[name] = whole(row.values[name]); }));
    const numeric = value => typeof value === 'number' || typeof value === 'bigint';
    const order = (x, y) => (x > y) - (x < y);

    // The table: sorted by a column, and of the rows those that fit the words.
    headings.forEach((heading, column) => {
      const name = heading.textContent;
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      heading.replaceChildren(button);
      button.addEventListener('click', () => {
        const down = heading.getAttribute('aria-sort') === 'ascending';
        headings.forEach(h => h.removeAttribute('aria-sort'));
        heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const key = row => {
          const values = data.rows[row.dataset.row].values;
          return name in values ? values[name] : row.cells[column].textContent;
        };
        const compare = (a, b) => {
          const [x, y] = [key(a), key(b)];
          if (x === null || y === null) {
            return (x === null) - (y === null);
          }
          const found = numeric(x) && numeric(y) ? order(x, y) : String(x).localeCompare(String(y));
          return down ? -found : found;
        };
        body.append(...[...body.rows].sort(compare));
      });
    });

    const compares = {
      '<': (a, b) => a < b, '>': (a, b) => a > b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b, '=': (a, b) => a <= b && a >= b,
    };
    const fits = (row, word) => {
      const found = /^(\w+)(<=|>=|<|>|=)(.+)$/.exec(word);
      const values = data.rows[row.dataset.row].values;
      if (found && found[1] in values) {
        const value = values[found[1]];
        if (value === null) {
          return false;
        }
        if (numeric(value)) {
          const limit = whole(found[3]);
          return compares[found[2]](value, typeof limit === 'bigint' ? limit : Number(limit));
        }
        return found[2] === '=' ? String(value) === found[3] : false;
      }
      return row.textContent.toLowerCase().includes(word.toLowerCase());
    };
    const filter = one('#filter');
    const narrow = () => {
      const words = filter.value.trim().split(/\s+/).filter(word => word);
      for (const row of body.rows) {
        row.hidden = !words.every(word => fits(row, word));
      }
      const shown = [...body.rows].filter(row => !row.hidden).length;
      one('#filtered').textContent = `${shown} of ${body.rows.length} rows`;
      draw();
    };
    filter.addEventListener('input', narrow);

    // A run, opened: all that the table has no room for.
    const opened = one('#opened');
    const open = index => {
      const row = data.rows[index];
      const title = document.createElement('h3');
      title.textContent = row.run;
      const command = document.createElement('pre');
      command.tabIndex = 0;
      command.textContent = row.command;
      const list = document.createElement('table');
      list.className = 'pairs';
      for (const [name, value] of Object.entries(row.values)) {
        if (value !== null) {
          const line = list.insertRow();
          const head = document.createElement('th');
          head.scope = 'row';
          head.textContent = name;
          line.append(head);
          line.insertCell().textContent = typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(6))) : String(value);
        }
      }
      const parts = [title, command];
      if (row.page) {
        const link = document.createElement('a');
        link.href = row.page;
        link.textContent = 'Open its page';
        const where = document.createElement('p');
        where.append(link);
        parts.push(where);
      }
      opened.replaceChildren(...parts, list);
      opened.hidden = false;
    };
    for (const row of body.rows) {
      const head = row.cells[0];
      const link = one('a', head);
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', () => { open(row.dataset.row); opened.scrollIntoView({block: 'nearest'}); });
      if (link) {
        link.textContent = 'page';
        head.append(' ', link);
        link.setAttribute('aria-label', `page of ${data.rows[row.dataset.row].run}`);
      }
    }

    // The plot: means over the rows that are shown, with the axes that were chosen.
    const chosen = {x: one('#plot-x'), y: one('#plot-y'), series: one('#plot-series')};
    const isNumber = name => data.rows.every(row => row.values[name] === null || numeric(row.values[name]));
    const fill = (select, names, first) => {
      for (const name of names) {
        const option = document.createElement('option');
        option.value = name;
        option.textContent = name || 'none';
        select.append(option);
      }
      if (names.includes(first)) {
        select.value = first;
      }
    };
    const axes = data.varying.filter(name => isNumber(name));
    // The number that most rows have and that varies most; a line for each of what varies less.
    const distinct = name => new Set(data.rows.map(row => row.values[name]).filter(v => v !== null)).size;
    const told = name => data.rows.filter(row => row.values[name] !== null && row.values[name] !== undefined).length;
    const across = axes.filter(name => name !== 'seed' && distinct(name) > 1)
      .sort((a, b) => told(b) - told(a) || distinct(b) - distinct(a))[0] ?? axes[0] ?? 'mean_rate_hz';
    fill(chosen.x, [...axes, ...data.numbers], across);
    fill(chosen.y, data.numbers, 'test_accuracy');
    fill(chosen.series, ['', ...data.varying], data.varying.filter(name => name !== across && name !== 'seed')
      .sort((a, b) => told(b) - told(a) || distinct(a) - distinct(b))[0] ?? '');
    const SVG = 'http://www.w3.org/2000/svg';
    const shape = (tag, attributes, text) => {
      const node = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) {
        node.setAttribute(name, value);
      }
      if (text !== undefined) {
        node.textContent = text;
      }
      return node;
    };
    const rounded = value => String(Number(value.toPrecision(4)));
    const shown = value => typeof value === 'bigint' || Number.isInteger(value) ? String(value) : rounded(value);
    const ticks = (low, high, about) => {
      const unit = 10 ** Math.floor(Math.log10((high - low) / about));
      const step = unit * [1, 2, 5, 10].find(m => m * unit >= (high - low) / about);
      const all = [];
      for (let n = Math.ceil(low / step); n * step <= high; n++) {
        all.push(n * step);
      }
      return all;
    };
    const range = values => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const more = high > low ? 0.06 * (high - low) : Math.abs(low) / 10 || 1;
      return [low - more, high + more];
    };
    // Student's t for 95 %, by degrees of freedom.
    const T = [0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086];
    const interval = values => {
      const n = values.length;
      const mean = values.reduce((a, b) => a + b) / n;
      const variance = n > 1 ? values.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1) : 0;
      const t = n > 1 ? T[n - 1] ?? 1.96 + 2.5 / (n - 1) : 0;
      return [mean, t * Math.sqrt(variance / n)];
    };
    const draw = () => {
      const [x, y, series] = [chosen.x.value, chosen.y.value, chosen.series.value];
      const lines = new Map();
      for (const row of body.rows) {
        const values = data.rows[row.dataset.row].values;
        if (row.hidden || !numeric(values[x]) || typeof values[y] !== 'number') {
          continue;
        }
        const line = series ? `${series}=${values[series] ?? '\u2013'}` : y;
        if (!lines.has(line)) {
          lines.set(line, new Map());
        }
        const points = lines.get(line);
        points.set(values[x], [...points.get(values[x]) ?? [], values[y]]);
      }
      const figure = document.createElement('figure');
      figure.className = 'chart along';
      const place = one('#plot');
      const title = document.createElement('h3');
      title.textContent = `${y} against ${x}`;
      figure.append(title);
      if (!lines.size) {
        figure.append('No row that is shown has both numbers.');
        place.replaceChildren(figure);
        return;
      }
      const drawn = [...lines].map(([name, points]) =>
        [name, [...points].sort((a, b) => order(a[0], b[0])).map(([at, values]) => [at, ...interval(values), values.length])]);
      const [x0, x1] = range(drawn.flatMap(([, points]) => points.map(p => Number(p[0]))));
      const [y0, y1] = range(drawn.flatMap(([, points]) => points.flatMap(p => [p[1] - p[2], p[1] + p[2]])));
      const px = value => 62 + (Number(value) - x0) / (x1 - x0) * 486;
      const py = value => 250 - (value - y0) / (y1 - y0) * 238;
      const alt = drawn.map(([name, points]) =>
        `${name}: ${points.slice(0, 12).map(p => `${shown(p[1])} at ${shown(p[0])}`).join(', ')}`).join('; ');
      const svg = shape('svg', {viewBox: '0 0 560 300', role: 'img', 'aria-label': `${y} against ${x}. ${alt}`});
      for (const tick of ticks(y0, y1, 6)) {
        svg.append(shape('path', {class: 'grid', d: `M62 ${py(tick)}H548`}));
        svg.append(shape('text', {class: 'tick', x: 56, y: py(tick) + 4, 'text-anchor': 'end'}, rounded(tick)));
      }
      for (const tick of ticks(x0, x1, 8)) {
        svg.append(shape('text', {class: 'tick', x: px(tick), y: 267, 'text-anchor': 'middle'}, rounded(tick)));
      }
      svg.append(shape('path', {class: 'axis', d: 'M62 250H548'}));
      svg.append(shape('text', {x: 305, y: 285, 'text-anchor': 'middle'}, x));
      svg.append(shape('text', {'text-anchor': 'middle', transform: 'translate(16 131) rotate(-90)'}, y));
      drawn.forEach(([name, points], n) => {
        const group = shape('g', {class: 'series', 'data-series': n});
        group.append(shape('path', {class: `line s${n % 8}`, d: points.map((p, i) => `${i ? 'L' : 'M'}${px(p[0])} ${py(p[1])}`).join('')}));
        for (const [at, mean, half, repeats] of points) {
          if (half > 0) {
            group.append(shape('path', {class: `line s${n % 8}`, d: `M${px(at)} ${py(mean - half)}V${py(mean + half)}`}));
          }
          const dot = shape('circle', {class: `dot s${n % 8}`, cx: px(at), cy: py(mean), r: 4});
          dot.append(shape('title', {}, `${name}: ${shown(mean)} at ${shown(at)}${repeats > 1 ? `, mean of ${repeats}` : ''}`));
          group.append(dot);
        }
        svg.append(group);
      });
      const wide = document.createElement('div');
      wide.className = 'wide';
      wide.tabIndex = 0;
      wide.setAttribute('role', 'group');
      wide.setAttribute('aria-label', title.textContent);
      wide.append(svg);
      figure.append(wide);
      if (drawn.length > 1) {
        const legend = document.createElement('ul');
        legend.className = 'legend';
        drawn.forEach(([name], n) => {
          const item = document.createElement('li');
          const key = document.createElement('button');
          key.type = 'button';
          key.className = `key k${n % 8}`;
          key.dataset.series = n;
          key.setAttribute('aria-pressed', 'false');
          const swatch = document.createElement('span');
          swatch.className = 'swatch';
          key.append(swatch, name);
          item.append(key);
          legend.append(item);
        });
        figure.append(legend);
      }
      const caption = document.createElement('figcaption');
      caption.textContent = 'Means over the rows that are shown; bars are 95 % intervals where there are several.';
      figure.append(caption);
      place.replaceChildren(figure);
      wireLegend(figure);
    };
    Object.values(chosen).forEach(select => select.addEventListener('change', draw));
    all('.filters, .filter-help').forEach(part => { part.hidden = false; });
    narrow();
  }

  // On paper: what is short, and of an image the end.
  addEventListener('beforeprint', () => {
    all('details.brief').forEach(d => { d.open = true; });
    all('.player').forEach(player => {
      const slider = one('.step', player);
      slider.value = slider.max;
      slider.dispatchEvent(new Event('input'));
    });
  });
})();
