using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Footfall;

/// <summary>What one hour gave.</summary>
/// <param name="Walked">People who passed.</param>
/// <param name="People">People the firmware estimates.</param>
/// <param name="Error">Its standard error, people.</param>
/// <param name="ShareOff">How far the share A to B is off, in points.</param>
/// <param name="PathCounted">People that path tracking counted.</param>
/// <param name="Invalid">Slots without a number.</param>
public readonly record struct HourFigure(
    int Walked, double People, double Error, double ShareOff, int PathCounted, int Invalid)
{
    /// <summary>Relative error, 0.05 is 5 % too many.</summary>
    public double Off => Walked == 0 ? 0 : (People - Walked) / Walked;

    /// <summary>Same of path tracking.</summary>
    public double PathOff => Walked == 0 ? 0 : ((double)PathCounted - Walked) / Walked;
}

/// <summary>
/// Hours of invented walkers before the firmware's own counter, sampled 100 times a second as on the board, with a
/// share of flipped samples if asked for. One thread.
/// </summary>
public sealed class FootfallHours
{
    private const int HourMs = 3_600_000, StepMs = 500, Quarter = 1_760_000_400;
    private readonly Pavement _pavement;
    private readonly Random _noise;
    private readonly double _flips;
    private readonly BeamSampler _beams = new(Limits.EdgesWaitingMax);
    private readonly FootfallCounter _counter;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly PathTracking _path = new();
    private readonly Record _slot = new();
    private long _nowMs;
    private int _stored;

    /// <summary>A pavement from a seed; <paramref name="flips"/> 0..1 of the samples are wrong.</summary>
    public FootfallHours(int seed, double flips = 0)
    {
        _pavement = new Pavement(seed);
        _noise = new Random(seed);
        _flips = flips;
        _counter = new FootfallCounter(_beams);
        _time = new TimeKeeper(new VirtualClock(), Quarter) { Quality = 3 };
        var drive = new Firmware.Parts.InMemoryDrive(DriveFiles.FirstSegment + 4, 128 * 1024);
        var chain = new FiscalChain(new ManagedMac(), new byte[32], "K07");
        _journal = new RecordJournal(drive, chain, _time, 16_384, 4);
        _journal.Recover(1, 1, new NoVersions());
        _counter.Step(0, _time, _journal, _slot);
    }

    /// <summary>Walks the next hour; at a calibrated site an hour before it, in which staff count.</summary>
    public HourFigure Next(Crowd crowd)
    {
        if (!crowd.Calibrated)
        {
            return Walk(crowd, calibrate: false);
        }

        (_counter.Factor, _counter.FactorError) = (FlowEstimate.FactorOne, 0);
        Walk(crowd, calibrate: true);
        if (_counter.Site.Factor > 0)
        {
            (_counter.Factor, _counter.FactorError) = (_counter.Site.Factor, _counter.Site.FactorError);
        }

        return Walk(crowd, calibrate: false);
    }

    private HourFigure Walk(Crowd crowd, bool calibrate)
    {
        var edges = _pavement.Walk(crowd, _nowMs);
        if (calibrate)
        {
            Calibrate();
        }

        var path = _path.Counted;
        var sums = new Sums();
        Span<int> bodies = stackalloc int[2];
        var next = 0;
        for (var end = _nowMs + HourMs; _nowMs < end;)
        {
            for (; next < edges.Count && edges[next].AtMs <= _nowMs; next++)
            {
                bodies[edges[next].Beam] += edges[next].Change;
            }

            var state = (bodies[0] > 0 ? 1 : 0) | (bodies[1] > 0 ? 2 : 0);
            _beams.Sample(_nowMs, _flips == 0 ? state : Flipped(state));
            if (_nowMs % PathTracking.SampleMs == 0)
            {
                _path.Sample(state);
            }

            _nowMs += BeamSampler.SampleMs;
            if (_nowMs % StepMs == 0)
            {
                Step(_nowMs == end ? end + BeamFilter.HoldMs : _nowMs, sums);
            }
        }

        return Figure(sums, _path.Counted - path);
    }

    // Staff press when somebody passes; when within the ten minutes makes no difference.
    private void Calibrate()
    {
        _counter.BeginCalibration(_nowMs);
        foreach (var (_, aToB) in _pavement.People.Where(one => one.AtMs < _nowMs + SiteCalibration.LengthMs))
        {
            _counter.Site.Press(aToB);
        }
    }

    private HourFigure Figure(Sums sums, int path)
    {
        var walked = _pavement.AToB + _pavement.BToA;
        var read = sums.AToB + sums.BToA;
        var off = walked == 0 || read == 0 ? 0 : (100.0 * sums.AToB / read) - (100.0 * _pavement.AToB / walked);

        // The factor of the site is off in all slots alike, so its part adds up as it is (CityReader does the same).
        var site = sums.Tenths * _counter.FactorError / (double)FlowEstimate.FactorOne;
        return new HourFigure(
            walked, sums.Tenths / 10.0, Math.Sqrt(sums.Square + (site * site)) / 10, Math.Abs(off), path,
            sums.Invalid);
    }

    private void Step(long nowMs, Sums sums)
    {
        _counter.Step(nowMs, _time, _journal, _slot);
        if (_counter.Closed.Stored + _counter.Closed.Lost > _stored)
        {
            _stored++;
            sums.Add(_slot);
        }
    }

    private int Flipped(int state) =>
        state ^ (_noise.NextDouble() < _flips ? 1 : 0) ^ (_noise.NextDouble() < _flips ? 2 : 0);

    private sealed class Sums
    {
        public long Tenths, Square, AToB, BToA;
        public int Invalid;

        public void Add(Record slot)
        {
            Tenths += slot.Values[FootfallLayout.PeopleTenths];
            Square += slot.Values[FootfallLayout.ErrorTenths] * slot.Values[FootfallLayout.ErrorTenths];
            AToB += slot.Values[FootfallLayout.AToB];
            BToA += slot.Values[FootfallLayout.BToA];
            Invalid += (slot.Values[FootfallLayout.Quality] & FootfallLayout.NoNumber) == 0 ? 0 : 1;
        }
    }
}
