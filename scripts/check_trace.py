#!/usr/bin/env python3
"""Recomputes the first training sample's trace from saved features, in float32.

usage: check_trace.py DIR      a folder that snn --save_features has written
exit:  0 all bits agree, 1 they do not

Needs NumPy alone (Debian: python3-numpy). The equations are those of snn.core.LifParameters:
    I[t]     = g * sum of W[:, i] over the inputs i that spike at t
    reset[t] = v_th if m[t-1] > v_th else 0
    m[t]     = ((beta * m[t-1]) + I[t]) - reset[t]
    s[t]     = 1 if m[t] > v_th and r[t-1] = 0 else 0
    r[t]     = R if s[t] = 1 else max(r[t-1] - 1, 0)
"""

import json
import os
import sys

import numpy as np


def trace(weights, gains, spikes_in, decay, threshold, refractory_steps):
    """Membrane potentials and output spikes, both [T, H]."""
    hidden = weights.shape[0]
    m = np.zeros(hidden, np.float32)
    r = np.zeros(hidden, np.int64)
    membrane, spikes = [], []
    for inputs in spikes_in.astype(np.float32):
        # The weights lie on a grid that makes this sum exact in any order.
        current = gains * (weights @ inputs)
        reset = np.where(m > threshold, threshold, np.float32(0))
        m = ((decay * m) + current) - reset
        s = (m > threshold) & (r == 0)
        r = np.where(s, refractory_steps, np.maximum(r - 1, 0))
        membrane.append(m)
        spikes.append(s)
    return np.array(membrane), np.array(spikes, np.uint8)


def main(folder):
    def load(name):
        return np.load(os.path.join(folder, name + ".npy"), allow_pickle=False)

    with open(os.path.join(folder, "features.json"), encoding="utf-8") as file:
        content = json.load(file)["content"]
    key = content["key"]
    membrane, spikes = trace(
        load("weights"),
        load("gains"),
        load("sample_spikes_in"),
        np.float32(content["decay"]),
        np.float32((key.get("layer") or key["lif"])["v_th"]),
        content["refractory_steps"],
    )
    saved = load("sample_membrane")
    checks = {
        "membrane potentials": (membrane.view(np.uint32), saved.view(np.uint32)),
        "output spikes": (spikes, load("sample_spikes_out")),
        "spike counts": (spikes.sum(axis=0), load("train_counts")[0]),
    }
    failed = False
    for name, (computed, found) in checks.items():
        differ = int(np.count_nonzero(computed != found))
        failed |= differ > 0
        print(f"{name}: {differ} of {found.size} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
