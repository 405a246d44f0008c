#!/usr/bin/env python3
"""Times what this program does in the libraries that its users know, on one processor or GPU.

    scripts/peers.py [--hidden N] [--snntorch DIR] [--device cuda] [--batch_size B]

Prints a line for each peer that is there: its name, and
- snntorch: seconds for the spike counts of 70,000 images of 784 pixels, from ten batches of them: T =
  100 steps, batches of 128 or B, snnTorch's Leaky with a refractory counter around it, as in the demo.
  DIR is a checkout of snnTorch; it needs PyTorch.
- brian, on a processor: seconds for the same 70,000 images, from 500 of them, by Brian 2's C++ code for one
  thread (cpp_standalone): its own network of Poisson inputs, leaky neurons and synapses. Its build is not
  counted. It needs a C++ compiler.
- sklearn, on a processor: milliseconds for an iteration of LogisticRegression, lbfgs, on 60,000 x N
  float32 counts.
Memory: 2 GB. Two to three minutes.
"""

import argparse
import os
import sys
import time
import warnings

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"
warnings.filterwarnings("ignore")

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
parser.add_argument("--hidden", type=int, default=1024)
parser.add_argument("--snntorch", metavar="DIR")
parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
parser.add_argument("--batch_size", type=int, default=128, metavar="B")
args = parser.parse_args()


def median(values):
    return sorted(values)[len(values) // 2]


def snntorch():
    sys.path.insert(0, args.snntorch)
    import torch
    from snntorch import Leaky
    from snntorch.spikegen import rate

    torch.set_num_threads(1)
    if args.device != "cpu":
        torch.set_default_device(args.device)
    steps, batch, refractory = 100, args.batch_size, 2
    weights = torch.clamp(torch.randn(args.hidden, 784) * 0.1 + 0.5, min=0)
    weights *= torch.rand(args.hidden, 784) < 0.05
    lif = Leaky(beta=0.9512, threshold=1.0, reset_mechanism="subtract", reset_delay=True)
    # A fifth of the pixels is lit, as in MNIST; time does not depend on it.
    images = torch.rand(10, batch, 784) * (torch.rand(10, batch, 784) < 0.2)
    seconds = []
    with torch.no_grad():
        for image in images:
            start = time.perf_counter()
            spikes = rate(image * 0.1, num_steps=steps)
            membrane = torch.zeros(batch, args.hidden)
            refractory_left = torch.zeros(batch, args.hidden)
            counts = torch.zeros(batch, args.hidden)
            for t in range(steps):
                spike, membrane = lif(spikes[t] @ weights.T, membrane)
                spike = spike * (refractory_left == 0)
                refractory_left = torch.where(
                    spike > 0, torch.full_like(spike, refractory), (refractory_left - 1).clamp(min=0)
                )
                counts += spike
            # To read one waits for all.
            counts.sum().item()
            seconds.append(time.perf_counter() - start)
    return median(seconds) * 70_000 / batch


def brian():
    import tempfile

    import brian2
    import numpy

    images = 500
    random = numpy.random.default_rng(1)
    ms = brian2.ms
    with tempfile.TemporaryDirectory() as folder:
        brian2.set_device("cpp_standalone", directory=folder, build_on_run=False)
        brian2.prefs.devices.cpp_standalone.openmp_threads = 0
        brian2.defaultclock.dt = 1 * ms
        # As above: a fifth of the pixels is lit, and white ones spike at 100 Hz.
        grey = random.random((images, 784)) * (random.random((images, 784)) < 0.2)
        shown = brian2.TimedArray(grey * 100 * brian2.Hz, dt=100 * ms, name="shown")
        pixels = brian2.PoissonGroup(784, rates="shown(t, i)", namespace={"shown": shown})
        neurons = brian2.NeuronGroup(
            args.hidden,
            "dv/dt = -v / (20 * ms) : 1",
            threshold="v > 1",
            reset="v -= 1",
            # The membrane goes on meanwhile, the spikes do not.
            refractory=2 * ms,
            method="exact",
        )
        # Each image finds the neurons at rest.
        neurons.run_regularly("v = 0", dt=100 * ms)
        target, source = numpy.nonzero(random.random((args.hidden, 784)) < 0.05)
        synapses = brian2.Synapses(pixels, neurons, "w : 1", on_pre="v += w")
        synapses.connect(i=source, j=target)
        synapses.w = numpy.clip(random.normal(0.5, 0.1, len(source)), 0, None)
        spikes = brian2.SpikeMonitor(neurons)
        brian2.Network(pixels, neurons, synapses, spikes).run(images * 100 * ms)
        brian2.device.build(directory=folder, run=True)
        assert spikes.num_spikes > 0
        return brian2.device._last_run_time * 70_000 / images


def sklearn():
    import numpy
    from sklearn.linear_model import LogisticRegression

    random = numpy.random.default_rng(1)
    counts = random.integers(0, 35, (60_000, args.hidden)).astype(numpy.float32)
    labels = random.integers(0, 10, 60_000)
    milliseconds = []
    for _ in range(3):
        model = LogisticRegression(solver="lbfgs", max_iter=12, C=1.0)
        start = time.perf_counter()
        model.fit(counts, labels)
        milliseconds.append((time.perf_counter() - start) * 1e3 / model.n_iter_[0])
    return median(milliseconds)


for name, measure in ("snntorch", snntorch), ("brian", brian), ("sklearn", sklearn):
    if name == "snntorch" and not args.snntorch or name != "snntorch" and args.device == "cuda":
        continue
    try:
        print(name, f"{measure():.4g}", flush=True)
    except ImportError as missing:
        print(f"{name} is not there: {missing}", file=sys.stderr)
